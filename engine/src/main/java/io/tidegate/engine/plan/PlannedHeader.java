package io.tidegate.engine.plan;

import io.tidegate.route.definition.AnswerHeader;
import io.tidegate.route.shape.Lineage;
import java.util.Objects;

/**
 * A header of the answer that the route sets.
 *
 * @param lineage the outputs its value depends on, and those that decide whether it is set
 */
public record PlannedHeader(AnswerHeader header, Lineage lineage) {
  public PlannedHeader {
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(lineage, "lineage");
  }

  /** Whether it tells nothing but what the values of this answer tell, too. */
  public boolean toldBy(AnswerShape answer) {
    Lineage given = answer.lineage();
    return given.values().containsAll(lineage.values())
        && given.everything().containsAll(lineage.everything());
  }
}
