import { useEffect, useRef, useState } from 'react'
import { Button } from '../../web/parts/button.tsx'
import { useText } from '../../web/text.ts'
import { QuotedPassage } from './basis-fields.view.tsx'
import { ClaimDone } from './claim-done.view.tsx'
import { ClaimEntry } from './claim-entry.view.tsx'
import { ClaimForm, type Done } from './claim-form.view.tsx'
import { type ClaimDraft, emptyDraft } from './draft.ts'
import { newId } from './new-id.ts'
import type { SourceView } from './record.api.ts'
import type { Claim } from './record.ts'
import type { Shown } from './source-text.view.tsx'
import { CannotWrite, type Writable } from './writing.view.tsx'

/** What stands beside the text. */
export type PanelState =
  | { readonly shows: 'nothing' }
  | { readonly shows: 'claims'; readonly passage: number }
  | { readonly shows: 'form' }
  /** A passage is being chosen anew for a claim that lost its own. */
  | { readonly shows: 'choosing-anew'; readonly claim: Claim }
  | { readonly shows: 'done'; readonly done: Done }

interface Props {
  id: string
  source: SourceView
  state: PanelState
  onState: (state: PanelState) => void
  passages: readonly Shown[]
  text: string
  draft: ClaimDraft | null
  onDraft: (draft: ClaimDraft | null) => void
  onCorrect: (claim: Claim) => void
  writable: readonly Writable[]
  mayWrite: boolean
  signedOut: boolean
}

const PassageClaims = ({
  source,
  passages,
  text,
  state,
  onCorrect,
  mayWrite,
}: Props & { state: { passage: number } }) => {
  const say = useText()
  const passage = passages[state.passage]
  if (passage === undefined) return null
  const claims = source.claims.filter(each => passage.claims.includes(each.id))
  return (
    <>
      <h2>{say('record.passage', { number: state.passage + 1 })}</h2>
      <QuotedPassage text={text.slice(passage.start, passage.end)} language={source.language} />
      {passage.changed && <p className="notice">{say('record.passage.changed')}</p>}
      {claims.map(claim => (
        <ClaimEntry
          key={claim.id}
          claim={claim}
          context={source}
          history={source.claims}
          onCorrect={mayWrite ? onCorrect : undefined}
        />
      ))}
    </>
  )
}

/** Beside the text: the claims of a passage, or the form for a new one. On a small screen it covers the text. */
export const SourcePanel = (props: Props) => {
  const { id, source, state, onState, draft, onDraft, onCorrect, writable, mayWrite, signedOut } = props
  const say = useText()
  const panel = useRef<HTMLElement>(null)
  const [foldedAt, setFoldedAt] = useState<string | null>(null)
  const showsForm = draft !== null && mayWrite && (state.shows === 'form' || state.shows === 'nothing')
  const shows = showsForm ? 'form' : state.shows
  const about = state.shows === 'claims' ? state.passage : draft?.basis.type

  const key = `${shows} ${about}`
  const folded = foldedAt === key
  useEffect(() => {
    if (shows === 'claims' || (shows === 'form' && state.shows === 'form'))
      panel.current?.focus({ preventScroll: true })
  }, [shows, about, state.shows])
  useEffect(() => {
    if (signedOut && shows === 'form') panel.current?.focus()
  }, [signedOut, shows])
  useEffect(() => {
    const here = panel.current
    const pressed = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && shows === 'claims')
        onState({ shows: 'nothing' })
    }
    here?.addEventListener('keydown', pressed)
    return () => here?.removeEventListener('keydown', pressed)
  }, [shows, onState])

  // The session ended while somebody wrote: what was begun waits for them.
  if (shows === 'form' && signedOut)
    return (
      <aside id={id} ref={panel} className="panel" tabIndex={-1} aria-label={say('record.panel')}>
        <CannotWrite why="signed-out" />
      </aside>
    )
  if (shows === 'nothing' || (shows === 'form' && !showsForm)) return null
  const close = () => onState({ shows: 'nothing' })
  if (folded && showsForm)
    return (
      <aside id={id} className="panel folded" aria-label={say('record.panel')}>
        <Button onClick={() => setFoldedAt(null)}>{say('record.panel.unfold')}</Button>
      </aside>
    )
  return (
    <aside id={id} ref={panel} className="panel" tabIndex={-1} aria-label={say('record.panel')}>
      {state.shows === 'claims' && !showsForm && (
        <>
          <PassageClaims {...props} state={state} />
          <Button onClick={close}>{say('parts.close')}</Button>
        </>
      )}
      {state.shows === 'choosing-anew' && (
        <>
          <p className="notice">{say('record.orphans.choosing')}</p>
          <Button onClick={close}>{say('parts.cancel')}</Button>
        </>
      )}
      {state.shows === 'done' && (
        <ClaimDone
          done={state.done}
          next={say('record.done.same')}
          onNext={() => {
            const { basis, in: where, by } = state.done.draft
            onDraft({ ...emptyDraft(basis, where, newId()), by })
            onState({ shows: 'form' })
          }}
          onCorrect={() => {
            const claim = source.claims.find(each => each.id === state.done.claim)
            if (claim !== undefined) onCorrect(claim)
          }}
          onClose={close}
        />
      )}
      {showsForm && draft !== null && (
        <>
          <header className="panel-head">
            <h2>{say(draft.supersedes === null ? 'record.new' : 'record.correct')}</h2>
            <Button look="quiet" className="narrow-only" onClick={() => setFoldedAt(key)}>
              {say('record.panel.fold')}
            </Button>
          </header>
          <ClaimForm
            draft={draft}
            onChange={onDraft}
            onDone={done => {
              onDraft(null)
              onState({ shows: 'done', done })
            }}
            onCancel={() => {
              onDraft(null)
              close()
            }}
            writable={writable}
            {...(source.sources[source.id] && { source: source.sources[source.id] })}
            fixedSource
          />
        </>
      )}
    </aside>
  )
}
