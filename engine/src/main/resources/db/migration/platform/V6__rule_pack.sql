-- Rule packs: what was ever released, what is being edited, what is in force, and who did what.

-- A pack as it was imported or drafted; never changed. Its files are kept byte for byte.
create table rule_pack (
  number      bigint generated always as identity primary key,
  pack        text not null,
  version     text not null,
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  author      text not null,
  created_at  timestamptz not null
);

create table rule_pack_file (
  number  bigint not null references rule_pack,
  name    text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
  content bytea not null,
  primary key (number, name)
);

-- A pack that is being edited. `revision` is the one lock: whoever writes says which one was read.
create table rule_draft (
  id          bigint generated always as identity primary key,
  revision    bigint not null default 1,
  based_on    bigint not null references rule_pack,
  author      text not null,
  state       text not null check (state in ('OPEN', 'SUBMITTED', 'APPROVED', 'RELEASED')),
  -- bound to what was judged: of the candidate, and of the pack it was compared with
  fingerprint text check (fingerprint ~ '^[0-9a-f]{64}$'),
  against     text check (against ~ '^[0-9a-f]{64}$'),
  grade       text check (grade in ('NONE', 'TIGHTENING', 'REFUSING', 'LOOSENING')),
  approver    text,
  created_at  timestamptz not null,
  -- nobody approves what is their own
  check (approver is null or approver <> author),
  check (state = 'OPEN' or (fingerprint is not null and against is not null and grade is not null)),
  check (state <> 'APPROVED' or approver is not null)
);

create table rule_draft_file (
  id      bigint not null references rule_draft,
  name    text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
  content bytea not null,
  primary key (id, name)
);

-- The last row is in force.
create table rule_release (
  release     bigint generated always as identity primary key,
  number      bigint not null references rule_pack,
  actor       text not null,
  approver    text,
  released_at timestamptz not null
);

-- Each entry holds the digest of the one before, so that none can be changed or left out unnoticed.
create table audit_entry (
  number   bigint primary key,
  at       timestamptz not null,
  actor    text not null,
  act      text not null,
  subject  text not null,
  detail   text not null,
  previous text not null check (previous ~ '^[0-9a-f]{64}$'),
  digest   text not null check (digest ~ '^[0-9a-f]{64}$')
);

create function append_only() returns trigger language plpgsql as
  $$ begin raise exception '% is append only', tg_table_name; end $$;

create trigger audit_append_only before update or delete or truncate on audit_entry
  for each statement execute function append_only();
create trigger rule_pack_append_only before update or delete or truncate on rule_pack
  for each statement execute function append_only();
create trigger rule_pack_file_append_only before update or delete or truncate on rule_pack_file
  for each statement execute function append_only();
create trigger rule_release_append_only before update or delete or truncate on rule_release
  for each statement execute function append_only();

alter table account drop constraint account_role_check;
alter table account add constraint account_role_check
  check (role in ('PROVIDER', 'ADMINISTRATOR', 'CONSUMER', 'OPERATOR', 'AUDITOR'));
