import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bounds } from '../../domain/edtf.ts'
import { levels } from '../../domain/vocabulary.ts'
import type { MeetingSummary } from '../meetings/meetings.ts'
import { daysOf, layoutTimeline, markSize, nested, type TimelineTrack } from './timeline.ts'
import {
  lengthOf,
  panBy,
  ticksOf,
  windowAround,
  windowOfAll,
  windowShowing,
  zoomBy,
  zoomOf,
  zoomTo,
} from './timeline.window.ts'

type Dated = [kind: 'planned' | 'occurred' | 'published', date: string]

const meeting = (dates: Dated[], more: Partial<MeetingSummary> = {}): MeetingSummary => ({
  id: '00000000-0000-4000-8000-000000000001',
  tracks: [],
  dates: dates.map(([kind, date]) => ({ kind, date, ...bounds(date) })),
  levels: ['ministers'],
  statuses: ['held'],
  rounds: [],
  places: [],
  undisclosed: false,
  illustration: false,
  knownFrom: '2023-06-01',
  ...more,
})
const track = (id: string, parent: string | null = null, meetings: MeetingSummary[] = []): TimelineTrack => ({
  id,
  parent,
  lifecycle: [],
  meetings,
})
const window = { from: '2023-01-01', to: '2023-12-31' }
const marksOf = (one: MeetingSummary, width = 730, at = window) =>
  layoutTimeline([track('t', null, [one])], at, width)[0]?.marks ?? []

describe('Placing a meeting', () => {
  it('draws an imprecise date as a span from its lower to its upper bound', () => {
    const [mark] = marksOf(meeting([['occurred', '2023-05']]))
    const [stretch] = mark?.stretches ?? []
    expect(stretch?.start).toBeCloseTo(240)
    expect(stretch?.end).toBeCloseTo(302)
    expect(stretch?.softStart).toBe(false)
  })

  it('softens the ends of an approximate date, each for itself', () => {
    const [mark] = marksOf(meeting([['occurred', '2023-05-11~/2023-05-20']]))
    expect(mark?.stretches[0]).toMatchObject({ softStart: true, softEnd: false })
  })

  it('draws both of two disputed dates and says so', () => {
    const [mark] = marksOf(
      meeting([
        ['occurred', '2023-05-12'],
        ['occurred', '2023-06-02'],
      ]),
    )
    expect(mark?.stretches).toHaveLength(2)
    expect(mark?.disputed).toBe(true)
  })

  it('does not call it a dispute when one source is merely less exact', () => {
    const [mark] = marksOf(
      meeting([
        ['occurred', '2023-05-12'],
        ['occurred', '2023-05-11~/2023-05-20~'],
      ]),
    )
    expect(mark?.disputed).toBe(false)
  })

  it('shows the plan only until the meeting has taken place', () => {
    const held = marksOf(
      meeting([
        ['planned', '2023-03-01'],
        ['occurred', '2023-04-01'],
      ]),
    )
    expect(held[0]?.stretches.map(each => each.basis)).toEqual(['occurred'])
    const planned = marksOf(meeting([['planned', '2023-03-01']], { statuses: ['scheduled'] }))
    expect(planned[0]).toMatchObject({ state: 'planned' })
  })

  it('draws an undisclosed meeting up to the day it became known', () => {
    const [mark] = marksOf(
      meeting([['occurred', '2023-05-12']], { statuses: ['undisclosed'], knownFrom: '2023-05-31' }),
    )
    expect(mark?.state).toBe('undisclosed')
    expect(mark?.hidden?.end).toBeCloseTo(300)
  })

  it('puts a meeting of unknown date at the day it was first reported', () => {
    const [mark] = marksOf(meeting([], { knownFrom: '2023-06-06' }))
    expect(mark?.stretches[0]?.basis).toBe('known')
  })

  it('spans the levels when sources differ on the level', () => {
    const [mark] = marksOf(meeting([['occurred', '2023-05-12']], { levels: ['experts', 'ministers'] }))
    expect(mark?.level).toBe('ministers')
    expect(mark?.bottom).toBeGreaterThan(mark?.top ?? 0)
    expect(mark?.disputed).toBe(true)
  })

  it('gives every level its own lane, the summit highest and the unknown lowest', () => {
    const meetings = [[], ...levels.map(level => [level])].map((given, at) =>
      meeting([['occurred', '2023-05-12']], { id: String(at), levels: given }),
    )
    const tops = layoutTimeline([track('t', null, meetings)], window, 730)[0]?.marks.map(each => each.top)
    expect(tops).toEqual(tops?.toSorted((first, second) => second - first))
    expect(new Set(tops).size).toBe(levels.length + 1)
  })

  it('puts rounds of which only one rough date is known on shelves, so that each can be seen', () => {
    const rounds = [2, 3, 1].map(number =>
      meeting([['occurred', '2025-10-09/2025-11-20~']], { id: String(number), rounds: [number] }),
    )
    const marks = layoutTimeline([track('t', null, rounds)], { from: '2025-01-01', to: '2025-12-31' }, 730)[0]
      ?.marks
    expect(marks?.map(each => each.meeting.id)).toEqual(['1', '2', '3'])
    expect(new Set(marks?.map(each => each.top)).size).toBe(3)
  })
})

