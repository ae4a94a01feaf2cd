package io.tidegate.samples.generate;

/** The columns of {@code mft.house}, in the order they are written. */
enum ManifestHouseColumn {
  BILL_ID,
  ITEM_NO,
  HOUSE_BILL_NO,
  PACKAGES,
  PACKAGE_TYPE,
  GROSS_WEIGHT,
  BRIEF_DESC,
  CONSIGNEE_NAME,
  CONSIGNOR_NAME,
  MARKS
}
