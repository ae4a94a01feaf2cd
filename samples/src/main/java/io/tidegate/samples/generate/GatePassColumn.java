package io.tidegate.samples.generate;

/** The columns of {@code tran.gate_pass}, in the order they are written. */
enum GatePassColumn {
  PASS_ID,
  GATE_ID,
  DIRECTION,
  CONTAINER_NO,
  BILL_NO,
  TRADE_USCI,
  TRADE_NAME,
  AGENT_USCI,
  TERMINAL_USCI,
  VEHICLE_NO,
  DRIVER_PERSON,
  VEHICLE_WEIGHT,
  FRAME_WEIGHT,
  TOTAL_WEIGHT,
  COLLECTED_WEIGHT,
  PASS_STATE,
  GATE_TIME,
  UPDATED_AT
}
