-- Names are looked for by their sounds and words, which the rest of the record is full of too: an index of names alone
-- keeps a page from reading everything that speaks of "states" to find one of that name. Rights as in search_claims.
create index claim_name_search on claim using gin (search) where predicate = 'named';

create function search_names(query text, most integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select c.id from claim c
   where c.predicate = 'named' and c.search @@ query::tsquery
     and (c.compartment = any((select my_compartments())::uuid[]) or c.id = any((select my_whole_disclosures())::uuid[]))
     and c.known_from <= (select known_on())
   order by c.reported_to desc, c.id
   limit most
$$;
revoke all on function search_names(text, integer) from public;
grant execute on function search_names(text, integer) to parley_app;
