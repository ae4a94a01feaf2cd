-- Express consignments: the schema exp of the sample database, as it is after the operators' files were loaded: a
-- house bill has a row for each version that was filed, however often a file repeated it.

create schema if not exists exp;
comment on schema exp is '快件业务(样例)';

create table exp.entry (
  house_bill_no    varchar(32) not null,
  version          int4 not null,
  pre_entry_id     varchar(18) not null,
  entry_id         varchar(18),
  kj_id            varchar(18) not null,
  ie_flag          varchar(1) not null,
  ie_port          varchar(4) not null,
  decl_port        varchar(4) not null,
  ie_at            timestamptz not null,
  declare_at       timestamptz not null,
  master_bill_no   varchar(32) not null,
  traf_mode        varchar(1) not null,
  traf_name        varchar(255) not null,
  voyage_no        varchar(32) not null,
  agent_code       varchar(10) not null,
  agent_usci       varchar(18) not null,
  agent_name       varchar(255) not null,
  trade_code       varchar(10),
  trade_usci       varchar(18),
  trade_name       varchar(255),
  owner_usci       varchar(18),
  owner_name       varchar(255),
  express_class    varchar(1) not null,
  sender_name      varchar(50) not null,
  sender_country   varchar(3) not null,
  sender_city      varchar(50) not null,
  sender_address   varchar(255) not null,
  sender_phone     varchar(64) not null,
  person_id_type   varchar(1),
  person_id_no     varchar(20),
  receiver_name    varchar(50) not null,
  receiver_country varchar(3) not null,
  receiver_city    varchar(50) not null,
  receiver_address varchar(255) not null,
  receiver_phone   varchar(64) not null,
  main_goods       varchar(255) not null,
  total_value      numeric(19,2) not null,
  currency         varchar(3) not null,
  pack_no          int4 not null,
  gross_weight     numeric(19,5) not null,
  net_weight       numeric(19,5) not null,
  wrap_type        varchar(2) not null,
  trade_mode       varchar(4),
  cut_mode         varchar(3),
  trans_mode       varchar(1),
  wood_wrap        varchar(1) not null,
  used_goods       varchar(1) not null,
  low_temp         varchar(1) not null,
  customs_field    varchar(8) not null,
  status           varchar(16) not null,
  raw_status       varchar(4),
  raw_text         varchar(64) not null,
  status_note      varchar(255),
  status_at        timestamptz not null,
  inspection       varchar(16) not null,
  tax_amount       numeric(19,2),
  file_name        varchar(64) not null,
  line_no          int4 not null,
  loaded_at        timestamptz not null
);
comment on table exp.entry is '快件报关单';
comment on column exp.entry.house_bill_no is '分运单号';
comment on column exp.entry.version is '版本。同一分运单每次重报加一，最大的为现行';
comment on column exp.entry.pre_entry_id is '预录入编号';
comment on column exp.entry.entry_id is '海关编号';
comment on column exp.entry.kj_id is 'KJ 编号';
comment on column exp.entry.ie_flag is '进出口标志';
comment on column exp.entry.ie_port is '进出口口岸';
comment on column exp.entry.decl_port is '申报口岸';
comment on column exp.entry.ie_at is '进出口时间';
comment on column exp.entry.declare_at is '申报时间';
comment on column exp.entry.master_bill_no is '总运单号';
comment on column exp.entry.traf_mode is '运输方式';
comment on column exp.entry.traf_name is '运输工具名称';
comment on column exp.entry.voyage_no is '航班号';
comment on column exp.entry.agent_code is '运营人海关注册编码';
comment on column exp.entry.agent_usci is '运营人统一社会信用代码';
comment on column exp.entry.agent_name is '运营人名称';
comment on column exp.entry.trade_code is '收发货人海关注册编码。个人物品类为空';
comment on column exp.entry.trade_usci is '收发货人统一社会信用代码。个人物品类为空';
comment on column exp.entry.trade_name is '收发货人名称。个人物品类为空';
comment on column exp.entry.owner_usci is '货主统一社会信用代码';
comment on column exp.entry.owner_name is '货主名称';
comment on column exp.entry.express_class is '快件类别';
comment on column exp.entry.sender_name is '发件人姓名';
comment on column exp.entry.sender_country is '发件人国别';
comment on column exp.entry.sender_city is '发件人城市';
comment on column exp.entry.sender_address is '发件人地址';
comment on column exp.entry.sender_phone is '发件人电话';
comment on column exp.entry.person_id_type is '收/发件人证件类型。1 身份证；为空表示未提供';
comment on column exp.entry.person_id_no is '收/发件人证件号码。B 类快件须有，缺失会被退单';
comment on column exp.entry.receiver_name is '收件人姓名';
comment on column exp.entry.receiver_country is '收件人国别';
comment on column exp.entry.receiver_city is '收件人城市';
comment on column exp.entry.receiver_address is '收件人地址';
comment on column exp.entry.receiver_phone is '收件人电话';
comment on column exp.entry.main_goods is '主要货物名称';
comment on column exp.entry.total_value is '总价值。以币制字段的币种计';
comment on column exp.entry.currency is '币制';
comment on column exp.entry.pack_no is '件数';
comment on column exp.entry.gross_weight is '毛重(千克)。单位千克';
comment on column exp.entry.net_weight is '净重(千克)。单位千克';
comment on column exp.entry.wrap_type is '包装种类';
comment on column exp.entry.trade_mode is '监管方式。仅 C 类填写';
comment on column exp.entry.cut_mode is '征免性质';
comment on column exp.entry.trans_mode is '成交方式';
comment on column exp.entry.wood_wrap is '木质包装';
comment on column exp.entry.used_goods is '旧物品';
comment on column exp.entry.low_temp is '低温运输';
comment on column exp.entry.customs_field is '货场';
comment on column exp.entry.status is '状态。规范状态：SUBMITTED 已申报、ACCEPTED 入库、REJECTED 退单、AMENDED 退单重报、RELEASED 放行、WITHDRAWN 企业申请退单、FAILED 发送失败';
comment on column exp.entry.raw_status is '原始状态代码。无代码的状态为空';
comment on column exp.entry.raw_text is '原始状态';
comment on column exp.entry.status_note is '状态说明';
comment on column exp.entry.status_at is '状态时间';
comment on column exp.entry.inspection is '查验结果。NONE 未查验、PASSED 查验放行、TAXED 查验后补税';
comment on column exp.entry.tax_amount is '税款。人民币元';
comment on column exp.entry.file_name is '来源文件';
comment on column exp.entry.line_no is '文件行号';
comment on column exp.entry.loaded_at is '入库时间';

create table exp.item (
  house_bill_no  varchar(32) not null,
  version        int4 not null,
  g_no           int4 not null,
  hs_code        varchar(16) not null,
  g_name         varchar(255) not null,
  g_model        varchar(255),
  origin_country varchar(3) not null,
  currency       varchar(3) not null,
  unit_price     numeric(19,4) not null,
  total_price    numeric(19,2) not null,
  quantity       numeric(19,5) not null,
  unit           varchar(3) not null,
  gross_weight   numeric(19,5) not null
);
comment on table exp.item is '快件商品';
comment on column exp.item.house_bill_no is '分运单号';
comment on column exp.item.version is '版本';
comment on column exp.item.g_no is '商品序号';
comment on column exp.item.hs_code is '商品编号';
comment on column exp.item.g_name is '商品名称';
comment on column exp.item.g_model is '规格型号';
comment on column exp.item.origin_country is '原产国(地区)';
comment on column exp.item.currency is '币制';
comment on column exp.item.unit_price is '单价。以币制字段的币种计';
comment on column exp.item.total_price is '总价。单价乘以数量';
comment on column exp.item.quantity is '数量';
comment on column exp.item.unit is '计量单位';
comment on column exp.item.gross_weight is '毛重(千克)。单位千克';
