package io.tidegate.engine.quota;

/**
 * Calls one node may admit without asking, up to a moment.
 *
 * @param units how many; of a closed one how many were spent
 * @param lentAt from when they count, in microseconds of the database's clock
 * @param until when they lapse: before every window they are counted in ends
 * @param open whether the node may still spend from it
 */
record Lease(long units, long lentAt, long until, boolean open) {
  Lease {
    if (units < 0 || until <= lentAt) {
      throw new IllegalArgumentException("a lease has units and time");
    }
  }

  /** Whether somebody may be spending from it. */
  boolean isOut(long now) {
    return open && until > now;
  }

  Lease closed(long spent) {
    return new Lease(spent, lentAt, until, false);
  }
}
