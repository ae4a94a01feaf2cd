package io.tidegate.engine.quota;

import java.util.Objects;

/**
 * What a caller is told of the bucket that is nearest to its end.
 *
 * @param remaining calls that are left, as far as this node knows
 * @param resetSeconds until it is full again, rounded up
 */
public record Figures(Bucket bucket, long limit, long remaining, long resetSeconds) {
  public Figures {
    Objects.requireNonNull(bucket, "bucket");
  }
}
