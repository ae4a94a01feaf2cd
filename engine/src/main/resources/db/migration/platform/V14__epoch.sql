-- What all nodes serve, and which nodes there are. The database decides what is in force; the nodes only tell each other to look.

-- One row for each change of what is served. The last one that is committed is in force.
create table epoch (
  epoch       bigint primary key check (epoch > 0),
  state       text not null check (state in ('PREPARING', 'COMMITTED', 'ABANDONED')),
  -- fingerprint of the catalog, number of the rule pack, fingerprints of the releases, sorted
  catalog     text not null check (catalog ~ '^[0-9a-f]{64}$'),
  pack        bigint not null references rule_pack,
  services    text[] not null,
  coordinator uuid not null,
  begun_at    timestamptz not null,
  decided_at  timestamptz,
  check ((state = 'PREPARING') = (decided_at is null))
);

-- One change at a time.
create unique index epoch_preparing on epoch ((true)) where state = 'PREPARING';

-- A node may answer for as long as its lease lasts, by the clock of the database.
create table node (
  id          uuid primary key,
  name        text not null,
  -- a digest of the keys it has; nodes with others would mask and sign otherwise
  key_check   text not null,
  started_at  timestamptz not null,
  lease_until timestamptz not null,
  -- the epoch it answers under, 0 for none; the one it could answer under; the one it cannot, and why
  serving     bigint not null default 0,
  prepared    bigint not null default 0,
  refused     bigint not null default 0,
  trouble     text not null default ''
);

-- Counts the changes of who may call, so that a node can tell in one row whether there was any.
create table access_version (
  single  boolean primary key default true check (single),
  version bigint not null
);

insert into access_version values (true, 1);

create function access_changed() returns trigger language plpgsql as
  $$ begin update access_version set version = version + 1; return null; end $$;

create trigger enterprise_changed after insert or update or delete or truncate on enterprise
  for each statement execute function access_changed();
create trigger application_changed after insert or update or delete or truncate on application
  for each statement execute function access_changed();
create trigger credential_changed after insert or update or delete or truncate on credential
  for each statement execute function access_changed();
create trigger signature_key_changed after insert or update or delete or truncate on signature_key
  for each statement execute function access_changed();
create trigger grant_changed after insert or update or delete or truncate on grant_
  for each statement execute function access_changed();
