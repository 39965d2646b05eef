-- How people come to be the account they act as. Secrets are kept as hashes, and no request may read them: signing in
-- and finding whose session it is run as the owner, past all policies, because nobody is signed in yet.

-- What an account is called in other languages than that of its `name`.
create table account_name (
  account  uuid not null references account on delete cascade,
  language text not null,
  name     text not null check (name <> ''),
  primary key (account, language)
);
alter table account_name enable row level security;
create policy oneself_or_administrator on account_name for select
  using (account = (select current_account()) or (select is_administrator()));
grant select on account_name to parley_app;

-- What proves that a person is the account: for now a password (argon2id, with its parameters in the text). Passkeys,
-- one-time codes and single sign-on become further kinds.
create table credential (
  id         uuid primary key default gen_random_uuid(),
  account    uuid not null references account on delete cascade,
  kind       text not null check (kind in ('password')),
  secret     text not null check (kind <> 'password' or secret like '$argon2id$%'),
  created_at timestamptz not null
);
create unique index on credential (account) where kind = 'password';
alter table credential enable row level security;
create policy administrator_reads on credential for select using ((select is_administrator()));
grant select (account, kind, created_at) on credential to parley_app;

-- One token of one signing-in. Tokens follow one another: `successor` has been sent to the browser, `replaced_at` says
-- when the browser first used it. Whoever shows a token well after that has it from somebody else, and the whole
-- signing-in ends. A row holds the SHA-256 of the token, never the token.
create table session (
  hash         text primary key check (hash ~ '^[0-9a-f]{64}$'),
  sign_in      uuid not null,
  account      uuid not null references account on delete cascade,
  created_at   timestamptz not null,
  used_at      timestamptz, -- null: issued, not yet shown by the browser
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null, -- the same for all tokens of one signing-in
  successor    text,
  succeeded_at timestamptz,
  replaced_at  timestamptz,
  revoked_at   timestamptz,
  check ((successor is null) = (succeeded_at is null))
);
create index on session (account);
create index on session (sign_in);
create index on session (expires_at);
alter table session enable row level security;

-- A link for one person, usable once, to choose a sign-in name and a password. A new one withdraws the earlier.
create table invitation (
  hash         text primary key check (hash ~ '^[0-9a-f]{64}$'),
  account      uuid not null references account on delete cascade,
  created_at   timestamptz not null,
  created_by   uuid references account on delete restrict, -- null: from the command line
  expires_at   timestamptz not null check (expires_at > created_at),
  used_at      timestamptz,
  withdrawn_at timestamptz
);
create index on invitation (account);
alter table invitation enable row level security;
create policy administrator_reads on invitation for select using ((select is_administrator()));
create policy administrator_invites on invitation for insert
  with check ((select is_administrator()) and created_by = (select current_account()));
create policy administrator_withdraws on invitation for update
  using ((select is_administrator())) with check ((select is_administrator()));
grant select (account, created_at, created_by, expires_at, used_at, withdrawn_at),
  insert (hash, account, created_at, created_by, expires_at), update (withdrawn_at) on invitation to parley_app;

-- Attempts to sign in and what became of them. The name is hashed: people type passwords into the wrong field.
create table sign_in_event (
  id        bigint generated always as identity primary key,
  at        timestamptz not null,
  kind      text not null check (kind in
    ('failed', 'password', 'invitation', 'demonstration', 'signed-out', 'token-reused')),
  account   uuid references account on delete cascade,
  name_hash text,
  address   text not null
);
create index on sign_in_event (name_hash, at);
create index on sign_in_event (account, at);
alter table sign_in_event enable row level security;
create policy oneself_or_administrator on sign_in_event for select
  using (account = (select current_account()) or (select is_administrator()));
grant select (id, at, kind, account, address) on sign_in_event to parley_app;

-- Who let whom in, gave or took a mandate, and when. Rows are only ever added.
create table access_log (
  id      bigint generated always as identity primary key,
  at      timestamptz not null,
  action  text not null check (action in
    ('account-created', 'invited', 'invitation-accepted', 'password-changed', 'account-disabled', 'account-enabled',
     'mandate-granted', 'mandate-revoked')),
  account uuid not null references account on delete restrict,
  mandate uuid references mandate on delete restrict,
  by      uuid references account on delete restrict, -- null: from the command line
  check ((mandate is not null) = (action in ('mandate-granted', 'mandate-revoked')))
);
alter table access_log enable row level security;
create policy administrator_reads on access_log for select using ((select is_administrator()));
create policy administrator_adds on access_log for insert
  with check ((select is_administrator()) and by = (select current_account()));
grant select, insert (at, action, account, mandate, by) on access_log to parley_app;

-- The language of the pages is everybody's own to choose, and nothing else of the account.
create function choose_language(language text) returns void
  language sql volatile security definer set search_path = public, pg_temp
as $$ update account set language = choose_language.language where id = current_account() $$;

-- How many others could still administer: with a mandate in force without end, in use, and able to sign in.
create function administrators_besides(account uuid) returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select count(distinct a.id)::integer from account a join mandate m on m.account = a.id
   where a.id <> administrators_besides.account and a.disabled_at is null
     and m.capacity = 'administrator' and m.revoked_at is null and m.starts_at <= now() and m.ends_at is null
     and exists (select from credential c where c.account = a.id)
$$;

-- Of what type an entity is, for whoever grants a mandate; nobody else may ask, since keys can be guessed.
create function entity_type(id uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
as $$
  select type from entity e
   where e.id = entity_type.id and (current_setting('role') <> 'parley_app' or is_administrator())
$$;

-- Ends every session of an account that an administrator takes out of use.
create function end_sessions(account uuid, at timestamptz) returns void
  language sql volatile security definer set search_path = public, pg_temp
as $$
  update session s set revoked_at = at
   where s.account = end_sessions.account and s.revoked_at is null
     and (current_setting('role') <> 'parley_app' or end_sessions.account = current_account() or is_administrator())
$$;

revoke all on function choose_language(text), administrators_besides(uuid), entity_type(uuid),
  end_sessions(uuid, timestamptz) from public;
grant execute on function choose_language(text), administrators_besides(uuid), entity_type(uuid),
  end_sessions(uuid, timestamptz) to parley_app;
