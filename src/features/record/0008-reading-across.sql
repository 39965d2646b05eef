-- What a reader learns of rows outside its compartments, and what a writer may make others believe, closed further.

-- An entity is of the type that the reader's claims say. A type fixed for all would tell whoever guesses a key that
-- the key is taken.
alter table claim drop constraint claim_subject_subject_type_fkey;
alter table claim add foreign key (subject) references entity on delete restrict;
revoke select on entity from parley_app;
grant select (id) on entity to parley_app;

-- Since when a kinship can be known: what a source says of itself with the source, a judgement with its day.
alter table source_kinship add column known_from date not null default (now() at time zone 'UTC')::date;
update source_kinship k
   set known_from = case when k.reason = 'as the file says'
                         then (select s.known_from from source s where s.id = k.source)
                         else (k.judged_at at time zone 'UTC')::date end;

-- Claims opened to the reader together with who said them.
create function my_attributed_disclosures() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce(array_agg(distinct claim), '{}') from disclosure
   where compartment = any((select my_compartments())::uuid[]) and at_to <= (select known_on()) and attributed
$$;

-- Claims opened to the reader as they stand, not in a wording made for the purpose.
create function my_whole_disclosures() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce(array_agg(distinct claim), '{}') from disclosure
   where compartment = any((select my_compartments())::uuid[]) and at_to <= (select known_on()) and wording is null
$$;
revoke all on function my_attributed_disclosures(), my_whole_disclosures() from public;
grant execute on function my_attributed_disclosures(), my_whole_disclosures() to parley_app;

-- Nothing is opened before it could be known; whose words they are only where that was opened too.
alter policy members_read on claim
  using ((compartment = any((select my_compartments())::uuid[]) or id = any((select my_disclosures())::uuid[]))
    and known_from <= (select known_on()));
alter policy members_read on mention
  using ((compartment = any((select my_compartments())::uuid[])
      or claim = any((select my_attributed_disclosures())::uuid[])
      or role in ('represents', 'to') and claim = any((select my_disclosures())::uuid[]))
    and known_from <= (select known_on()));

