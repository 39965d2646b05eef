-- A text somebody published or kept: an article, a readout, an own record. Its description is never edited;
-- what is learned later about it (that it is a copy, how far to trust it) stands in judgements beside it.
create table source (
  id             uuid primary key,
  compartment    uuid not null references compartment on delete restrict,
  kind           text not null check (kind in
    ('own-readout', 'joint-statement', 'wire', 'news-report', 'analysis', 'leak', 'official-record', 'own-record')),
  publisher      text not null check (publisher <> ''),
  author         text,
  title          text not null check (title <> ''),
  language       text not null,
  url            text,
  issuer         uuid references entity on delete restrict,
  published      text not null, -- EDTF
  published_from date not null,
  published_to   date not null check (published_to >= published_from),
  note           text,
  illustration   boolean not null default false, -- invented, to show how Parley works
  known_from     date not null,
  recorded_at    timestamptz not null default now(),
  recorded_by    uuid references account on delete restrict
);
create index on source (compartment);

-- The text as captured on one day. A silent edit by the publisher is a further version, never a replacement.
create table source_version (
  id          uuid primary key,
  source      uuid not null references source on delete restrict,
  number      integer not null check (number > 0),
  text        text not null check (text <> ''),
  sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  captured_at timestamptz not null,
  captured_by uuid references account on delete restrict,
  unique (source, number),
  unique (source, sha256)
);

-- What somebody says of the world, where it says so, and when. Rows are only ever added: a correction is a new
-- claim that supersedes, and both stay. Everything Parley shows of tracks, meetings, parties and persons is
-- derived from these rows.
create table claim (
  id             uuid primary key,
  compartment    uuid not null references compartment on delete restrict,
  subject        uuid not null,
  subject_type   text not null,
  predicate      text not null,
  object         uuid references entity on delete restrict,
  value          jsonb not null,
  modality       text not null check (modality in
    ('asserts', 'denies', 'hopes', 'expects', 'commits', 'conditional')),
  source         uuid not null references source on delete restrict,
  source_version uuid references source_version on delete restrict,
  evidence       jsonb not null, -- W3C selectors into the version, or paragraph numbers where the text is not held
  attribution    jsonb not null, -- who said it, on whose behalf, in order
  wording        text,           -- only where the wording is itself the fact
  wording_language text,
  occurred       text,           -- EDTF, with its bounds for SQL
  occurred_from  date,
  occurred_to    date,
  stated         text,
  stated_from    date,
  stated_to      date,
  reported       text not null,
  reported_from  date not null,
  reported_to    date not null,
  known_from     date not null,  -- the first day on which members of the compartment could know it
  recorded_at    timestamptz not null default now(),
  recorded_by    uuid references account on delete restrict,
  supersedes     uuid references claim on delete restrict deferrable initially deferred,
  illustration   boolean not null default false,
  search         tsvector not null default '',
  foreign key (subject, subject_type) references entity (id, type) on delete restrict,
  check (supersedes <> id)
);
create index on claim (subject, predicate);
create index on claim (subject, reported_to desc, id);
create index on claim (object, reported_to desc, id) where object is not null;
create index on claim (object, predicate) where object is not null;
create index on claim (subject_type, subject) where predicate in ('named', 'lifecycle');
create index on claim (source);
create index on claim (supersedes) where supersedes is not null;
create index on claim using gin (search);

-- Who else a claim speaks of: its speakers, those they speak for, a party represented. For the pages of parties
-- and persons; the same rights as the claim's own.
create table mention (
  claim       uuid not null references claim on delete restrict,
  entity      uuid not null references entity on delete restrict,
  role        text not null check (role in ('speaker', 'on-behalf-of', 'represents', 'to')),
  compartment uuid not null references compartment on delete restrict,
  known_from  date not null,
  primary key (entity, role, claim)
);
create index on mention (claim);

-- One claim opened to another compartment: reading across is always a recorded act.
create table disclosure (
  id          uuid primary key default gen_random_uuid(),
  claim       uuid not null references claim on delete restrict,
  compartment uuid not null references compartment on delete restrict,
  how         text not null check (how in ('shared', 'relayed', 'informed', 'published', 'leaked')),
  at          text not null, -- EDTF
  at_from     date not null,
  at_to       date not null,
  permission  text,
  wording     text,
  attributed  boolean not null default true,
  recorded_at timestamptz not null default now(),
  recorded_by uuid references account on delete restrict,
  unique (claim, compartment, how, at)
);
create index on disclosure (compartment);

-- How far a source is to be trusted (Admiralty code), by whom and when. The latest of a judge stands.
create table reliability (
  id          uuid primary key default gen_random_uuid(),
  source      uuid not null references source on delete restrict,
  compartment uuid not null references compartment on delete restrict,
  reliability text not null check (reliability ~ '^[A-F]$'),
  credibility integer not null check (credibility between 1 and 6),
  reason      text not null check (reason <> ''),
  judged_at   timestamptz not null default now(),
  judged_by   uuid not null references account on delete restrict
);

