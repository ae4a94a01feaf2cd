-- Primary keys and indexes of the schema exp, made after the rows are copied in.

alter table exp.entry add primary key (house_bill_no, version);
alter table exp.item add primary key (house_bill_no, version, g_no);

create index entry_agent on exp.entry (agent_usci, declare_at desc);
create index entry_trade on exp.entry (trade_usci, declare_at desc);
create index entry_master_bill on exp.entry (master_bill_no);
create index entry_declared on exp.entry (declare_at, house_bill_no, version);
