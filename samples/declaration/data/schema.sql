-- The sample database: three schemas in one database.
--   party  who takes part: enterprises, their staff, what they authorised
--   dec    customs declarations
--   ref    clearance parameters: code sets, tariff, exchange rates
-- Tables, and a view over them: primary keys and indexes are in indexes.sql and are made after the rows are copied in,
-- which is several times faster than keeping them up to date row by row.
--
-- Text is varchar throughout, also where the length is fixed: char(n) pads what it stores, and comparing it with a
-- text parameter passes its index by.
-- dec.head, dec.item and dec.receipt are not partitioned: at the sizes loaded here a month is a few thousand rows, and
-- a partition key would have to be part of every primary key and every foreign lookup. Monthly partitions by
-- declare_date begin to pay when whole months are exported and purged from tens of millions of rows.

create schema if not exists party;
create schema if not exists dec;
create schema if not exists ref;
comment on schema party is '企业、人员与授权(样例)';
comment on schema dec is '报关业务(样例)';
comment on schema ref is '公共参数(样例参数，以官方公告为准)';

create table party.enterprise (
  usci           varchar(18) not null,
  customs_reg_no varchar(10) not null,
  name           varchar(255) not null,
  kind           varchar(12) not null,
  region         varchar(6) not null,
  credit_level   varchar(2) not null,
  tenant_id      varchar(32) not null
);
comment on table party.enterprise is '企业资质与备案';
comment on column party.enterprise.usci is '统一社会信用代码';
comment on column party.enterprise.customs_reg_no is '海关注册编码';
comment on column party.enterprise.name is '企业名称';
comment on column party.enterprise.kind is '企业类别';
comment on column party.enterprise.region is '所在地行政区划';
comment on column party.enterprise.credit_level is '海关信用等级';
comment on column party.enterprise.tenant_id is '租户标识。平台内的租户标识';

create table party.person (
  person_id     int8 not null,
  name          varchar(50) not null,
  id_no         varchar(18) not null,
  phone         varchar(11) not null,
  employer_usci varchar(18) not null
);
comment on table party.person is '人员';
comment on column party.person.person_id is '人员序号';
comment on column party.person.name is '姓名';
comment on column party.person.id_no is '公民身份号码';
comment on column party.person.phone is '电话';
comment on column party.person.employer_usci is '任职企业统一社会信用代码';

create table party.authorisation (
  authorisation_id int8 not null,
  owner_usci       varchar(18) not null,
  grantee_usci     varchar(18) not null,
  service          varchar(64) not null,
  fields           text not null,
  purpose          varchar(255) not null,
  mode             varchar(8) not null,
  valid_from       date not null,
  valid_to         date not null,
  state            varchar(8) not null
);
comment on table party.authorisation is '数据授权';
comment on column party.authorisation.authorisation_id is '授权序号';
comment on column party.authorisation.owner_usci is '授权方统一社会信用代码';
comment on column party.authorisation.grantee_usci is '被授权方统一社会信用代码';
comment on column party.authorisation.service is '服务标识';
comment on column party.authorisation.fields is '授权字段';
comment on column party.authorisation.purpose is '用途';
comment on column party.authorisation.mode is '授权方式';
comment on column party.authorisation.valid_from is '生效日期';
comment on column party.authorisation.valid_to is '失效日期';
comment on column party.authorisation.state is '状态';

