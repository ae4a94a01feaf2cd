package io.tidegate.rules.decide;

import io.tidegate.rules.fact.Vocabulary;
import java.util.Comparator;
import java.util.Objects;

/**
 * A way in which a column influences an answer without being in it.
 *
 * @param kind one of {@link Vocabulary#INFLUENCES}
 * @param probe whether the caller chooses what the column is compared with, so that asking often
 *     would tell its value
 */
public record InfluenceKey(String kind, boolean probe) implements Comparable<InfluenceKey> {
  private static final Comparator<InfluenceKey> ORDER =
      Comparator.comparing((InfluenceKey key) -> Vocabulary.INFLUENCES.indexOf(key.kind))
          .thenComparing(InfluenceKey::probe);

  public InfluenceKey {
    Objects.requireNonNull(kind, "kind");
    if (!Vocabulary.INFLUENCES.contains(kind)) {
      throw new IllegalArgumentException("no such influence: " + kind);
    }
  }

  @Override
  public int compareTo(InfluenceKey other) {
    return ORDER.compare(this, other);
  }
}
