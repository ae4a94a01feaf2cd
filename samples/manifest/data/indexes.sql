-- Primary keys and indexes of the schema mft, made after the rows are copied in.

alter table mft.master add primary key (bill_id);
alter table mft.house add primary key (bill_id, item_no);
alter table mft.equipment add primary key (bill_id, container_no);
alter table mft.tally add primary key (bill_id);
alter table mft.status add primary key (bill_id);
alter table mft.snapshot add primary key (bill_id);

create index master_bill on mft.master (bill_no, ie_flag);
create index master_voyage on mft.master (vessel_name, voyage_no);
create index house_bill on mft.house (house_bill_no);
create index equipment_container on mft.equipment (container_no);
create index status_bill on mft.status (bill_no, ie_flag);
create index snapshot_bill on mft.snapshot (bill_no, ie_flag);