create or replace function search_claims(query text, most integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select c.id from claim c
   where c.search @@ query::tsquery
     and (c.compartment = any((select my_compartments())::uuid[]) or c.id = any((select my_whole_disclosures())::uuid[]))
     and c.known_from <= (select known_on())
   order by (c.predicate = 'named') desc, c.reported_to desc, c.id
   limit most
$$;

-- A claim as its reader may have it. One that was opened stands in the wording and with the attribution it was opened
-- with, without the passage of a source that stays closed, and without free text that the wording replaces.
create view shown_claim with (security_invoker = true) as
  select c.id, c.compartment, c.subject, c.subject_type, c.predicate, c.object,
         case when opened.wording is null then c.value
              when c.value ? 'text' then jsonb_set(opened.rest, '{text}', to_jsonb(opened.wording))
              else opened.rest end as value,
         c.modality, c.source,
         case when opened.claim is null or exists (select from source s where s.id = c.source) then c.evidence
              else '[]' end as evidence,
         case when opened.claim is null or opened.attributed then c.attribution else '[]' end as attribution,
         case when opened.wording is null then c.wording else opened.wording end as wording,
         case when opened.wording is null then c.wording_language end as wording_language,
         c.occurred, c.occurred_from, c.occurred_to, c.stated, c.stated_from, c.stated_to, c.reported, c.reported_from,
         c.reported_to, c.known_from, c.recorded_at, c.recorded_by,
         (select before.id from claim before where before.id = c.supersedes) as supersedes, c.illustration
    from claim c
    left join lateral (
      select c.id as claim, bool_or(d.attributed) as attributed,
             case when not bool_or(d.wording is null)
                  then (array_agg(d.wording order by d.at_from desc, d.id))[1] end as wording,
             c.value - '{option,reason,condition,notLinkedTo,asWritten,caveat,audience,amount}'::text[] as rest
        from disclosure d
       where c.compartment <> all((select my_compartments())::uuid[])
         and d.claim = c.id and d.compartment = any((select my_compartments())::uuid[])
         and d.at_to <= (select known_on())
      having count(*) > 0) opened on true;
grant select on shown_claim to parley_app;

-- Who writes says so under its own name, and a claim is no more open and no earlier known than the source it rests on.
alter policy members_add on source
  with check (compartment = any((select my_writable_compartments())::uuid[])
    and recorded_by = (select current_account()));
alter policy with_its_source_added on source_version
  with check (captured_by = (select current_account())
    and exists (select from source s where s.id = source_version.source
      and s.compartment = any((select my_writable_compartments())::uuid[])));
alter policy members_add on claim
  with check (compartment = any((select my_writable_compartments())::uuid[])
    and recorded_by = (select current_account())
    and exists (select from source s where s.id = claim.source and s.known_from <= claim.known_from
      and lies_within(claim.compartment, s.compartment)));
alter policy members_add on mention
  with check (compartment = any((select my_writable_compartments())::uuid[])
    and exists (select from claim c where c.id = mention.claim and c.compartment = mention.compartment
      and c.known_from = mention.known_from));
alter policy owners_disclose on disclosure
  with check (recorded_by = (select current_account())
    and exists (select from claim c where c.id = disclosure.claim
      and c.compartment = any((select my_writable_compartments())::uuid[])));
alter policy members_judge on reliability
  with check (compartment = any((select my_writable_compartments())::uuid[])
    and judged_by = (select current_account())
    and exists (select from source s where s.id = reliability.source
      and lies_within(reliability.compartment, s.compartment)));

-- A kinship is of two sources that both exist for the reader, from the day it could be known.
alter policy members_read on source_kinship
  using (compartment = any((select my_compartments())::uuid[]) and known_from <= (select known_on())
    and exists (select from source s where s.id = source_kinship.source)
    and exists (select from source s where s.id = source_kinship.original));
alter policy members_judge on source_kinship
  with check (compartment = any((select my_writable_compartments())::uuid[])
    and judged_by = (select current_account())
    and exists (select from source s where s.id = source_kinship.source)
    and exists (select from source s where s.id = source_kinship.original));
alter policy members_read on reliability
  using (compartment = any((select my_compartments())::uuid[])
    and (judged_at at time zone 'UTC')::date <= (select known_on()));
alter policy members_read on resolution
  using (compartment = any((select my_compartments())::uuid[])
    and (judged_at at time zone 'UTC')::date <= (select known_on())
    and exists (select from claim c where c.subject = resolution.first)
    and exists (select from claim c where c.subject = resolution.second));
alter policy members_judge on resolution
  with check (compartment = any((select my_writable_compartments())::uuid[])
    and judged_by = (select current_account()));

-- When a row was recorded is for the database to say.
revoke insert on source, source_version, claim, mention, disclosure, reliability, source_kinship, resolution
  from parley_app;
grant insert (id, compartment, kind, publisher, author, title, language, url, issuer, published, published_from,
  published_to, note, illustration, known_from, recorded_by) on source to parley_app;
grant insert (id, source, number, text, sha256, captured_at, captured_by) on source_version to parley_app;
grant insert (id, compartment, subject, subject_type, predicate, object, value, modality, source, source_version,
  evidence, attribution, wording, wording_language, occurred, occurred_from, occurred_to, stated, stated_from,
  stated_to, reported, reported_from, reported_to, known_from, recorded_by, supersedes, illustration, search)
  on claim to parley_app;
grant insert (claim, entity, role, compartment, known_from) on mention to parley_app;
grant insert (id, claim, compartment, how, at, at_from, at_to, permission, wording, attributed, recorded_by)
  on disclosure to parley_app;
grant insert (source, compartment, reliability, credibility, reason, judged_by) on reliability to parley_app;
grant insert (id, source, original, compartment, kinship, known_from, reason, judged_by)
  on source_kinship to parley_app;
grant insert (id, first, second, compartment, verdict, reason, judged_by) on resolution to parley_app;
