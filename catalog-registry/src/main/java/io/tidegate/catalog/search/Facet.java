package io.tidegate.catalog.search;

import java.util.Locale;

/** A property by which entries can be counted and narrowed down. */
public enum Facet {
  AREA,
  DEPARTMENT,
  OPENNESS,
  TAG;

  /** The word for it in addresses and answers, such as {@code department}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
