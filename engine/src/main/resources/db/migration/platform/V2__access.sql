-- Who may call, and who may sign in. Secrets are kept as hashes only.

create table enterprise (
  usci text primary key check (usci ~ '^[0-9A-Z]{18}$'),
  name text not null
);

create table application (
  id    text primary key,
  usci  text not null references enterprise,
  name  text not null,
  state text not null check (state in ('ACTIVE', 'SUSPENDED'))
);

create table credential (
  key_id         text primary key check (key_id ~ '^[0-9A-Za-z]{12}$'),
  application_id text not null references application,
  secret_hash    bytea not null check (octet_length(secret_hash) = 32),
  state          text not null check (state in ('ACTIVE', 'REVOKED')),
  created_at     timestamptz not null,
  expires_at     timestamptz not null,
  last_used_at   timestamptz
);

create index credential_application on credential (application_id);

create table account (
  login         text primary key,
  password_hash text not null,
  role          text not null check (role in ('PROVIDER', 'ADMINISTRATOR', 'CONSUMER', 'OPERATOR')),
  usci          text references enterprise,
  created_at    timestamptz not null,
  -- a consumer acts for an enterprise, staff for none
  check ((role = 'CONSUMER') = (usci is not null))
);

-- `grant` is a word of SQL.
create table grant_ (
  application_id text not null references application,
  service        text not null,
  valid_from     timestamptz not null,
  valid_to       timestamptz not null check (valid_to > valid_from),
  state          text not null check (state in ('ACTIVE', 'REVOKED')),
  primary key (application_id, service, valid_from)
);
