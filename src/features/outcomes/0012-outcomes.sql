-- What comes of a text: one document of one kind, on one issued revision. That it is agreed, adopted and issued are three
-- facts, each with its own time; none follows from another by itself.
create table outcome_document (
  id          uuid primary key,
  text        uuid not null,
  revision    integer not null,
  track       uuid not null references entity on delete restrict,
  compartment uuid not null references compartment on delete restrict,
  kind        text not null check (kind in ('joint-statement', 'chairs-summary', 'road-map', 'outcome-document')),
  title       text not null check (title <> ''),
  meeting     uuid references entity on delete restrict,
  begun_at    timestamptz not null,
  begun_by    uuid references account on delete restrict,
  foreign key (text, revision) references text_revision (text, number) on delete restrict
);
create index on outcome_document (track);
create index on outcome_document (text);

create table outcome_fact (
  outcome uuid not null references outcome_document on delete restrict,
  fact    text not null check (fact in ('agreed', 'adopted', 'issued')),
  at      timestamptz not null,
  account uuid references account on delete restrict,
  silence uuid references silence on delete restrict, -- by which it was adopted
  number  text,                                       -- under which it was issued
  content jsonb,                                      -- what was issued, whole: the words, who stands by them and how
  hash    text check (hash ~ '^[0-9a-f]{64}$'),
  primary key (outcome, fact),
  check (num_nonnulls(number, content, hash) = case when fact = 'issued' then 3 else 0 end)
);
create unique index on outcome_fact (number, hash) where fact = 'issued';

-- How a party stands to it. The latest of a party (and of a party on one paragraph) stands. Attending is no association.
create table association (
  id         uuid primary key,
  seq        bigint generated always as identity, -- the order in which it was said
  outcome    uuid not null references outcome_document on delete restrict,
  party      uuid not null references entity on delete restrict,
  stand      text not null check (stand in ('adopts', 'ad-referendum', 'confirms', 'not-associated', 'absent')),
  paragraph  text, -- not associated with this one only
  authority  text, -- that has to confirm
  confirm_by date,
  at         timestamptz not null,
  account    uuid references account on delete restrict,
  check (paragraph is null or stand = 'not-associated'),
  check ((stand = 'ad-referendum') = (authority is not null and confirm_by is not null))
);
create index on association (outcome);

-- "I request that this statement be attached to the decision and the journal of the day."
create table attached_statement (
  id       uuid primary key,
  seq      bigint generated always as identity,
  outcome  uuid not null references outcome_document on delete restrict,
  party    uuid not null references entity on delete restrict,
  kind     text not null check (kind in ('interpretative-statement', 'reservation', 'explanation-of-position')),
  body     text not null check (body <> ''),
  language text not null,
  at       timestamptz not null,
  account  uuid references account on delete restrict
);
create index on attached_statement (outcome);

alter table outcome_document enable row level security;
alter table outcome_fact enable row level security;
alter table association enable row level security;
alter table attached_statement enable row level security;

create policy members_read on outcome_document for select
  using (compartment = any((select my_compartments())::uuid[])
    and (begun_at at time zone 'UTC')::date <= (select known_on()));
create policy chair_and_secretariat_begin on outcome_document for insert
  with check (compartment = any((select my_writable_compartments())::uuid[])
    and begun_by = (select current_account())
    and exists (select from joint_text t where t.id = outcome_document.text and t.track = outcome_document.track
      and t.compartment = outcome_document.compartment)
    and exists (select from my_capacities(outcome_document.track) c where c.capacity in ('presides', 'secretariat')));
grant select, insert (id, text, revision, track, compartment, kind, title, meeting, begun_at, begun_by)
  on outcome_document to parley_app;

create policy with_its_outcome on outcome_fact for select
  using ((at at time zone 'UTC')::date <= (select known_on())
    and exists (select from outcome_document o where o.id = outcome_fact.outcome));
create policy chair_agrees_and_adopts on outcome_fact for insert
  with check (account = (select current_account())
    and exists (select from outcome_document o, my_capacities(o.track) c where o.id = outcome_fact.outcome
      and (c.capacity = 'presides' or c.capacity = 'secretariat' and outcome_fact.fact = 'issued')));
grant select, insert (outcome, fact, at, account, silence, number, content, hash) on outcome_fact to parley_app;

create policy with_its_outcome on association for select
  using ((at at time zone 'UTC')::date <= (select known_on())
    and exists (select from outcome_document o where o.id = association.outcome));
-- A party speaks for itself; that one was absent, the secretariat or the chair records.
create policy speak_for_oneself on association for insert
  with check (account = (select current_account())
    and exists (select from outcome_document o, my_capacities(o.track) c where o.id = association.outcome
      and (c.capacity = 'party' and c.party = association.party and association.stand <> 'absent'
        or c.capacity in ('presides', 'secretariat') and association.stand = 'absent')));
grant select, insert (id, outcome, party, stand, paragraph, authority, confirm_by, at, account) on association to parley_app;

create policy with_its_outcome on attached_statement for select
  using ((at at time zone 'UTC')::date <= (select known_on())
    and exists (select from outcome_document o where o.id = attached_statement.outcome));
create policy speak_for_oneself on attached_statement for insert
  with check (account = (select current_account())
    and exists (select from outcome_document o, my_capacities(o.track) c where o.id = attached_statement.outcome
      and c.capacity = 'party' and c.party = attached_statement.party));
grant select, insert (id, outcome, party, kind, body, language, at, account) on attached_statement to parley_app;

-- Whoever holds an issued document may ask whether it is genuine: by its number and hash together, and nothing else is told.
create function issued_outcome(of_number text, of_hash text)
  returns table (title text, kind text, number text, hash text, issued_at timestamptz, content jsonb)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select o.title, o.kind, f.number, f.hash, f.at, f.content
    from outcome_fact f join outcome_document o on o.id = f.outcome
   where f.fact = 'issued' and f.number = of_number and f.hash = of_hash
$$;
revoke all on function issued_outcome(text, text) from public;
grant execute on function issued_outcome(text, text) to parley_app;
