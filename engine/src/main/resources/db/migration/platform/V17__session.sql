-- Who is signed in, on whatever node. Tokens are kept as codes under a key of the platform, and a seal binds each to its login:
-- whoever can write the database and has no such key can sign nobody in.

create table session (
  token_code     bytea primary key check (octet_length(token_code) = 32),
  login          text not null references account on delete cascade,
  -- of the password it was opened with; with another one it is over
  password_since timestamptz not null,
  address        text not null,
  begun_at       timestamptz not null,
  used_at        timestamptz not null,
  seal           bytea not null
);

create index session_login on session (login);

-- Questions to those who sign in. Each is answered once.
create table captcha (
  id          text primary key,
  answer_code bytea not null check (octet_length(answer_code) = 32),
  expires_at  timestamptz not null
);

create index captcha_expires on captcha (expires_at);

-- Who failed to sign in how often: codes of logins, whether or not there is such an account, and of addresses.
create table login_failure (
  subject_code bytea primary key check (octet_length(subject_code) = 32),
  failures     integer not null,
  since        timestamptz not null,
  -- how often it was locked in a row, each time for longer
  locks        integer not null,
  locked_until timestamptz
);
