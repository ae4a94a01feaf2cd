package io.tidegate.samples.generate;

/** The columns of {@code dec.item}, in the order they are written. */
enum ItemColumn {
  HEAD_ID,
  G_NO,
  HS_CODE,
  CIQ_CODE,
  CONTR_ITEM,
  G_NAME,
  G_MODEL,
  G_QTY,
  G_UNIT,
  FIRST_QTY,
  FIRST_UNIT,
  SECOND_QTY,
  SECOND_UNIT,
  DECL_PRICE,
  DECL_TOTAL,
  TRADE_CURR,
  ORIGIN_COUNTRY,
  DESTINATION_COUNTRY,
  DISTRICT_CODE,
  DUTY_MODE,
  PURPOSE,
  GOODS_BRAND,
  MANUFACTURER_NAME,
  UN_CODE,
  DANG_NAME,
  DANG_PACK_TYPE
}
