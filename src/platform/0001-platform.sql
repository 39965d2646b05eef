-- What every later migration stands on: the role that requests run as, who is asking, and what the installation
-- keeps for itself. Everything lives in schema public of a database of its own.

-- `pg_trgm` finds names by likeness, in every script.
create extension if not exists pg_trgm;

-- A request is `parley_app` for one transaction and has no right but those granted to it. Roles belong to the whole
-- server: a neighbouring database may have made it, even at this moment.
do $$
begin
  if not exists (select from pg_roles where rolname = 'parley_app') then
    create role parley_app nologin nosuperuser nobypassrls;
  end if;
exception when duplicate_object or unique_violation then
  null;
end $$;
revoke create on schema public from public;
grant usage on schema public to parley_app;

-- Who asks; null for a member of the public. After a transaction the setting is '', not null.
create function current_account() returns uuid
  language sql stable parallel safe
as $$ select nullif(current_setting('parley.account', true), '')::uuid $$;

-- "As known on" this day: nothing learned later may be seen. Without a day, everything.
create function known_on() returns date
  language sql stable parallel safe
as $$ select coalesce(nullif(current_setting('parley.known_on', true), '')::date, 'infinity'::date) $$;

-- What the installation remembers about itself. Only the owner reads or writes it.
create table platform_setting (
  key   text primary key,
  value text not null
);
alter table platform_setting enable row level security;

-- What must not leave this database: never backed up, granted to nobody.
create table platform_secret (
  key   text primary key,
  value text not null
);
alter table platform_secret enable row level security;
