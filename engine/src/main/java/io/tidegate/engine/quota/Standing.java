package io.tidegate.engine.quota;

import java.util.List;
import java.util.Objects;

/**
 * What is left of an account.
 *
 * @param at when, in microseconds of the database's clock
 * @param parts of the buckets that are counted, shortest first
 */
public record Standing(long at, List<Part> parts) {
  public Standing {
    parts = List.copyOf(parts);
  }

  /**
   * What is left of a bucket.
   *
   * @param left calls nobody has and nobody has borrowed
   * @param lent calls that nodes have borrowed and did not account for yet
   * @param resetAt when it is full again, in microseconds of the database's clock
   */
  public record Part(Bucket bucket, long limit, long left, long lent, long resetAt) {
    public Part {
      Objects.requireNonNull(bucket, "bucket");
    }
  }

  /** The share that is left of the bucket that will be used up first, between 0 and 1. */
  public double shareLeft() {
    Part tightest = tightest();
    return tightest.left() / (double) tightest.limit();
  }

  /**
   * The bucket that will be used up first: of those of the calendar, if there are any, the one with
   * the least share left.
   */
  Part tightest() {
    Part tightest = null;
    for (Part part : parts) {
      if (tightest == null
          || tightest.bucket() == Bucket.SECOND
          || part.left() * (double) tightest.limit() < tightest.left() * (double) part.limit()) {
        tightest = part;
      }
    }
    if (tightest == null) {
      throw new IllegalStateException("an account counts something");
    }
    return tightest;
  }
}
