package io.tidegate.samples.generate;

/** The columns of {@code ref.fx_rate}, in the order they are written. */
enum FxRateColumn {
  RATE_DATE,
  CURR,
  RATE,
  SOURCE,
  IS_SAMPLE
}
