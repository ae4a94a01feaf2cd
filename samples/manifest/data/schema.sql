-- Manifests of goods by sea: the schema mft of the sample database. bill_id is the key of the declaration the bill
-- belongs to, so that both can be told to agree, or not.

create schema if not exists mft;
comment on schema mft is '舱单业务(样例)';

create table mft.master (
  bill_id           int8 not null,
  message_id        varchar(70) not null,
  message_type      varchar(6) not null,
  ie_flag           varchar(1) not null,
  bill_no           varchar(35) not null,
  transmitter_usci  varchar(18) not null,
  transmitter_name  varchar(255) not null,
  carrier_code      varchar(17) not null,
  agent_usci        varchar(18) not null,
  agent_name        varchar(255) not null,
  terminal_usci     varchar(18) not null,
  terminal_name     varchar(255) not null,
  traf_mode         varchar(2) not null,
  vessel_no         varchar(25) not null,
  vessel_name       varchar(35) not null,
  voyage_no         varchar(17) not null,
  loading_place     varchar(11),
  discharge_place   varchar(11),
  loading_at        timestamptz,
  arrival_at        timestamptz,
  custom_master     varchar(4) not null,
  exit_customs      varchar(4),
  split_flag        varchar(1) not null,
  packages          int4 not null,
  package_type      varchar(2) not null,
  gross_weight      numeric(14,3) not null,
  volume            numeric(14,3),
  brief_desc        varchar(256) not null,
  cargo_value       numeric(16,2),
  currency          varchar(3),
  marks             varchar(512),
  consignee_usci    varchar(18),
  consignee_name    varchar(255) not null,
  consignee_address varchar(255),
  consignee_phone   varchar(30),
  consignor_usci    varchar(18),
  consignor_name    varchar(255) not null,
  consignor_address varchar(255),
  consignor_phone   varchar(30),
  notify_usci       varchar(18),
  notify_name       varchar(255),
  dg_contact_person varchar(70),
  dg_contact_phone  varchar(30),
  procedure_code    varchar(4) not null,
  note              varchar(512),
  agent_price_open  bool not null,
  updated_at        timestamptz not null
);
comment on table mft.master is '舱单主单';
comment on column mft.master.bill_id is '舱单内部序号';
comment on column mft.master.message_id is '报文编号';
comment on column mft.master.message_type is '报文类型。MT1101 原始舱单、MT2101 预配舱单';
comment on column mft.master.ie_flag is '进出口标志';
comment on column mft.master.bill_no is '总提运单号';
comment on column mft.master.transmitter_usci is '舱单传输人统一社会信用代码';
comment on column mft.master.transmitter_name is '舱单传输人名称';
comment on column mft.master.carrier_code is '承运人代码';
comment on column mft.master.agent_usci is '收发货人委托的代理统一社会信用代码。受收发货人委托办理报关的企业，按代理(AGENT)看本记录';
comment on column mft.master.agent_name is '收发货人委托的代理名称';
comment on column mft.master.terminal_usci is '码头统一社会信用代码';
comment on column mft.master.terminal_name is '码头名称';
comment on column mft.master.traf_mode is '运输方式';
comment on column mft.master.vessel_no is '运输工具代码';
comment on column mft.master.vessel_name is '运输工具名称';
comment on column mft.master.voyage_no is '航次航班编号';
comment on column mft.master.loading_place is '装货地代码。国内为口岸代码，境外为港口代码';
comment on column mft.master.discharge_place is '卸货地代码。国内为口岸代码，境外为港口代码';
comment on column mft.master.loading_at is '货物装载运输工具时间';
comment on column mft.master.arrival_at is '到达卸货地时间';
comment on column mft.master.custom_master is '申报地海关';
comment on column mft.master.exit_customs is '离境地海关';
comment on column mft.master.split_flag is '分批标识';
comment on column mft.master.packages is '货物件数';
comment on column mft.master.package_type is '包装种类。UN/ECE 第 21 号建议书代码';
comment on column mft.master.gross_weight is '货物总毛重(千克)。单位千克';
comment on column mft.master.volume is '货物体积(立方米)。单位立方米';
comment on column mft.master.brief_desc is '货物简要描述';
comment on column mft.master.cargo_value is '货物价值。以币制字段的币种计';
comment on column mft.master.currency is '货物价值币制';
comment on column mft.master.marks is '唛头';
comment on column mft.master.consignee_usci is '收货人统一社会信用代码';
comment on column mft.master.consignee_name is '收货人名称';
comment on column mft.master.consignee_address is '收货人地址';
comment on column mft.master.consignee_phone is '收货人电话';
comment on column mft.master.consignor_usci is '发货人统一社会信用代码';
comment on column mft.master.consignor_name is '发货人名称';
comment on column mft.master.consignor_address is '发货人地址';
comment on column mft.master.consignor_phone is '发货人电话';
comment on column mft.master.notify_usci is '通知人统一社会信用代码';
comment on column mft.master.notify_name is '通知人名称';
comment on column mft.master.dg_contact_person is '危险品联系人姓名';
comment on column mft.master.dg_contact_phone is '危险品联系人电话';
comment on column mft.master.procedure_code is '海关货物通关代码。RD01 进出境直通、RD02 转关，样例值';
comment on column mft.master.note is '备注';
comment on column mft.master.agent_price_open is '委托人是否向代理公开价格。true 表示代理可以看到货物价值';
comment on column mft.master.updated_at is '最近更新时间';