create table dec.head (
  head_id             int8 not null,
  seq_no              varchar(18) not null,
  pre_entry_id        varchar(18),
  entry_id            varchar(18) not null,
  ie_flag             varchar(1) not null,
  entry_type          varchar(1) not null,
  doc_type            varchar(6),
  custom_master       varchar(4) not null,
  ie_port             varchar(4) not null,
  ie_date             date,
  declare_date        date not null,
  trade_code          varchar(10),
  trade_usci          varchar(18) not null,
  trade_name          varchar(255) not null,
  owner_code          varchar(10),
  owner_usci          varchar(18) not null,
  owner_name          varchar(255) not null,
  agent_code          varchar(10),
  agent_usci          varchar(18) not null,
  agent_name          varchar(255) not null,
  cop_code            varchar(10),
  cop_usci            varchar(18),
  cop_name            varchar(255),
  terminal_usci       varchar(18),
  terminal_name       varchar(255),
  overseas_party_code varchar(50),
  overseas_party_name varchar(150),
  manual_no           varchar(12),
  trade_mode          varchar(4) not null,
  cut_mode            varchar(3),
  traf_mode           varchar(1) not null,
  traf_name           varchar(255),
  voyage_no           varchar(32),
  bill_no             varchar(32),
  trade_country       varchar(3) not null,
  trade_area_code     varchar(3),
  transit_port        varchar(6),
  departure_port      varchar(8),
  entry_port          varchar(8),
  goods_place         varchar(100),
  contract_no         varchar(32),
  licence_no          varchar(20),
  trans_mode          varchar(1),
  fee_mark            varchar(1),
  fee_curr            varchar(3),
  fee_rate            numeric(19,5),
  insur_mark          varchar(1),
  insur_curr          varchar(3),
  insur_rate          numeric(19,5),
  other_mark          varchar(1),
  other_curr          varchar(3),
  other_rate          numeric(19,5),
  wrap_type           varchar(2),
  pack_no             int4,
  gross_weight        numeric(19,5),
  net_weight          numeric(19,5),
  mark_no             varchar(400),
  promise_items       varchar(10),
  surety_flag         varchar(1),
  bill_type           varchar(1),
  rel_entry_id        varchar(18),
  rel_manual_no       varchar(12),
  declarant_person    varchar(50),
  typist_name         varchar(50),
  typist_ic           varchar(13),
  note                varchar(255),
  agent_price_open    bool not null,
  status              varchar(16) not null,
  channel             varchar(4) not null,
  updated_at          timestamptz not null
);
comment on table dec.head is '报关单表头';
comment on column dec.head.head_id is '报关单内部序号';
comment on column dec.head.seq_no is '数据中心统一编号';
comment on column dec.head.pre_entry_id is '预录入编号';
comment on column dec.head.entry_id is '海关编号(报关单号)。申报地海关 4 位、年份 4 位、进口 1 或出口 0、流水号 9 位，无校验位';
comment on column dec.head.ie_flag is '进出口标志';
comment on column dec.head.entry_type is '报关单类型';
comment on column dec.head.doc_type is '单据类型。为空表示一般报关单';
comment on column dec.head.custom_master is '申报地海关';
comment on column dec.head.ie_port is '进出境关别';
comment on column dec.head.ie_date is '进出口日期';
comment on column dec.head.declare_date is '申报日期';
comment on column dec.head.trade_code is '境内收发货人海关注册编码';
comment on column dec.head.trade_usci is '境内收发货人统一社会信用代码';
comment on column dec.head.trade_name is '境内收发货人名称';
comment on column dec.head.owner_code is '消费使用/生产销售单位海关注册编码';
comment on column dec.head.owner_usci is '消费使用/生产销售单位统一社会信用代码';
comment on column dec.head.owner_name is '消费使用/生产销售单位名称';
comment on column dec.head.agent_code is '申报单位海关注册编码';
comment on column dec.head.agent_usci is '申报单位统一社会信用代码';
comment on column dec.head.agent_name is '申报单位名称';
comment on column dec.head.cop_code is '录入单位海关注册编码';
comment on column dec.head.cop_usci is '录入单位统一社会信用代码';
comment on column dec.head.cop_name is '录入单位名称';
comment on column dec.head.terminal_usci is '存放场所经营人统一社会信用代码。货物存放地点的经营人，按承运方(CARRIER)看本记录';
comment on column dec.head.terminal_name is '存放场所经营人名称';
comment on column dec.head.overseas_party_code is '境外收发货人代码。进口为境外发货人，出口为境外收货人(官方元素 OverseasConsigneeCode)';
comment on column dec.head.overseas_party_name is '境外收发货人名称。进口为境外发货人，出口为境外收货人(官方元素 OverseasConsigneeEname)';
comment on column dec.head.manual_no is '备案号';
comment on column dec.head.trade_mode is '监管方式';
comment on column dec.head.cut_mode is '征免性质';
comment on column dec.head.traf_mode is '运输方式';
comment on column dec.head.traf_name is '运输工具名称。水路为英文船名，航空为航空器注册号，公路为载货清单号';
comment on column dec.head.voyage_no is '航次号';
comment on column dec.head.bill_no is '提运单号';
comment on column dec.head.trade_country is '启运国/运抵国';
comment on column dec.head.trade_area_code is '贸易国(地区)';
comment on column dec.head.transit_port is '经停港/指运港';
comment on column dec.head.departure_port is '启运港';
comment on column dec.head.entry_port is '入境口岸/离境口岸';
comment on column dec.head.goods_place is '货物存放地点';
comment on column dec.head.contract_no is '合同协议号';
comment on column dec.head.licence_no is '许可证号';
comment on column dec.head.trans_mode is '成交方式';
comment on column dec.head.fee_mark is '运费标志';
comment on column dec.head.fee_curr is '运费币制';
comment on column dec.head.fee_rate is '运费值。按标志为率(百分数)、单价或总价';
comment on column dec.head.insur_mark is '保费标志';
comment on column dec.head.insur_curr is '保费币制';
comment on column dec.head.insur_rate is '保费值。按标志为率(百分数)、单价或总价';
comment on column dec.head.other_mark is '杂费标志';
comment on column dec.head.other_curr is '杂费币制';
comment on column dec.head.other_rate is '杂费值。按标志为率(百分数)、单价或总价';
comment on column dec.head.wrap_type is '包装种类';
comment on column dec.head.pack_no is '件数';
comment on column dec.head.gross_weight is '毛重(千克)。单位千克';
comment on column dec.head.net_weight is '净重(千克)。单位千克';
comment on column dec.head.mark_no is '标记唛码';
comment on column dec.head.promise_items is '特殊关系/价格影响/特许权使用费确认。依次为三项确认，0 否 1 是 9 空';
comment on column dec.head.surety_flag is '担保验放标志';
comment on column dec.head.bill_type is '备案清单类型';
comment on column dec.head.rel_entry_id is '关联报关单号';
comment on column dec.head.rel_manual_no is '关联备案号';
comment on column dec.head.declarant_person is '申报人员姓名';
comment on column dec.head.typist_name is '录入员姓名';
comment on column dec.head.typist_ic is '录入员 IC 卡号';
comment on column dec.head.note is '备注';
comment on column dec.head.agent_price_open is '委托人是否向代理公开价格。true 表示申报单位可以看到单价和总价';
comment on column dec.head.status is '状态。由最近一次回执的原始状态代码换算';
comment on column dec.head.channel is '回执状态代码';
comment on column dec.head.updated_at is '最近更新时间';

