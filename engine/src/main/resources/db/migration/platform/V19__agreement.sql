-- From asking for data to a grant that was compiled of signed terms.

create table access_request (
  number         bigint primary key,
  application_id text not null references application,
  service        text not null,
  major          integer not null check (major > 0),
  fields         text[] not null check (cardinality(fields) > 0),
  purpose        text not null,
  first_day      date not null,
  last_day       date not null check (last_day >= first_day),
  per_second     integer,
  burst          integer,
  per_minute     bigint,
  per_day        bigint,
  per_month      bigint,
  reason         text not null,
  -- the agreement it is to follow or change
  renews         bigint,
  -- the stages that have to agree, in this order
  route          text[] not null,
  state          text not null check (state in ('REVIEW', 'QUESTION', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'CLOSED'))
);

-- An application asks for a service once at a time.
create unique index access_request_live on access_request (application_id, service)
  where state in ('REVIEW', 'QUESTION', 'APPROVED');

-- What was done about a request, in order. Never changed; the state follows from it.
create table access_request_event (
  number bigint not null references access_request,
  place  integer not null check (place > 0),
  kind   text not null,
  login  text not null,
  person text not null,
  stage  text check (stage in ('PROVIDER', 'PLATFORM')),
  fields text[] not null,
  note   text not null,
  at     timestamptz not null,
  primary key (number, place),
  check ((kind in ('APPROVED', 'REJECTED', 'QUESTION')) = (stage is not null))
);

-- The program refuses these with a better sentence; whoever writes past it meets them here.
create function one_voice_each() returns trigger language plpgsql as $$
begin
  if exists (select 1 from access_request_event e where e.number = new.number and e.person = new.person
             and (e.place = 1 or e.kind = 'APPROVED')) then
    raise exception 'nobody decides about their own request, or twice';
  end if;
  return new;
end $$;

create trigger access_request_one_voice before insert on access_request_event
  for each row when (new.kind in ('APPROVED', 'REJECTED')) execute function one_voice_each();

create table agreement (
  number         bigint primary key,
  name           text not null unique,
  request        bigint not null unique references access_request,
  application_id text not null references application,
  usci           text not null,
  enterprise     text not null,
  service        text not null,
  major          integer not null,
  title_zh       text not null,
  title_en       text not null,
  row_scope      text not null,
  fields         text[] not null,
  purpose        text not null,
  first_day      date not null,
  last_day       date not null check (last_day >= first_day),
  per_second     integer,
  burst          integer,
  per_minute     bigint,
  per_day        bigint,
  per_month      bigint,
  -- as it was offered; the signatures are over this
  text           text not null,
  consumer_signer    text,
  consumer_key       text,
  consumer_signature text,
  consumer_at        timestamptz,
  platform_signer    text,
  platform_key       text,
  platform_signature text,
  platform_at        timestamptz,
  ended_by       text,
  ended_reason   text,
  ended_at       timestamptz,
  state          text not null check (state in ('OFFERED', 'SIGNED', 'IN_FORCE', 'ENDED')),
  check (num_nulls(consumer_signer, consumer_key, consumer_signature, consumer_at) in (0, 4)),
  check (num_nulls(platform_signer, platform_key, platform_signature, platform_at) in (0, 4)),
  check (num_nulls(ended_by, ended_reason, ended_at) in (0, 3)),
  check (platform_at is null or consumer_at is not null),
  check ((state = 'ENDED') = (ended_at is not null)),
  check (state <> 'IN_FORCE' or platform_at is not null)
);

create index agreement_application on agreement (application_id, service);

-- On no day does an application call a service under two agreements.
create function one_agreement_a_day() returns trigger language plpgsql as $$
begin
  perform 1 from application where id = new.application_id for update;
  if exists (select 1 from agreement a where a.application_id = new.application_id and a.service = new.service
             and a.number <> new.number and a.state = 'IN_FORCE'
             and daterange(a.first_day, a.last_day, '[]') && daterange(new.first_day, new.last_day, '[]')) then
    raise exception 'two agreements are in force on one day';
  end if;
  return new;
end $$;

create trigger agreement_one_a_day before insert or update on agreement
  for each row when (new.state = 'IN_FORCE') execute function one_agreement_a_day();

-- Grants are made of agreements and of nothing else. So far the demo alone has made some, and makes them again.
delete from grant_;
alter table grant_ drop constraint grant__pkey;
alter table grant_ alter column agreement set not null;
alter table grant_ add primary key (agreement);
alter table grant_ add foreign key (agreement) references agreement (name);
alter table grant_ add column major integer not null;
alter table grant_ add column row_scope text not null;
alter table grant_ add column fields text[] not null check (cardinality(fields) > 0);
-- over all of it; without the key of the platform nobody can write such a row
alter table grant_ add column seal text not null;
create index grant_application on grant_ (application_id, service);
