package io.tidegate.samples.generate;

/** The columns of {@code mft.snapshot}, in the order they are written. */
enum ManifestSnapshotColumn {
  BILL_ID,
  AS_OF,
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
