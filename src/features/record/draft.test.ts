import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EntityType, type PredicateName, vocabulary } from '../../domain/vocabulary.ts'
import { Dossier } from './dossier.ts'
import { type Chosen, ClaimDraft, dossierOf, draftFrom, emptyDraft, emptyLink, faultAt } from './draft.ts'
import { fieldsOf, groups, isPredicate, predicatesFor } from './fields.ts'
import { aimOf, recordLink } from './links.ts'
import { newId } from './new-id.ts'
import { planDossier } from './plan.ts'
import { emptyQuick, quickDossier } from './quick.ts'
import type { Claim } from './record.ts'
import { readText } from './text-file.ts'

const writing = { language: 'en', today: '2025-11-17', author: 'The secretariat', ownTitle: 'Note' }
const source = { id: newId(), title: 'Readout', language: 'en', published: '2025-11-17' }
const chosen = (type: EntityType, text: string, isNew = false): Chosen => ({
  id: newId(),
  type,
  text,
  language: 'en',
  ...(isNew && { isNew }),
})
const quote = { exact: 'We agreed', prefix: '', suffix: ' on aid', start: 0, end: 9 }
const passage = emptyDraft({ type: 'passage', source, quote }, 'public', 'a')
const known = (...entities: readonly Chosen[]) => ({
  entities: new Map(entities.map(each => [each.id, each.type])),
  sources: new Map([[source.id, { published: source.published }]]),
})
const recorded = (dossier: ReturnType<typeof dossierOf>) => {
  if (!('claims' in dossier)) throw new Error(JSON.stringify(dossier))
  return dossier
}
const faults = (dossier: ReturnType<typeof dossierOf>) =>
  'claims' in dossier ? [] : dossier.map(({ field, words }) => `${field}: ${words}`)

