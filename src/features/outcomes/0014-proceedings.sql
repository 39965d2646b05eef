-- What may be added to a text, a silence procedure and an outcome is judged once more where it is kept, so that a mistake in
-- a program, or a request that went round it, can neither stop a text nor make its record say what did not happen. And all of
-- it is chained by hashes, as the commits already are: "parley verify" names the first entry that was altered. The triggers
-- look after the policies have: whoever has no right to a row is told nothing of its order.

create function refuse_entry(reason text) returns void
  language plpgsql immutable set search_path = public, pg_temp
as $$ begin raise exception '%', reason using errcode = 'insufficient_privilege'; end $$;

-- Whether a row was written by the transaction under way.
create function is_of_now(written xid) returns boolean
  language sql volatile set search_path = public, pg_temp
as $$ select written = pg_current_xact_id()::xid $$;

-- Nobody writes into the past it looks at.
create policy not_into_the_past on joint_text as restrictive for insert with check ((select known_on()) = 'infinity');
create policy not_into_the_past on text_head as restrictive for update using ((select known_on()) = 'infinity');
create policy not_into_the_past on text_commit as restrictive for insert with check ((select known_on()) = 'infinity');
create policy not_into_the_past on text_revision as restrictive for insert with check ((select known_on()) = 'infinity');
create policy not_into_the_past on text_comment as restrictive for insert with check ((select known_on()) = 'infinity');
create policy not_into_the_past on text_alignment as restrictive for insert with check ((select known_on()) = 'infinity');
create policy not_into_the_past on silence as restrictive for insert with check ((select known_on()) = 'infinity');
create policy not_into_the_past on silence_step as restrictive for insert with check ((select known_on()) = 'infinity');
create policy not_into_the_past on silence_objection as restrictive for insert with check ((select known_on()) = 'infinity');
create policy not_into_the_past on outcome_document as restrictive for insert with check ((select known_on()) = 'infinity');
create policy not_into_the_past on outcome_fact as restrictive for insert with check ((select known_on()) = 'infinity');
create policy not_into_the_past on association as restrictive for insert with check ((select known_on()) = 'infinity');
create policy not_into_the_past on attached_statement as restrictive for insert with check ((select known_on()) = 'infinity');

-- A text is begun in one's own name, by itself or as another language of one in the same place.
create function is_family(family uuid, track uuid, compartment uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select from joint_text t where t.id = is_family.family and t.family = t.id
    and t.track = is_family.track and t.compartment = is_family.compartment)
$$;
create policy in_its_place on joint_text as restrictive for insert
  with check (begun_by = (select current_account()) and (family = id or is_family(family, track, compartment)));

-- Commits come one after another.
create function commit_follows() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  before text_commit;
  kind text := new.act->>'type';
begin
  select * into before from text_commit c where c.text = new.text and c.number = new.number - 1;
  if (before.text is null) <> (new.number = 1) or new.version_from <> coalesce(before.version_to, 0)
     or new.previous_hash <> coalesce(before.hash, repeat('0', 64)) or new.hash !~ '^[0-9a-f]{64}$' then
    perform refuse_entry('a commit that does not follow the one before');
  end if;
  if new.at < before.at then perform refuse_entry('a commit earlier than the one before'); end if;
  if (kind = 'began') <> (new.number = 1) then perform refuse_entry('a beginning out of its place'); end if;
  if new.version_to > new.version_from and kind not in ('proposed', 'withdrew', 'decided', 'renumbered') then
    perform refuse_entry('steps with an act that has none');
  end if;
  return null;
end $$;
create trigger commit_follows after insert on text_commit for each row execute function commit_follows();

-- The head is at the latest commit and nowhere else: when it is moved, and at the end of every transaction that added to them.
create function head_stays() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not (case when new.number = 0 then new.version = 0 and new.hash = repeat('0', 64)
               else exists (select from text_commit c where c.text = new.text and c.number = new.number
                              and c.version_to = new.version and c.hash = new.hash) end)
     or exists (select from text_commit later where later.text = new.text and later.number > new.number) then
    perform refuse_entry('a head that is no latest commit');
  end if;
  return new;
end $$;
create trigger head_stays before insert or update on text_head for each row execute function head_stays();
create function head_follows() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (select from text_head h where h.text = new.text and h.number >= new.number) then
    perform refuse_entry('a commit that the head was not moved on to');
  end if;
  return null;
end $$;
create constraint trigger head_follows after insert on text_commit
  deferrable initially deferred for each row execute function head_follows();

