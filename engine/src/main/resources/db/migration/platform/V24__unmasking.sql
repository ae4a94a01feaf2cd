-- Permissions to turn stand-ins back into what they stand for.

create table unmasking (
  number    bigint generated always as identity primary key,
  agreement bigint not null references agreement,
  field     text not null,
  -- what made the stand-ins, with its parameters
  mask      text not null,
  reason    text not null check (length(trim(reason)) between 1 and 1000),
  most      integer not null check (most between 1 and 1000),
  asked_by     text not null,
  asked_person text not null,
  asked_at     timestamptz not null,
  until        timestamptz not null check (until > asked_at and until <= asked_at + interval '7 days'),
  approved_by     text,
  approved_person text,
  approved_at     timestamptz,
  ended_by     text,
  ended_person text,
  ended_at     timestamptz,
  used integer not null default 0 check (used between 0 and most),
  check (num_nulls(approved_by, approved_person, approved_at) in (0, 3)),
  check (num_nulls(ended_by, ended_person, ended_at) in (0, 3)),
  -- nobody agrees to what is their own, and nothing is used that nobody agreed to
  check (approved_person is null or approved_person <> asked_person),
  check (used = 0 or approved_at is not null)
);

-- What was agreed to is what was asked for.
create function as_asked() returns trigger language plpgsql as $$
begin
  if (new.number, new.agreement, new.field, new.mask, new.reason, new.most, new.asked_by, new.asked_person,
      new.asked_at, new.until) is distinct from
     (old.number, old.agreement, old.field, old.mask, old.reason, old.most, old.asked_by, old.asked_person,
      old.asked_at, old.until)
     or new.used < old.used
     or old.approved_at is not null and new.approved_at is distinct from old.approved_at
     or old.ended_at is not null and new.ended_at is distinct from old.ended_at then
    raise exception 'an unmasking stays as it was asked for';
  end if;
  return new;
end $$;

create trigger unmasking_as_asked before update on unmasking for each row execute function as_asked();
create trigger unmasking_kept before delete or truncate on unmasking
  for each statement execute function append_only();
