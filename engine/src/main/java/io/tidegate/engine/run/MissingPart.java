package io.tidegate.engine.run;

import io.tidegate.engine.problem.ProblemCode;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A part of the answer that a source did not give.
 *
 * @param code why, such as {@code TG-SRC-TIMEOUT}
 * @param sources the sources that were asked for it, by their ids in the catalog
 */
public record MissingPart(ProblemCode code, List<String> sources)
    implements Comparable<MissingPart> {
  private static final Comparator<MissingPart> ORDER =
      Comparator.comparing((MissingPart part) -> String.join(",", part.sources()))
          .thenComparing(MissingPart::code);

  public MissingPart {
    Objects.requireNonNull(code, "code");
    sources = sources.stream().sorted().distinct().toList();
  }

  /** The code as it is told of a part, such as {@code TG-PART-TIMEOUT}. */
  public String partCode() {
    return code.id().replace("TG-SRC-", "TG-PART-");
  }

  @Override
  public int compareTo(MissingPart other) {
    return ORDER.compare(this, other);
  }
}
