-- Whatever the record speaks about: a party, a person, a track, a meeting. A row says nothing but that the id
-- is taken and of which type it is; an entity exists for a reader exactly when a claim about it does (0003).
create table entity (
  id   uuid primary key,
  type text not null check (type in
    ('party', 'person', 'track', 'meeting', 'issue', 'proposal', 'measure', 'incident', 'outcome')),
  unique (id, type)
);
alter table entity enable row level security;
create policy anyone_adds on entity for insert with check (current_account() is not null);
grant insert (id, type) on entity to parley_app;

-- One person's or office's way in. An account sees nothing by itself; its mandates do.
create table account (
  id            uuid primary key default gen_random_uuid(),
  name          text not null check (name <> ''),
  language      text not null default 'en',
  sign_in_name  text unique check (sign_in_name = lower(sign_in_name)),
  demonstration boolean not null default false,
  created_at    timestamptz not null default now(),
  disabled_at   timestamptz
);
alter table account enable row level security;

-- What lets an account act: for a party, the chair, the secretariat, a facilitator, as observer, in one track or
-- (track null) for the whole installation. Never deleted: a mandate that ended says when and by whom.
create table mandate (
  id         uuid primary key default gen_random_uuid(),
  account    uuid not null references account on delete restrict,
  capacity   text not null check (capacity in
    ('party', 'secretariat', 'chair', 'facilitator', 'observer', 'administrator')),
  track      uuid references entity on delete restrict,
  party      uuid references entity on delete restrict,
  starts_at  timestamptz not null default now(),
  ends_at    timestamptz check (ends_at > starts_at),
  granted_by uuid references account on delete restrict,
  revoked_at timestamptz,
  revoked_by uuid references account on delete restrict,
  check (capacity <> 'party' or party is not null),
  check (capacity not in ('secretariat', 'chair', 'facilitator') or track is not null),
  check (capacity <> 'administrator' or track is null and party is null)
);
create index on mandate (account);
alter table mandate enable row level security;

-- Mandates in force for the reader. Computed once per transaction by those that use it.
create function my_mandates() returns setof mandate
  language sql stable security definer set search_path = public, pg_temp
as $$
  select m.* from mandate m join account a on a.id = m.account
   where m.account = current_account() and a.disabled_at is null and m.revoked_at is null
     and m.starts_at <= now() and (m.ends_at is null or m.ends_at > now())
$$;

create function is_administrator() returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$ select exists (select from my_mandates() where capacity = 'administrator') $$;

create policy oneself_or_administrator on account for select
  using (id = (select current_account()) or (select is_administrator()));
create policy administrator_adds on account for insert with check ((select is_administrator()));
create policy administrator_changes on account for update
  using ((select is_administrator())) with check ((select is_administrator()));
grant select, insert (id, name, language, sign_in_name), update (name, language, disabled_at) on account to parley_app;

create policy own_or_administrator on mandate for select
  using (account = (select current_account()) or (select is_administrator()));
create policy administrator_grants on mandate for insert
  with check ((select is_administrator()) and granted_by = (select current_account()));
create policy administrator_revokes on mandate for update
  using ((select is_administrator())) with check (revoked_by = (select current_account()));
grant select, insert (id, account, capacity, track, party, starts_at, ends_at, granted_by),
  update (revoked_at, revoked_by) on mandate to parley_app;

-- Every row of content lives in exactly one compartment; who is in it follows from the mandates.
create table compartment (
  id      uuid primary key default gen_random_uuid(),
  kind    text not null check (kind in ('public', 'track', 'secretariat', 'delegation', 'desk', 'leg', 'notes')),
  track   uuid references entity on delete restrict,
  party   uuid references entity on delete restrict,
  account uuid references account on delete restrict,
  unique nulls not distinct (kind, track, party, account),
  check ((track is not null) = (kind in ('track', 'secretariat', 'delegation', 'leg'))),
  check ((party is not null) = (kind in ('delegation', 'desk', 'leg'))),
  check ((account is not null) = (kind = 'notes'))
);
create index on compartment (track);
create index on compartment (party);
alter table compartment enable row level security;
insert into compartment (id, kind) values ('00000000-0000-4000-8000-000000000001', 'public');

-- The compartments the reader is in. Policies call it as (select my_compartments()), so once per statement.
create function my_compartments() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce(array_agg(distinct id), '{}') from (
    select id from compartment where kind = 'public'
    union all
    select c.id from my_mandates() m join compartment c on c.track = m.track
     where c.kind = 'track'
        or c.kind = 'secretariat' and m.capacity = 'secretariat'
        or c.kind = 'delegation' and m.capacity = 'party' and m.party = c.party
        or c.kind = 'leg' and (m.capacity = 'facilitator' or m.capacity = 'party' and m.party = c.party)
    union all
    select c.id from my_mandates() m join compartment c on c.party = m.party
     where c.kind = 'desk' and m.capacity = 'party' and m.track is null
    union all
    select c.id from compartment c where c.kind = 'notes' and c.account = current_account()
  ) mine
$$;

-- The compartments the reader may add to: never the public one without a secretariat's mandate, never as observer.
create function my_writable_compartments() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce(array_agg(c.id), '{}') from compartment c
   where c.id = any((select my_compartments())::uuid[])
     and (c.kind = 'notes'
       or c.kind = 'desk'
       or c.kind = 'public' and exists (select from my_mandates() where capacity = 'secretariat')
       or exists (select from my_mandates() m where m.track = c.track and m.capacity <> 'observer'))
$$;

create policy members_read on compartment for select using (id = any((select my_compartments())::uuid[]));
grant select on compartment to parley_app;

-- Finds or makes the compartment; whether the caller may use it is for the policies of what is put there.
create function compartment_for(kind text, track uuid, party uuid, account uuid) returns uuid
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
#variable_conflict use_variable
declare found uuid;
begin
  select c.id into found from compartment c
   where c.kind = kind and c.track is not distinct from track and c.party is not distinct from party
     and c.account is not distinct from account;
  if found is null then
    insert into compartment (kind, track, party, account) values (kind, track, party, account)
      on conflict do nothing returning id into found;
    if found is null then
      select c.id into found from compartment c
       where c.kind = kind and c.track is not distinct from track and c.party is not distinct from party
         and c.account is not distinct from account;
    end if;
  end if;
  return found;
end $$;

-- The name an account goes by, for those who see what it did.
create function account_name(of uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
as $$ select name from account where id = of and current_account() is not null $$;

revoke all on function account_name(uuid) from public;
grant execute on function account_name(uuid) to parley_app;
revoke all on function my_mandates(), is_administrator(), my_compartments(), my_writable_compartments(),
  compartment_for(text, uuid, uuid, uuid) from public;
grant execute on function my_mandates(), is_administrator(), my_compartments(), my_writable_compartments(),
  compartment_for(text, uuid, uuid, uuid) to parley_app;
