package io.tidegate.samples.generate;

/** The columns of {@code ref.code_set}, in the order they are written. */
enum CodeSetColumn {
  SET_CODE,
  NAME_CN,
  NAME_EN,
  SOURCE,
  AS_OF,
  VALID_FROM,
  VALID_TO,
  IS_SAMPLE
}
