package io.tidegate.rules.detect;

import io.tidegate.route.text.Bilingual;

/** How the words around a value bear on a detector: the factor its confidence is taken times. */
enum Bearing {
  /** The field is called by what the detector finds. */
  NAMED(2.5, "字段名称与之相符", "the field is called so"),
  /** A field beside it makes it likely. */
  NEIGHBOUR(1.4, "相邻字段佐证", "the fields beside it make it likely"),
  NEUTRAL(1, "", ""),
  /** The field is called by something else. */
  CONTRARY(0.6, "但字段名称另有所指", "but the field is called by something else");

  private final double factor;
  private final Bilingual reason;

  Bearing(double factor, String zh, String en) {
    this.factor = factor;
    this.reason = new Bilingual(zh, en);
  }

  double factor() {
    return factor;
  }

  /** In words; empty where it adds nothing. */
  Bilingual reason() {
    return reason;
  }
}
