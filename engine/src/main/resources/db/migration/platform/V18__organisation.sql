-- Organisations that sign up by themselves, the people who act for them, and the programs these register.

alter table enterprise add column state text not null default 'VERIFIED'
  check (state in ('PENDING', 'VERIFIED', 'REFUSED', 'SUSPENDED'));
-- why it was refused or suspended, for its own people to read
alter table enterprise add column reason text;
alter table enterprise add column purposes text[] not null default '{}';
alter table enterprise add column contact text not null default '';
alter table enterprise add column created_at timestamptz not null default now();
-- the login of staff that decided last
alter table enterprise add column decided_by text;
alter table enterprise add column decided_at timestamptz;
alter table enterprise add column revision bigint not null default 1;

create index enterprise_name on enterprise (name);

-- So far the demo alone has made logins of consumers, and makes them again: one whose seal does not cover what its holder may do
-- would be nobody's.
delete from former_password where login in (select login from account where role = 'CONSUMER');
delete from account where role = 'CONSUMER';

alter table account add column member_role text check (member_role in ('ADMINISTRATOR', 'MEMBER'));
alter table account add column display_name text;
alter table account add constraint member_of_an_organisation
  check ((role = 'CONSUMER') = (member_role is not null) and (role = 'CONSUMER') = (display_name is not null));
create index account_usci on account (usci) where usci is not null;

alter table application add column description text not null default '';
alter table application add column created_by text not null default 'tidegate';
alter table application add column created_at timestamptz not null default now();
alter table application add column revision bigint not null default 1;
-- an application of the sandbox is answered with made-up data and nothing else
alter table application add column sandbox boolean not null default false;
create index application_usci on application (usci);
