-- What was measured of the resources of the catalog, and whether their sources are still as it describes.

create table resource_measure (
  id              bigint generated always as identity primary key,
  resource        text not null,
  -- fingerprint of the catalog it was compared with
  catalog         text not null,
  measured_at     timestamptz not null,
  -- a login, or who measures on a schedule
  actor           text not null,
  state           text not null check (state in ('MEASURED', 'FAILED')),
  message_zh      text not null,
  message_en      text not null,
  row_count       bigint check (row_count >= 0),
  -- whether they were counted, or the source reckons so
  row_count_exact boolean not null,
  size_bytes      bigint check (size_bytes >= 0),
  -- the records that the shares of empty values are of
  looked_at       bigint not null check (looked_at >= 0),
  last_change     timestamptz,
  -- the field that says so; absent when it was seen between two measurements
  last_change_by  text,
  -- what the source counts of its own changes; another text after any change
  change_mark     text,
  -- each field with the share of records in which it is empty, as JSON
  fields          text not null,
  drift           text not null check (drift in ('NONE', 'FOUND', 'UNKNOWN', 'NOT_COMPARED')),
  -- the differences, as JSON
  drifts          text not null
);

create index resource_measure_latest on resource_measure (resource, id desc);

-- Runs that measure: one resource, or all of them on the schedule, which have no name.
create table resource_run (
  id         bigint generated always as identity primary key,
  resource   text not null,
  state      text not null check (state in ('RUNNING', 'DONE', 'FAILED')),
  done       integer not null default 0,
  total      integer not null default 0,
  message_zh text not null default '',
  message_en text not null default '',
  actor      text not null,
  begun_at   timestamptz not null,
  -- when it last said that it is at work
  beat_at    timestamptz not null,
  ended_at   timestamptz,
  check ((state = 'RUNNING') = (ended_at is null))
);

create unique index resource_run_running on resource_run (resource) where state = 'RUNNING';
create index resource_run_latest on resource_run (resource, id desc);
