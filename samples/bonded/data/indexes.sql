-- Primary keys and indexes of the schema bond, made after the rows are copied in.

alter table bond.account add primary key (account_no);
alter table bond.ledger add primary key (account_no, putrec_seqno);
alter table bond.invt add primary key (invt_id);
alter table bond.invt_item add primary key (invt_id, g_no);
alter table bond.passport add primary key (passport_id);

alter table bond.invt add constraint invt_bond_invt_no_key unique (bond_invt_no);
alter table bond.passport add constraint passport_passport_no_key unique (passport_no);
create index account_operator on bond.account (operator_usci);
create index invt_account on bond.invt (account_no, deduct_state);
create index invt_entry on bond.invt (entry_no);
create index invt_operator_updated on bond.invt (operator_usci, updated_at, invt_id);
create index invt_item_putrec on bond.invt_item (putrec_seqno, invt_id);
create index passport_related on bond.passport (rlt_no);
