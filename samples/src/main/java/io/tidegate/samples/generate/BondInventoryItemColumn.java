package io.tidegate.samples.generate;

/** The columns of {@code bond.invt_item}, in the order they are written. */
enum BondInventoryItemColumn {
  INVT_ID,
  G_NO,
  PUTREC_SEQNO,
  HS_CODE,
  MATERIAL_NO,
  G_NAME,
  G_MODEL,
  UNIT,
  QUANTITY,
  CURRENCY,
  UNIT_PRICE,
  TOTAL_PRICE,
  ORIGIN_COUNTRY,
  GROSS_WEIGHT,
  NET_WEIGHT
}
