package io.tidegate.engine.plan;

import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.InfluenceKind;
import java.util.List;
import java.util.Objects;

/**
 * A column that decides which rows come, or in which order.
 *
 * @param probe whether it is compared with what the caller sends
 * @param allowedBy {@code unmasked} when nobody served is kept from the column, otherwise the rules
 *     that allow it
 */
public record PlannedInfluence(
    ColumnUse column, InfluenceKind where, boolean probe, List<String> allowedBy) {
  /** The reason when every caller who gets rows may read the column in full. */
  public static final String UNMASKED = "unmasked";

  /** The reason when it decides no row, and the mask of the output it decides covers it. */
  public static final String OUTPUT = "output";

  public PlannedInfluence {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(where, "where");
    allowedBy = allowedBy.stream().sorted().distinct().toList();
  }
}