alter policy each_in_its_own_name on text_commit
  with check (account = (select current_account()) and exists (
    select from joint_text t, my_capacities(t.track) c
     where t.id = text_commit.text and (
           text_commit.party is not null and c.capacity = 'party' and c.party = text_commit.party
             and act->>'type' in ('proposed', 'took-stance', 'answered', 'explained', 'offered', 'retracted', 'withdrew')
        or text_commit.party is null and c.capacity = 'presides'
             and act->>'type' in ('began', 'proposed', 'explained', 'offered', 'retracted', 'withdrew', 'decided', 'set-state',
                                  'renumbered')
        or text_commit.party is null and c.capacity = 'secretariat' and act->>'type' = 'began')));

-- A snapshot is kept in the transaction that adds the commit it follows from.
alter policy participants_keep on text_snapshot
  with check (exists (select from text_commit c
    where c.text = text_snapshot.text and c.number = text_snapshot.number and c.version_to = text_snapshot.version
      and c.hash = text_snapshot.hash and is_of_now(c.xmin)));

-- Revisions are numbered one after another, and none is of an earlier text than the one before.
create function revision_follows() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  earlier text_revision;
begin
  perform from text_head h where h.text = new.text for update;
  select * into earlier from text_revision r where r.text = new.text and r.number < new.number order by r.number desc limit 1;
  if new.number <> coalesce(earlier.number, 0) + 1 or new.commit < earlier.commit
     or not exists (select from text_commit c where c.text = new.text and c.number = new.commit
                      and c.version_to = new.version) then
    perform refuse_entry('a revision that does not follow the one before');
  end if;
  return null;
end $$;
create trigger revision_follows after insert on text_revision for each row execute function revision_follows();

-- A comment is a delegation's, or of the chair that presides over this text; for all, for the delegation whose it is, or in
-- answer to what the chair of this track was told; and an answer stands where what it answers does.
create function is_answered_there(asked uuid, in_compartment uuid, of_text uuid, told_chair boolean) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select from text_comment c
    where c.id = asked and c.to_chair = told_chair and c.compartment = in_compartment and c.text = of_text)
$$;
alter policy participants_comment on text_comment
  with check (account = (select current_account())
    and (answers is null or is_answered_there(answers, compartment, text, to_chair))
    and exists (select from joint_text t, my_capacities(t.track) c
      where t.id = text_comment.text
        and (c.capacity = 'party' and c.party = text_comment.party or c.capacity = 'presides' and text_comment.party is null)
        and (text_comment.compartment = t.compartment and not to_chair
          or c.capacity = 'party' and exists (select from compartment k where k.id = text_comment.compartment
               and k.kind = 'delegation' and k.track = t.track and k.party = text_comment.party)
          or c.capacity = 'presides' and to_chair and answers is not null)));
drop function was_told_to_chair(uuid, uuid, uuid);

-- Members are named in the transaction that proposes a silence, and never afterwards.
alter policy chair_names on silence_member
  with check (exists (select from silence s where s.id = silence_member.silence
    and s.proposed_by = (select current_account()) and is_of_now(s.xmin)
    and exists (select from my_capacities(s.track) c where c.capacity = 'presides')));

-- What happens to a silence happens in its order, and before or after its expiry.
create function silence_goes_on() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  under silence;
  done text[];
  broken boolean;
begin
  select * into under from silence s where s.id = new.silence for update;
  done := array(select p.step from silence_step p where p.silence = new.silence);
  broken := exists (select from silence_objection o where o.silence = new.silence);
  if broken or new.at < under.proposed_at
     or (case new.step when 'opened' then new.at >= under.deadline
                       when 'announced' then new.at < under.deadline or not 'opened' = any(done)
                       else not 'announced' = any(done) end) then
    perform refuse_entry('a step that does not follow');
  end if;
  if new.step = 'issued' then
    perform pg_advisory_xact_lock(hashtext('number ' || under.track));
    if documents_numbered(under.track, new.number, 'outcome', under.text, under.revision) > 1 then
      perform refuse_entry('a number that another document has');
    end if;
  end if;
  return null;
end $$;
create function silence_objected() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  under silence;
  done text[];
begin
  select * into under from silence s where s.id = new.silence for update;
  done := array(select p.step from silence_step p where p.silence = new.silence);
  if new.at < under.proposed_at or new.at >= under.deadline or 'announced' = any(done)
     or (case when new.kind = 'in-meeting' then under.how <> 'meeting' or 'opened' = any(done)
              else not 'opened' = any(done) end) then
    perform refuse_entry('an objection out of its time');
  end if;
  return null;
end $$;
create trigger silence_goes_on after insert on silence_step for each row execute function silence_goes_on();
create trigger silence_objected after insert on silence_objection for each row execute function silence_objected();

-- A chair's summary is the chair's alone.
create policy summary_is_the_chairs on outcome_document as restrictive for insert
  with check (kind <> 'chairs-summary' or exists (
    select from my_capacities(outcome_document.track) c where c.capacity = 'presides'));
