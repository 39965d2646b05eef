-- What a compartment is named by need not exist: then there is no compartment, and no error that would tell a known
-- track from an unknown one. Nobody who is not signed in makes any.
create or replace function compartment_for(kind text, track uuid, party uuid, account uuid) returns uuid
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
#variable_conflict use_variable
declare found uuid;
begin
  for attempt in 1..2 loop
    select c.id into found from compartment c
     where c.kind = kind and c.track is not distinct from track and c.party is not distinct from party
       and c.account is not distinct from account;
    exit when found is not null or kind = 'public' or kind = 'notes' and account is null
      or current_setting('role') = 'parley_app' and current_account() is null
      or current_setting('role') = 'parley_app' and account is distinct from current_account() and account is not null
      or track is not null and not exists (select from entity e where e.id = track)
      or party is not null and not exists (select from entity e where e.id = party);
    insert into compartment (kind, track, party, account) values (kind, track, party, account)
      on conflict do nothing returning id into found;
    exit when found is not null;
  end loop;
  return found;
end $$;

-- Whether everybody who reads the inner compartment reads the outer one as well. What rests on something is at
-- least as closed as that. Notes are one account's, and policies ask only of what that account sees.
create function lies_within(inner_one uuid, outer_one uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select from compartment i, compartment o
     where i.id = inner_one and o.id = outer_one
       and (i.id = o.id or o.kind = 'public' or i.kind = 'notes' or o.kind = 'track' and i.track = o.track))
$$;
revoke all on function lies_within(uuid, uuid) from public;
grant execute on function lies_within(uuid, uuid) to parley_app;
