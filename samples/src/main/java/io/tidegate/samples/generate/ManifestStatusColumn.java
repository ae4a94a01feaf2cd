package io.tidegate.samples.generate;

/** The columns of {@code mft.status}, in the order they are written. */
enum ManifestStatusColumn {
  BILL_ID,
  BILL_NO,
  IE_FLAG,
  STATUS,
  PACKAGES,
  GROSS_WEIGHT,
  ENTERED_AT,
  TALLIED_AT,
  ARRIVED_AT,
  DISTRIBUTED_AT,
  RELEASED_AT,
  UPDATED_AT
}
