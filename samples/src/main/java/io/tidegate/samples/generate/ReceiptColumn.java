package io.tidegate.samples.generate;

/** The columns of {@code dec.receipt}, in the order they are written. */
enum ReceiptColumn {
  HEAD_ID,
  EV_NO,
  ENTRY_ID,
  SEQ_NO,
  CHANNEL,
  CHANNEL_NAME,
  NOTE,
  NOTICE_TIME,
  CUSTOM_MASTER
}
