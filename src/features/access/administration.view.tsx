import { type FormEvent, useState } from 'react'
import { useAct, useQueryOf } from '../../web/api.ts'
import { Button } from '../../web/parts/button.tsx'
import { DataTable } from '../../web/parts/data-table.tsx'
import { Instant } from '../../web/parts/date-text.tsx'
import { Dialog } from '../../web/parts/dialog.tsx'
import { SelectField, TextField } from '../../web/parts/field.tsx'
import type { Names } from '../../web/parts/name.tsx'
import { Section } from '../../web/parts/section.tsx'
import { Empty, Loading, Problem } from '../../web/parts/states.tsx'
import { Title } from '../../web/parts/title.tsx'
import { useLinks } from '../../web/links.ts'
import { useGo } from '../../web/router.ts'
import { useMandateNames } from '../../web/session.ts'
import { MandateText } from '../../web/shell/you.tsx'
import { useLocale, useSpeech, useText } from '../../web/text.ts'
import { habits, languages } from '../../web/text/languages.ts'
import type { AccessLogEntry, IssuedInvitation } from './access.api.ts'
import { AccountPanel } from './account.view.tsx'
import { Establish } from './establishing.view.tsx'
import { InvitationLink } from './invite-link.view.tsx'
import { emptyDraft, grantOf, MandateFields } from './mandate-form.view.tsx'

interface Issued {
  readonly invitation: IssuedInvitation
  readonly name: string
}

const Inviting = ({ onIssued, onClose }: { onIssued: (issued: Issued) => void; onClose: () => void }) => {
  const say = useText()
  const { language } = useLocale()
  const create = useAct('createAccount')
  const [name, setName] = useState('')
  const [reads, setReads] = useState<string>(language)
  const [draft, setDraft] = useState(emptyDraft)
  const grant = grantOf(draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate(
      { body: { name, language: reads, mandates: grant === null ? [] : [grant] } },
      { onSuccess: invitation => onIssued({ invitation, name }) },
    )
  }
  return (
    <Dialog
      title={say('access.admin.invite')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{say('parts.cancel')}</Button>
          <Button
            type="submit"
            form="invite"
            look="primary"
            busy={create.isPending}
            disabled={draft.capacity !== '' && grant === null}
          >
            {say('access.admin.invite')}
          </Button>
        </>
      }
    >
      <form id="invite" onSubmit={submit}>
        <TextField
          label={say('access.admin.name')}
          required
          maxLength={200}
          dir="auto"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <SelectField
          label={say('access.admin.language')}
          value={reads}
          onChange={({ target }) => setReads(target.value)}
        >
          {languages.map(each => (
            <option key={each} value={each} lang={each}>
              {habits[each].name}
            </option>
          ))}
        </SelectField>
        <MandateFields draft={draft} onChange={setDraft} optional />
        {create.isError && <Problem error={create.error} />}
      </form>
    </Dialog>
  )
}

const Log = ({ entries, names }: { entries: readonly AccessLogEntry[]; names: Names }) => {
  const say = useText()
  const { sayIf } = useSpeech()
  return (
    <Section title={say('access.admin.log')}>
      <DataTable
        caption={say('access.admin.log')}
        rows={entries}
        keyOf={entry => `${entry.at} ${entry.action} ${entry.account} ${entry.mandate?.id ?? ''}`}
        columns={[
          { id: 'at', title: say('access.admin.log.when'), cell: entry => <Instant at={entry.at} /> },
          {
            id: 'action',
            title: say('access.admin.log.what'),
            cell: ({ action }) => sayIf(`access.logged.${action}`) ?? action,
            order: entry => entry.action,
          },
          {
            id: 'account',
            title: say('access.admin.log.whom'),
            cell: entry => <bdi>{entry.account}</bdi>,
            order: entry => entry.account,
          },
          {
            id: 'mandate',
            title: say('access.admin.log.mandate'),
            cell: ({ mandate }) => mandate !== null && <MandateText mandate={mandate} names={names} />,
          },
          {
            id: 'by',
            title: say('access.admin.log.by'),
            cell: ({ by }) => (by === null ? say('access.admin.commandLine') : <bdi>{by}</bdi>),
            order: entry => entry.by ?? '',
          },
        ]}
      />
    </Section>
  )
}

/** Who may come in, as what, on whose grant. For administrators; for all others the server knows no such page. */
export const AdministrationPage = () => {
  const say = useText()
  const [now] = useState(() => new Date())
  const [inviting, setInviting] = useState(false)
  const [issued, setIssued] = useState<Issued>()
  const accounts = useQueryOf('listAccounts', {})
  const log = useQueryOf('accessLog', { query: {} })
  const { names } = useMandateNames()
  const go = useGo()
  const links = useLinks()
  if (accounts.isError)
    return (
      <article className="administration">
        <Title>{say('access.admin.title')}</Title>
        <h1>{say('access.admin.title')}</h1>
        <Problem error={accounts.error} onRetry={() => void accounts.refetch()} />
      </article>
    )
  return (
    <article className="administration">
      <Title>{say('access.admin.title')}</Title>
      <h1>{say('access.admin.title')}</h1>
      <p>{say('access.admin.lead')}</p>
      <Section
        title={say('access.admin.accounts')}
        aside={
          <Button look="primary" onClick={() => setInviting(true)}>
            {say('access.admin.invite')}
          </Button>
        }
      >
        {accounts.data === undefined ? (
          <Loading />
        ) : accounts.data.accounts.length === 0 ? (
          <Empty title={say('access.admin.accounts.none')} />
        ) : (
          <ul className="accounts wide">
            {accounts.data.accounts.map(account => (
              <AccountPanel
                key={account.id}
                account={account}
                names={names}
                now={now}
                onInvited={(invitation, name) => setIssued({ invitation, name })}
              />
            ))}
          </ul>
        )}
      </Section>
      <Section title={say('access.admin.founding')}>
        <p>{say('access.admin.founding.text')}</p>
        <p className="account-actions">
          <Establish type="track" onDone={id => go(links.to(id, 'track'))} />
          <Establish type="party" onDone={id => go(links.to(id, 'party'))} />
        </p>
      </Section>
      {log.data !== undefined && log.data.entries.length > 0 && (
        <Log entries={log.data.entries} names={names} />
      )}
      {inviting && (
        <Inviting
          onClose={() => setInviting(false)}
          onIssued={each => {
            setInviting(false)
            setIssued(each)
          }}
        />
      )}
      {issued !== undefined && <InvitationLink {...issued} onClose={() => setIssued(undefined)} />}
    </article>
  )
}
