-- Records of another enterprise, by its consent: whom a request, an agreement and a grant are about, and whose records a call asked for.

alter table access_request add column owner text references enterprise;
drop index access_request_live;
create unique index access_request_live on access_request (application_id, service, coalesce(owner, ''))
  where state in ('REVIEW', 'QUESTION', 'APPROVED');
create index access_request_owner on access_request (owner, number) where owner is not null;

alter table access_request_event drop constraint access_request_event_stage_check;
alter table access_request_event add constraint access_request_event_stage_check
  check (stage in ('OWNER', 'PROVIDER', 'PLATFORM'));

-- Who consented for the owner can take it back as long as nothing has come of it.
create or replace function one_voice_each() returns trigger language plpgsql as $$
begin
  if exists (select 1 from access_request_event e where e.number = new.number and e.person = new.person
             and (e.place = 1 or e.kind = 'APPROVED' and not (new.kind = 'REJECTED' and new.stage = 'OWNER' and e.stage = 'OWNER'))) then
    raise exception 'nobody decides about their own request, or twice';
  end if;
  return new;
end $$;

-- The owner is asked before anybody else agrees.
create function owner_first() returns trigger language plpgsql as $$
begin
  if exists (select 1 from access_request r where r.number = new.number and r.owner is not null)
     and not exists (select 1 from access_request_event e
                     where e.number = new.number and e.kind = 'APPROVED' and e.stage = 'OWNER') then
    raise exception 'the owner of the records has not consented';
  end if;
  return new;
end $$;

create trigger access_request_owner_first before insert on access_request_event
  for each row when (new.kind = 'APPROVED' and new.stage <> 'OWNER') execute function owner_first();

alter table agreement add column owner text references enterprise;
alter table agreement add column owner_name text;
alter table agreement add constraint agreement_owner_check check (num_nulls(owner, owner_name) in (0, 2));
create index agreement_owner on agreement (owner, number) where owner is not null;

create or replace function one_agreement_a_day() returns trigger language plpgsql as $$
begin
  perform 1 from application where id = new.application_id for update;
  if exists (select 1 from agreement a where a.application_id = new.application_id and a.service = new.service
             and a.owner is not distinct from new.owner
             and a.number <> new.number and a.state = 'IN_FORCE'
             and daterange(a.first_day, a.last_day, '[]') && daterange(new.first_day, new.last_day, '[]')) then
    raise exception 'two agreements are in force on one day';
  end if;
  return new;
end $$;

alter table grant_ add column owner text;

alter table call_record add column owner text;
create index call_record_owner on call_record (owner, number) where owner is not null;
create index call_record_usci on call_record (usci, number);
