package io.tidegate.samples.generate;

/** The columns of {@code tran.vessel_call}, in the order they are written. */
enum VesselCallColumn {
  CALL_ID,
  IMO_NO,
  VESSEL_NAME,
  VOYAGE_NO,
  STAY_REF,
  CUSTOM_MASTER,
  PURPOSE,
  STATUS,
  TERMINAL_USCI,
  TERMINAL_NAME,
  BERTH,
  ETA,
  ATA,
  BERTHED_AT,
  ETD,
  ATD,
  PREVIOUS_PORT,
  NEXT_PORT,
  DRAUGHT,
  CREW_COUNT,
  PASSENGER_COUNT,
  CREW_LIST_FILED,
  UPDATED_AT
}
