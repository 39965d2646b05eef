import { useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useId, useMemo, useState } from 'react'
import { Button } from '../../web/parts/button.tsx'
import { Section } from '../../web/parts/section.tsx'
import { useText } from '../../web/text.ts'
import { Caveats } from '../../web/parts/name.tsx'
import { quoteAt } from './anchor.ts'
import { sameCompartment, withinSource } from './compartment-field.view.tsx'
import { type Basis, ClaimDraft, draftFrom, emptyDraft } from './draft.ts'
import { evidencesOf } from './evidence.ts'
import { KeyChooser } from './key-chooser.view.tsx'
import { KinshipSection } from './kinship.view.tsx'
import { newId } from './new-id.ts'
import { Orphans } from './orphans.view.tsx'
import { ParagraphClaims } from './paragraph-claims.view.tsx'
import { passagesOf, type Span } from './passages.ts'
import type { SourceView } from './record.api.ts'
import type { Claim } from './record.ts'
import { Reliability } from './reliability.view.tsx'
import { SourceHead } from './source-head.view.tsx'
import { type PanelState, SourcePanel } from './source-panel.view.tsx'
import { type Shown, SourceText } from './source-text.view.tsx'
import { Versions } from './versions.view.tsx'
import { useDraft, useMayWrite, useWritable } from './writing.view.tsx'

const publicCompartment = '00000000-0000-4000-8000-000000000001'

const useEvidence = (source: SourceView, number: number) =>
  useMemo(() => {
    const texts = source.versions.map(each => each.text)
    const at = source.versions.findIndex(each => each.number === number)
    const found = evidencesOf(source.claims, texts, at)
    const changed = new Set(
      found.places.filter(each => each.found === 'reworded').map(each => `${each.start} ${each.end}`),
    )
    const passages: Shown[] = passagesOf(found.places).map(each => ({
      ...each,
      changed: changed.has(`${each.start} ${each.end}`),
    }))
    return { ...found, passages }
  }, [source, number])

