-- The catalog. Every snapshot that was ever in force stays, under its fingerprint.

create table catalog_snapshot (
  fingerprint text primary key check (fingerprint ~ '^[0-9a-f]{64}$'),
  saved_at    timestamptz not null default now()
);

-- One row: which snapshot is in force.
create table catalog_current (
  only_row    boolean primary key default true check (only_row),
  fingerprint text not null references catalog_snapshot
);

create table catalog_source (
  fingerprint    text not null references catalog_snapshot,
  id             text not null,
  kind           text not null,
  title_zh       text not null,
  title_en       text not null,
  default_schema text not null,
  primary key (fingerprint, id)
);

create table catalog_resource (
  fingerprint      text not null,
  id               text not null,
  source           text not null,
  schema_name      text not null,
  table_name       text not null,
  title_zh         text not null,
  title_en         text not null,
  summary_zh       text not null,
  summary_en       text not null,
  area             text not null,
  department       text not null,
  theme            text not null,
  update_frequency text not null,
  tags             text[] not null,
  openness         text not null,
  primary_key      text[] not null,
  role_parent      text,
  primary key (fingerprint, id),
  unique (fingerprint, source, schema_name, table_name),
  foreign key (fingerprint, source) references catalog_source
);

-- The entries of a resource's roles: links to the parent, role columns, switches.
create table catalog_role (
  fingerprint text not null,
  resource    text not null,
  kind        text not null check (kind in ('LINK', 'COLUMN', 'SWITCH')),
  position    integer not null,
  name        text not null,
  target      text not null,
  primary key (fingerprint, resource, kind, position),
  foreign key (fingerprint, resource) references catalog_resource
);

create table catalog_field (
  fingerprint text not null,
  resource    text not null,
  position    integer not null,
  name        text not null,
  title_zh    text not null,
  title_en    text not null,
  official    text,
  sic         boolean not null,
  type        text not null,
  sql_type    text not null,
  length      integer not null,
  format      text not null,
  nullable    boolean not null,
  code_set    text,
  sensitivity text,
  categories  text[] not null,
  openness    text not null,
  example     text not null,
  meaning_zh  text,
  meaning_en  text,
  primary key (fingerprint, resource, position),
  unique (fingerprint, resource, name),
  foreign key (fingerprint, resource) references catalog_resource
);
