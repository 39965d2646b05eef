import { useEffect, useState } from 'react'
import { useQueryOf } from '../../web/api.ts'
import { useLinks } from '../../web/links.ts'
import { Loading, Problem } from '../../web/parts/states.tsx'
import { useLocale, useText, useWord } from '../../web/text.ts'
import { directionOf } from '../../web/text/languages.ts'
import { ClaimDone } from './claim-done.view.tsx'
import { ClaimForm, type Done } from './claim-form.view.tsx'
import { sameCompartment } from './compartment-field.view.tsx'
import type { CompartmentName } from './dossier.ts'
import { type Basis, ClaimDraft, draftFrom, emptyDraft } from './draft.ts'
import { DisclosureDialog } from './disclosure.view.tsx'
import { type Begun, begun, type RecordAim, recordLink } from './links.ts'
import { newId } from './new-id.ts'
import { emptyQuick, QuickDraft } from './quick.ts'
import { QuickForm } from './quick-form.view.tsx'
import { useDraft, type Writable } from './writing.view.tsx'

const own = (): Basis => ({ type: 'own', id: newId(), title: '', note: '' })

/** Where one’s own record goes unless said otherwise: nowhere wider than needed. */
const usualPlace = (writable: readonly Writable[]): CompartmentName =>
  (
    writable.find(
      each => each.kind === 'secretariat' || each.kind === 'delegation' || each.kind === 'desk',
    ) ??
    writable.find(each => each.kind !== 'public') ??
    writable[0]
  )?.name ?? { notes: 'mine' }

interface AimProps {
  aim: RecordAim
  writable: readonly Writable[]
}

/** A claim without a passage: from a paragraph of a source, or from what the officer knows; also a correction. */
export const AddClaim = ({ aim, writable }: AimProps) => {
  const say = useText()
  const links = useLinks()
  const place = aim.corrects ?? aim.about ?? 'claim'
  const [draft, setDraft] = useDraft(`record.${place}`, ClaimDraft)
  const [done, setDone] = useState<Done | null>(null)
  const about = useQueryOf(
    'readEntity',
    { params: { id: aim.about ?? '' } },
    { enabled: aim.about !== undefined && draft === null },
  )
  const wanted =
    aim.corrects === undefined ? undefined : about.data?.claims.find(each => each.id === aim.corrects)
  const begin = () => emptyDraft(own(), usualPlace(writable), newId())

  useEffect(() => {
    if (draft !== null || done !== null) return
    if (aim.about === undefined) return setDraft(begin())
    if (about.data === undefined) return
    const { id, type, names, compartments } = about.data
    if (wanted !== undefined) {
      const where = sameCompartment(writable, compartments[wanted.compartment])
      if (where !== undefined) setDraft(draftFrom(wanted, about.data, where.name, newId()))
    } else if (aim.corrects === undefined) {
      const name = names[id]
      const subject = { id, type, text: name?.text ?? '', language: name?.language ?? 'en' }
      setDraft({ ...begin(), subject })
    }
  })

  if (done !== null)
    return (
      <ClaimDone
        done={done}
        next={say('record.done.another')}
        onNext={() => {
          setDone(null)
          setDraft({ ...begin(), subject: done.draft.subject, basis: done.draft.basis, in: done.draft.in })
        }}
      />
    )
  if (about.isError) return <Problem error={about.error} />
  if (draft === null) {
    const unfound = about.data !== undefined && aim.corrects !== undefined
    return unfound ? (
      <p className="notice">
        {say(wanted === undefined ? 'record.correct.unfound' : 'record.correct.notYours')}{' '}
        <a href={links.to(about.data.id, about.data.type)}>{say('record.correct.back')}</a>
      </p>
    ) : (
      <Loading lines={8} />
    )
  }
  return (
    <ClaimForm
      draft={draft}
      onChange={setDraft}
      onDone={finished => {
        setDraft(null)
        setDone(finished)
      }}
      onCancel={() => {
        setDraft(null)
        history.back()
      }}
      writable={writable}
    />
  )
}

/** Opens a claim that the address names to others. */
export const Disclose = ({ aim }: { aim: RecordAim }) => {
  const say = useText()
  const about = useQueryOf(
    'readEntity',
    { params: { id: aim.about ?? '' } },
    { enabled: aim.about !== undefined },
  )
  const claim = about.data?.claims.find(each => each.id === aim.discloses)
  const [open, setOpen] = useState(true)
  if (about.isError) return <Problem error={about.error} />
  if (about.data === undefined) return <Loading lines={4} />
  if (claim === undefined) return <p className="notice">{say('record.correct.unfound')}</p>
  if (!open) return null
  return <DisclosureDialog claim={claim} context={about.data} onClose={() => setOpen(false)} />
}

/** Something new: a track, a meeting, a party or a person with its first claims. */
export const QuickStart = ({ begin, writable }: { begin: Begun; writable: readonly Writable[] }) => {
  const say = useText()
  const word = useWord()
  const links = useLinks()
  const { language } = useLocale()
  const [kept, setDraft] = useDraft(`quick.${begin}`, QuickDraft)
  const [done, setDone] = useState<QuickDraft | null>(null)
  const [fresh] = useState(() => emptyQuick(begin, newId(), language, usualPlace(writable), own()))
  if (done !== null)
    return (
      <section className="notice done" aria-label={say('record.done')}>
        <p>
          <b>{say('record.done')}</b>{' '}
          <a href={links.to(done.id, done.begin)}>
            <bdi lang={done.language} dir={directionOf(done.language)}>
              {done.name}
            </bdi>
          </a>
        </p>
        <p className="hint">{say('record.done.correct')}</p>
        <div className="actions">
          <a className="button primary" href={links.to(done.id, done.begin)}>
            {say('record.quick.open', { type: word('entity', done.begin) })}
          </a>
          <a className="button" href={links.at(recordLink({ about: done.id }))}>
            {say('record.addAbout')}
          </a>
        </div>
      </section>
    )
  return (
    <QuickForm
      draft={kept ?? fresh}
      onChange={setDraft}
      onDone={finished => {
        setDraft(null)
        setDone(finished)
      }}
      onCancel={() => {
        setDraft(null)
        history.back()
      }}
      writable={writable}
    />
  )
}

/** What one comes here to do. */
export const Beginnings = ({ current }: { current: Begun | null }) => {
  const say = useText()
  const links = useLinks()
  return (
    <nav className="beginnings" aria-label={say('record.begin')}>
      <ul>
        <li>
          <a href={links.at('/record')} aria-current={current === null ? 'page' : undefined}>
            {say('record.begin.claim')}
          </a>
        </li>
        {begun.map(each => (
          <li key={each}>
            <a
              href={links.at(recordLink({ begin: each }))}
              aria-current={current === each ? 'page' : undefined}
            >
              {say(`record.begin.${each}`)}
            </a>
          </li>
        ))}
        <li>
          <a href={links.at('/sources?add=1')}>{say('record.begin.source')}</a>
        </li>
      </ul>
    </nav>
  )
}
