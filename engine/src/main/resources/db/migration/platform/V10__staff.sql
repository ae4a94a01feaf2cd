-- Accounts of staff: who is behind a login, whether it may be used, and since when its password holds.

-- A person. What they may be of the three separate roles is fixed with the first login they get: whoever ran the platform
-- can never be the one who reads what was done to it.
create table person (
  id            text primary key check (id ~ '^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$' and id = lower(id)),
  name          text not null,
  separate_role text check (separate_role in ('OPERATOR', 'ADMINISTRATOR', 'AUDITOR')),
  unique (id, separate_role)
);

-- So far the demo alone has made accounts, and makes them again: one without a seal would be nobody's.
delete from account;

alter table account add column person text references person;
alter table account add column separate_role text generated always as
  (case when role in ('OPERATOR', 'ADMINISTRATOR', 'AUDITOR') then role end) stored;
alter table account add column state text not null default 'ACTIVE' check (state in ('PROPOSED', 'ACTIVE', 'DISABLED'));
alter table account add column one_time boolean not null default false;
alter table account add column password_since timestamptz not null;
alter table account add column last_used_at timestamptz;
alter table account add column asked_by text not null default 'tidegate';
alter table account add column revision bigint not null default 1;
-- over everything that decides who may do what; without the key of the platform nobody can write such a row
alter table account add column seal text not null default '';

alter table account add constraint staff_is_somebody check ((role = 'CONSUMER') = (person is null));
alter table account add constraint one_separate_role
  foreign key (person, separate_role) references person (id, separate_role);

-- The forms of the passwords somebody had, so that none comes again.
create table former_password (
  login         text not null references account,
  revision      bigint not null,
  password_hash text not null,
  primary key (login, revision)
);

-- Who wrote to a draft: none of them, by whatever login, approves it.
create table rule_draft_writer (
  id    bigint not null references rule_draft,
  login text not null,
  primary key (id, login)
);
insert into rule_draft_writer (id, login) select id, author from rule_draft;

create function person_of(who text) returns text language sql stable as
  $$ select coalesce((select person from account where login = who), who) $$;

create function two_people() returns trigger language plpgsql as $$
begin
  if exists (select 1 from rule_draft_writer w where w.id = new.id and person_of(w.login) = person_of(new.approver)) then
    raise exception 'a draft is not approved by one who wrote it';
  end if;
  return new;
end $$;

create trigger rule_draft_two_people before update on rule_draft
  for each row when (new.approver is not null) execute function two_people();
