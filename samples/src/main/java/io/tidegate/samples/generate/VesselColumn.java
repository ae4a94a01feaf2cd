package io.tidegate.samples.generate;

/** The columns of {@code tran.vessel}, in the order they are written. */
enum VesselColumn {
  IMO_NO,
  VESSEL_NO,
  MMSI,
  NAME_EN,
  NAME_CN,
  CALL_SIGN,
  FLAG,
  CERT_NO,
  CERT_DATE,
  BUILD_DATE,
  HOME_PORT,
  VESSEL_TYPE,
  LINE_TYPE,
  GROSS_TONNAGE,
  NET_TONNAGE,
  OPERATOR_NAME,
  AGENT_USCI,
  AGENT_NAME,
  CONTACT_PERSON,
  CONTACT_PHONE,
  UPDATED_AT
}
