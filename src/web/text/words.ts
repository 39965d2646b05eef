import type {
  attendanceStatuses,
  capacities,
  demandKinds,
  disclosureWays,
  EntityType,
  houseRules,
  implementationStatuses,
  levels,
  lifecycleSteps,
  meetingStatuses,
  outcomeKinds,
  participationStatuses,
  partyKinds,
  PredicateName,
  protocolRanks,
  registers,
  relations,
  roles,
  trackKinds,
  ValueOf,
} from '../../domain/vocabulary.ts'
import type { Precision } from '../../domain/edtf.ts'
import type { modalities, sourceKinds } from '../../features/record/dossier.ts'
import type { CompartmentView } from '../../features/record/record.ts'

/**
 * Every closed list of the record whose values are shown as words. A value added to one of them does not compile
 * until each language has a word for it.
 */
export interface Words {
  entity: EntityType
  /** Several of them: the heading of a list. */
  entities: EntityType
  level: (typeof levels)[number]
  party: (typeof partyKinds)[number]
  track: (typeof trackKinds)[number]
  step: (typeof lifecycleSteps)[number]
  role: (typeof roles)[number]
  participation: (typeof participationStatuses)[number]
  meeting: (typeof meetingStatuses)[number]
  meetingDate: ValueOf<'meeting-date'>['kind']
  mode: NonNullable<ValueOf<'meeting-place'>['mode']>
  attendance: (typeof attendanceStatuses)[number]
  capacity: (typeof capacities)[number]
  rank: (typeof protocolRanks)[number]
  register: (typeof registers)[number]
  outcome: (typeof outcomeKinds)[number]
  outcomeStatus: ValueOf<'outcome-status'>['status']
  demand: (typeof demandKinds)[number]
  relation: (typeof relations)[number]
  implementation: (typeof implementationStatuses)[number]
  rule: (typeof houseRules)[number]
  disclosure: (typeof disclosureWays)[number]
  stance: ValueOf<'position'>['stance']
  pledge: ValueOf<'pledge'>['stage']
  scheme: ValueOf<'coded'>['scheme']
  predicate: PredicateName
  modality: (typeof modalities)[number]
  source: (typeof sourceKinds)[number]
  manner: 'direct' | 'indirect' | 'paraphrase'
  kinship: 'copy' | 'translation' | 'separate'
  verdict: 'same' | 'different' | 'unsure' | 'withdrawn'
  reliability: 'A' | 'B' | 'C' | 'D' | 'E' | 'F'
  credibility: '1' | '2' | '3' | '4' | '5' | '6'
  compartment: CompartmentView['kind']
  mandate: 'party' | 'secretariat' | 'chair' | 'facilitator' | 'observer' | 'administrator'
  precision: Precision
}

export type WordKind = keyof Words
export type WordKey = { [Kind in WordKind]: `${Kind}.${Words[Kind]}` }[WordKind]