create policy summary_is_the_chairs on outcome_fact as restrictive for insert
  with check (exists (select from outcome_document o where o.id = outcome_fact.outcome
    and (o.kind <> 'chairs-summary' or exists (select from my_capacities(o.track) c where c.capacity = 'presides'))));

-- Two spellings of one number, to whoever reads them.
create function number_key(number text) returns text
  language sql immutable set search_path = public, pg_temp
as $$ select lower(regexp_replace(normalize(number, NFKC), '\s+', '', 'g')) $$;
-- How many documents of a track the reader is in bear a number. A revision that silence was kept on and what came of it have
-- one number: `besides` is the one of them that does not count.
create function documents_numbered(in_track uuid, wanted text, besides text, of_text uuid, of_revision integer) returns bigint
  language sql stable security definer set search_path = public, pg_temp
as $$
  select count(*) from (
      select 'outcome' as kind, o.text, o.revision, f.number
        from outcome_fact f join outcome_document o on o.id = f.outcome where o.track = in_track and f.fact = 'issued'
      union all
      select 'silence', s.text, s.revision, p.number
        from silence_step p join silence s on s.id = p.silence where s.track = in_track and p.step = 'issued') taken
    where number_key(taken.number) = number_key(wanted)
      and not (taken.kind = besides and taken.text = of_text and taken.revision = of_revision)
      and (current_setting('role') <> 'parley_app' or exists (select from my_mandates() m where m.track = in_track))
$$;
create function outcome_goes_on() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  about outcome_document;
  done text[];
begin
  select * into about from outcome_document o where o.id = new.outcome for update;
  done := array(select f.fact from outcome_fact f where f.outcome = new.outcome);
  if new.at < about.begun_at or (case new.fact
       when 'issued' then about.kind <> 'chairs-summary' and not 'adopted' = any(done)
       when 'adopted' then about.kind = 'chairs-summary' or not 'agreed' = any(done)
       else about.kind = 'chairs-summary' end) then
    perform refuse_entry('a fact that does not follow');
  end if;
  if new.silence is not null and (new.fact <> 'adopted' or not exists (
       select from silence s join silence_step p on p.silence = s.id and p.step = 'announced'
        where s.id = new.silence and s.text = about.text and s.revision = about.revision)) then
    perform refuse_entry('an adoption by another silence');
  end if;
  if new.fact = 'issued' then
    perform pg_advisory_xact_lock(hashtext('number ' || about.track));
    if documents_numbered(about.track, new.number, 'silence', about.text, about.revision) > 1 then
      perform refuse_entry('a number that another document has');
    end if;
  end if;
  return null;
end $$;
create trigger outcome_goes_on after insert on outcome_fact for each row execute function outcome_goes_on();

-- Once issued, nothing is said of it any more but what was left to be confirmed. Nobody is absent who has spoken.
create function association_fits() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  latest association;
begin
  perform from outcome_document o where o.id = new.outcome for update;
  select * into latest from association a
   where a.outcome = new.outcome and a.party = new.party and a.paragraph is null and a.seq < new.seq
   order by a.seq desc limit 1;
  if new.stand = 'confirms' then
    if latest.stand is distinct from 'ad-referendum' or latest.confirm_by < (new.at at time zone 'UTC')::date then
      perform refuse_entry('a confirmation of nothing');
    end if;
  elsif exists (select from outcome_fact f where f.outcome = new.outcome and f.fact = 'issued') then
    perform refuse_entry('an association after it was issued');
  end if;
  if new.stand = 'absent' and (exists (select from association a where a.outcome = new.outcome and a.party = new.party
                                        and a.stand <> 'absent')
                               or exists (select from attached_statement s where s.outcome = new.outcome and s.party = new.party)) then
    perform refuse_entry('an absence of a party that has spoken');
  end if;
  return null;
end $$;
create function statement_fits() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform from outcome_document o where o.id = new.outcome for update;
  if exists (select from outcome_fact f where f.outcome = new.outcome and f.fact = 'issued') then
    perform refuse_entry('a statement after it was issued');
  end if;
  return null;
end $$;
create trigger association_fits after insert on association for each row execute function association_fits();
create trigger statement_fits after insert on attached_statement for each row execute function statement_fits();

-- Everything kept of a text beside its commits, in the order in which it was added: each entry holds what its row was and the
-- hash of the entry before. Empty fields do not count, so that a later migration may add columns that may be empty.
create table proceeding (
  text          uuid not null references joint_text on delete restrict,
  number        integer not null check (number > 0),
  relation      text not null, -- the table its row is in
  digest        text not null check (digest ~ '^[0-9a-f]{64}$'),
  previous_hash text not null,
  hash          text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (text, number)
);
alter table proceeding enable row level security;

