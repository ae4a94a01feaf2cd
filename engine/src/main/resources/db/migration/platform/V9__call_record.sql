-- One row for each call: who, for what, under which plan, and what came of it. Never a value.

create table call_record (
  number         bigint generated always as identity primary key,
  at             timestamptz not null,
  micros         bigint not null,
  trace_id       text not null,
  epoch          bigint not null,
  service        text not null,
  version        text not null,
  fingerprint    text not null,
  application_id text,
  usci           text,
  outcome        text not null check (outcome in ('ANSWERED', 'REFUSED', 'FAILED', 'GONE')),
  status         smallint not null,
  problem        text,
  row_count      integer not null,
  relations      text[] not null,
  masks          text[] not null,
  bytes          bigint not null
);

create index call_record_at on call_record using brin (at);
create index call_record_trace on call_record (trace_id);
create index call_record_service on call_record (service, number);
create index call_record_application on call_record (application_id, number);

-- How many lines of a node's journal are in the table above; written together with them.
create table call_journal (
  id     uuid primary key,
  posted bigint not null
);