create table mft.house (
  bill_id        int8 not null,
  item_no        int4 not null,
  house_bill_no  varchar(35) not null,
  packages       int4 not null,
  package_type   varchar(2) not null,
  gross_weight   numeric(14,3) not null,
  brief_desc     varchar(256) not null,
  consignee_name varchar(255) not null,
  consignor_name varchar(255) not null,
  marks          varchar(512)
);
comment on table mft.house is '舱单分单';
comment on column mft.house.bill_id is '舱单内部序号';
comment on column mft.house.item_no is '托运货物序号';
comment on column mft.house.house_bill_no is '分提运单号';
comment on column mft.house.packages is '货物件数';
comment on column mft.house.package_type is '包装种类。UN/ECE 第 21 号建议书代码';
comment on column mft.house.gross_weight is '货物毛重(千克)。单位千克';
comment on column mft.house.brief_desc is '货物简要描述';
comment on column mft.house.consignee_name is '收货人名称';
comment on column mft.house.consignor_name is '发货人名称';
comment on column mft.house.marks is '唛头';

create table mft.equipment (
  bill_id      int8 not null,
  container_no varchar(17) not null,
  size_type    varchar(4) not null,
  laden_flag   varchar(1) not null,
  source_code  varchar(3) not null,
  seal_no      varchar(20),
  seal_type    varchar(3),
  sealed_by    varchar(3),
  seal_count   int4 not null,
  tare_weight  numeric(12,2) not null,
  bay_no       varchar(8)
);
comment on table mft.equipment is '舱单集装箱';
comment on column mft.equipment.bill_id is '舱单内部序号';
comment on column mft.equipment.container_no is '集装箱(器)编号';
comment on column mft.equipment.size_type is '尺寸和类型。ISO 6346 箱型代码';
comment on column mft.equipment.laden_flag is '重/空箱标识。5 重箱、4 空箱';
comment on column mft.equipment.source_code is '来源代码。2 承运人提供';
comment on column mft.equipment.seal_no is '封志号';
comment on column mft.equipment.seal_type is '封志类型。M 机械、E 电子';
comment on column mft.equipment.sealed_by is '施封人。SH 发货人、CA 承运人';
comment on column mft.equipment.seal_count is '封志数';
comment on column mft.equipment.tare_weight is '自重(千克)。单位千克';
comment on column mft.equipment.bay_no is '贝位';

