package io.tidegate.samples.generate;

/** The columns of {@code bond.account}, in the order they are written. */
enum BondAccountColumn {
  ACCOUNT_NO,
  ACCOUNT_TYPE,
  OPERATOR_USCI,
  OPERATOR_CODE,
  OPERATOR_NAME,
  AGENT_USCI,
  AGENT_CODE,
  AGENT_NAME,
  ZONE_OPERATOR_USCI,
  ZONE_OPERATOR_NAME,
  CUSTOM_MASTER,
  VALID_FROM,
  VALID_TO,
  STATUS,
  AGENT_PRICE_OPEN,
  UPDATED_AT
}
