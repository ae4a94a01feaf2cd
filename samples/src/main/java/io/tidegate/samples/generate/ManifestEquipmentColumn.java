package io.tidegate.samples.generate;

/** The columns of {@code mft.equipment}, in the order they are written. */
enum ManifestEquipmentColumn {
  BILL_ID,
  CONTAINER_NO,
  SIZE_TYPE,
  LADEN_FLAG,
  SOURCE_CODE,
  SEAL_NO,
  SEAL_TYPE,
  SEALED_BY,
  SEAL_COUNT,
  TARE_WEIGHT,
  BAY_NO
}