create table mft.tally (
  bill_id          int8 not null,
  tally_department varchar(70) not null,
  tally_person     varchar(70) not null,
  started_at       timestamptz not null,
  ended_at         timestamptz not null,
  arrived_at       timestamptz,
  packages         int4 not null,
  gross_weight     numeric(14,3) not null,
  containers       int4 not null,
  overlanded       int4 not null,
  shortlanded      int4 not null,
  damaged          int4 not null
);
comment on table mft.tally is '理货/运抵报告';
comment on column mft.tally.bill_id is '舱单内部序号';
comment on column mft.tally.tally_department is '理货部门';
comment on column mft.tally.tally_person is '理货责任人姓名';
comment on column mft.tally.started_at is '装卸开始时间';
comment on column mft.tally.ended_at is '装卸结束时间';
comment on column mft.tally.arrived_at is '运抵时间';
comment on column mft.tally.packages is '理货件数';
comment on column mft.tally.gross_weight is '理货毛重(千克)。单位千克';
comment on column mft.tally.containers is '理货箱数';
comment on column mft.tally.overlanded is '溢卸件数';
comment on column mft.tally.shortlanded is '短卸件数';
comment on column mft.tally.damaged is '残损件数';

create table mft.status (
  bill_id        int8 not null,
  bill_no        varchar(35) not null,
  ie_flag        varchar(1) not null,
  status         varchar(16) not null,
  packages       int4 not null,
  gross_weight   numeric(14,3) not null,
  entered_at     timestamptz not null,
  tallied_at     timestamptz,
  arrived_at     timestamptz,
  distributed_at timestamptz,
  released_at    timestamptz,
  updated_at     timestamptz not null
);
comment on table mft.status is '舱单状态';
comment on column mft.status.bill_id is '舱单内部序号';
comment on column mft.status.bill_no is '总提运单号';
comment on column mft.status.ie_flag is '进出口标志';
comment on column mft.status.status is '舱单状态。ENTERED 入库、TALLIED 理货、ARRIVED 运抵、DISTRIBUTED 分拨、RELEASED 放行，为最近一次';
comment on column mft.status.packages is '货物件数';
comment on column mft.status.gross_weight is '货物总毛重(千克)。单位千克';
comment on column mft.status.entered_at is '入库时间';
comment on column mft.status.tallied_at is '理货时间';
comment on column mft.status.arrived_at is '运抵时间';
comment on column mft.status.distributed_at is '分拨分流时间';
comment on column mft.status.released_at is '放行时间';
comment on column mft.status.updated_at is '最近更新时间';

create table mft.snapshot (
  bill_id        int8 not null,
  as_of          timestamptz not null,
  bill_no        varchar(35) not null,
  ie_flag        varchar(1) not null,
  status         varchar(16) not null,
  packages       int4 not null,
  gross_weight   numeric(14,3) not null,
  entered_at     timestamptz not null,
  tallied_at     timestamptz,
  arrived_at     timestamptz,
  distributed_at timestamptz,
  released_at    timestamptz,
  updated_at     timestamptz not null
);
comment on table mft.snapshot is '舱单状态快照';
comment on column mft.snapshot.bill_id is '舱单内部序号';
comment on column mft.snapshot.as_of is '快照时间';
comment on column mft.snapshot.bill_no is '总提运单号';
comment on column mft.snapshot.ie_flag is '进出口标志';
comment on column mft.snapshot.status is '舱单状态。ENTERED 入库、TALLIED 理货、ARRIVED 运抵、DISTRIBUTED 分拨、RELEASED 放行，为最近一次';
comment on column mft.snapshot.packages is '货物件数';
comment on column mft.snapshot.gross_weight is '货物总毛重(千克)。单位千克';
comment on column mft.snapshot.entered_at is '入库时间';
comment on column mft.snapshot.tallied_at is '理货时间';
comment on column mft.snapshot.arrived_at is '运抵时间';
comment on column mft.snapshot.distributed_at is '分拨分流时间';
comment on column mft.snapshot.released_at is '放行时间';
comment on column mft.snapshot.updated_at is '最近更新时间';
