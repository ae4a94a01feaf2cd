-- Keys that calls are signed with. Of an HMAC key the secret is kept sealed, for the platform has to compute with it; of an
-- SM2 key only the public part.

create table signature_key (
  key_id         text primary key check (key_id ~ '^[0-9A-Za-z]{12}$'),
  application_id text not null references application,
  scheme         text not null check (scheme in ('HMAC_SM3', 'SM2_SM3')),
  material       bytea not null,
  state          text not null check (state in ('ACTIVE', 'REVOKED')),
  created_at     timestamptz not null,
  expires_at     timestamptz not null check (expires_at > created_at)
);

create index signature_key_application on signature_key (application_id);

-- Networks an application calls from, such as 10.1.0.0/16; none means anywhere.
alter table application add column networks text[] not null default '{}';
