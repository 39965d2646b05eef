-- What an open line to a text stands on (docs/decisions/0012): who may read it can change while it is open, and several
-- people's commits are written at once.

-- A number that changes, in the same transaction, with whatever decides who may read what. It is counted at the end of the
-- transaction, so that nobody waits for it in the middle of anything.
create function access_number() returns bigint
  language sql stable security definer set search_path = public, pg_temp
as $$ select coalesce((select value::bigint from platform_setting where key = 'access'), 0) $$;
revoke all on function access_number() from public;
grant execute on function access_number() to parley_app;

create function access_changed() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  insert into platform_setting (key, value) values ('access', '1')
    on conflict (key) do update set value = (platform_setting.value::bigint + 1)::text;
  return null;
end $$;
revoke all on function access_changed() from public;

create constraint trigger access_changed after insert or update or delete on mandate
  deferrable initially deferred for each row execute function access_changed();
create constraint trigger access_changed after update or delete on account
  deferrable initially deferred for each row execute function access_changed();
create constraint trigger access_changed after update or delete on compartment
  deferrable initially deferred for each row execute function access_changed();
create constraint trigger access_changed after update or delete on joint_text
  deferrable initially deferred for each row execute function access_changed();
create constraint trigger access_changed after update on session
  deferrable initially deferred for each row when (old.revoked_at is null and new.revoked_at is not null)
  execute function access_changed();

-- Which of these accounts may read a text, what each may do in its track, and when the first of its mandates ends. Asked
-- under the policies of each account, as if it asked itself.
create function text_readers(of_text uuid, accounts uuid[])
  returns table (account uuid, standing jsonb, until timestamptz)
  language plpgsql volatile
as $$
#variable_conflict use_column
declare
  asking text := current_setting('parley.account', true);
  reader uuid;
begin
  foreach reader in array accounts loop
    perform set_config('parley.account', reader::text, true);
    return query
      select reader,
             coalesce((select jsonb_agg(jsonb_build_object('capacity', c.capacity, 'party', c.party))
                         from my_capacities(t.track) c), '[]'),
             (select min(m.ends_at) from my_mandates() m)
        from joint_text t where t.id = of_text;
  end loop;
  perform set_config('parley.account', coalesce(asking, ''), true);
end $$;

-- Holds a text until the transaction ends, for the first of these accounts that may write in it, and tells where it
-- stands, what each account may do, and how far each of these open editors has come. `number` is null when nobody may.
create function take_text(of_text uuid, accounts uuid[], clients uuid[])
  returns table (access bigint, number integer, hash text, readers jsonb, editors jsonb)
  language plpgsql volatile
as $$
#variable_conflict use_column
declare
  asking text := current_setting('parley.account', true);
  writer uuid;
begin
  foreach writer in array accounts loop
    perform set_config('parley.account', writer::text, true);
    select h.number, h.hash into take_text.number, take_text.hash from text_head h where h.text = of_text for update;
    exit when found;
  end loop;
  -- Read only now: whatever was committed while this waited is seen.
  select coalesce(jsonb_agg(c), '[]') into take_text.editors from (
    select distinct on (client) client, account, ref, version_to as "versionTo"
      from text_commit where text = of_text and client = any(clients) order by client, ref desc) c;
  perform set_config('parley.account', coalesce(asking, ''), true);
  take_text.access := access_number();
  select coalesce(jsonb_agg(r), '[]') into take_text.readers from text_readers(of_text, accounts) r;
  return next;
end $$;

-- Adds commits to the record, each under the policies of its own account, and moves the head on. Answers the number of
-- who may read what, and the moment.
create function append_commits(commits jsonb, of_text uuid, last_number integer, last_version integer, last_hash text)
  returns table (access bigint, moment timestamptz)
  language plpgsql volatile
as $$
declare
  asking text := current_setting('parley.account', true);
  one record;
begin
  for one in
    select * from jsonb_to_recordset(commits) as c (
      number integer, version_from integer, version_to integer, party uuid, account uuid, client uuid, ref integer,
      steps jsonb, act jsonb, at timestamptz, previous_hash text, hash text)
  loop
    perform set_config('parley.account', coalesce(one.account::text, ''), true);
    insert into text_commit (text, number, version_from, version_to, party, account, client, ref, steps, act, at,
                             previous_hash, hash)
    values (of_text, one.number, one.version_from, one.version_to, one.party, one.account, one.client, one.ref, one.steps,
            one.act, one.at, one.previous_hash, one.hash);
  end loop;
  update text_head set number = last_number, version = last_version, hash = last_hash where text = of_text;
  if not found then raise exception 'the text cannot be moved on' using errcode = 'insufficient_privilege'; end if;
  perform set_config('parley.account', coalesce(asking, ''), true);
  return query select access_number(), clock_timestamp();
end $$;