describe('the form of a claim', () => {
  it('asks every question of the vocabulary under exactly one heading', () => {
    const asked = Object.values(groups).flat()
    expect([...asked].sort()).toEqual(Object.keys(vocabulary).sort())
  })

  it('offers only what may be said of a thing of that type', () => {
    for (const type of EntityType.options)
      for (const { predicates } of predicatesFor(type))
        for (const name of predicates) expect(vocabulary[name].about).toContain(type)
  })

  it('asks for every field, in the shape the vocabulary wants', () => {
    const shapes = (name: PredicateName) =>
      fieldsOf(name).map(({ name: field, needed, shape }) => `${field}${needed ? '*' : ''} ${shape.type}`)
    expect(shapes('participation')).toEqual([
      'role* choice',
      'status* choice',
      'reason long',
      'condition long',
      'from date',
      'to date',
    ])
    expect(shapes('represented-by')).toContain('party entity')
    expect(shapes('represented-by')).toContain('present yes-no')
    expect(shapes('round')).toEqual(['number* number'])
    expect(shapes('meeting-date')).toEqual(['kind* choice', 'date* date', 'zone text'])
    expect(shapes('named')).toContain('language* language')
  })

  it('says at which fields something is missing', () =>
    expect(faults(dossierOf(passage, writing))).toEqual([
      'subject: subject-needed',
      'predicate: predicate-needed',
      'by.0.speaker: speaker-needed',
    ]))

  it('says why a date cannot be read, and reads the others as people write them', () => {
    const meeting = chosen('meeting', 'Third round')
    const draft: ClaimDraft = {
      ...passage,
      subject: meeting,
      predicate: 'meeting-date',
      value: { kind: 'planned', date: 'mid-December' },
      by: [],
    }
    expect(recorded(dossierOf(draft, writing)).claims[0]?.value).toEqual({
      kind: 'planned',
      date: '2025-12-11~/2025-12-20~',
      asWritten: 'mid-December',
    })
    expect(faults(dossierOf({ ...draft, value: { kind: 'planned', date: '03/04/2023' } }, writing))).toEqual([
      'value.date: ambiguous-date',
    ])
  })

  it('records who said what on whose behalf, with those who were not known before, in one file that can be planned', () => {
    const minister = chosen('person', 'A Minister', true)
    const party = chosen('party', 'Qatar')
    const issue = chosen('issue', 'Frozen funds', true)
    const draft: ClaimDraft = {
      ...passage,
      subject: issue,
      predicate: 'position',
      object: party,
      value: { stance: '1', text: 'Release in stages' },
      by: [
        { ...emptyLink('a'), speaker: minister, onBehalfOf: party, verb: 'said', manner: 'direct' },
        { ...emptyLink('b'), named: false, anonymous: 'a news agency' },
      ],
      stated: 'yesterday',
    }
    const dossier = recorded(dossierOf(draft, writing))
    expect(dossier.entities).toEqual([
      { key: issue.id, type: 'issue' },
      { key: minister.id, type: 'person' },
    ])
    expect(dossier.claims.at(-1)).toMatchObject({
      about: issue.id,
      predicate: 'position',
      object: party.id,
      stated: '2025-11-16',
      evidence: [quote],
      by: [
        { speaker: minister.id, onBehalfOf: party.id, verb: 'said', manner: 'direct' },
        { anonymous: 'a news agency' },
      ],
    })
    expect('claims' in planDossier(dossier, known(party))).toBe(true)
  })

  it('keeps an own record as a source in the same compartment, with its note as evidence', () => {
    const basis = { type: 'own', id: newId(), title: '', note: 'Told by telephone.' } as const
    const draft: ClaimDraft = {
      ...emptyDraft(basis, { notes: 'mine' }, 'a'),
      subject: chosen('party', 'Qatar'),
      predicate: 'said',
      value: { text: 'It will host.' },
    }
    expect(recorded(dossierOf(draft, writing))).toMatchObject({
      from: basis.id,
      sources: [
        {
          key: basis.id,
          kind: 'own-record',
          title: 'Note',
          text: 'Told by telephone.',
          in: { notes: 'mine' },
        },
      ],
      claims: [{ evidence: [{ exact: 'Told by telephone.', start: 0, end: 18 }], in: { notes: 'mine' } }],
    })
  })

  it('sends twice what it sends once', () => {
    const draft: ClaimDraft = {
      ...passage,
      subject: chosen('party', 'New', true),
      predicate: 'described',
      value: { text: 'x' },
      by: [],
    }
    expect(dossierOf(ClaimDraft.parse(JSON.parse(JSON.stringify(draft))), writing)).toEqual(
      dossierOf(draft, writing),
    )
  })
})

describe('a correction', () => {
  const party = chosen('party', 'Qatar')
  const claim: Claim = {
    id: newId(),
    subject: party.id,
    subjectType: 'party',
    predicate: 'related-to',
    object: newId(),
    value: { relation: 'member-of', from: '2020' },
    modality: 'asserts',
    source: source.id,
    evidence: [{ paragraph: 4, words: 'a member' }],
    by: [{ anonymous: 'an official', verb: 'says' }],
    wording: null,
    wordingLanguage: null,
    occurred: null,
    stated: '2025-11-01',
    reported: '2025-11-17',
    knownFrom: '2025-11-17',
    recordedAt: '2025-11-17T00:00:00Z',
    supersedes: null,
    supersededBy: null,
    compartment: newId(),
    illustration: false,
  }
  const around = {
    names: { [party.id]: { text: 'Qatar', language: 'en', type: 'party' as const } },
    sources: {
      [source.id]: { ...source, kind: 'wire' as const, publisher: 'A', root: source.id, illustration: false },
    },
  }

  it('begins as what it corrects and supersedes it', () => {
    const draft = draftFrom(claim, around, 'public', newId())
    expect(recorded(dossierOf(draft, writing)).claims).toEqual([
      expect.objectContaining({
        about: party.id,
        object: claim.object,
        value: claim.value,
        evidence: claim.evidence,
        by: claim.by,
        stated: '2025-11-01',
        supersedes: claim.id,
      }),
    ])
  })

  it('rests on a record of one’s own where the source is not open to who corrects', () => {
    const own = newId()
    expect(draftFrom({ ...claim, source: null }, around, 'public', own).basis).toMatchObject({
      type: 'own',
      id: own,
    })
  })
})

