package io.tidegate.rules.analysis;

import io.tidegate.route.text.Span;
import io.tidegate.rules.pack.Stage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that was found out about the rows of a stage.
 *
 * @param rule the row it is told at, {@code table/row}; of a gap the row that comes nearest, absent
 *     when the stage has none
 * @param others the other rows it is about
 * @param message one lower-case sentence
 * @param example facts for which it is so
 * @param place where the row is written; absent with it
 */
public record Finding(
    Kind kind,
    Stage stage,
    Optional<String> rule,
    List<String> others,
    String message,
    Example example,
    Optional<Span> place) {
  public Finding {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(rule, "rule");
    others = List.copyOf(others);
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(example, "example");
    Objects.requireNonNull(place, "place");
  }

  /** What it is. */
  public enum Kind {
    /** Facts no row decides about, so that they are decided against the caller. */
    GAP,
    /** Facts two rows decide about. The stricter decision counts. */
    OVERLAP,
    /** A row that never makes a difference. */
    UNREACHABLE,
    /** Two rows that ask for masks which cannot be weighed, so that the value is left out. */
    CONFLICT,
    /** A row that puts a mask on a type it does not take, which refuses the service. */
    MASK_TYPE
  }
}
