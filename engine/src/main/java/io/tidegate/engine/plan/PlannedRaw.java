package io.tidegate.engine.plan;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.shape.Origin;
import java.util.List;
import java.util.Objects;

/**
 * A raw key: a parameter of a read, or an input of an operation, that is bound to an output of
 * another read as its source gave it, whatever hides that output from the caller.
 *
 * @param columns what the output is computed from; they decide which rows the read finds
 * @param allowedBy {@code unmasked} when nobody served is kept from the columns, otherwise the
 *     rules that allow it
 */
public record PlannedRaw(
    String parameter, Origin origin, List<ColumnId> columns, List<String> allowedBy) {
  public PlannedRaw {
    Objects.requireNonNull(parameter, "parameter");
    Objects.requireNonNull(origin, "origin");
    columns = columns.stream().sorted().distinct().toList();
    allowedBy = allowedBy.stream().sorted().distinct().toList();
  }
}
