import type { Context } from '../../features/record/record.api.ts'
import type { Claim } from '../../features/record/record.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** A small world in which every part can be seen in every state. Statements in it are made up. */
export const ids = {
  qatar: id(1),
  authority: id(2),
  envoy: id(3),
  group: id(4),
  meeting: id(5),
  article: id(11),
  readout: id(12),
  leak: id(13),
  public: id(21),
  delegation: id(22),
  leg: id(23),
  notes: id(24),
} as const

export const context: Context = {
  names: {
    [ids.qatar]: { text: 'Qatar', language: 'en', type: 'party' },
    [ids.authority]: {
      text: 'امارت اسلامی افغانستان',
      language: 'fa',
      type: 'party',
      asterisk: true,
      caveat: 'This designation is without prejudice to positions on recognition.',
    },
    [ids.envoy]: { text: 'محمد بن عبد العزيز الخليفي', language: 'ar', type: 'person' },
    [ids.group]: {
      text: 'Contact Group on Afghanistan',
      language: 'en',
      type: 'track',
      caveat: 'Name used by the secretariat until the members decide.',
    },
    [ids.meeting]: { text: 'Third round, Doha', language: 'en', type: 'meeting' },
  },
  sources: {
    [ids.article]: {
      id: ids.article,
      kind: 'news-report',
      publisher: 'The Reference',
      title: 'Envoys meet again in Doha',
      language: 'en',
      published: '2023-06-06',
      root: ids.article,
      illustration: true,
    },
    [ids.readout]: {
      id: ids.readout,
      kind: 'own-readout',
      publisher: 'وزارت امور خارجه',
      title: 'گزارش نشست دوحه',
      language: 'fa',
      published: '2023-05-13',
      root: ids.readout,
      illustration: true,
    },
    [ids.leak]: {
      id: ids.leak,
      kind: 'leak',
      publisher: 'جريدة',
      title: 'لقاء لم يُعلن عنه',
      language: 'ar',
      published: '2023-05-31',
      root: ids.article,
      illustration: true,
    },
  },
  compartments: {
    [ids.public]: { kind: 'public', track: null, party: null },
    [ids.delegation]: { kind: 'delegation', track: ids.group, party: ids.qatar },
    [ids.leg]: { kind: 'leg', track: ids.group, party: ids.authority },
    [ids.notes]: { kind: 'notes', track: null, party: null },
  },
}

let next = 100

/** A claim that the meeting took place, unless said otherwise. */
export const claim = (parts: Partial<Claim> = {}): Claim => ({
  id: id(next++),
  subject: ids.meeting,
  subjectType: 'meeting',
  predicate: 'meeting-date',
  object: null,
  value: { kind: 'occurred', date: '2023-05-12' },
  modality: 'asserts',
  source: ids.article,
  evidence: [{ paragraph: 4 }],
  by: [],
  wording: null,
  wordingLanguage: null,
  occurred: null,
  stated: null,
  reported: '2023-06-06',
  knownFrom: '2023-06-06',
  recordedAt: '2025-11-20T09:30:00Z',
  supersedes: null,
  supersededBy: null,
  compartment: ids.public,
  illustration: false,
  ...parts,
})

const corrected = id(90)
const correction = id(91)

export const claims = {
  plain: claim(),
  relayed: claim({
    by: [
      { anonymous: 'a spokesman', onBehalfOf: ids.authority, verb: 'confirms', manner: 'direct' },
      { speaker: ids.envoy, verb: 'quotes' },
    ],
    wording: 'The talks were frank and useful.',
    wordingLanguage: 'en',
    occurred: '2023-05-12',
    stated: '2023-05-11~/2023-05-20~',
    evidence: [{ exact: 'The talks were frank and useful', start: 210, end: 241 }],
  }),
  persian: claim({
    source: ids.readout,
    reported: '2023-05-13',
    by: [{ speaker: ids.envoy, manner: 'indirect' }],
    wording: 'گفت‌وگوها سازنده بود و ادامه خواهد یافت.',
    wordingLanguage: 'fa',
    evidence: [{ paragraph: 2, words: 'گفت‌وگوها سازنده بود' }],
  }),
  other: claim({ value: { kind: 'occurred', date: '2023-05-11' }, source: ids.leak, illustration: true }),
  denied: claim({
    modality: 'denies',
    source: ids.readout,
    by: [{ speaker: ids.authority, verb: 'تکذیب می‌کند', manner: 'paraphrase' }],
    evidence: [{ paragraph: 0 }],
  }),
  closed: claim({ compartment: ids.delegation, source: null, evidence: [] }),
  leg: claim({ compartment: ids.leg, by: [{ speaker: ids.envoy, onBehalfOf: ids.qatar }] }),
  old: claim({ id: corrected, value: { kind: 'occurred', date: '2023-05-15' }, supersededBy: correction }),
  new: claim({ id: correction, supersedes: corrected }),
}
