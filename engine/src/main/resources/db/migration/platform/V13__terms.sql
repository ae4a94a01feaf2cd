-- What terms are decided by: how far an enterprise is trusted, and what a grant is for.
alter table enterprise add column level text not null default 'UNRATED'
  check (level in ('UNRATED', 'REGISTERED', 'CERTIFIED', 'DISCREDITED'));

alter table grant_ add column purpose text not null default 'UNSTATED'
  check (purpose in ('UNSTATED', 'OWN_BUSINESS', 'VERIFICATION', 'FINANCE', 'INSURANCE', 'STATISTICS', 'RESEARCH', 'SUPERVISION'));

-- The agreement a grant was made from. Stand-ins can be scoped by it.
alter table grant_ add column agreement text;
