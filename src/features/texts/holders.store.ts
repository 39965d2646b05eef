import { z } from 'zod'
import { sql, type Tx } from '../../platform/db.ts'
import { type BracketWords, bracketWords } from './bracket-words.ts'
import { partiesIn, type Talks } from './talks.ts'
import type { StoredText } from './texts.store.ts'

const Called = z.object({ party: z.uuid(), text: z.string() })

/**
 * What the parties of a text are called in it, by what everybody in its room may know: as the track's policy has it, else
 * by their short name in the language of the text, else by another.
 */
const namesIn = async (
  tx: Tx,
  { track, compartment, language }: StoredText,
  parties: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const [spoken = 'en'] = language.split('-')
  const open = sql`c.modality <> 'denies' and not exists (select from claim s where s.supersedes = c.id)
           and exists (select from compartment k where k.id = c.compartment
                         and (k.kind = 'public' or k.id = ${compartment}))`
  const own = await tx.all(
    Called,
    sql`select distinct on (c.subject) c.subject as party, c.value->>'text' as text
          from claim c
         where c.subject = any(${parties}::uuid[]) and c.predicate = 'named' and ${open}
         order by c.subject, case split_part(c.value->>'language', '-', 1) when ${spoken} then 0 when 'en' then 1 else 2 end,
                  c.illustration, c.value ? 'usedBy',
                  array_position(array['short','official','own','neutral','descriptive','transliteration','contested'],
                                 c.value->>'register'), c.known_from, c.id`,
  )
  const agreed = await tx.all(
    Called,
    sql`select c.object as party, (c.value->>'text') || case when (c.value->>'asterisk')::boolean then '*' else '' end as text
          from claim c
         where c.subject = ${track} and c.object = any(${parties}::uuid[]) and c.predicate = 'designation-policy'
           and split_part(c.value->>'language', '-', 1) = ${spoken} and ${open}
         order by c.known_from, c.id`,
  )
  return new Map([...own, ...agreed].map(({ party, text }) => [party, text]))
}

/** How the brackets of a text speak in its room, whoever asks. */
export const wordsIn = async (
  tx: Tx,
  text: StoredText,
  ...talks: readonly Talks[]
): Promise<BracketWords> => {
  const parties = new Set(talks.flatMap(partiesIn))
  return bracketWords(text.language, await namesIn(tx, text, [...parties]))
}
