import type { houseRules, Level, lifecycleSteps, trackKinds } from '../../domain/vocabulary.ts'
import { type Claim, type ClaimOf, claimsOf, type Reading } from '../record/record.ts'
import {
  fieldReading,
  inTime,
  isCurrent,
  type Linked,
  linkedBy,
  objectReading,
  type RootOf,
  unique,
} from './folds.ts'
import { foldParticipants, type Participant, type Stated, statedIn } from './participation.ts'

/** What the record says of a track itself; its matters and statements are folded apart. */
export interface Track {
  readonly kind: Reading<(typeof trackKinds)[number]>
  readonly parent: Reading<string>
  readonly workingGroups: readonly Linked[]
  readonly usualLevel: Reading<Level>
  readonly subjects: readonly Stated[]
  readonly descriptions: readonly Stated[]
  readonly rules: readonly { readonly rule: (typeof houseRules)[number]; readonly stated: Stated }[]
  readonly policies: readonly ClaimOf<'designation-policy'>[]
  readonly lifecycle: readonly LifeStep[]
  readonly participants: readonly Participant[]
  readonly agenda: readonly ClaimOf<'agenda-item'>[]
}

export interface LifeStep {
  readonly step: (typeof lifecycleSteps)[number]
  readonly claims: readonly ClaimOf<'lifecycle'>[]
}

/** One step of the life of a track as each source tells it: the same step at the same time is one. */
const foldLifecycle = (claims: readonly ClaimOf<'lifecycle'>[]): LifeStep[] => {
  const steps: { step: LifeStep['step']; when: string | null; claims: ClaimOf<'lifecycle'>[] }[] = []
  for (const claim of inTime(claims)) {
    const same = steps.find(each => each.step === claim.value.step && each.when === claim.occurred)
    if (same) same.claims.push(claim)
    else steps.push({ step: claim.value.step, when: claim.occurred, claims: [claim] })
  }
  return steps
}

export const foldTrack = (claims: readonly Claim[], id: string, rootOf?: RootOf): Track => {
  const about = <Name extends Parameters<typeof claimsOf>[1]>(predicate: Name) =>
    claimsOf(claims, predicate, id).filter(isCurrent)
  return {
    kind: fieldReading(about('track-kind'), 'kind', rootOf),
    parent: objectReading(about('track-parent'), rootOf),
    workingGroups: linkedBy(
      claimsOf(claims, 'track-parent').filter(claim => claim.object === id),
      claim => claim.subject,
    ),
    usualLevel: fieldReading(about('usual-level'), 'level', rootOf),
    subjects: statedIn(about('subject-matter'), claim => claim.value.text),
    descriptions: statedIn(about('described'), claim => claim.value.text),
    rules: unique(about('house-rule').map(claim => claim.value.rule)).flatMap(rule =>
      statedIn(
        about('house-rule').filter(claim => claim.value.rule === rule),
        claim => claim.value.value,
      ).map(stated => ({ rule, stated })),
    ),
    policies: about('designation-policy'),
    lifecycle: foldLifecycle(about('lifecycle')),
    participants: foldParticipants(claims, id, rootOf),
    agenda: about('agenda-item'),
  }
}