create function digest_of(entry jsonb) returns text
  language sql immutable set search_path = public, pg_temp
as $$ select encode(sha256(convert_to(jsonb_strip_nulls(entry)::text, 'UTF8')), 'hex') $$;
create function proceeding_hash(text uuid, number integer, relation text, digest text, previous_hash text) returns text
  language sql immutable set search_path = public, pg_temp
as $$ select encode(sha256(convert_to(concat_ws(' ', text, number, relation, digest, previous_hash), 'UTF8')), 'hex') $$;

create function enter_proceeding(in_text uuid, of_relation text, entry jsonb) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  latest proceeding;
begin
  perform pg_advisory_xact_lock(hashtext('proceedings ' || in_text));
  select * into latest from proceeding p where p.text = in_text order by p.number desc limit 1;
  insert into proceeding (text, number, relation, digest, previous_hash, hash)
  select in_text, n, of_relation, d, h, proceeding_hash(in_text, n, of_relation, d, h)
    from (select coalesce(latest.number, 0) + 1 as n, digest_of(entry) as d, coalesce(latest.hash, repeat('0', 64)) as h) next;
end $$;

-- All rows that are entered, as they are now. Times as UTC writes them, whatever the session would.
create function rows_entered() returns table (text uuid, relation text, entry jsonb, at timestamptz)
  language sql stable set search_path = public, pg_temp set timezone = 'UTC'
as $$
  select t.id, 'joint_text', to_jsonb(t), t.begun_at from joint_text t
  union all select r.text, 'text_revision', to_jsonb(r), r.issued_at from text_revision r
  union all select c.text, 'text_comment', to_jsonb(c), c.at from text_comment c
  union all select a.text, 'text_alignment', to_jsonb(a), a.at from text_alignment a
  union all select s.text, 'silence', to_jsonb(s), s.proposed_at from silence s
  union all select s.text, 'silence_member', to_jsonb(m), s.proposed_at from silence_member m join silence s on s.id = m.silence
  union all select s.text, 'silence_step', to_jsonb(p), p.at from silence_step p join silence s on s.id = p.silence
  union all select s.text, 'silence_objection', to_jsonb(o), o.at from silence_objection o join silence s on s.id = o.silence
  union all select o.text, 'outcome_document', to_jsonb(o), o.begun_at from outcome_document o
  union all select o.text, 'outcome_fact', to_jsonb(f), f.at from outcome_fact f join outcome_document o on o.id = f.outcome
  union all select o.text, 'association', to_jsonb(a), a.at from association a join outcome_document o on o.id = a.outcome
  union all select o.text, 'attached_statement', to_jsonb(s), s.at
              from attached_statement s join outcome_document o on o.id = s.outcome
$$;

create function enter_row() returns trigger
  language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC'
as $$
declare
  entry jsonb := to_jsonb(new);
  in_text uuid := case
    when tg_table_name = 'joint_text' then entry->>'id'
    when entry ? 'text' then entry->>'text'
    when entry ? 'silence' and tg_table_name like 'silence\_%' then (select s.text::text from silence s where s.id = (entry->>'silence')::uuid)
    else (select o.text::text from outcome_document o where o.id = (entry->>'outcome')::uuid) end;
begin
  perform enter_proceeding(in_text, tg_table_name, entry);
  return null;
end $$;
do $$
declare
  kept text;
begin
  foreach kept in array array['joint_text', 'text_revision', 'text_comment', 'text_alignment', 'silence', 'silence_member',
    'silence_step', 'silence_objection', 'outcome_document', 'outcome_fact', 'association', 'attached_statement'] loop
    execute format('create trigger enter_row after insert on %I for each row execute function enter_row()', kept);
  end loop;
end $$;
-- What was there before is entered as it is found.
do $$
declare
  found record;
begin
  for found in select * from rows_entered() r order by r.at, r.relation, r.entry::text loop
    perform enter_proceeding(found.text, found.relation, found.entry);
  end loop;
end $$;

revoke all on function refuse_entry(text), is_of_now(xid), is_family(uuid, uuid, uuid), commit_follows(), head_follows(), head_stays(),
  revision_follows(), is_answered_there(uuid, uuid, uuid, boolean), silence_goes_on(), silence_objected(), number_key(text),
  documents_numbered(uuid, text, text, uuid, integer), outcome_goes_on(), association_fits(), statement_fits(), digest_of(jsonb),
  proceeding_hash(uuid, integer, text, text, text), enter_proceeding(uuid, text, jsonb), rows_entered(), enter_row() from public;
grant execute on function is_of_now(xid), is_family(uuid, uuid, uuid), is_answered_there(uuid, uuid, uuid, boolean),
  documents_numbered(uuid, text, text, uuid, integer) to parley_app;