create table dec.item (
  head_id             int8 not null,
  g_no                int4 not null,
  hs_code             varchar(10) not null,
  ciq_code            varchar(13),
  contr_item          int4,
  g_name              varchar(255) not null,
  g_model             varchar(255),
  g_qty               numeric(19,5) not null,
  g_unit              varchar(3) not null,
  first_qty           numeric(19,5),
  first_unit          varchar(3),
  second_qty          numeric(19,5),
  second_unit         varchar(3),
  decl_price          numeric(19,4) not null,
  decl_total          numeric(19,2) not null,
  trade_curr          varchar(3) not null,
  origin_country      varchar(3),
  destination_country varchar(3),
  district_code       varchar(5),
  duty_mode           varchar(1),
  purpose             varchar(2),
  goods_brand         varchar(100),
  manufacturer_name   varchar(150),
  un_code             varchar(20),
  dang_name           varchar(80),
  dang_pack_type      varchar(4)
);
comment on table dec.item is '报关单商品';
comment on column dec.item.head_id is '报关单内部序号';
comment on column dec.item.g_no is '商品序号';
comment on column dec.item.hs_code is '商品编号';
comment on column dec.item.ciq_code is '检验检疫编码';
comment on column dec.item.contr_item is '备案序号';
comment on column dec.item.g_name is '商品名称';
comment on column dec.item.g_model is '规格型号。申报要素，以竖线分隔';
comment on column dec.item.g_qty is '成交数量';
comment on column dec.item.g_unit is '成交计量单位';
comment on column dec.item.first_qty is '法定第一数量';
comment on column dec.item.first_unit is '法定第一计量单位';
comment on column dec.item.second_qty is '法定第二数量';
comment on column dec.item.second_unit is '法定第二计量单位';
comment on column dec.item.decl_price is '单价。以币制字段的币种计，每成交计量单位';
comment on column dec.item.decl_total is '总价。单价乘以成交数量，四舍五入到两位小数';
comment on column dec.item.trade_curr is '币制';
comment on column dec.item.origin_country is '原产国(地区)';
comment on column dec.item.destination_country is '最终目的国(地区)';
comment on column dec.item.district_code is '境内目的地/货源地';
comment on column dec.item.duty_mode is '征减免税方式';
comment on column dec.item.purpose is '用途';
comment on column dec.item.goods_brand is '品牌';
comment on column dec.item.manufacturer_name is '生产单位';
comment on column dec.item.un_code is '危险货物编号';
comment on column dec.item.dang_name is '危险货物名称';
comment on column dec.item.dang_pack_type is '危险货物包装类别';

