-- Tokens that were ended before their time. A token is kept nowhere; what is kept of these is the number in it, which nobody can call
-- with, until the token would have ended by itself.

create table revoked_token (
  id             text primary key check (id ~ '^[0-9a-f]{32}$'),
  application_id text not null references application,
  ends_at        timestamptz not null,
  revoked_at     timestamptz not null,
  revoked_by     text not null
);

create trigger revoked_token_changed after insert or update or delete or truncate on revoked_token
  for each statement execute function access_changed();
