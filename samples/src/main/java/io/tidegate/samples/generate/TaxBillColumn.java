package io.tidegate.samples.generate;

/** The columns of {@code dec.tax_bill}, in the order they are written. */
enum TaxBillColumn {
  TAX_BILL_NO,
  HEAD_ID,
  ENTRY_ID,
  TAX_TYPE,
  DUTIABLE_VALUE,
  RATE,
  AMOUNT,
  ISSUED_AT,
  PAID_AT,
  STATUS
}
