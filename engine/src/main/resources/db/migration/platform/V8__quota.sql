-- How much was lent out to nodes, one row for each account. A row is changed only by who has read its latest version, and
-- before a node may use what the change lends. A deleted row opens the account anew, with its limits full.

create table quota_account (
  account     text primary key,
  agreement   text not null,
  service     text not null,
  application text not null,
  version     bigint not null default 0,
  ledger      text not null default ''
);

create index quota_account_application on quota_account (application);

-- What an agreement says of calls takes the place of what the class of the service says; null leaves that as it is.
alter table grant_ add column per_second integer check (per_second between 1 and 1000000);
alter table grant_ add column burst integer check (burst between 1 and 1000000);
alter table grant_ add column per_minute bigint check (per_minute between 1 and 1000000000000);
alter table grant_ add column per_day bigint check (per_day between 1 and 1000000000000);
alter table grant_ add column per_month bigint check (per_month between 1 and 1000000000000);
alter table grant_ add check ((per_second is null) = (burst is null));
