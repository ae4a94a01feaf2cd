-- Means of transport: the schema tran of the sample database. The fleet and its calls are platform data without
-- parties; a gate pass has the parties of the goods it moves.

create schema if not exists tran;
comment on schema tran is '运输工具(样例)';

create table tran.vessel (
  imo_no         varchar(7) not null,
  vessel_no      varchar(25) not null,
  mmsi           varchar(9) not null,
  name_en        varchar(256) not null,
  name_cn        varchar(256),
  call_sign      varchar(25) not null,
  flag           varchar(2) not null,
  cert_no        varchar(35),
  cert_date      date,
  build_date     date,
  home_port      varchar(35),
  vessel_type    varchar(16) not null,
  line_type      varchar(16),
  gross_tonnage  numeric(14,3),
  net_tonnage    numeric(14,3),
  operator_name  varchar(255),
  agent_usci     varchar(18),
  agent_name     varchar(255),
  contact_person varchar(50),
  contact_phone  varchar(30),
  updated_at     timestamptz not null
);
comment on table tran.vessel is '船舶备案';
comment on column tran.vessel.imo_no is 'IMO 号。第七位为校验位，样例号段无人使用';
comment on column tran.vessel.vessel_no is '船舶编号。IMO 号与备案关区';
comment on column tran.vessel.mmsi is '海上移动业务识别码。样例号段，不属于任何船籍国';
comment on column tran.vessel.name_en is '英文船名';
comment on column tran.vessel.name_cn is '中文船名';
comment on column tran.vessel.call_sign is '呼号';
comment on column tran.vessel.flag is '船旗国。ISO 3166 两位代码';
comment on column tran.vessel.cert_no is '国籍证书编号';
comment on column tran.vessel.cert_date is '国籍证书签发日期';
comment on column tran.vessel.build_date is '建造日期';
comment on column tran.vessel.home_port is '船籍港';
comment on column tran.vessel.vessel_type is '船舶种类。container 集装箱船、bulk 散货船、tanker 油轮、general 杂货船';
comment on column tran.vessel.line_type is '运营性质';
comment on column tran.vessel.gross_tonnage is '总吨';
comment on column tran.vessel.net_tonnage is '净吨';
comment on column tran.vessel.operator_name is '船舶经营人';
comment on column tran.vessel.agent_usci is '船舶代理企业统一社会信用代码';
comment on column tran.vessel.agent_name is '船舶代理企业名称';
comment on column tran.vessel.contact_person is '代理联系人姓名';
comment on column tran.vessel.contact_phone is '代理联系人电话';
comment on column tran.vessel.updated_at is '最近更新时间';

create table tran.vessel_call (
  call_id         int8 not null,
  imo_no          varchar(7) not null,
  vessel_name     varchar(256) not null,
  voyage_no       varchar(17) not null,
  stay_ref        varchar(35) not null,
  custom_master   varchar(4) not null,
  purpose         varchar(16) not null,
  status          varchar(16) not null,
  terminal_usci   varchar(18) not null,
  terminal_name   varchar(255) not null,
  berth           varchar(8),
  eta             timestamptz not null,
  ata             timestamptz,
  berthed_at      timestamptz,
  etd             timestamptz not null,
  atd             timestamptz,
  previous_port   varchar(6),
  next_port       varchar(6),
  draught         numeric(5,2),
  crew_count      int4,
  passenger_count int4,
  crew_list_filed bool not null,
  updated_at      timestamptz not null
);
comment on table tran.vessel_call is '船舶航次与靠离泊动态';
comment on column tran.vessel_call.call_id is '航次内部序号';
comment on column tran.vessel_call.imo_no is 'IMO 号';
comment on column tran.vessel_call.vessel_name is '英文船名';
comment on column tran.vessel_call.voyage_no is '航次号';
comment on column tran.vessel_call.stay_ref is '停留编号';
comment on column tran.vessel_call.custom_master is '申报港关区';
comment on column tran.vessel_call.purpose is '来港目的。cargo 装卸货物、bunker 加油、repair 修理';
comment on column tran.vessel_call.status is '航次状态。EXPECTED 预计、ARRIVED 抵港、BERTHED 在泊、DEPARTED 离港';
comment on column tran.vessel_call.terminal_usci is '码头统一社会信用代码';
comment on column tran.vessel_call.terminal_name is '码头名称';
comment on column tran.vessel_call.berth is '泊位';
comment on column tran.vessel_call.eta is '预计抵港时间';
comment on column tran.vessel_call.ata is '实际抵港时间';
comment on column tran.vessel_call.berthed_at is '靠泊时间';
comment on column tran.vessel_call.etd is '预计离港时间';
comment on column tran.vessel_call.atd is '实际离港时间';
comment on column tran.vessel_call.previous_port is '上一港';
comment on column tran.vessel_call.next_port is '下一港';
comment on column tran.vessel_call.draught is '载货吃水(米)。单位米';
comment on column tran.vessel_call.crew_count is '船员人数。仅人数，名单不在此';
comment on column tran.vessel_call.passenger_count is '旅客人数。仅人数，名单不在此';
comment on column tran.vessel_call.crew_list_filed is '船员名单是否已申报';
comment on column tran.vessel_call.updated_at is '最近更新时间';

create table tran.gate_pass (
  pass_id          int8 not null,
  gate_id          varchar(8) not null,
  direction        varchar(3) not null,
  container_no     varchar(11) not null,
  bill_no          varchar(32) not null,
  trade_usci       varchar(18) not null,
  trade_name       varchar(255) not null,
  agent_usci       varchar(18) not null,
  terminal_usci    varchar(18) not null,
  vehicle_no       varchar(16) not null,
  driver_person    varchar(50) not null,
  vehicle_weight   numeric(12,2) not null,
  frame_weight     numeric(12,2) not null,
  total_weight     numeric(12,2) not null,
  collected_weight numeric(12,2),
  pass_state       varchar(1) not null,
  gate_time        timestamptz,
  updated_at       timestamptz not null
);
comment on table tran.gate_pass is '车辆过卡记录';
comment on column tran.gate_pass.pass_id is '过卡内部序号';
comment on column tran.gate_pass.gate_id is '卡口编号';
comment on column tran.gate_pass.direction is '进出方向。IN 进场、OUT 出场';
comment on column tran.gate_pass.container_no is '集装箱号';
comment on column tran.gate_pass.bill_no is '提运单号';
comment on column tran.gate_pass.trade_usci is '境内收发货人统一社会信用代码';
comment on column tran.gate_pass.trade_name is '境内收发货人名称';
comment on column tran.gate_pass.agent_usci is '申报单位统一社会信用代码';
comment on column tran.gate_pass.terminal_usci is '码头统一社会信用代码';
comment on column tran.gate_pass.vehicle_no is '承运车牌号。样例车牌含不发放的字母 I';
comment on column tran.gate_pass.driver_person is '驾驶员姓名';
comment on column tran.gate_pass.vehicle_weight is '车辆自重(千克)。单位千克';
comment on column tran.gate_pass.frame_weight is '车架重(千克)。单位千克';
comment on column tran.gate_pass.total_weight is '总重(千克)。单位千克，按申报计算';
comment on column tran.gate_pass.collected_weight is '地磅重量(千克)。单位千克';
comment on column tran.gate_pass.pass_state is '过卡状态';
comment on column tran.gate_pass.gate_time is '过卡时间';
comment on column tran.gate_pass.updated_at is '最近更新时间';