describe('a quick start', () => {
  const basis = { type: 'own', id: newId(), title: 'Plan', note: '' } as const

  it('makes a meeting with its track, level, planned date, place and those invited', () => {
    const track = chosen('track', 'Contact group')
    const guest = chosen('party', 'New party', true)
    const draft = {
      ...emptyQuick('meeting', newId(), 'en', 'public', basis),
      name: 'Fourth round',
      parent: track,
      level: 'ministers' as const,
      date: 'in two weeks',
      place: 'Doha',
      parties: [guest],
    }
    const dossier = quickDossier(draft, writing)
    expect(dossier).toMatchObject({
      entities: [
        { key: draft.id, type: 'meeting' },
        { key: guest.id, type: 'party' },
      ],
      claims: [
        { predicate: 'named' },
        { predicate: 'named', about: guest.id },
        { predicate: 'meeting-of', object: track.id },
        { predicate: 'meeting-level' },
        { predicate: 'meeting-status', value: { status: 'scheduled' } },
        { predicate: 'meeting-date', value: { kind: 'planned', asWritten: 'in two weeks' } },
        { predicate: 'meeting-place' },
        { predicate: 'attendance', object: guest.id, value: { status: 'invited' } },
      ],
    })
    expect('claims' in planDossier(Dossier.parse(dossier), known(track))).toBe(true)
  })

  it('asks for a title and a party together, or for neither', () => {
    const draft = { ...emptyQuick('person', newId(), 'en', 'public', basis), name: 'X', title: 'Minister' }
    expect(quickDossier(draft, writing)).toEqual([{ field: 'parent', words: 'post-needs-both' }])
  })
})

describe('small things', () => {
  it('makes ids that are ids', () => {
    for (let at = 0; at < 50; at += 1)
      expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('brings a line of the server to the field it speaks of', () => {
    expect(faultAt('claims[2].value.date: not-a-date')).toMatchObject({
      field: 'value.date',
      detail: 'not-a-date',
    })
    expect(faultAt('claims[0].by[1].speaker: nothing is known by the key x')).toMatchObject({
      field: 'by.1.speaker',
    })
    expect(faultAt('claims[0].about: said is not said of a party').field).toBe('subject')
    expect(faultAt('gibberish')).toMatchObject({ field: '', detail: 'gibberish' })
  })

  it('reads back the links it writes', () => {
    const id = fc.uuid()
    fc.assert(
      fc.property(fc.record({ about: id, corrects: id }, { requiredKeys: [] }), aim => {
        const search = new URL(recordLink(aim), 'http://localhost').searchParams
        expect(aimOf(Object.fromEntries(search))).toEqual(aim)
      }),
    )
    expect(aimOf({ about: 'x', begin: 'war' })).toEqual({})
    expect(isPredicate('toString')).toBe(false)
  })

  it('reads files in UTF-8 and says what is wrong with others', () => {
    const bytes = (text: string) => new TextEncoder().encode(text)
    expect(readText(bytes('\uFEFFیک\r\nدو'))).toBe('یک\nدو')
    expect(readText(new Uint8Array([0xff, 0xfe, 0x41, 0]))).toEqual({ refused: 'file-not-utf8' })
    expect(readText(bytes('A\0B'))).toEqual({ refused: 'file-not-utf8' })
    expect(readText(bytes(' \n'))).toEqual({ refused: 'file-empty' })
    expect(readText(new Uint8Array(4_500_001))).toEqual({ refused: 'file-too-large' })
  })
})
