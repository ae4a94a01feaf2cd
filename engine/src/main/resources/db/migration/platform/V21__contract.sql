-- What was released and promised, in the order it was released; the contract registry is given it. What waits while the registry is
-- away is here, so that nothing is lost by it.
create table contract (
  number      bigint generated always as identity primary key,
  service     text not null,
  major       integer not null,
  version     text not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  document    text not null,
  openapi     text not null,
  answer      text not null,
  parameters  text not null,
  state       text not null default 'PENDING' check (state in ('PENDING', 'STORED', 'REFUSED')),
  -- what the registry said last
  trouble     text not null default '',
  released_at timestamptz not null,
  stored_at   timestamptz,
  unique (service, version)
);

create index contract_pending on contract (number) where state = 'PENDING';

-- Approved drafts that are to be published when the registry is back.
create table waiting_publication (
  draft    bigint primary key references service_draft,
  -- of the draft; when it is changed, nothing waits any more
  revision bigint not null,
  actor    text not null,
  since    timestamptz not null
);
