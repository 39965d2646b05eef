-- A text negotiated in a track: what it is, and its first words. What becomes of it stands in its commits.
create table joint_text (
  id          uuid primary key,
  track       uuid not null references entity on delete restrict,
  compartment uuid not null references compartment on delete restrict,
  title       text not null check (title <> ''),
  language    text not null,
  -- Versions of one text in several languages share a family: the id of the first.
  family      uuid not null,
  standing    text not null default 'authentic' check (standing in ('authentic', 'translation')),
  document    jsonb not null,
  illustration boolean not null default false, -- invented, to show how Parley works
  begun_at    timestamptz not null,
  begun_by    uuid references account on delete restrict
);
create index on joint_text (track);
create index on joint_text (family);

-- Where a text stands. Locked by whoever adds a commit, so that commits come one after another.
create table text_head (
  text    uuid primary key references joint_text on delete restrict,
  number  integer not null check (number >= 0),
  version integer not null check (version >= 0),
  hash    text not null check (hash ~ '^[0-9a-f]{64}$')
);

-- Everything done to a text, in order: steps and acts, in whose name, by which account, each chained to the one
-- before by its hash. Never changed, never deleted; "parley verify" reads it all again.
create table text_commit (
  text          uuid not null references joint_text on delete restrict,
  number        integer not null check (number > 0),
  version_from  integer not null check (version_from >= 0),
  version_to    integer not null check (version_to >= version_from),
  party         uuid references entity on delete restrict, -- null: the chair, or the secretariat that began it
  account       uuid references account on delete restrict,
  client        uuid,                                      -- the open editor it came from
  ref           integer check (ref > 0),
  steps         jsonb not null check (jsonb_typeof(steps) = 'array'),
  act           jsonb not null,
  at            timestamptz not null,
  previous_hash text not null,
  hash          text not null,
  primary key (text, number),
  unique (text, client, ref),
  check ((client is null) = (ref is null)),
  check (jsonb_array_length(steps) = version_to - version_from)
);

-- The text as it stood after some commits, so that a node need not begin at the first. Follows from the commits.
create table text_snapshot (
  text     uuid not null references joint_text on delete restrict,
  number   integer not null,
  version  integer not null,
  hash     text not null,
  document jsonb not null,
  retired  text[] not null,
  primary key (text, number)
);

-- A text as issued, frozen with its lines: "line 42 of Rev.2" is the same line for ever.
create table text_revision (
  text      uuid not null references joint_text on delete restrict,
  number    integer not null check (number > 0),
  name      text not null check (name <> ''),
  commit    integer not null, -- the last one in it
  version   integer not null,
  lines     jsonb not null,
  hash      text not null check (hash ~ '^[0-9a-f]{64}$'),
  issued_at timestamptz not null,
  issued_by uuid references account on delete restrict,
  primary key (text, number),
  unique (text, name),
  foreign key (text, commit) references text_commit (text, number) on delete restrict
);

-- A remark beside the text, for one's own delegation, for it and the chair, or for all. It keeps its place by itself: a mark in
-- the text would tell everybody that it exists.
create table text_comment (
  id          uuid primary key,
  seq         bigint generated always as identity, -- the order in which they were written
  text        uuid not null references joint_text on delete restrict,
  compartment uuid not null references compartment on delete restrict,
  to_chair    boolean not null default false, -- the chair of the track reads it as well
  party       uuid references entity on delete restrict,
  version     integer not null check (version >= 0), -- of the text in which from and to are positions
  place_from  integer not null check (place_from >= 0),
  place_to    integer not null check (place_to >= place_from),
  paragraph   text not null,
  quotation   text not null,
  body        text not null check (body <> ''),
  answers     uuid references text_comment on delete restrict,
  at          timestamptz not null,
  account     uuid not null references account on delete restrict
);
create index on text_comment (text);

-- That two paragraphs of different languages say the same, in these words. Once either is worded otherwise, the other is
-- stale until somebody says so anew. The latest for a paragraph and a text stands.
create table text_alignment (
  id               uuid primary key,
  seq              bigint generated always as identity,
  text             uuid not null references joint_text on delete restrict,
  paragraph        text not null,
  wording          text not null,
  parallel         uuid not null references joint_text on delete restrict,
  parallel_paragraph text not null,
  parallel_wording text not null,
  at               timestamptz not null,
  account          uuid references account on delete restrict,
  check (text <> parallel)
);
create index on text_alignment (text, parallel);

