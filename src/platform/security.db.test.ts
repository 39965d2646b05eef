import { expect, it } from 'vitest'
import { z } from 'zod'
import { openTestDb } from '../../test/database.ts'
import { sql, type Sql } from './db.ts'

const db = await openTestDb()
const Offender = z.object({ offender: z.string() })

/** What must hold of every migration, and statements that break it, to see that the rule would notice. */
interface Rule {
  readonly rule: string
  readonly offenders: Sql
  readonly offence: string
}

const schema = sql`'public'::regnamespace`
const isTable = sql`c.relnamespace = ${schema} and c.relkind in ('r', 'p') and not exists (
  select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`
const isDefiner = sql`p.pronamespace = ${schema} and p.prosecdef`
const table = 'create table offence (id integer); alter table offence enable row level security;'
const definer = 'create function offence() returns integer language sql security definer'

const rules: Rule[] = [
  {
    rule: 'every table is under row-level security',
    offenders: sql`select relname as offender from pg_class c where ${isTable} and not relrowsecurity`,
    offence: 'create table offence (id integer)',
  },
  {
    rule: 'a table on which anything is granted has a policy',
    offenders: sql`
      select distinct relname as offender from pg_class c, aclexplode(relacl) a
       where ${isTable} and a.grantee <> c.relowner and not exists (select from pg_policy where polrelid = c.oid)`,
    offence: `${table} grant select on offence to parley_app`,
  },
  {
    rule: 'no table, view or sequence is granted to everybody',
    offenders: sql`
      select distinct relname as offender from pg_class c, aclexplode(relacl) a
       where relnamespace = ${schema} and a.grantee = 0`,
    offence: `${table} create policy all_of_it on offence using (true); grant select on offence to public`,
  },
  {
    rule: 'nothing is granted that empties a table or hooks into it',
    offenders: sql`
      select distinct relname as offender from pg_class c, aclexplode(relacl) a
       where ${isTable} and a.grantee <> c.relowner and a.privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES')`,
    offence: `${table} grant truncate on offence to parley_app`,
  },
  {
    rule: 'every view looks with the rights of whoever looks',
    offenders: sql`
      select relname as offender from pg_class c
       where relnamespace = ${schema}
         and (relkind = 'm' or relkind = 'v' and not coalesce(reloptions, '{}') @> '{security_invoker=true}')`,
    offence: 'create view offence as select 1 as one',
  },
  {
    rule: 'nobody but the owner creates anything in the schema',
    offenders: sql`
      select nspname as offender from pg_namespace n, aclexplode(nspacl) a
       where n.oid = ${schema} and a.privilege_type = 'CREATE' and a.grantee <> n.nspowner`,
    offence: 'grant create on schema public to parley_app',
  },
  {
    rule: 'a function with the rights of its owner says where it finds its tables, temporary ones last',
    offenders: sql`
      select proname as offender from pg_proc p
       where ${isDefiner} and not exists (
         select from unnest(proconfig) setting where setting like 'search_path=%pg\\_temp')`,
    offence: `${definer} set search_path = public as 'select 1'`,
  },
  {
    rule: 'a function with the rights of its owner is not open to everybody',
    offenders: sql`
      select proname as offender from pg_proc p, aclexplode(coalesce(proacl, acldefault('f', proowner))) a
       where ${isDefiner} and a.grantee = 0`,
    offence: `${definer} set search_path = public, pg_temp as 'select 1'`,
  },
  {
    rule: 'requests run as a role without power of its own',
    offenders: sql`
      select rolname as offender from pg_roles
       where rolname = 'parley_app' and (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb)`,
    offence: 'alter role parley_app createdb',
  },
  {
    rule: 'requests run as a role that is no member of another',
    offenders: sql`
      select roleid::regrole::text as offender from pg_auth_members where member = 'parley_app'::regrole`,
    offence: `create role offence_${process.pid}; grant offence_${process.pid} to parley_app`,
  },
  {
    rule: 'requests run as a role that owns nothing',
    offenders: sql`select relname as offender from pg_class where relowner = 'parley_app'::regrole`,
    offence: `${table} grant parley_app to current_user; grant create on schema public to parley_app;
              alter table offence owner to parley_app`,
  },
]

it.each(rules)('$rule', async ({ offenders, offence }) => {
  expect(await db.asOwner(tx => tx.all(Offender, offenders))).toEqual([])
  const breaking = db.asOwner(async tx => {
    await tx.script(offence)
    throw new Error(`found ${JSON.stringify(await tx.all(Offender, offenders))}`)
  })
  await expect(breaking).rejects.toThrow(/found \[\{"offender":"(offence.*|public|parley_app)"\}\]/)
})
