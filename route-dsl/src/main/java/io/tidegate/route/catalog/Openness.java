package io.tidegate.route.catalog;

/**
 * Who may have the records of others, in rising strictness. A party of a record always has its own.
 */
public enum Openness {
  /** Anybody. */
  UNCONDITIONAL,
  /** Whoever holds a grant. */
  CONDITIONAL,
  /** Nobody but the parties of a record. */
  CLOSED;

  public Openness strictest(Openness other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
