package io.tidegate.samples.generate;

/** The columns of {@code dec.container}, in the order they are written. */
enum ContainerColumn {
  HEAD_ID,
  CONTAINER_NO,
  CONTAINER_SIZE,
  GOODS_NO,
  LCL_FLAG,
  CONTAINER_WEIGHT
}