/** A source with its text or its paragraphs, what rests on it, and what was judged of it. */
export const SourceReading = ({ source }: { source: SourceView }) => {
  const say = useText()
  const panel = useId()
  const { claim: wanted }: { claim?: string } = useSearch({ strict: false })
  const latest = source.versions.at(-1)?.number ?? 0
  const [chosenVersion, setVersion] = useState<number | null>(null)
  const version = chosenVersion ?? latest
  const text = source.versions.find(each => each.number === version)?.text
  const { places, passages, orphans, paragraphs } = useEvidence(source, version)

  const writable = useWritable()
  const may = useMayWrite()
  const mayAdd = may === 'yes'
  const mayWrite = mayAdd && source.writable
  const [draft, setDraft] = useDraft(`source.${source.id}`, ClaimDraft)
  const [marked, setMarked] = useState<Span | null>(null)
  const [keys, setKeys] = useState(false)
  const [state, setState] = useState<PanelState>({ shows: 'nothing' })
  const closed = source.compartment !== publicCompartment

  useEffect(() => {
    const at = passages.findIndex(each => wanted !== undefined && each.claims.includes(wanted))
    if (at === -1) return
    setState({ shows: 'claims', passage: at })
    document.getElementById(`passage-${at}`)?.scrollIntoView({ block: 'center' })
    // Only the address decides; what is added later does not call the reader back.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted])
  useEffect(() => {
    if (wanted !== undefined) document.querySelector('.wanted')?.scrollIntoView({ block: 'center' })
  }, [wanted])

  const cited = { id: source.id, title: source.title, language: source.language, published: source.published }
  const place = source.compartments[source.compartment]
  const within = withinSource(writable ?? [], place)
  const usual =
    sameCompartment(within, place) ?? within.find(each => each.kind === (closed ? 'notes' : 'public'))
  const where = (usual ?? within[0])?.name
  const begin = (basis: Basis) => {
    setMarked(null)
    setKeys(false)
    setState({ shows: 'form' })
    const orphan = state.shows === 'choosing-anew' ? state.claim : undefined
    if (orphan !== undefined) setDraft({ ...draftOf(orphan), basis })
    else setDraft(emptyDraft(basis, where ?? { notes: 'mine' }, newId()))
  }
  const draftOf = (claim: Claim): ClaimDraft => {
    const own = sameCompartment(writable ?? [], source.compartments[claim.compartment])
    const begun = draftFrom(claim, source, own?.name ?? { notes: 'mine' }, newId())
    const now = version === latest ? places.find(each => each.claim === claim.id) : undefined
    // A correction rests on the text as it stands now.
    return now === undefined || text === undefined || begun.basis.type !== 'passage'
      ? begun
      : { ...begun, basis: { ...begun.basis, quote: quoteAt(text, now) } }
  }
  const take = (span: Span) =>
    text !== undefined && begin({ type: 'passage', source: cited, quote: quoteAt(text, span) })
  const correct = (claim: Claim) => {
    setDraft(draftOf(claim))
    setState({ shows: 'form' })
  }
  const onOpen = useCallback(
    (passage: number) =>
      setState(now =>
        now.shows === 'claims' && now.passage === passage
          ? { shows: 'nothing' }
          : { shows: 'claims', passage },
      ),
    [],
  )
  const onMark = useCallback((span: Span | null) => setMarked(span), [])
  const mayMark = mayAdd && text !== undefined && version === latest
  const writing = state.shows === 'form' && draft?.basis.type === 'passage' ? draft.basis.quote : null
  const chosen =
    writing?.start !== undefined && text?.startsWith(writing.exact, writing.start) === true
      ? { start: writing.start, end: writing.start + writing.exact.length }
      : null

  return (
    <article className="source">
      <SourceHead source={source} />
      <div className={state.shows === 'nothing' && draft === null ? 'reading' : 'reading with-panel'}>
        <div className="reading-text">
          {text === undefined ? (
            <Section
              title={say('record.paragraphs')}
              aside={
                mayAdd && (
                  <Button
                    onClick={() => begin({ type: 'paragraph', source: cited, paragraph: '', words: '' })}
                  >
                    {say('record.addFrom')}
                  </Button>
                )
              }
            >
              <p className="hint">{say('record.paragraphs.hint')}</p>
            </Section>
          ) : (
            <Section
              title={say('record.text', { number: version })}
              aside={
                mayMark &&
                !keys && (
                  <Button look="quiet" onClick={() => setKeys(true)}>
                    {say('record.keys.begin')}
                  </Button>
                )
              }
            >
              {version !== latest && (
                <p className="notice">
                  {say('record.text.older')}{' '}
                  <Button look="quiet" onClick={() => setVersion(null)}>
                    {say('record.text.latest')}
                  </Button>
                </p>
              )}
              {mayMark && !keys && <p className="hint select-hint">{say('record.text.hint')}</p>}
              {keys ? (
                <KeyChooser
                  text={text}
                  language={source.language}
                  onTake={take}
                  onClose={() => setKeys(false)}
                />
              ) : (
                <SourceText
                  text={text}
                  language={source.language}
                  passages={passages}
                  open={state.shows === 'claims' ? state.passage : null}
                  chosen={chosen}
                  onOpen={onOpen}
                  {...(mayMark && { onMark })}
                  panel={panel}
                />
              )}
            </Section>
          )}
          <Orphans
            orphans={orphans}
            source={source}
            onChoose={mayMark ? claim => setState({ shows: 'choosing-anew', claim }) : undefined}
          />
          {text !== undefined && paragraphs.length > 0 && <h2>{say('record.paragraphs')}</h2>}
          <ParagraphClaims
            source={source}
            paragraphs={paragraphs}
            wanted={wanted}
            onCorrect={mayAdd ? correct : undefined}
            onAdd={
              mayAdd && text === undefined
                ? paragraph =>
                    begin({ type: 'paragraph', source: cited, paragraph: String(paragraph), words: '' })
                : undefined
            }
          />
        </div>
        <SourcePanel
          id={panel}
          source={source}
          state={state}
          onState={setState}
          passages={passages}
          text={text ?? ''}
          draft={draft}
          onDraft={setDraft}
          onCorrect={correct}
          writable={within}
          mayWrite={mayAdd}
          signedOut={may === 'signed-out'}
        />
      </div>
      {marked !== null && mayMark && text !== undefined && (
        <section className="mark-bar" aria-label={say('record.mark')}>
          <bdi lang={source.language} className="mark-words">
            {text.slice(marked.start, marked.end)}
          </bdi>
          <Button look="primary" onClick={() => take(marked)}>
            {say(state.shows === 'choosing-anew' ? 'record.mark.anew' : 'record.mark.take')}
          </Button>
          <Button look="quiet" aria-label={say('parts.cancel')} onClick={() => setMarked(null)}>
            ×
          </Button>
        </section>
      )}
      <Versions source={source} mayWrite={mayWrite} shown={version} onShow={setVersion} />
      <Reliability source={source} mayWrite={mayWrite} />
      <KinshipSection source={source} mayWrite={mayWrite} />
      <Caveats names={source.names} />
    </article>
  )
}