-- What the reader may do in a track: 'presides' as its chair or facilitator.
create function my_capacities(in_track uuid) returns table (capacity text, party uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select case when m.capacity in ('chair', 'facilitator') then 'presides' else m.capacity end,
         case when m.capacity = 'party' then m.party end
    from my_mandates() m where m.track = in_track
$$;
revoke all on function my_capacities(uuid) from public;
grant execute on function my_capacities(uuid) to parley_app;

alter table joint_text enable row level security;
alter table text_head enable row level security;
alter table text_commit enable row level security;
alter table text_snapshot enable row level security;
alter table text_revision enable row level security;
alter table text_comment enable row level security;
alter table text_alignment enable row level security;

create policy members_read on joint_text for select
  using (compartment = any((select my_compartments())::uuid[])
    and (begun_at at time zone 'UTC')::date <= (select known_on()));
create policy secretariat_and_chair_begin on joint_text for insert
  with check (compartment = any((select my_writable_compartments())::uuid[])
    and exists (select from compartment c where c.id = joint_text.compartment and c.track = joint_text.track)
    and exists (select from my_capacities(joint_text.track) c where c.capacity in ('secretariat', 'presides')));
grant select, insert (id, track, compartment, title, language, family, standing, document, illustration, begun_at, begun_by)
  on joint_text to parley_app;

create policy with_its_text on text_head for select
  using (exists (select from joint_text t where t.id = text_head.text));
create policy with_its_text_added on text_head for insert
  with check (exists (select from joint_text t where t.id = text_head.text and exists (
    select from my_capacities(t.track) c where c.capacity in ('secretariat', 'presides'))));
create policy participants_move_on on text_head for update
  using (exists (select from joint_text t where t.id = text_head.text and exists (
    select from my_capacities(t.track) c where c.capacity in ('party', 'presides', 'secretariat'))))
  with check (true);
grant select, insert (text, number, version, hash), update (number, version, hash) on text_head to parley_app;

create policy with_its_text on text_commit for select
  using ((at at time zone 'UTC')::date <= (select known_on())
    and exists (select from joint_text t where t.id = text_commit.text));
-- A party speaks for itself, the chair decides, the secretariat begins; nobody does the other's.
create policy each_in_its_own_name on text_commit for insert
  with check (account = (select current_account()) and exists (
    select from joint_text t, my_capacities(t.track) c
     where t.id = text_commit.text and (
           text_commit.party is not null and c.capacity = 'party' and c.party = text_commit.party
             and act->>'type' in ('proposed', 'took-stance', 'answered', 'explained', 'offered', 'retracted', 'withdrew')
        or text_commit.party is null and c.capacity = 'presides'
        or text_commit.party is null and c.capacity = 'secretariat' and act->>'type' = 'began')));
grant select, insert (text, number, version_from, version_to, party, account, client, ref, steps, act, at, previous_hash,
  hash) on text_commit to parley_app;

create policy with_its_text on text_snapshot for select
  using (exists (select from joint_text t where t.id = text_snapshot.text));
create policy participants_keep on text_snapshot for insert
  with check (exists (select from joint_text t where t.id = text_snapshot.text and exists (
    select from my_capacities(t.track) c where c.capacity in ('party', 'presides', 'secretariat'))));
grant select, insert (text, number, version, hash, document, retired) on text_snapshot to parley_app;

create policy with_its_text on text_revision for select
  using ((issued_at at time zone 'UTC')::date <= (select known_on())
    and exists (select from joint_text t where t.id = text_revision.text));
create policy secretariat_and_chair_issue on text_revision for insert
  with check (issued_by = (select current_account())
    and exists (select from joint_text t where t.id = text_revision.text and exists (
      select from my_capacities(t.track) c where c.capacity in ('secretariat', 'presides'))));
grant select, insert (text, number, name, commit, version, lines, hash, issued_at, issued_by) on text_revision to parley_app;

create policy audience_reads on text_comment for select
  using ((at at time zone 'UTC')::date <= (select known_on())
    and (compartment = any((select my_compartments())::uuid[])
      or to_chair and exists (select from joint_text t, my_capacities(t.track) c
                               where t.id = text_comment.text and c.capacity = 'presides')));
-- A policy on a table cannot read that table itself.
create function was_told_to_chair(asked uuid, in_compartment uuid, of_text uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select from text_comment c
    where c.id = asked and c.to_chair and c.compartment = in_compartment and c.text = of_text)
$$;
revoke all on function was_told_to_chair(uuid, uuid, uuid) from public;
grant execute on function was_told_to_chair(uuid, uuid, uuid) to parley_app;
-- Comments are written among those who may read them: one's own compartments, or in answer to what the chair was told.
create policy participants_comment on text_comment for insert
  with check (account = (select current_account())
    and exists (select from joint_text t where t.id = text_comment.text)
    and (party is null or exists (select from joint_text t, my_capacities(t.track) c
           where t.id = text_comment.text and c.capacity = 'party' and c.party = text_comment.party))
    and (compartment = any((select my_writable_compartments())::uuid[])
      or to_chair and answers is not null and was_told_to_chair(answers, compartment, text)));
grant select, insert (id, text, compartment, to_chair, party, version, place_from, place_to, paragraph, quotation, body,
  answers, at, account) on text_comment to parley_app;

create policy with_both_texts on text_alignment for select
  using ((at at time zone 'UTC')::date <= (select known_on())
    and exists (select from joint_text t where t.id = text_alignment.text)
    and exists (select from joint_text t where t.id = text_alignment.parallel));
create policy secretariat_aligns on text_alignment for insert
  with check (account = (select current_account())
    and exists (select from joint_text t, joint_text p
      where t.id = text_alignment.text and p.id = text_alignment.parallel and t.family = p.family and exists (
        select from my_capacities(t.track) c where c.capacity in ('secretariat', 'presides'))));
grant select, insert (id, text, paragraph, wording, parallel, parallel_paragraph, parallel_wording, at, account)
  on text_alignment to parley_app;
