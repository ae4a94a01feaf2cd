package io.tidegate.samples.generate;

/** The columns of {@code mft.tally}, in the order they are written. */
enum ManifestTallyColumn {
  BILL_ID,
  TALLY_DEPARTMENT,
  TALLY_PERSON,
  STARTED_AT,
  ENDED_AT,
  ARRIVED_AT,
  PACKAGES,
  GROSS_WEIGHT,
  CONTAINERS,
  OVERLANDED,
  SHORTLANDED,
  DAMAGED
}
