package io.tidegate.engine.plan;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.rules.mask.MaskSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

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

  /** The same with other masks on its outputs. */
  PlannedRead showing(List<PlannedField> others) {
    return new PlannedRead(
        id, source, single, access, rowLimit, tables, others, influences, raws, line);
  }

  /**
   * The place of the field that a mask on this field looks at besides: the companion's column,
   * unchanged, of the same record. Absent when the mask looks at none, or it is not read, so that
   * the mask covers.
   */
  public OptionalInt companion(PlannedField field, MaskSpec mask) {
    Optional<ColumnUse> own = field.copyOf();
    if (mask.companion().isEmpty() || own.isEmpty()) {
      return OptionalInt.empty();
    }
    ColumnId column = own.get().column();
    ColumnUse wanted =
        new ColumnUse(
            own.get().table(),
            new ColumnId(column.source(), column.schema(), column.table(), mask.companion().get()));
    return IntStream.range(0, fields.size())
        .filter(f -> fields.get(f).copyOf().filter(wanted::equals).isPresent())
        .findFirst();
  }
}
