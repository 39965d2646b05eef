import { z } from 'zod'
import { registers } from '../../domain/vocabulary.ts'
import { sql, type Tx } from '../../platform/db.ts'
import { type Designations, isConcerned } from './designation.ts'

const Policies = z.object({
  party: z.uuid(),
  text: z.string(),
  language: z.string(),
  caveat: z.string().nullable(),
  asterisk: z.boolean(),
  illustration: z.boolean(),
})

const Names = z.object({ party: z.uuid(), text: z.string(), register: z.enum(registers) })

/** What the reader knows of how a track and others call the parties, in one language whatever its region. */
export const designationsFor = async (
  tx: Tx,
  { track, language }: { track: string; language: string },
): Promise<Designations> => {
  const spoken = sql`split_part(c.value->>'language', '-', 1) = split_part(${language}, '-', 1)`
  const stands = sql`c.modality <> 'denies' and not exists (select from claim s where s.supersedes = c.id)`
  const policies = await tx.all(
    Policies,
    sql`select c.object as party, c.value->>'text' as text, c.value->>'language' as language,
               c.value->>'caveat' as caveat, coalesce((c.value->>'asterisk')::boolean, false) as asterisk, c.illustration
          from shown_claim c
         where c.subject = ${track} and c.predicate = 'designation-policy' and ${spoken} and ${stands}
         order by c.known_from, c.id`,
  )
  if (policies.length === 0) return { language, policies, names: [], others: [] }
  const parties = new Set(policies.map(({ party }) => party))
  const known = await tx.all(
    Names,
    sql`select distinct c.subject as party, c.value->>'text' as text, c.value->>'register' as register
          from shown_claim c
         where c.subject_type = 'party' and c.predicate = 'named' and ${spoken} and ${stands}
         order by party, text, register`,
  )
  const names = known.filter(({ party }) => parties.has(party))
  const isOne = isConcerned([...policies, ...names].map(({ text }) => text))
  const others = known.flatMap(({ party, text }) => (!parties.has(party) && isOne(text) ? [text] : []))
  return { language, policies, names, others: [...new Set(others)] }
}
