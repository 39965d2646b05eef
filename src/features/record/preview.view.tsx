import { ClaimCard } from '../../web/parts/claim-card.tsx'
import { useText } from '../../web/text.ts'
import { ClaimWords } from './claim-words.view.tsx'
import { type Chosen, type ClaimDraft, newIn, type Writing } from './draft.ts'
import type { Dossier } from './dossier.ts'
import type { Context } from './record.api.ts'
import type { Citation, Claim } from './record.ts'
import type { Writable } from './writing.view.tsx'

const pending = '00000000-0000-4000-8000-000000000000'

const chosenIn = (draft: ClaimDraft): Chosen[] =>
  [
    draft.subject,
    draft.object,
    ...Object.values(draft.value).filter(each => typeof each === 'object'),
    ...draft.by.flatMap(({ speaker, onBehalfOf }) => [speaker, onBehalfOf]),
    ...newIn(draft),
  ].filter(each => each !== null)

const sourceOf = (draft: ClaimDraft, dossier: Dossier): Citation | null => {
  const { basis } = draft
  const [own] = dossier.sources
  const usual = { kind: 'news-report', publisher: '', illustration: false } as const
  if (basis.type !== 'own') return basis.source && { ...usual, ...basis.source, root: basis.source.id }
  if (own === undefined) return null
  const { publisher, title, language, published, kind } = own
  return { id: own.key, kind, publisher, title, language, published, root: own.key, illustration: false }
}

/** The claim that a draft will make, and all that is needed to show it. */
export const previewOf = (
  draft: ClaimDraft,
  dossier: Dossier,
  writable: readonly Writable[],
  writing: Writing,
  known?: Citation,
): { claim: Claim; context: Context } | null => {
  const written = dossier.claims.at(-1)
  if (written === undefined || draft.subject === null) return null
  const source = known ?? sourceOf(draft, dossier)
  const place = writable.find(each => JSON.stringify(each.name) === JSON.stringify(draft.in))
  const claim: Claim = {
    id: pending,
    subject: draft.subject.id,
    subjectType: draft.subject.type,
    predicate: written.predicate,
    object: written.object ?? null,
    value: written.value,
    modality: written.modality,
    source: source?.id ?? null,
    evidence: written.evidence,
    by: written.by,
    wording: written.wording ?? null,
    wordingLanguage: null,
    occurred: written.occurred ?? null,
    stated: written.stated ?? null,
    reported: source?.published ?? writing.today,
    knownFrom: writing.today,
    recordedAt: new Date().toISOString(),
    supersedes: draft.supersedes,
    supersededBy: null,
    compartment: pending,
    illustration: false,
  }
  const context: Context = {
    names: Object.fromEntries(
      chosenIn(draft).map(({ id, text, language, type }) => [id, { text, language, type }]),
    ),
    sources: source === null ? {} : { [source.id]: source },
    compartments: place === undefined ? {} : { [pending]: place },
  }
  return { claim, context }
}

/** How the claim will look when it is recorded. */
export const Preview = ({ claim, context }: { claim: Claim; context: Context }) => {
  const say = useText()
  return (
    <section className="preview" aria-label={say('record.preview')}>
      <p className="eyebrow">{say('record.preview')}</p>
      <ClaimCard claim={claim} context={context}>
        <ClaimWords claim={claim} context={context} />
      </ClaimCard>
    </section>
  )
}
