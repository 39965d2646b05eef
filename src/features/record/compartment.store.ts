import { z } from 'zod'
import { type Sql, sql, type Tx } from '../../platform/db.ts'
import { CompartmentName } from './dossier.ts'
import { entityId } from './keys.ts'

/** The compartment with no members but everyone. */
export const publicCompartment = '00000000-0000-4000-8000-000000000001'

/** A compartment's name as files write it, for columns `kind`, `track` and `party` of the given row. */
export const compartmentJson = (row: Sql): Sql => sql`case ${row}.kind
  when 'public' then '"public"'::jsonb
  when 'track' then jsonb_build_object('track', ${row}.track)
  when 'secretariat' then jsonb_build_object('secretariat', ${row}.track)
  when 'delegation' then jsonb_build_object('delegation', ${row}.party, 'of', ${row}.track)
  when 'desk' then jsonb_build_object('desk', ${row}.party)
  when 'leg' then jsonb_build_object('leg', ${row}.track, 'with', ${row}.party)
  else '{"notes":"mine"}'::jsonb end`

type Parts = readonly [kind: string, track: string | null, party: string | null, account: string | null]

const partsOf = (name: CompartmentName, account: string | null): Parts => {
  if (name === 'public') return ['public', null, null, null]
  if ('delegation' in name) return ['delegation', entityId(name.of), entityId(name.delegation), null]
  if ('leg' in name) return ['leg', entityId(name.leg), entityId(name.with), null]
  if ('track' in name) return ['track', entityId(name.track), null, null]
  if ('secretariat' in name) return ['secretariat', entityId(name.secretariat), null, null]
  if ('desk' in name) return ['desk', null, entityId(name.desk), null]
  return ['notes', null, null, account]
}

/**
 * Finds or makes the compartment a file names; null when it names what is not there. Whether the actor may use it, the
 * policies decide.
 */
export const compartmentId = async (tx: Tx, name: CompartmentName): Promise<string | null> => {
  const [kind, track, party, account] = partsOf(name, tx.actor === 'owner' ? null : tx.actor.account)
  const found = await tx.one(
    z.object({ id: z.uuid().nullable() }),
    sql`select compartment_for(${kind}, ${track}::uuid, ${party}::uuid, ${account}::uuid) as id`,
  )
  return found.id
}

/** Whether the actor may add to all of these. */
export const mayWrite = async (tx: Tx, ids: readonly string[]): Promise<boolean> => {
  const { writable } = await tx.one(
    z.object({ writable: z.array(z.uuid()) }),
    sql`select my_writable_compartments() as writable`,
  )
  return ids.every(id => writable.includes(id))
}

const Choice = z.object({
  kind: z.enum(['public', 'track', 'secretariat', 'delegation', 'desk', 'leg', 'notes']),
  track: z.uuid().nullable(),
  party: z.uuid().nullable(),
  name: CompartmentName,
})

/** The compartments the actor's mandates let it add to, whether anything was ever put there or not. */
export const writableCompartments = (tx: Tx) =>
  tx.all(
    Choice,
    sql`with choice as (
          select 'public' as kind, null::uuid as track, null::uuid as party from my_mandates() where capacity = 'secretariat'
          union select 'track', track, null from my_mandates() where track is not null and capacity <> 'observer'
          union select 'secretariat', track, null from my_mandates() where capacity = 'secretariat'
          union select 'delegation', track, party from my_mandates() where capacity = 'party' and track is not null
          union select 'desk', null, party from my_mandates() where capacity = 'party' and track is null
          union select kind, track, party from compartment
                 where kind = 'leg' and id = any((select my_writable_compartments())::uuid[])
          union select 'notes', null, null where current_account() is not null)
        select kind, track, party, ${compartmentJson(sql`choice`)} as name from choice order by kind, track, party`,
  )