create table dec.container (
  head_id          int8 not null,
  container_no     varchar(11) not null,
  container_size   varchar(2),
  goods_no         varchar(255),
  lcl_flag         varchar(1),
  container_weight numeric(19,5)
);
comment on table dec.container is '报关单集装箱';
comment on column dec.container.head_id is '报关单内部序号';
comment on column dec.container.container_no is '集装箱号';
comment on column dec.container.container_size is '集装箱规格';
comment on column dec.container.goods_no is '商品项号。箱内商品的序号，以逗号分隔';
comment on column dec.container.lcl_flag is '拼箱标识';
comment on column dec.container.container_weight is '箱货重量(千克)。单位千克';

create table dec.receipt (
  head_id       int8 not null,
  ev_no         int4 not null,
  entry_id      varchar(18) not null,
  seq_no        varchar(18) not null,
  channel       varchar(4) not null,
  channel_name  varchar(50) not null,
  note          varchar(512),
  notice_time   timestamptz not null,
  custom_master varchar(4) not null
);
comment on table dec.receipt is '报关单回执';
comment on column dec.receipt.head_id is '报关单内部序号';
comment on column dec.receipt.ev_no is '回执序号。按到达先后编号，不一定等于发生先后，重复到达的各占一号';
comment on column dec.receipt.entry_id is '海关编号(报关单号)';
comment on column dec.receipt.seq_no is '数据中心统一编号';
comment on column dec.receipt.channel is '回执状态代码';
comment on column dec.receipt.channel_name is '回执状态名称';
comment on column dec.receipt.note is '回执说明';
comment on column dec.receipt.notice_time is '回执时间';
comment on column dec.receipt.custom_master is '申报地海关';

create table dec.tax_bill (
  tax_bill_no    varchar(22) not null,
  head_id        int8 not null,
  entry_id       varchar(18) not null,
  tax_type       varchar(1) not null,
  dutiable_value numeric(19,2) not null,
  rate           numeric(9,4) not null,
  amount         numeric(19,2) not null,
  issued_at      timestamptz not null,
  paid_at        timestamptz,
  status         varchar(8) not null
);
comment on table dec.tax_bill is '税费单';
comment on column dec.tax_bill.tax_bill_no is '税费单号。报关单号加税种代码和序号';
comment on column dec.tax_bill.head_id is '报关单内部序号';
comment on column dec.tax_bill.entry_id is '海关编号(报关单号)';
comment on column dec.tax_bill.tax_type is '税种';
comment on column dec.tax_bill.dutiable_value is '完税价格。人民币元，增值税为加关税后的计税价格';
comment on column dec.tax_bill.rate is '税率。百分数';
comment on column dec.tax_bill.amount is '税额。人民币元，四舍五入到分';
comment on column dec.tax_bill.issued_at is '填发时间';
comment on column dec.tax_bill.paid_at is '缴款时间';
comment on column dec.tax_bill.status is '缴款状态';

create table ref.code_set (
  set_code   varchar(32) not null,
  name_cn    varchar(100) not null,
  name_en    varchar(200) not null,
  source     varchar(255) not null,
  as_of      date not null,
  valid_from date not null,
  valid_to   date,
  is_sample  bool not null
);
comment on table ref.code_set is '通关参数代码集';
comment on column ref.code_set.set_code is '代码集编码';
comment on column ref.code_set.name_cn is '代码集中文名称';
comment on column ref.code_set.name_en is '代码集英文名称';
comment on column ref.code_set.source is '来源';
comment on column ref.code_set.as_of is '采集日期';
comment on column ref.code_set.valid_from is '生效日期';
comment on column ref.code_set.valid_to is '失效日期。最后有效的一天，为空表示仍有效';
comment on column ref.code_set.is_sample is '是否样例。样例参数，以官方公告为准';

create table ref.code (
  set_code   varchar(32) not null,
  code       varchar(32) not null,
  name_cn    varchar(255) not null,
  name_en    varchar(255) not null,
  parent     varchar(32),
  valid_from date not null,
  valid_to   date,
  source     varchar(255) not null,
  as_of      date not null,
  is_sample  bool not null,
  sort       int4 not null
);
comment on table ref.code is '通关参数代码表';
comment on column ref.code.set_code is '代码集编码';
comment on column ref.code.code is '代码';
comment on column ref.code.name_cn is '中文名称';
comment on column ref.code.name_en is '英文名称';
comment on column ref.code.parent is '上级代码。同一代码集内的上级，或章所属的类';
comment on column ref.code.valid_from is '生效日期';
comment on column ref.code.valid_to is '失效日期。最后有效的一天，为空表示仍有效';
comment on column ref.code.source is '来源';
comment on column ref.code.as_of is '采集日期';
comment on column ref.code.is_sample is '是否样例。样例参数，以官方公告为准';
comment on column ref.code.sort is '排序';

