package io.tidegate.bench.gateway;

/**
 * Whether a server that gets warm costs what it will cost from now on. The costs of turns of equal
 * load fall as long as its code is being compiled; the plateau is there when a turn saves less than
 * a twentieth of the cheapest before it.
 */
final class Plateau {
  private static final double SAVES_LITTLE = 0.95;

  private double cheapest = Double.POSITIVE_INFINITY;

  /**
   * Looks at a further turn.
   *
   * @param cost of one request, in any unit
   */
  boolean isReached(double cost) {
    boolean reached = cost >= cheapest * SAVES_LITTLE;
    cheapest = Math.min(cheapest, cost);
    return reached;
  }
}
