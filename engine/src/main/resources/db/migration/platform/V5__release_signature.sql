-- What this node signed when it released a service. The certificate is kept as the text that was signed: jsonb would
-- write it anew. A release of before has no signature and is served again once it is published anew.

alter table release alter column certificate type text using certificate::text;
alter table release add column statement text not null default '';
alter table release add column signature text not null default '';
