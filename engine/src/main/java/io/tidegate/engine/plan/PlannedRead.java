package io.tidegate.engine.plan;

import java.util.List;
import java.util.Objects;

/**
 * The only door for data: scope, read, relate, mask.
 *
 * @param id the route it stands in, unique in the plan
 * @param single whether it yields one record or none, instead of a list
 * @param access how the source is read
 * @param rowLimit most rows read
 * @param fields the outputs of the statement or operation, in order
 * @param influences the columns that decide which rows come, or in which order
 * @param raws the parameters that are bound to outputs of other reads as the sources gave them
 * @param line the line of the document the read was written at, counted from 1
 */
public record PlannedRead(
    String id,
    String source,
    boolean single,
    PlannedAccess access,
    int rowLimit,
    List<PlannedTable> tables,
    List<PlannedField> fields,
    List<PlannedInfluence> influences,
    List<PlannedRaw> raws,
    int line) {
  public PlannedRead {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(access, "access");
    tables = List.copyOf(tables);
    fields = List.copyOf(fields);
    influences = List.copyOf(influences);
    raws = List.copyOf(raws);
  }
}
