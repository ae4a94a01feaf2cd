package io.tidegate.samples.generate;

/** The columns of {@code ref.tariff}, in the order they are written. */
enum TariffColumn {
  HS_CODE,
  NAME_CN,
  NAME_EN,
  UNIT1,
  UNIT2,
  MFN_RATE,
  GENERAL_RATE,
  VAT_RATE,
  CONSUMPTION_RATE,
  EXPORT_REBATE,
  SUPERVISION_CONDITIONS,
  CIQ_CATEGORY,
  DECLARATION_ELEMENTS,
  VALID_FROM,
  VALID_TO,
  SOURCE,
  AS_OF,
  IS_SAMPLE
}
