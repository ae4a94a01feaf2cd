-- Primary keys, unique keys and indexes of the sample database, made after the rows are copied in.

alter table party.enterprise add primary key (usci);
alter table party.person add primary key (person_id);
alter table party.authorisation add primary key (authorisation_id);
alter table dec.head add primary key (head_id);
alter table dec.item add primary key (head_id, g_no);
alter table dec.container add primary key (head_id, container_no);
alter table dec.receipt add primary key (head_id, ev_no);
alter table dec.tax_bill add primary key (tax_bill_no);
alter table ref.code_set add primary key (set_code);
alter table ref.code add primary key (set_code, code);
alter table ref.code_map add primary key (from_set, from_code, to_set);
alter table ref.tariff add primary key (hs_code);
alter table ref.fx_rate add primary key (rate_date, curr);

alter table party.enterprise add constraint enterprise_customs_reg_no_key unique (customs_reg_no);
alter table party.enterprise add constraint enterprise_tenant_id_key unique (tenant_id);
create index authorisation_owner on party.authorisation (owner_usci, service);
create index authorisation_grantee on party.authorisation (grantee_usci, service);

alter table dec.head add constraint head_entry_id_key unique (entry_id);
alter table dec.head add constraint head_seq_no_key unique (seq_no);
-- newest first for one enterprise
create index head_trade_declared on dec.head (trade_usci, declare_date desc);
-- changes since a cursor of (updated_at, head_id), one index for each role a caller can have
create index head_trade_updated on dec.head (trade_usci, updated_at, head_id);
create index head_owner_updated on dec.head (owner_usci, updated_at, head_id);
create index head_agent_updated on dec.head (agent_usci, updated_at, head_id);
create index head_terminal_updated on dec.head (terminal_usci, updated_at, head_id);
create index head_bill on dec.head (bill_no);
-- rows lie on disk in the order they were declared, so a few summary pages stand for the whole date range
create index head_declared on dec.head using brin (declare_date);
create index container_no on dec.container (container_no);
create index tax_bill_head on dec.tax_bill (head_id);

create index code_map_to on ref.code_map (to_set, to_code, from_set);
