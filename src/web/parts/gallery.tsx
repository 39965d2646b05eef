import { type ReactNode, useState } from 'react'
import { type Claim, claimsOf, readingOf } from '../../features/record/record.ts'
import { ApiError, RefusedError } from '../../platform/contract.ts'
import { useText, useWord } from '../text.ts'
import { Button } from './button.tsx'
import { ClaimCard } from './claim-card.tsx'
import { DataTable, List } from './data-table.tsx'
import { DateText, Instant } from './date-text.tsx'
import { Dialog } from './dialog.tsx'
import { SelectField, TextArea, TextField } from './field.tsx'
import { claims, context, ids } from './fixtures.ts'
import { CompartmentBadge, IllustrationMark } from './marks.tsx'
import { Caveats, Name } from './name.tsx'
import { Fold, Section } from './section.tsx'
import { Sourced } from './sourced.tsx'
import { Empty, Loading, Problem } from './states.tsx'
import { Tabs } from './tabs.tsx'
import { Title } from './title.tsx'

const dates = [
  '2023-05-20',
  '2025-12-11~/2025-12-20~',
  '2023-05',
  '2021?',
  '2026-33',
  '../2024',
  '[2023-05-11,2023-05-12]',
  '202X',
]

const readingOfAll = (...all: Claim[]) => readingOf(claimsOf(all, 'meeting-date'), each => each.value.date)
const showDay = (date: string) => <DateText edtf={date} />

/** One part in one state, under the state's name. */
const State = ({ children }: { children: ReactNode }) => <div className="state">{children}</div>

const Names = () => {
  const say = useText()
  return (
    <Section title={say('shell.parts.names')}>
      <List label={say('shell.parts.names')} items={Object.keys(context.names)} keyOf={each => each}>
        {each => <Name id={each} names={context.names} link />}
      </List>
      <State>
        <Name id="nobody" names={context.names} />
      </State>
    </Section>
  )
}

const Dates = () => {
  const say = useText()
  const [at] = useState('2023-05-12T08:00:00Z')
  return (
    <Section title={say('shell.parts.dates')}>
      <List label={say('shell.parts.dates')} items={dates} keyOf={each => each}>
        {each => <DateText edtf={each} precise />}
      </List>
      <State>
        <Instant at={at} zone="Asia/Kabul" />
      </State>
    </Section>
  )
}

const Values = () => {
  const say = useText()
  const readings = [
    readingOfAll(claims.plain),
    readingOfAll(claims.plain, claims.relayed, claims.persian),
    readingOfAll(claims.plain, claims.persian, claims.other),
    readingOfAll(claims.plain, claims.denied),
    readingOfAll(claims.denied),
    readingOfAll(claims.closed),
    readingOfAll(),
  ]
  return (
    <Section title={say('shell.parts.values')}>
      <List label={say('shell.parts.values')} items={readings} keyOf={each => String(readings.indexOf(each))}>
        {each => (
          <Sourced reading={each} render={showDay} context={context} history={[claims.old, claims.new]} />
        )}
      </List>
    </Section>
  )
}

const Claims = () => {
  const say = useText()
  return (
    <Section title={say('shell.parts.claims')}>
      {Object.entries(claims).map(([name, each]) => (
        <ClaimCard key={name} claim={each} context={context} history={[claims.old, claims.new]}>
          {name === 'plain' && <DateText edtf="2023-05-12" />}
        </ClaimCard>
      ))}
    </Section>
  )
}

const Marks = () => {
  const say = useText()
  return (
    <Section title={say('shell.parts.marks')}>
      <p>
        <IllustrationMark />{' '}
        {Object.entries(context.compartments).map(([each, compartment]) => (
          <span key={each}>
            <CompartmentBadge compartment={compartment} names={context.names} always />{' '}
          </span>
        ))}
      </p>
    </Section>
  )
}

const Table = () => {
  const say = useText()
  const word = useWord()
  return (
    <Section title={say('shell.parts.table')} count={say('parts.number', { number: 3 })}>
      <DataTable
        caption={say('shell.parts.table')}
        keyOf={row => row.id}
        rows={[claims.plain, claims.denied, claims.persian]}
        columns={[
          {
            id: 'what',
            title: say('parts.claim.what'),
            cell: () => <Name id={ids.meeting} names={context.names} link />,
          },
          {
            id: 'when',
            title: say('parts.time.reported'),
            cell: row => <DateText edtf={row.reported} />,
            order: row => row.reported,
          },
          {
            id: 'how',
            title: say('parts.claim.how'),
            cell: row => word('modality', row.modality),
            order: row => row.modality,
          },
          {
            id: 'evidence',
            title: say('parts.evidence.count'),
            numeric: true,
            cell: row => say('parts.number', { number: row.evidence.length }),
            order: row => row.evidence.length,
          },
        ]}
      />
    </Section>
  )
}

const Forms = () => {
  const say = useText()
  const [open, setOpen] = useState(false)
  return (
    <Section title={say('shell.parts.forms')}>
      <TextField label={say('shell.knownOn.typed')} hint={say('shell.knownOn.hint')} />
      <TextField label={say('shell.knownOn.typed')} fault={say('shell.knownOn.unread')} />
      <TextArea label={say('parts.claim.what')} />
      <SelectField label={say('shell.theme')}>
        <option>{say('shell.theme.system')}</option>
      </SelectField>
      <p>
        <Button look="primary">{say('shell.knownOn.show')}</Button> <Button>{say('parts.cancel')}</Button>{' '}
        <Button look="quiet">{say('shell.menu')}</Button>{' '}
        <Button look="danger">{say('shell.signOut')}</Button>{' '}
        <Button busy>{say('shell.knownOn.show')}</Button>{' '}
        <Button onClick={() => setOpen(true)}>{say('shell.parts.dialog')}</Button>
      </p>
      {open && (
        <Dialog title={say('shell.parts.dialog')} onClose={() => setOpen(false)}>
          <p>{say('parts.illustration.meaning')}</p>
        </Dialog>
      )}
    </Section>
  )
}

const States = () => {
  const say = useText()
  return (
    <Section title={say('shell.parts.states')}>
      <State>
        <Loading lines={3} />
      </State>
      <State>
        <Empty title={say('shell.notFound.title')}>
          <p>{say('shell.notFound.text')}</p>
        </Empty>
      </State>
      <State>
        <Problem error={new TypeError('offline')} onRetry={() => undefined} />
      </State>
      <State>
        <Problem error={new ApiError({ type: 'about:blank', title: 'Broken', status: 500, id: 'a1b2c3' })} />
      </State>
      <State>
        <Problem error={new RefusedError({ refused: 'looking-back' })} />
      </State>
      <Fold title={say('parts.claim.earlier')}>
        <p>{say('parts.illustration.meaning')}</p>
      </Fold>
      <Tabs
        label={say('shell.parts.tabs')}
        tabs={[
          { id: 'one', title: say('shell.nav.tracks'), panel: () => <p>{say('shell.nav.tracks')}</p> },
          { id: 'two', title: say('shell.nav.meetings'), panel: () => <p>{say('shell.nav.meetings')}</p> },
        ]}
      />
    </Section>
  )
}

/** Every part in every state, in the language and colours of the page. */
export const PartsPage = () => {
  const say = useText()
  return (
    <article className="gallery">
      <Title>{say('shell.nav.parts')}</Title>
      <h1>{say('shell.nav.parts')}</h1>
      <Values />
      <Claims />
      <Names />
      <Dates />
      <Marks />
      <Table />
      <Forms />
      <States />
      <Caveats names={context.names} />
    </article>
  )
}
