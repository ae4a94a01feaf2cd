-- What happened to the services that are published here, in order.
create table service_release (
  number      bigint generated always as identity primary key,
  service     text not null,
  major       integer not null,
  act         text not null check (act in ('PUBLISHED', 'ROLLED_BACK', 'DEPRECATED', 'RETIRED')),
  version     text not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  document    text not null,
  draft       bigint references service_draft,
  actor       text not null,
  approver    text,
  reason      text not null default '',
  at          timestamptz not null
);

create index service_release_service on service_release (service, number desc);

-- How each stands now. A document that is here goes before a file of the same service and major version; what is retired stays away.
create table service_life (
  service    text not null,
  major      integer not null,
  state      text not null check (state in ('LIVE', 'DEPRECATED', 'RETIRED')),
  -- empty where a file counts that was deprecated here
  document   text not null default '',
  deprecated_at timestamptz,
  sunset     date,
  notice_zh  text not null default '',
  notice_en  text not null default '',
  successor  text not null default '',
  primary key (service, major),
  check ((state = 'DEPRECATED') <= (deprecated_at is not null and sunset is not null))
);

create trigger service_release_append_only before update or delete or truncate on service_release
  for each statement execute function append_only();

-- every node hears of it as it hears of who may call
create trigger service_life_changed after insert or update or delete or truncate on service_life
  for each statement execute function access_changed();
