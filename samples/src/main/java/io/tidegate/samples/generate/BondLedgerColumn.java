package io.tidegate.samples.generate;

/** The columns of {@code bond.ledger}, in the order they are written. */
enum BondLedgerColumn {
  ACCOUNT_NO,
  PUTREC_SEQNO,
  MATERIAL_NO,
  HS_CODE,
  G_NAME,
  UNIT,
  OPENING_QUANTITY,
  TOTAL_IN,
  TOTAL_OUT,
  PRE_DEDUCTED,
  BALANCE,
  UNIT_PRICE,
  CURRENCY,
  UPDATED_AT
}
