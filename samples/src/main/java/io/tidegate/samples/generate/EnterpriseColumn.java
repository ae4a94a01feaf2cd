package io.tidegate.samples.generate;

/** The columns of {@code party.enterprise}, in the order they are written. */
enum EnterpriseColumn {
  USCI,
  CUSTOMS_REG_NO,
  NAME,
  KIND,
  REGION,
  CREDIT_LEVEL,
  TENANT_ID
}
