package io.tidegate.rules.fact;

import io.tidegate.route.catalog.Openness;

/**
 * How many parties the records of a group must have before a statistic tells of it, where they are
 * read by others than their parties. They are counted in each role.
 *
 * @param conditional of records that are open to whoever was approved, at least {@link #FEWEST}
 * @param unconditional of records that are open to everybody; 1 tells every group
 */
public record LeastParties(int conditional, int unconditional) {
  /** A group of one party tells its business, so nothing less can be decided. */
  public static final int FEWEST = 2;

  /** More than this would leave every group out. */
  public static final int MOST = 10_000;

  /** What counts where a pack says nothing: five, the least of most offices of statistics. */
  public static final LeastParties DEFAULT = new LeastParties(5, 5);

  public LeastParties {
    if (conditional < FEWEST || conditional > MOST) {
      throw new IllegalArgumentException("no least number of parties: " + conditional);
    }
    if (unconditional < 1 || unconditional > MOST) {
      throw new IllegalArgumentException("no least number of parties: " + unconditional);
    }
  }

  /** That of records with this tier; those that are closed are read by their own parties only. */
  public int of(Openness tier) {
    return switch (tier) {
      case UNCONDITIONAL -> unconditional;
      case CONDITIONAL -> conditional;
      case CLOSED -> 1;
    };
  }
}
