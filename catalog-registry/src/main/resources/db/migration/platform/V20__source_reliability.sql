-- What is done where a source does not answer as it should. What was stored before said nothing of it, which stands for the
-- numbers here; times are in milliseconds.
alter table catalog_source
    add column failure_rate integer not null default 50 check (failure_rate between 1 and 100),
    add column breaker_calls integer not null default 20 check (breaker_calls > 0),
    add column slow_ms bigint check (slow_ms > 0),
    add column slow_rate integer not null default 100 check (slow_rate between 1 and 100),
    add column open_ms bigint not null default 30000 check (open_ms > 0),
    add column trials integer not null default 3 check (trials > 0),
    add column attempts integer not null default 1 check (attempts > 0),
    add column pause_ms bigint not null default 0 check (pause_ms >= 0);
