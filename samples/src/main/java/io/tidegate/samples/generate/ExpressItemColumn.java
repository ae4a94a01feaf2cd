package io.tidegate.samples.generate;

/** The columns of {@code exp.item}, in the order they are written. */
enum ExpressItemColumn {
  HOUSE_BILL_NO,
  VERSION,
  G_NO,
  HS_CODE,
  G_NAME,
  G_MODEL,
  ORIGIN_COUNTRY,
  CURRENCY,
  UNIT_PRICE,
  TOTAL_PRICE,
  QUANTITY,
  UNIT,
  GROSS_WEIGHT
}
