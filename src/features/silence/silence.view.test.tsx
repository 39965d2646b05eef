import { describe, expect, it } from 'vitest'
import { markup } from '../../web/markup.ts'
import { context, ids } from '../../web/parts/fixtures.ts'
import { Silence } from './silence.ts'
import { Expiry } from './expiry.view.tsx'
import { SilencePanel } from './silence.view.tsx'

const deadline = new Date('2026-03-29T10:00:00Z')
const silence = (more: object = {}) =>
  Silence.parse({
    id: '00000000-0000-4000-8000-000000000001',
    text: '00000000-0000-4000-8000-000000000002',
    revision: 2,
    round: 1,
    track: '00000000-0000-4000-8000-000000000003',
    how: 'note',
    meeting: null,
    title: 'Joint statement',
    deadline,
    zone: 'Europe/Vienna',
    stated: '2026-03-29T12:00',
    proposedAt: new Date('2026-03-25T10:00:00Z'),
    openedAt: new Date('2026-03-25T10:00:00Z'),
    announcedAt: null,
    issuedAt: null,
    number: null,
    members: [ids.qatar],
    objections: [],
    ...more,
  })
const at = (now: string, more: object = {}, party: string | null = ids.qatar) =>
  markup(
    <SilencePanel
      silence={silence(more)}
      now={new Date(now)}
      names={context.names}
      revision="Rev.2"
      party={party}
      mayDirect={party === null}
      mayIssue={party === null}
      busy={false}
      onObject={() => {}}
      onStep={() => {}}
    />,
  )

describe('a silence procedure on the page', () => {
  it('offers a member to break it until the deadline, and not at it', () => {
    expect(at('2026-03-29T09:59:59Z')).toContain('Break silence')
    expect(at('2026-03-29T10:00:00Z')).not.toContain('Break silence')
    expect(at('2026-03-29T10:00:00Z')).toContain('silence held')
  })

  it('offers it to nobody who is no member', () =>
    expect(at('2026-03-28T10:00:00Z', {}, ids.authority)).not.toContain('Break silence'))

  it('is announced by the chair once it held, and says that it is not out before', () => {
    expect(at('2026-03-28T10:00:00Z', {}, null)).not.toContain('Announce')
    const held = at('2026-03-30T10:00:00Z', {}, null)
    expect(held).toContain('Announce the adoption')
    expect(held).toContain('Not to be released')
  })

  it('shows who broke it, in their own words and direction', () => {
    const objections = [{ party: ids.qatar, kind: 'amendment', body: 'بند ۴', proposal: null, at: deadline }]
    const broken = at('2026-03-28T10:00:00Z', { objections })
    expect(broken).toContain('silence is broken')
    expect(broken).toContain('<bdi dir="auto">بند ۴</bdi>')
  })

  it('tells the expiry on the clock it was stated by, summer time begun, and on the reader’s', () => {
    const html = markup(<Expiry deadline={deadline} zone="Europe/Vienna" />)
    expect(html).toMatch(/12:00/)
    expect(html).toMatch(/10:00/)
    expect(html).toContain('Europe/Vienna')
  })
})
