-- What was published: the document as written, what it compiled to and the proof.

create table release (
  service      text not null,
  version      text not null,
  fingerprint  text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  document     text not null,
  certificate  jsonb not null,
  published_at timestamptz not null,
  primary key (service, version, fingerprint)
);

create index release_published on release (service, published_at desc);
