-- Sources that were registered on a running platform, and what is proposed and confirmed of their resources.

create table registered_source (
  id            text primary key check (id ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'),
  revision      bigint not null default 1,
  kind          text not null,
  title_zh      text not null,
  title_en      text not null,
  -- where tables are collected from; the id for a source without tables
  schema_name   text not null,
  -- what its resources are proposed with
  area          text not null,
  department    text not null,
  theme         text not null,
  url           text not null,
  user_name     text,
  -- sealed with the id, the URL and the user, so that it opens for nothing else
  password      bytea,
  registered_by text not null,
  registered_at timestamptz not null,
  check (password is null or user_name is not null)
);

-- a node that hears of it reads anew where the sources are
create trigger registered_source_changed after insert or update or delete or truncate on registered_source
  for each statement execute function access_changed();

-- What a source has, each as the text of a catalog file.
create table source_proposal (
  id         bigint generated always as identity primary key,
  source     text not null references registered_source,
  -- the table or operation, as the source calls it
  name       text not null,
  revision   bigint not null default 1,
  state      text not null check (state in ('PROPOSED', 'CONFIRMED', 'LEFT_OUT', 'UNUSABLE')),
  document   text not null,
  -- the text that is in force
  confirmed  text,
  -- why its labels were proposed, and which columns were not, as JSON
  findings   text not null,
  -- what the source reckons; absent where it cannot say
  row_count  bigint check (row_count >= 0),
  -- who wrote the text; absent as long as nobody did
  author     text,
  changed_at timestamptz not null,
  unique (source, name),
  check (state <> 'CONFIRMED' or confirmed = document)
);

-- Runs that look at what a source has.
create table source_collection (
  id         bigint generated always as identity primary key,
  source     text not null references registered_source on delete cascade,
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

create unique index source_collection_running on source_collection (source) where state = 'RUNNING';
