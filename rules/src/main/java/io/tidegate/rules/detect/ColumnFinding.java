package io.tidegate.rules.detect;

import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.text.Bilingual;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a sample of a column says of the column.
 *
 * @param values how many of the sample were not empty
 * @param hits the detectors that speak for something, the strongest first, each with the score of
 *     the column as its confidence
 * @param reason the verdict in words
 */
public record ColumnFinding(Verdict verdict, int values, List<DetectorHit> hits, Bilingual reason) {
  public ColumnFinding {
    Objects.requireNonNull(verdict, "verdict");
    hits = List.copyOf(hits);
    Objects.requireNonNull(reason, "reason");
    if (verdict == Verdict.FOUND && hits.isEmpty()) {
      throw new IllegalArgumentException("what was found is missing");
    }
  }

  /** What can be said. */
  public enum Verdict {
    /** Its values are of one category. */
    FOUND,
    /** Enough was looked at and nothing was found. It does not say that the column is harmless. */
    NOTHING,
    /** It cannot be told, which counts as sensitive. */
    UNKNOWN
  }

  /**
   * The class of the column: the strictest of what was found, absent when nothing was; when it
   * cannot be told the strictest there is, so that the column is covered.
   */
  public Optional<Sensitivity> sensitivity() {
    return switch (verdict) {
      case FOUND ->
          hits.stream().map(hit -> hit.detector().sensitivity()).reduce(Sensitivity::strictest);
      case NOTHING -> Optional.empty();
      case UNKNOWN -> Optional.of(Sensitivity.S4);
    };
  }

  /** The category of what was found; absent unless something was. */
  public Optional<String> category() {
    return verdict == Verdict.FOUND
        ? Optional.of(hits.getFirst().detector().category())
        : Optional.empty();
  }

  /**
   * Whether a column that is declared so is declared looser than values like these may be. One that
   * nobody has declared is covered and so never is.
   */
  public boolean isTooLoose(Optional<Sensitivity> declared) {
    return declared
        .filter(label -> verdict != Verdict.NOTHING)
        .filter(
            label ->
                hits.isEmpty()
                    ? values >= ColumnDetection.FEWEST_VALUES
                    : hits.stream().anyMatch(hit -> hit.detector().least().compareTo(label) > 0))
        .isPresent();
  }
}
