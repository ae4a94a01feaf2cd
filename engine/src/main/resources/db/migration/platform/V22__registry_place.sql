-- Where the contracts were moved to; goes before what is configured.
create table registry_place (
  one      boolean primary key default true check (one),
  url      text not null,
  username text not null,
  -- sealed under a key of the platform, and bound to url and username
  password bytea not null,
  actor    text not null,
  since    timestamptz not null
);