const day = fc
  .date({ min: new Date('1995-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))
const edtf = fc.oneof(
  day,
  day.map(each => each.slice(0, 7)),
  day.map(each => each.slice(0, 4)),
  fc.tuple(day, day).map(pair => pair.toSorted().join('/')),
  day.map(each => `${each}~`),
)
const anyWindow = fc.tuple(day, fc.integer({ min: 7, max: 9000 })).map(([at, days]) => windowAround(at, days))
const anyWidth = fc.integer({ min: 200, max: 2000 })

describe('The layout', () => {
  it('keeps every mark inside the picture and wide enough to point at unless the edge cuts it', () => {
    fc.assert(
      fc.property(edtf, anyWindow, anyWidth, (date, at, width) => {
        for (const mark of marksOf(meeting([['occurred', date]]), width, at))
          for (const { start, end } of mark.stretches) {
            expect(start).toBeGreaterThanOrEqual(0)
            expect(end).toBeLessThanOrEqual(width)
            expect(end).toBeGreaterThan(start)
            const cut = start === 0 || end === width
            expect(cut || end - start > markSize - 0.01).toBe(true)
          }
      }),
      { numRuns: 100 },
    )
  })

  it('either draws a meeting or counts it before or after the window', () => {
    fc.assert(
      fc.property(edtf, anyWindow, (date, at) => {
        const [row] = layoutTimeline([track('t', null, [meeting([['occurred', date]])])], at, 800)
        expect((row?.marks.length ?? 0) + (row?.before ?? 0) + (row?.after ?? 0)).toBe(1)
      }),
      { numRuns: 100 },
    )
  })

  it('draws a rougher date at least as wide as the day within it', () => {
    fc.assert(
      fc.property(day, anyWindow, (date, at) => {
        const wide = marksOf(meeting([['occurred', date.slice(0, 7)]]), 800, at)[0]?.stretches[0]
        const narrow = marksOf(meeting([['occurred', date]]), 800, at)[0]?.stretches[0]
        if (wide === undefined || narrow === undefined) return
        expect(wide.end - wide.start).toBeGreaterThanOrEqual(narrow.end - narrow.start - markSize)
      }),
      { numRuns: 100 },
    )
  })

  it('never draws one meeting over another', () => {
    fc.assert(
      fc.property(fc.array(edtf, { maxLength: 8 }), anyWindow, (dates, at) => {
        const all = dates.map((date, id) => meeting([['occurred', date]], { id: String(id) }))
        const marks = layoutTimeline([track('t', null, all)], at, 800)[0]?.marks ?? []
        for (const [index, one] of marks.entries())
          for (const other of marks.slice(index + 1)) {
            const [first, second] = [one.stretches[0], other.stretches[0]]
            const apart =
              (first?.end ?? 0) <= (second?.start ?? 0) || (second?.end ?? 0) <= (first?.start ?? 0)
            expect(apart || one.top !== other.top).toBe(true)
          }
      }),
      { numRuns: 60 },
    )
  })

  it('shows everything in the window of all', () => {
    fc.assert(
      fc.property(fc.array(edtf, { minLength: 1, maxLength: 8 }), dates => {
        const tracks = [
          track(
            't',
            null,
            dates.map(date => meeting([['occurred', date]])),
          ),
        ]
        const [row] = layoutTimeline(tracks, windowOfAll(daysOf(tracks), '2026-01-01'), 900)
        expect(row?.marks).toHaveLength(dates.length)
      }),
      { numRuns: 50 },
    )
  })
})

describe('Working groups', () => {
  it('stand indented under the track that created them', () => {
    const order = nested([track('group', 'doha'), track('oic'), track('doha')])
    expect(order.map(each => [each.track.id, each.depth])).toEqual([
      ['oic', 0],
      ['doha', 0],
      ['group', 1],
    ])
  })

  it('appear exactly once each, even where sources make tracks parents of one another', () => {
    const parents = fc.array(fc.integer({ min: -1, max: 6 }), { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(parents, all => {
        const tracks = all.map((parent, id) => track(String(id), parent < 0 ? null : String(parent)))
        const ids = nested(tracks).map(each => each.track.id)
        expect(ids.toSorted()).toEqual(tracks.map(each => each.id).toSorted())
      }),
      { numRuns: 100 },
    )
  })
})

describe('The window', () => {
  it('keeps the day under the fingers where it is when pinched', () => {
    fc.assert(
      fc.property(anyWindow, fc.double({ min: 0.5, max: 2, noNaN: true }), (at, factor) => {
        const next = zoomBy(at, factor, 0)
        expect(next.from).toBe(at.from)
      }),
      { numRuns: 50 },
    )
  })

  it('moves by its own length and back again', () => {
    expect(panBy(panBy(window, 0.5), -0.5)).toEqual(window)
  })

  it('follows the keyboard to a meeting outside it, at the same zoom', () => {
    const moved = windowShowing(window, '2025-05-01')
    expect(lengthOf(moved)).toBe(lengthOf(window))
    expect(moved.from < '2025-05-01' && moved.to > '2025-05-01').toBe(true)
    expect(windowShowing(window, '2023-05-01')).toBe(window)
  })

  it('has a name for each zoom', () => {
    const all = windowAround('2020-01-01', 9000)
    for (const zoom of ['all', 'decade', 'year', 'month'] as const)
      expect(zoomOf(zoomTo(zoom, windowAround('2021-01-01', 100), all), all)).toBe(zoom)
  })

  it('marks the axis without crowding, in order, inside the window', () => {
    fc.assert(
      fc.property(anyWindow, anyWidth, (at, width) => {
        const ticks = ticksOf(at, width).map(each => each.day)
        expect(ticks).toEqual([...new Set(ticks)].toSorted())
        expect(ticks.every(each => each >= at.from && each <= at.to)).toBe(true)
        expect(ticks.length).toBeLessThanOrEqual(width / 55 + 1)
      }),
      { numRuns: 100 },
    )
  })
})
