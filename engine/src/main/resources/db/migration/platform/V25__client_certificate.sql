-- Certificates that programs show when they connect. What is kept is the digest of each (RFC 8705, x5t#S256), not the certificate.

create table client_certificate (
  application_id text not null references application,
  thumbprint     text not null check (thumbprint ~ '^[0-9A-Za-z_-]{43}$'),
  subject        text not null,
  state          text not null check (state in ('ACTIVE', 'REVOKED')),
  created_at     timestamptz not null,
  expires_at     timestamptz not null check (expires_at > created_at),
  primary key (application_id, thumbprint)
);

create trigger client_certificate_changed after insert or update or delete or truncate on client_certificate
  for each statement execute function access_changed();

-- Whether the keys of an application count only beside one of its certificates.
alter table application add column bound boolean not null default false;
