-- Tells the members of another compartment that something was opened to them. The one who discloses is not among
-- them, so the owner's rights append the event, for a disclosure just made by the caller and for nothing else.
create function append_disclosed(disclosed uuid, at timestamptz) returns void
  language sql volatile security definer set search_path = public, pg_temp
as $$
  insert into event (at, compartment, type, body)
  select append_disclosed.at, d.compartment, 'record-grew', '{}' from disclosure d
   where d.id = disclosed and d.recorded_by is not distinct from current_account() and d.recorded_at = now()
$$;
revoke all on function append_disclosed(uuid, timestamptz) from public;
grant execute on function append_disclosed(uuid, timestamptz) to parley_app;