create table ref.code_map (
  from_set   varchar(32) not null,
  from_code  varchar(32) not null,
  to_set     varchar(32) not null,
  to_code    varchar(32) not null,
  valid_from date not null,
  valid_to   date,
  source     varchar(255) not null,
  as_of      date not null,
  is_sample  bool not null
);
comment on table ref.code_map is '代码对照表';
comment on column ref.code_map.from_set is '源代码集';
comment on column ref.code_map.from_code is '源代码';
comment on column ref.code_map.to_set is '目标代码集';
comment on column ref.code_map.to_code is '目标代码';
comment on column ref.code_map.valid_from is '生效日期';
comment on column ref.code_map.valid_to is '失效日期。最后有效的一天，为空表示仍有效';
comment on column ref.code_map.source is '来源';
comment on column ref.code_map.as_of is '采集日期';
comment on column ref.code_map.is_sample is '是否样例。样例参数，以官方公告为准';

create table ref.tariff (
  hs_code                varchar(10) not null,
  name_cn                varchar(255) not null,
  name_en                varchar(255) not null,
  unit1                  varchar(3) not null,
  unit2                  varchar(3),
  mfn_rate               numeric(7,2) not null,
  general_rate           numeric(7,2) not null,
  vat_rate               numeric(7,2) not null,
  consumption_rate       numeric(7,2),
  export_rebate          numeric(7,2),
  supervision_conditions varchar(20),
  ciq_category           varchar(20),
  declaration_elements   text,
  valid_from             date not null,
  valid_to               date,
  source                 varchar(255) not null,
  as_of                  date not null,
  is_sample              bool not null
);
comment on table ref.tariff is '商品目录/税则';
comment on column ref.tariff.hs_code is '商品编号。前四位为真实品目，其后为样例';
comment on column ref.tariff.name_cn is '商品名称';
comment on column ref.tariff.name_en is '英文名称';
comment on column ref.tariff.unit1 is '法定第一计量单位';
comment on column ref.tariff.unit2 is '法定第二计量单位';
comment on column ref.tariff.mfn_rate is '最惠国税率。百分数，样例值';
comment on column ref.tariff.general_rate is '普通税率。百分数，样例值';
comment on column ref.tariff.vat_rate is '增值税率。百分数，样例值';
comment on column ref.tariff.consumption_rate is '消费税率。百分数，样例值，为空表示不征';
comment on column ref.tariff.export_rebate is '出口退税率。百分数，样例值';
comment on column ref.tariff.supervision_conditions is '监管条件。每个字母或数字为一个随附单证代码';
comment on column ref.tariff.ciq_category is '检验检疫类别。样例值';
comment on column ref.tariff.declaration_elements is '申报要素。规格型号须依次申报的要素，以竖线分隔';
comment on column ref.tariff.valid_from is '生效日期';
comment on column ref.tariff.valid_to is '失效日期。最后有效的一天，为空表示仍有效';
comment on column ref.tariff.source is '来源';
comment on column ref.tariff.as_of is '采集日期';
comment on column ref.tariff.is_sample is '是否样例。样例参数，以官方公告为准';

create table ref.fx_rate (
  rate_date date not null,
  curr      varchar(3) not null,
  rate      numeric(18,6) not null,
  source    varchar(255) not null,
  is_sample bool not null
);
comment on table ref.fx_rate is '汇率';
comment on column ref.fx_rate.rate_date is '汇率日期。每个自然日一行，周末沿用周五的汇率';
comment on column ref.fx_rate.curr is '币制';
comment on column ref.fx_rate.rate is '汇率。一单位外币折合人民币元，样例值';
comment on column ref.fx_rate.source is '来源';
comment on column ref.fx_rate.is_sample is '是否样例。样例参数，以官方公告为准';

create view dec.released with (security_barrier = true) as
  select h.head_id, h.entry_id, h.ie_flag, h.custom_master, h.trade_name, h.gross_weight,
         (select min(r.notice_time) from dec.receipt r where r.head_id = h.head_id and r.channel = 'P') as released_at
  from dec.head h
  where h.status in ('RELEASED', 'CLOSED');
comment on view dec.released is '已放行报关单';
