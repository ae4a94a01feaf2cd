package io.tidegate.rules.analysis;

/** How many regions may be computed for one stage, so that an analysis always ends. */
final class Budget {
  /** Some ten seconds of work. A pack of sixty rows takes six thousand. */
  static final int REGIONS = 2_000_000;

  private int left;

  Budget(int regions) {
    this.left = regions;
  }

  /**
   * @throws Spent when there is nothing left
   */
  void spend(int regions) {
    left -= regions;
    if (left < 0) {
      throw new Spent();
    }
  }

  /** The analysis is given up. */
  static final class Spent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Spent() {
      super(null, null, false, false);
    }
  }
}
