import { type Anchoring, placeIn, reanchoring, takenFrom } from './anchor.ts'
import type { Span } from './passages.ts'
import type { Claim } from './record.ts'

/** A passage of the shown version on which a claim rests, and how it was found there. */
export interface Place extends Span {
  readonly claim: string
  readonly found: Exclude<Anchoring['found'], 'orphaned'>
}

export interface Evidences {
  readonly places: readonly Place[]
  /** Claims with a passage that nobody can point to in the shown version: for a person to decide. */
  readonly orphans: readonly Claim[]
  /** Claims that rest on a paragraph number, by number. */
  readonly paragraphs: readonly { readonly paragraph: number; readonly claims: readonly Claim[] }[]
}

/** Where in version `at` of a source its claims stand. Claims that were corrected since are left out. */
export const evidencesOf = (claims: readonly Claim[], texts: readonly string[], at: number): Evidences => {
  const places: Place[] = []
  const orphans = new Set<Claim>()
  const paragraphs = new Map<number, Claim[]>()
  const finders = new Map<number, (span: Span) => Anchoring>()
  const shown = texts[at] ?? ''
  for (const claim of claims) {
    if (claim.supersededBy !== null) continue
    for (const evidence of claim.evidence) {
      if ('paragraph' in evidence) {
        const same = paragraphs.get(evidence.paragraph) ?? []
        if (!same.includes(claim)) same.push(claim)
        paragraphs.set(evidence.paragraph, same)
        continue
      }
      const version = takenFrom(evidence, texts)
      const span = placeIn(evidence, texts[version] ?? '')
      let find = finders.get(version)
      if (find === undefined) finders.set(version, (find = reanchoring(texts[version] ?? '', shown)))
      const anchoring: Anchoring =
        span === null ? { found: 'orphaned' } : version === at ? { found: 'unchanged', ...span } : find(span)
      if (anchoring.found === 'orphaned') orphans.add(claim)
      else places.push({ claim: claim.id, ...anchoring })
    }
  }
  return {
    places,
    orphans: [...orphans],
    paragraphs: [...paragraphs]
      .map(([paragraph, same]) => ({ paragraph, claims: same }))
      .sort((left, right) => left.paragraph - right.paragraph),
  }
}
