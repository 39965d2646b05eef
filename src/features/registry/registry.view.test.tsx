import { describe, expect, it } from 'vitest'
import { bounds } from '../../domain/edtf.ts'
import { markup as shown } from '../../web/markup.ts'
import { context, ids } from '../../web/parts/fixtures.ts'
import type { Language } from '../../web/text/languages.ts'
import type { MeetingSummary } from '../meetings/meetings.ts'
import { Designations } from './designations.view.tsx'
import { givenClaim } from './given-claims.ts'
import { Lifecycle } from './lifecycle.view.tsx'
import { Matrix } from './matrix.view.tsx'
import { foldMatter } from './matters.ts'
import { MatterBody } from './matters.view.tsx'
import { foldDesignations } from './names.ts'
import { Statements } from './statements.view.tsx'
import { foldStatements } from './statements.ts'
import { TimelineTable } from './timeline-table.view.tsx'
import { Timeline } from './timeline.view.tsx'
import { foldTrack } from './track.ts'

const meeting = (more: Partial<MeetingSummary> = {}): MeetingSummary => ({
  id: ids.meeting,
  tracks: [ids.group],
  dates: [{ kind: 'occurred', date: '2023-05-11~/2023-05-20~', ...bounds('2023-05-11~/2023-05-20~') }],
  levels: ['ministers'],
  statuses: ['held'],
  rounds: [3],
  places: ['Doha'],
  undisclosed: false,
  illustration: false,
  knownFrom: '2023-06-06',
  ...more,
})
const track = (meetings: MeetingSummary[]) => ({ id: ids.group, parent: null, lifecycle: [], meetings })
const timeline = (one: MeetingSummary, language: Language = 'en') =>
  shown(
    <Timeline
      tracks={[track([one])]}
      names={context.names}
      today="2024-01-01"
      lookingBack={false}
      onOpen={() => undefined}
    />,
    { language },
  )

describe('The timeline', () => {
  it('tells each meeting in words to those who cannot see it', () => {
    expect(timeline(meeting())).toContain(
      'aria-label="Third round, Doha, 11–20 May 2023, approximately, ministers, held"',
    )
  })

  it('can be entered by the keyboard at exactly one meeting', () => {
    expect(timeline(meeting()).match(/data-mark="[^"]*"[^>]*tabindex="0"/g)).toHaveLength(1)
  })

  it('fades both ends of an approximate span, and draws a planned meeting hollow', () => {
    const wide = [{ kind: 'planned' as const, date: '2022~/2023~', ...bounds('2022~/2023~') }]
    expect(timeline(meeting({ dates: wide, statuses: ['scheduled'] }))).toContain('span planned soft-both')
  })

  it('says that sources differ where their dates do', () => {
    const dates = ['2022-05-12', '2023-06-02'].map(date => ({
      kind: 'occurred' as const,
      date,
      ...bounds(date),
    }))
    expect(timeline(meeting({ dates }))).toMatch(/aria-label="[^"]*Sources differ"/)
  })

  it('runs from the right in Persian and Arabic', () => {
    const firstMark = (markup: string) => Number(/class="target" x="([\d.]+)"/.exec(markup)?.[1])
    expect(firstMark(timeline(meeting(), 'en'))).toBeLessThan(firstMark(timeline(meeting(), 'fa')))
  })

  it('holds the same in a table, with the round and the place', () => {
    const table = shown(<TimelineTable tracks={[track([meeting()])]} names={context.names} />)
    for (const words of ['Third round, Doha', 'Contact Group on Afghanistan', 'ministers', '>3<', 'Doha'])
      expect(table).toContain(words)
  })
})

describe('Who sits where', () => {
  const participation = (status: 'declined' | 'participates', illustration: boolean) => ({
    party: ids.qatar,
    role: 'host' as const,
    status,
    denied: false,
    illustration,
  })
  const matrix = (statuses: ('declined' | 'participates')[], illustration = false) =>
    shown(
      <Matrix
        tracks={[{ id: ids.group, participations: statuses.map(each => participation(each, illustration)) }]}
        names={context.names}
        kindsOf={() => []}
        onOpen={() => undefined}
      />,
    )

  it('names party, track, role and status of every seat', () => {
    expect(matrix(['participates'])).toContain(
      'aria-label="Qatar, Contact Group on Afghanistan, host, participates"',
    )
  })

  it('says of a seat that is made up that it is an illustration, to eye and ear', () => {
    const cell = matrix(['participates'], true)
    expect(cell).toContain(
      'aria-label="Qatar, Contact Group on Afghanistan, host, participates, illustration"',
    )
    expect(cell).toContain('class="seat illustration"')
    expect(matrix(['participates'])).not.toContain('illustration')
  })

  it('marks a seat on which sources contradict each other, and shows both', () => {
    const cell = matrix(['declined', 'participates'])
    expect(cell).toContain('class="disputed"')
    expect(cell).toContain('seat declined')
    expect(cell).toContain('seat participates')
  })
})

describe('A matter', () => {
  const proposal = (modality: 'asserts' | 'denies') =>
    givenClaim(
      'x',
      'proposed',
      { to: ids.authority },
      { subjectType: 'proposal', object: ids.qatar, modality, source: ids.article },
    )

  it('says who put a proposal forward and, beside it, that this is denied', () => {
    const claims = [proposal('asserts'), proposal('denies')]
    const markup = shown(<MatterBody matter={foldMatter(claims, 'x', 'proposal')} context={context} />)
    expect(markup).toContain('floated disputed')
    expect(markup).toContain('Put forward by')
    expect(markup).toContain('Denied: that')
  })

  it('says in words what is expressly not linked', () => {
    const demand = givenClaim(
      'x',
      'demand',
      { kind: 'non-linkage', text: 'Aid is given', notLinkedTo: 'recognition' },
      { subjectType: 'issue', object: ids.qatar },
    )
    expect(shown(<MatterBody matter={foldMatter([demand], 'x', 'issue')} context={context} />)).toMatch(
      /expressly not linked to: <bdi[^>]*>recognition/,
    )
  })
})

describe('Names and words of others', () => {
  it('stand isolated, in their own language and direction', () => {
    const named = givenClaim(ids.authority, 'named', {
      text: 'امارت اسلامی',
      language: 'fa',
      register: 'own',
    })
    const groups = foldDesignations([named], ids.authority, 'en')
    expect(shown(<Designations groups={groups} context={context} />)).toContain(
      '<bdi class="words" lang="fa" dir="rtl">امارت اسلامی</bdi>',
    )
  })

  it('name the speaker, for whom, and how often the words were passed on', () => {
    const said = givenClaim(
      ids.meeting,
      'said',
      { text: 'The talks bore fruit.' },
      {
        source: ids.article,
        by: [{ speaker: ids.envoy, onBehalfOf: ids.qatar, manner: 'indirect' }, { anonymous: 'an agency' }],
      },
    )
    const markup = shown(<Statements statements={foldStatements([said])} context={context} page="other" />)
    for (const words of [
      'محمد بن عبد العزيز الخليفي',
      'Qatar',
      'in indirect speech',
      'through one intermediary',
    ])
      expect(markup).toContain(words)
  })
})

describe('The life of a track', () => {
  it('has no date where no source gives one', () => {
    const { lifecycle } = foldTrack([givenClaim('t', 'lifecycle', { step: 'active' })], 't')
    expect(shown(<Lifecycle steps={lifecycle} context={context} />)).toContain('date not given')
  })
})
