import { type OwnerTx, sql } from '../src/platform/db.ts'
import { publicCompartment } from '../src/features/record/compartment.store.ts'

/** How large a record to make. Claims come to about ten a meeting. */
export interface Size {
  readonly tracks: number
  readonly meetings: number
  readonly claims: number
}

const parties = 200
const persons = 5000

/** An id that says what and which: `id('meeting', 7)` is the same in SQL and here. */
export const worldId = (what: string, number: number): string => {
  const kinds = ['track', 'meeting', 'party', 'person', 'source', 'compartment', 'account']
  return `00000000-0000-4000-9${String(kinds.indexOf(what)).padStart(3, '0')}-${String(number).padStart(12, '0')}`
}

const idSql = (what: string) => worldId(what, 0).slice(0, 24)

/** Makes a record of the given size in the database itself; no claim of it is anything but a load. */
export const makeWorld = async (tx: OwnerTx, { tracks, meetings, claims }: Size): Promise<void> => {
  const id = (what: string, number: string) => `('${idSql(what)}' || lpad((${number})::text, 12, '0'))::uuid`
  const statements = claims - meetings * 9 - tracks * 20 - persons * 3 - parties * 2
  const claim = (columns: string, from: string) => `
    insert into claim (id, compartment, subject, subject_type, predicate, object, value, modality, source, evidence, attribution,
                       occurred, occurred_from, occurred_to, reported, reported_from, reported_to, known_from, search)
    select gen_random_uuid(), compartment, subject, subject_type, predicate, object, value, 'asserts',
           ${id('source', '1 + (n % 2000)')}, '[{"paragraph":1}]', '[]', day::text, day, day, day::text, day, day, day,
           array_to_tsvector(array[word, 'w' || (n % 5000)])
      from (select ${columns} from ${from}) made`
  const day = `date '2005-01-01' + (n % 7000)::int as day`
  const openTo = (track: string) =>
    `case when n % 5 = 0 then ${id('compartment', track)} else '${publicCompartment}'::uuid end as compartment`
  await tx.script(`
    insert into entity (id, type) select ${id('track', 'n')}, 'track' from generate_series(1, ${tracks}) n;
    insert into entity (id, type) select ${id('meeting', 'n')}, 'meeting' from generate_series(1, ${meetings}) n;
    insert into entity (id, type) select ${id('party', 'n')}, 'party' from generate_series(1, ${parties}) n;
    insert into entity (id, type) select ${id('person', 'n')}, 'person' from generate_series(1, ${persons}) n;
    insert into compartment (id, kind, track) select ${id('compartment', 'n')}, 'track', ${id('track', 'n')} from generate_series(1, ${tracks}) n;
    insert into account (id, name) values ('${worldId('account', 1)}', 'Reader');
    insert into mandate (account, capacity, track, party)
      select '${worldId('account', 1)}', 'party', ${id('track', 'n')}, ${id('party', '1')} from generate_series(1, ${tracks}, 50) n;
    insert into source (id, compartment, kind, publisher, title, language, published, published_from, published_to, known_from)
      select ${id('source', 'n')}, '${publicCompartment}', 'news-report', 'Publisher ' || n % 40, 'Report ' || n, 'en', '2005', '2005-01-01', '2005-12-31', '2005-12-31'
        from generate_series(1, 2000) n`)
  const trackOf = `1 + (n % ${tracks})`
  for (const [subject, type, from] of [
    ['track', 'track', tracks],
    ['party', 'party', parties],
    ['person', 'person', persons],
  ] as const)
    for (const language of ['en', 'fa'])
      await tx.script(
        claim(
          `n, '${publicCompartment}'::uuid as compartment, ${id(subject, 'n')} as subject, '${type}' as subject_type, 'named' as predicate,
           null::uuid as object, jsonb_build_object('text', initcap('${subject} ' || chr(97 + (n % 26)::int) || 'o' || chr(97 + (n / 26 % 26)::int) || 'ar' || n), 'language', '${language}', 'register', 'official') as value,
           date '2005-01-01' as day, chr(97 + (n % 26)::int) || 'o' || chr(97 + (n / 26 % 26)::int) || 'ar' || n as word`,
          `generate_series(1, ${from}) n`,
        ),
      )
  const about = (
    predicate: string,
    object: string,
    value: string,
    from: string,
    subject = 'meeting',
    per = '',
  ) =>
    tx.script(
      claim(
        `n, ${subject === 'meeting' ? openTo(trackOf) : `'${publicCompartment}'::uuid as compartment`}, ${id(subject, 'n')} as subject, '${subject}' as subject_type,
         '${predicate}' as predicate, ${object} as object, ${value} as value, ${day}, '${predicate}' || n % 97 as word`,
        `generate_series(1, ${from}) n${per}`,
      ),
    )
  const none = 'null::uuid'
  await about('meeting-of', id('track', trackOf), `'{}'::jsonb`, String(meetings))
  await about(
    'meeting-date',
    none,
    `jsonb_build_object('kind', 'occurred', 'date', (date '2005-01-01' + (n % 7000)::int)::text)`,
    String(meetings),
  )
  await about(
    'meeting-level',
    none,
    `jsonb_build_object('level', (array['experts','technical','ministers','summit'])[1 + n % 4])`,
    String(meetings),
  )
  await about('meeting-status', none, `'{"status":"held"}'::jsonb`, String(meetings))
  await about('meeting-place', none, `'{"place":"Doha"}'::jsonb`, String(meetings))
  await about(
    'attendance',
    id('party', `1 + (n + k) % ${parties}`),
    `'{"status":"attended","capacity":"member"}'::jsonb`,
    String(meetings),
    'meeting',
    ', generate_series(0, 2) k',
  )
  await about(
    'represented-by',
    id('person', `1 + n % ${persons}`),
    `jsonb_build_object('head', true, 'present', true, 'party', ${id('party', `1 + n % ${parties}`)})`,
    String(meetings),
  )
  await about(
    'holds-post',
    id('party', `1 + n % ${parties}`),
    `'{"title":"Delegate","language":"en"}'::jsonb`,
    String(persons),
    'person',
  )
  await about('track-kind', none, `'{"kind":"contact-group"}'::jsonb`, String(tracks), 'track')
  await about(
    'lifecycle',
    none,
    `jsonb_build_object('step', (array['proposed','constituted','active'])[1 + k])`,
    String(tracks),
    'track',
    ', generate_series(0, 2) k',
  )
  await about(
    'participation',
    id('party', `1 + (n * 7 + k) % ${parties}`),
    `'{"role":"member","status":"participates"}'::jsonb`,
    String(tracks),
    'track',
    ', generate_series(1, 14) k',
  )
  await tx.script(`
    insert into claim (id, compartment, subject, subject_type, predicate, value, modality, source, evidence, attribution,
                       reported, reported_from, reported_to, known_from, search)
    select gen_random_uuid(), ${id('compartment', trackOf)}, ${id('meeting', `1 + (n % ${meetings})`)}, 'meeting', 'said',
           jsonb_build_object('text', 'Statement number ' || n || ' on ' || (array['aid','security','trade','borders','rights'])[1 + n % 5]), 'asserts',
           ${id('source', '1 + (n % 2000)')}, '[{"paragraph":2}]',
           jsonb_build_array(jsonb_build_object('speaker', ${id('person', `1 + n % ${persons}`)})),
           '2020', '2020-01-01', '2020-12-31', '2020-12-31', array_to_tsvector(array['statement', 'n' || n % 20000])
      from generate_series(1, ${Math.max(0, statements)}) n;
    insert into mention (claim, entity, role, compartment, known_from)
    select id, (attribution->0->>'speaker')::uuid, 'speaker', compartment, known_from from claim where predicate = 'said'`)
  await tx.run(sql`analyze`)
}
