-- Primary keys and indexes of the schema tran, made after the rows are copied in.

alter table tran.vessel add primary key (imo_no);
alter table tran.vessel_call add primary key (call_id);
alter table tran.gate_pass add primary key (pass_id);

create index vessel_name on tran.vessel (name_en);
create index vessel_call_imo on tran.vessel_call (imo_no, eta desc);
create index vessel_call_voyage on tran.vessel_call (vessel_name, voyage_no);
create index vessel_call_eta on tran.vessel_call (eta, call_id);
create index gate_pass_container on tran.gate_pass (container_no, gate_time);
create index gate_pass_bill on tran.gate_pass (bill_no);
