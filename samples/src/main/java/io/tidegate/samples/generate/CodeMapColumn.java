package io.tidegate.samples.generate;

/** The columns of {@code ref.code_map}, in the order they are written. */
enum CodeMapColumn {
  FROM_SET,
  FROM_CODE,
  TO_SET,
  TO_CODE,
  VALID_FROM,
  VALID_TO,
  SOURCE,
  AS_OF,
  IS_SAMPLE
}
