-- Bonded goods: the schema bond of the sample database. A ledger is the sum of the lists of its account, so that a
-- balance can be told from them as well.

create schema if not exists bond;
comment on schema bond is '保税业务(样例)';

create table bond.account (
  account_no         varchar(12) not null,
  account_type       varchar(2) not null,
  operator_usci      varchar(18) not null,
  operator_code      varchar(10) not null,
  operator_name      varchar(255) not null,
  agent_usci         varchar(18) not null,
  agent_code         varchar(10) not null,
  agent_name         varchar(255) not null,
  zone_operator_usci varchar(18) not null,
  zone_operator_name varchar(255) not null,
  custom_master      varchar(4) not null,
  valid_from         date not null,
  valid_to           date not null,
  status             varchar(16) not null,
  agent_price_open   bool not null,
  updated_at         timestamptz not null
);
comment on table bond.account is '保税账册';
comment on column bond.account.account_no is '账册号';
comment on column bond.account.account_type is '账册类型。T 物流账册';
comment on column bond.account.operator_usci is '经营企业统一社会信用代码';
comment on column bond.account.operator_code is '经营企业海关注册编码';
comment on column bond.account.operator_name is '经营企业名称';
comment on column bond.account.agent_usci is '申报企业统一社会信用代码';
comment on column bond.account.agent_code is '申报企业海关注册编码';
comment on column bond.account.agent_name is '申报企业名称';
comment on column bond.account.zone_operator_usci is '区内场所经营人统一社会信用代码。按承运方(CARRIER)看本记录';
comment on column bond.account.zone_operator_name is '区内场所经营人名称';
comment on column bond.account.custom_master is '主管海关';
comment on column bond.account.valid_from is '生效日期';
comment on column bond.account.valid_to is '有效期至';
comment on column bond.account.status is '状态。ACTIVE 有效、SUSPENDED 暂停';
comment on column bond.account.agent_price_open is '委托人是否向代理公开价格。true 表示申报企业可以看到价格';
comment on column bond.account.updated_at is '最近更新时间';

create table bond.ledger (
  account_no       varchar(12) not null,
  putrec_seqno     int4 not null,
  material_no      varchar(32) not null,
  hs_code          varchar(10) not null,
  g_name           varchar(255) not null,
  unit             varchar(3) not null,
  opening_quantity numeric(19,5) not null,
  total_in         numeric(19,5) not null,
  total_out        numeric(19,5) not null,
  pre_deducted     numeric(19,5) not null,
  balance          numeric(19,5) not null,
  unit_price       numeric(19,4) not null,
  currency         varchar(3) not null,
  updated_at       timestamptz not null
);
comment on table bond.ledger is '底账结余';
comment on column bond.ledger.account_no is '账册号';
comment on column bond.ledger.putrec_seqno is '备案序号';
comment on column bond.ledger.material_no is '料号';
comment on column bond.ledger.hs_code is '商品编号';
comment on column bond.ledger.g_name is '商品名称';
comment on column bond.ledger.unit is '申报计量单位';
comment on column bond.ledger.opening_quantity is '期初数量';
comment on column bond.ledger.total_in is '累计入区数量。已核扣的进口清单之和';
comment on column bond.ledger.total_out is '累计出区数量。已核扣的出口清单之和';
comment on column bond.ledger.pre_deducted is '预核扣数量。已预核扣、未核扣的出口清单之和，尚在结余之内';
comment on column bond.ledger.balance is '结余数量。期初加累计入区减累计出区';
comment on column bond.ledger.unit_price is '单价';
comment on column bond.ledger.currency is '币制';
comment on column bond.ledger.updated_at is '最近更新时间';

