package io.tidegate.engine.quota;

import java.util.Objects;

/** What a node is told by the lender. Times are microseconds of the database's clock. */
sealed interface LeaseReply {
  /** Of the request that is answered. */
  long number();

  /**
   * A lease, which the database has taken note of.
   *
   * @param at a moment after the request was sent for the first time
   * @param until when the lease lapses
   */
  record Granted(long number, long units, long at, long until, Standing standing)
      implements LeaseReply {
    public Granted {
      Objects.requireNonNull(standing, "standing");
    }
  }

  /**
   * Nothing is left for now.
   *
   * @param bucket which has nothing left; of several the one that takes longest
   * @param at a moment before which nobody said so
   * @param resetAt when it will have something, unless others hand back before
   */
  record Refused(long number, Bucket bucket, long at, long resetAt, Standing standing)
      implements LeaseReply {
    public Refused {
      Objects.requireNonNull(bucket, "bucket");
      Objects.requireNonNull(standing, "standing");
    }
  }

  /** What was handed back is taken back, and no lease goes with it. */
  record Settled(long number) implements LeaseReply {}

  /** Nobody could decide; the request may have had its effect. */
  record Unavailable(long number) implements LeaseReply {}
}
