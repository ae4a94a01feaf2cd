-- Service documents from a draft to their end.

-- One text that is being written. `revision` is the one lock: whoever writes says which one was read.
create table service_draft (
  id          bigint generated always as identity primary key,
  revision    bigint not null default 1,
  -- as the text says, as far as it can be read
  service     text not null default '',
  version     text not null default '',
  department  text not null default '',
  author      text not null,
  state       text not null check (state in ('OPEN', 'SUBMITTED', 'REJECTED', 'APPROVED', 'PUBLISHED', 'WITHDRAWN')),
  document    text not null,
  -- bound to what was submitted: the plan it compiled to, and what the machine found out about that plan
  fingerprint text check (fingerprint ~ '^[0-9a-f]{64}$'),
  report      text,
  approver    text,
  reason      text not null default '',
  created_at  timestamptz not null,
  changed_at  timestamptz not null,
  -- nobody approves what is their own
  check (approver is null or approver <> author),
  check (state in ('OPEN', 'WITHDRAWN') or (fingerprint is not null and report is not null)),
  check (state not in ('APPROVED', 'PUBLISHED') or approver is not null)
);

create index service_draft_department on service_draft (department, id desc);

-- Every text that was written, by whom. All of them are authors, and none of them approves.
create table service_draft_text (
  id         bigint not null references service_draft,
  number     bigint not null,
  author     text not null,
  document   text not null,
  written_at timestamptz not null,
  primary key (id, number)
);

create trigger service_draft_text_append_only before update or delete or truncate on service_draft_text
  for each statement execute function append_only();

create function two_people_for_a_service() returns trigger language plpgsql as $$
begin
  if exists (select 1 from service_draft_text w where w.id = new.id and person_of(w.author) = person_of(new.approver)) then
    raise exception 'a service is not approved by one who wrote it';
  end if;
  return new;
end $$;

create trigger service_draft_two_people before insert or update on service_draft
  for each row when (new.approver is not null) execute function two_people_for_a_service();
