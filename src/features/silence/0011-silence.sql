-- A text under silence: adopted at the expiry unless a member breaks it before (OSCE MC.DOC/1/06 Annex 1(A); UNGA 74/544).
-- Whether it held is never stored: it follows from the deadline and the breaks, so nothing has to run at midnight.
create table silence (
  id          uuid primary key,
  text        uuid not null,
  revision    integer not null, -- the exact version members are silent on
  round       integer not null check (round > 0),
  track       uuid not null references entity on delete restrict,
  compartment uuid not null references compartment on delete restrict,
  how         text not null check (how in ('meeting', 'note')),
  meeting     uuid references entity on delete restrict,
  title       text not null check (title <> ''), -- temporary, no number: it says that it is under silence
  deadline    timestamptz not null,
  zone        text not null,     -- in which the chair stated it
  stated      text not null,     -- and how: 2026-03-30T12:00
  proposed_at timestamptz not null check (proposed_at < deadline),
  proposed_by uuid references account on delete restrict,
  unique (text, round),
  foreign key (text, revision) references text_revision (text, number) on delete restrict
);
create index on silence (track);

-- Who may break it: the members, not observers and guests. As they were when it was proposed.
create table silence_member (
  silence uuid not null references silence on delete restrict,
  party   uuid not null references entity on delete restrict,
  primary key (silence, party)
);

-- What happened to it, each once at most, by the chair or the secretariat: opened after the meeting, announced, issued.
create table silence_step (
  silence uuid not null references silence on delete restrict,
  step    text not null check (step in ('opened', 'announced', 'issued')),
  at      timestamptz not null,
  account uuid references account on delete restrict,
  meeting uuid references entity on delete restrict, -- where it was announced
  number  text,                                      -- under which it was issued
  primary key (silence, step),
  check ((step = 'issued') = (number is not null))
);

-- Objections: in the meeting, where they block it; afterwards in writing, where they or an amendment break it. Those of a
-- second member stand beside the first: the chair needs to know everyone who could not agree, not only the quickest.
create table silence_objection (
  silence   uuid not null references silence on delete restrict,
  party     uuid not null references entity on delete restrict,
  kind      text not null check (kind in ('in-meeting', 'objection', 'amendment')),
  body      text not null check (body <> ''),
  proposal  uuid, -- of an amendment made in the text itself
  at        timestamptz not null,
  account   uuid not null references account on delete restrict,
  primary key (silence, party)
);

alter table silence enable row level security;
alter table silence_member enable row level security;
alter table silence_step enable row level security;
alter table silence_objection enable row level security;

create policy members_read on silence for select
  using (compartment = any((select my_compartments())::uuid[])
    and (proposed_at at time zone 'UTC')::date <= (select known_on()));
create policy chair_proposes on silence for insert
  with check (compartment = any((select my_writable_compartments())::uuid[])
    and proposed_by = (select current_account())
    and exists (select from joint_text t where t.id = silence.text and t.track = silence.track
      and t.compartment = silence.compartment)
    and exists (select from my_capacities(silence.track) c where c.capacity = 'presides'));
grant select, insert (id, text, revision, round, track, compartment, how, meeting, title, deadline, zone, stated,
  proposed_at, proposed_by) on silence to parley_app;

create policy with_its_silence on silence_member for select
  using (exists (select from silence s where s.id = silence_member.silence));
-- Only in the transaction that proposes it: nobody joins or leaves the members afterwards.
create policy chair_names on silence_member for insert
  with check (exists (select from silence s where s.id = silence_member.silence
    and s.proposed_by = (select current_account())
    and not exists (select from silence_step p where p.silence = s.id)
    and exists (select from my_capacities(s.track) c where c.capacity = 'presides')));
grant select, insert (silence, party) on silence_member to parley_app;

create policy with_its_silence on silence_step for select
  using ((at at time zone 'UTC')::date <= (select known_on())
    and exists (select from silence s where s.id = silence_step.silence));
create policy chair_and_secretariat_step on silence_step for insert
  with check (account = (select current_account())
    and exists (select from silence s, my_capacities(s.track) c where s.id = silence_step.silence
      and (c.capacity = 'presides' or c.capacity = 'secretariat' and silence_step.step = 'issued')));
grant select, insert (silence, step, at, account, meeting, number) on silence_step to parley_app;

create policy with_its_silence on silence_objection for select
  using ((at at time zone 'UTC')::date <= (select known_on())
    and exists (select from silence s where s.id = silence_objection.silence));
create policy speak_for_oneself on silence_objection for insert
  with check (account = (select current_account())
    and exists (select from silence s, my_capacities(s.track) c where s.id = silence_objection.silence
      and c.capacity = 'party' and c.party = silence_objection.party
      and exists (select from silence_member m where m.silence = s.id and m.party = silence_objection.party)));
grant select, insert (silence, party, kind, body, proposal, at, account) on silence_objection to parley_app;

-- Parties with a delegation in a track that the record does not call observer or guest there.
create function member_delegations(in_track uuid) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct m.party from mandate m join account a on a.id = m.account
   where m.track = in_track and m.capacity = 'party' and m.revoked_at is null and a.disabled_at is null
     and m.starts_at <= now() and (m.ends_at is null or m.ends_at > now())
     and exists (select from my_mandates() mine where mine.track = in_track)
     and not exists (
       select from claim c
        where c.subject = in_track and c.predicate = 'participation' and c.object = m.party and c.modality = 'asserts'
          and c.value->>'role' in ('observer', 'guest')
          and not exists (select from claim s where s.supersedes = c.id)
          and not exists (select from claim later
                where later.subject = in_track and later.predicate = 'participation' and later.object = m.party
                  and later.modality = 'asserts' and later.value->>'role' in ('member', 'party-concerned')
                  and later.known_from > c.known_from
                  and not exists (select from claim s where s.supersedes = later.id)))
$$;
revoke all on function member_delegations(uuid) from public;
grant execute on function member_delegations(uuid) to parley_app;