-- That one source repeats or translates another, so that both count as one account. The latest judgement stands;
-- 'separate' takes it back.
create table source_kinship (
  id          uuid primary key default gen_random_uuid(),
  source      uuid not null references source on delete restrict,
  original    uuid not null references source on delete restrict,
  compartment uuid not null references compartment on delete restrict,
  kinship     text not null check (kinship in ('copy', 'translation', 'separate')),
  reason      text not null check (reason <> ''),
  judged_at   timestamptz not null default now(),
  judged_by   uuid references account on delete restrict,
  check (source <> original)
);

-- Whether two entries are the same person or party. Never a merge: a judgement, with who and why, that a later
-- one replaces ('withdrawn' undoes it).
create table resolution (
  id          uuid primary key default gen_random_uuid(),
  first       uuid not null references entity on delete restrict,
  second      uuid not null references entity on delete restrict,
  compartment uuid not null references compartment on delete restrict,
  verdict     text not null check (verdict in ('same', 'different', 'unsure', 'withdrawn')),
  reason      text not null check (reason <> ''),
  judged_at   timestamptz not null default now(),
  judged_by   uuid references account on delete restrict,
  check (first < second)
);
create index on resolution (first);
create index on resolution (second);

-- Claims of other compartments that were opened to the reader, as of the day the reader looks back to.
create function my_disclosures() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce(array_agg(distinct claim), '{}') from disclosure
   where compartment = any((select my_compartments())::uuid[]) and at_to <= (select known_on())
$$;

-- What stands today on whether a source repeats another; read with the reader's own rights.
create view latest_kinship with (security_invoker = true) as
  select distinct on (source, original) source, original, kinship, reason, judged_at, judged_by
    from source_kinship order by source, original, judged_at desc, id;

alter table source enable row level security;
alter table source_version enable row level security;
alter table claim enable row level security;
alter table mention enable row level security;
alter table disclosure enable row level security;
alter table reliability enable row level security;
alter table source_kinship enable row level security;
alter table resolution enable row level security;

create policy members_read on source for select
  using (compartment = any((select my_compartments())::uuid[]) and known_from <= (select known_on()));
create policy members_add on source for insert
  with check (compartment = any((select my_writable_compartments())::uuid[]));
create policy with_its_source on source_version for select
  using (exists (select from source s where s.id = source_version.source)
    and captured_at::date <= greatest((select known_on()), (select s.known_from from source s where s.id = source_version.source)));
create policy with_its_source_added on source_version for insert
  with check (exists (select from source s where s.id = source_version.source
    and s.compartment = any((select my_writable_compartments())::uuid[])));

create policy members_read on claim for select
  using (compartment = any((select my_compartments())::uuid[]) and known_from <= (select known_on())
    or id = any((select my_disclosures())::uuid[]));
create policy members_add on claim for insert
  with check (compartment = any((select my_writable_compartments())::uuid[]));
create policy members_read on mention for select
  using (compartment = any((select my_compartments())::uuid[]) and known_from <= (select known_on())
    or claim = any((select my_disclosures())::uuid[]));
create policy members_add on mention for insert
  with check (compartment = any((select my_writable_compartments())::uuid[]));

-- Seen by those it was opened to and by those who own what was opened.
create policy both_sides_read on disclosure for select
  using (at_to <= (select known_on()) and (compartment = any((select my_compartments())::uuid[])
    or exists (select from claim c where c.id = disclosure.claim
         and c.compartment = any((select my_compartments())::uuid[]))));
create policy owners_disclose on disclosure for insert
  with check (exists (select from claim c where c.id = disclosure.claim
    and c.compartment = any((select my_writable_compartments())::uuid[])));

create policy members_read on reliability for select
  using (compartment = any((select my_compartments())::uuid[]) and judged_at::date <= (select known_on()));
create policy members_judge on reliability for insert
  with check (compartment = any((select my_writable_compartments())::uuid[]) and judged_by = (select current_account()));
create policy members_read on source_kinship for select
  using (compartment = any((select my_compartments())::uuid[]) and exists (select from source s where s.id = source_kinship.source));
create policy members_judge on source_kinship for insert
  with check (compartment = any((select my_writable_compartments())::uuid[]));
create policy members_read on resolution for select
  using (compartment = any((select my_compartments())::uuid[])
    and exists (select from claim c where c.subject = resolution.first)
    and exists (select from claim c where c.subject = resolution.second));
create policy members_judge on resolution for insert
  with check (compartment = any((select my_writable_compartments())::uuid[]));

-- An entity exists for a reader exactly when a claim about it does.
create policy known_by_a_claim on entity for select using (exists (select from claim c where c.subject = entity.id));
grant select on entity to parley_app;

grant select, insert on source, source_version, mention, disclosure, reliability, source_kinship, resolution
  to parley_app;
grant select, insert on claim to parley_app;
grant select on latest_kinship to parley_app;

-- Text search under rights: @@ is not leakproof, so under the policies above the index would not be used.
-- The owner's function repeats the very predicate of claim's policy.
create function search_claims(query text, most integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select c.id from claim c
   where c.search @@ query::tsquery
     and (c.compartment = any((select my_compartments())::uuid[]) and c.known_from <= (select known_on())
       or c.id = any((select my_disclosures())::uuid[]))
   order by (c.predicate = 'named') desc, c.reported_to desc, c.id
   limit most
$$;
revoke all on function my_disclosures(), search_claims(text, integer) from public;
grant execute on function my_disclosures(), search_claims(text, integer) to parley_app;
