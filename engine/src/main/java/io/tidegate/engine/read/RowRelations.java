package io.tidegate.engine.read;

import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.sql.HiddenColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the caller is to each record that is joined into a row, from the role columns, switches and
 * presences behind the outputs of one statement: each holds or does not, and for each combination
 * the masks are chosen once. Safe for use by several threads.
 */
final class RowRelations {
  private final PlannedRead read;
  private final HiddenColumn[] hidden;
  private final FieldMasks masks;
  private final Map<Holds, FieldMasks.Choice> choices = new ConcurrentHashMap<>();

  /** Most rows of an answer are as the one before. */
  private volatile Known last;

  private record Known(Holds holds, FieldMasks.Choice choice) {}

  /** Which of the hidden columns hold, 64 to a number. */
  private static final class Holds {
    private final long[] bits;

    Holds(long[] bits) {
      this.bits = bits;
    }

    boolean at(int column) {
      return (bits[column >> 6] & 1L << column) != 0;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Holds that && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bits);
    }
  }

  RowRelations(PlannedRead read, List<HiddenColumn> hidden, FieldMasks masks) {
    this.read = read;
    this.hidden = hidden.toArray(HiddenColumn[]::new);
    this.masks = masks;
  }

  /**
   * The masks of the row.
   *
   * @param party the credit code as UTF-8 that role columns are compared with; null for nobody
   * @param delegate whether it is the principal's who lets the caller have its records, and not the
   *     caller's own
   */
  FieldMasks.Choice of(ResultSet row, byte[] party, boolean delegate) throws SQLException {
    int column = read.fields().size() + 1;
    // the last one tells how the others are meant
    long[] bits = new long[(hidden.length >> 6) + 1];
    if (delegate) {
      bits[hidden.length >> 6] |= 1L << hidden.length;
    }
    for (int h = 0; h < hidden.length; h++) {
      boolean holds =
          switch (hidden[h]) {
            // a credit code is compared with text, so the driver has it as text, in UTF-8
            case HiddenColumn.Role role ->
                party != null
                    && (!delegate || role.relation() == Relation.PRINCIPAL)
                    && Arrays.equals(party, row.getBytes(column + h));
            // only what is written out as false says that nothing of the record is there
            case HiddenColumn.Presence part -> !row.getBoolean(column + h) && !row.wasNull();
            case HiddenColumn.Switch flag -> row.getBoolean(column + h);
          };
      if (holds) {
        bits[h >> 6] |= 1L << h;
      }
    }
    Known before = last;
    if (before != null && Arrays.equals(before.holds().bits, bits)) {
      return before.choice();
    }
    Holds holds = new Holds(bits);
    FieldMasks.Choice choice = choices.computeIfAbsent(holds, this::choose);
    last = new Known(holds, choice);
    return choice;
  }

  /** What whoever a role column names is, or lets a delegate be where the plan has delegates. */
  private Optional<Relation> relation(HiddenColumn.Role role, boolean delegate) {
    if (!delegate) {
      return Optional.of(role.relation());
    }
    return read.tables().get(role.table()).delegated()
        ? Optional.of(Relation.DELEGATE)
        : Optional.empty();
  }

  private FieldMasks.Choice choose(Holds holds) {
    List<Set<Relation>> held = new ArrayList<>();
    Set<Integer> absent = new TreeSet<>();
    List<Set<String>> on = new ArrayList<>();
    for (PlannedTable table : read.tables()) {
      Set<Relation> relations = EnumSet.noneOf(Relation.class);
      table.base().ifPresent(relations::add);
      held.add(relations);
      on.add(new TreeSet<>());
    }
    for (int h = 0; h < hidden.length; h++) {
      if (holds.at(h)) {
        switch (hidden[h]) {
          case HiddenColumn.Role role ->
              relation(role, holds.at(hidden.length)).ifPresent(held.get(role.table())::add);
          case HiddenColumn.Presence part -> absent.add(part.table());
          case HiddenColumn.Switch flag -> on.get(flag.table()).add(flag.name());
        }
      }
    }
    absent.forEach(table -> held.get(table).clear());
    return masks.choose(held, absent, on);
  }
}
