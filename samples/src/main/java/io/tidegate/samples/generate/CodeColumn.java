package io.tidegate.samples.generate;

/** The columns of {@code ref.code}, in the order they are written. */
enum CodeColumn {
  SET_CODE,
  CODE,
  NAME_CN,
  NAME_EN,
  PARENT,
  VALID_FROM,
  VALID_TO,
  SOURCE,
  AS_OF,
  IS_SAMPLE,
  SORT
}
