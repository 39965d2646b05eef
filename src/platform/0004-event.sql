-- What happened, in the words of the product, for browsers and reactions to follow. Appended in the transaction that
-- made it happen, and never changed. `xid` is what readers go by: transactions do not end in the order of `seq`
-- (see eventsAfter).
create table event (
  seq         bigint generated always as identity primary key,
  xid         xid8 not null default pg_current_xact_id(),
  at          timestamptz not null,
  compartment uuid not null references compartment on delete restrict,
  type        text not null check (type <> ''),
  body        jsonb not null check (jsonb_typeof(body) = 'object')
);
create index on event (xid, seq);

alter table event enable row level security;
create policy members_read on event for select
  using (compartment = any((select my_compartments())::uuid[])
    and (at at time zone 'UTC')::date <= (select known_on()));
create policy members_append on event for insert
  with check (current_account() is not null and compartment = any((select my_compartments())::uuid[]));
grant select on event to parley_app;
grant insert (at, compartment, type, body) on event to parley_app;

-- Numbers mean nothing in another database. Cursors carry this name of their own, and a restored database takes a
-- new one, so that readers of the old start over.
insert into platform_setting (key, value) values ('generation', replace(gen_random_uuid()::text, '-', ''));

create function event_generation() returns text
  language sql stable security definer set search_path = public, pg_temp
as $$ select value from platform_setting where key = 'generation' $$;
revoke all on function event_generation() from public;
grant execute on function event_generation() to parley_app;