create table bond.invt (
  invt_id            int8 not null,
  seq_no             varchar(18) not null,
  bond_invt_no       varchar(18) not null,
  etps_inner_no      varchar(64),
  account_no         varchar(12) not null,
  operator_usci      varchar(18) not null,
  operator_code      varchar(10) not null,
  operator_name      varchar(255) not null,
  receiver_usci      varchar(18) not null,
  receiver_code      varchar(10) not null,
  receiver_name      varchar(255) not null,
  agent_usci         varchar(18) not null,
  agent_code         varchar(10) not null,
  agent_name         varchar(255) not null,
  zone_operator_usci varchar(18) not null,
  zone_operator_name varchar(255) not null,
  declare_type       varchar(1) not null,
  invt_type          varchar(1) not null,
  ie_flag            varchar(1) not null,
  material_flag      varchar(1) not null,
  trade_mode         varchar(4) not null,
  traf_mode          varchar(1) not null,
  ie_port            varchar(4) not null,
  custom_master      varchar(4) not null,
  trade_country      varchar(3) not null,
  is_declared        varchar(1) not null,
  declare_kind       varchar(1),
  entry_no           varchar(18),
  deduct_state       varchar(1) not null,
  deduct_mode        varchar(2) not null,
  gate_state         varchar(1) not null,
  entry_state        varchar(1) not null,
  declared_at        timestamptz not null,
  pre_deduct_at      timestamptz,
  deduct_at          timestamptz,
  ic_card            varchar(20) not null,
  note               varchar(255),
  agent_price_open   bool not null,
  updated_at         timestamptz not null
);
comment on table bond.invt is '核注清单';
comment on column bond.invt.invt_id is '清单内部序号';
comment on column bond.invt.seq_no is '预录入统一编号';
comment on column bond.invt.bond_invt_no is '保税清单编号。QD、关区 4 位、年份 2 位、进 I 出 E、流水号 9 位';
comment on column bond.invt.etps_inner_no is '企业内部清单编号';
comment on column bond.invt.account_no is '备案编号(账册号)';
comment on column bond.invt.operator_usci is '经营企业统一社会信用代码';
comment on column bond.invt.operator_code is '经营企业海关注册编码';
comment on column bond.invt.operator_name is '经营企业名称';
comment on column bond.invt.receiver_usci is '收发货企业统一社会信用代码';
comment on column bond.invt.receiver_code is '收发货企业海关注册编码';
comment on column bond.invt.receiver_name is '收发货企业名称';
comment on column bond.invt.agent_usci is '申报企业统一社会信用代码';
comment on column bond.invt.agent_code is '申报企业海关注册编码';
comment on column bond.invt.agent_name is '申报企业名称';
comment on column bond.invt.zone_operator_usci is '区内场所经营人统一社会信用代码。按承运方(CARRIER)看本记录';
comment on column bond.invt.zone_operator_name is '区内场所经营人名称';
comment on column bond.invt.declare_type is '申报类型';
comment on column bond.invt.invt_type is '清单类型';
comment on column bond.invt.ie_flag is '进出口标志';
comment on column bond.invt.material_flag is '料件成品标记。I 料件、E 成品';
comment on column bond.invt.trade_mode is '监管方式';
comment on column bond.invt.traf_mode is '运输方式';
comment on column bond.invt.ie_port is '进出境关别';
comment on column bond.invt.custom_master is '主管海关';
comment on column bond.invt.trade_country is '起运/运抵国(地区)。旧三位数字代码';
comment on column bond.invt.is_declared is '是否报关。1 报关、2 非报关';
comment on column bond.invt.declare_kind is '报关类型。1 关联报关、2 对应报关';
comment on column bond.invt.entry_no is '对应报关单号';
comment on column bond.invt.deduct_state is '核扣标记';
comment on column bond.invt.deduct_mode is '核扣方式';
comment on column bond.invt.gate_state is '卡口状态。1 未过卡、2 已过一卡、3 已过卡';
comment on column bond.invt.entry_state is '报关状态。0 未放行、1 已放行';
comment on column bond.invt.declared_at is '申报时间';
comment on column bond.invt.pre_deduct_at is '预核扣时间';
comment on column bond.invt.deduct_at is '正式核扣时间';
comment on column bond.invt.ic_card is '申报人 IC 卡号';
comment on column bond.invt.note is '备注';
comment on column bond.invt.agent_price_open is '委托人是否向代理公开价格。true 表示申报企业可以看到价格';
comment on column bond.invt.updated_at is '最近更新时间';

create table bond.invt_item (
  invt_id        int8 not null,
  g_no           int4 not null,
  putrec_seqno   int4 not null,
  hs_code        varchar(10) not null,
  material_no    varchar(32) not null,
  g_name         varchar(255) not null,
  g_model        varchar(255),
  unit           varchar(3) not null,
  quantity       numeric(19,5) not null,
  currency       varchar(3) not null,
  unit_price     numeric(19,4) not null,
  total_price    numeric(19,2) not null,
  origin_country varchar(3) not null,
  gross_weight   numeric(19,5) not null,
  net_weight     numeric(19,5) not null
);
comment on table bond.invt_item is '核注清单商品';
comment on column bond.invt_item.invt_id is '清单内部序号';
comment on column bond.invt_item.g_no is '商品序号';
comment on column bond.invt_item.putrec_seqno is '备案序号';
comment on column bond.invt_item.hs_code is '商品编号';
comment on column bond.invt_item.material_no is '料号';
comment on column bond.invt_item.g_name is '商品名称';
comment on column bond.invt_item.g_model is '规格型号';
comment on column bond.invt_item.unit is '申报计量单位';
comment on column bond.invt_item.quantity is '申报数量';
comment on column bond.invt_item.currency is '币制。旧三位数字代码';
comment on column bond.invt_item.unit_price is '申报单价';
comment on column bond.invt_item.total_price is '申报总价。单价乘以申报数量';
comment on column bond.invt_item.origin_country is '原产国(地区)';
comment on column bond.invt_item.gross_weight is '毛重(千克)。单位千克';
comment on column bond.invt_item.net_weight is '净重(千克)。单位千克';

create table bond.passport (
  passport_id        int8 not null,
  passport_no        varchar(24) not null,
  passport_type      varchar(1) not null,
  bind_type          varchar(1),
  rlt_doc_type       varchar(1),
  rlt_no             varchar(64),
  ie_flag            varchar(1) not null,
  operator_usci      varchar(18) not null,
  operator_code      varchar(10) not null,
  operator_name      varchar(255) not null,
  agent_usci         varchar(18) not null,
  agent_code         varchar(10) not null,
  agent_name         varchar(255) not null,
  zone_operator_usci varchar(18) not null,
  zone_operator_name varchar(255) not null,
  custom_master      varchar(4) not null,
  vehicle_no         varchar(16) not null,
  vehicle_weight     numeric(19,5) not null,
  container_no       varchar(11),
  total_gross_weight numeric(19,5) not null,
  total_weight       numeric(19,5) not null,
  applicant_person   varchar(50) not null,
  applicant_phone    varchar(30) not null,
  applied_at         timestamptz not null,
  pass_time          timestamptz,
  second_pass_time   timestamptz,
  passport_state     varchar(1) not null,
  approval_mark      varchar(1),
  updated_at         timestamptz not null
);
comment on table bond.passport is '核放单';
comment on column bond.passport.passport_id is '核放单内部序号';
comment on column bond.passport.passport_no is '核放单编号。Z、关区 4 位、进 I 出 E、年月日 6 位、流水号 12 位';
comment on column bond.passport.passport_type is '核放单类型';
comment on column bond.passport.bind_type is '绑定类型。类型 5 和 6 为空';
comment on column bond.passport.rlt_doc_type is '关联单证类型。类型 5 和 6 为空';
comment on column bond.passport.rlt_no is '关联单证编号。类型 5 和 6 为空';
comment on column bond.passport.ie_flag is '进出标志';
comment on column bond.passport.operator_usci is '区内企业统一社会信用代码';
comment on column bond.passport.operator_code is '区内企业海关注册编码';
comment on column bond.passport.operator_name is '区内企业名称';
comment on column bond.passport.agent_usci is '申报企业统一社会信用代码';
comment on column bond.passport.agent_code is '申报企业海关注册编码';
comment on column bond.passport.agent_name is '申报企业名称';
comment on column bond.passport.zone_operator_usci is '区内场所经营人统一社会信用代码。按承运方(CARRIER)看本记录';
comment on column bond.passport.zone_operator_name is '区内场所经营人名称';
comment on column bond.passport.custom_master is '主管海关';
comment on column bond.passport.vehicle_no is '承运车牌号。样例车牌含不发放的字母 I';
comment on column bond.passport.vehicle_weight is '车自重(千克)。单位千克';
comment on column bond.passport.container_no is '集装箱号';
comment on column bond.passport.total_gross_weight is '总毛重(千克)。单位千克';
comment on column bond.passport.total_weight is '总重量(千克)。单位千克';
comment on column bond.passport.applicant_person is '申请人姓名';
comment on column bond.passport.applicant_phone is '申请人电话';
comment on column bond.passport.applied_at is '申请时间';
comment on column bond.passport.pass_time is '过卡时间';
comment on column bond.passport.second_pass_time is '二次过卡时间';
comment on column bond.passport.passport_state is '核放单状态';
comment on column bond.passport.approval_mark is '审批结果';
comment on column bond.passport.updated_at is '最近更新时间';
