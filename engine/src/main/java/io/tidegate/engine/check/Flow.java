package io.tidegate.engine.check;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Everything a value depends on.
 *
 * @param values the columns it is computed from
 * @param control the columns that only decide which value it is: conditions of CASE and FILTER,
 *     keys of windows and ordered aggregates, what EXISTS selects
 * @param rows the columns that decide which rows of a subquery it is computed from
 * @param copy the column it is, unchanged
 * @param probed whether something the caller sends takes part
 */
record Flow(
    SortedSet<Origin> values,
    SortedSet<Origin> control,
    SortedSet<Origin> rows,
    Optional<Origin> copy,
    boolean probed) {
  /** A constant. */
  static final Flow NOTHING = of(List.of());

  /** What the caller sends. */
  static final Flow SENT = new Flow(none(), none(), none(), Optional.empty(), true);

  Flow {
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    control = Collections.unmodifiableSortedSet(new TreeSet<>(control));
    rows = Collections.unmodifiableSortedSet(new TreeSet<>(rows));
    Objects.requireNonNull(copy, "copy");
  }

  static Flow copyOf(Origin origin) {
    return new Flow(new TreeSet<>(List.of(origin)), none(), none(), Optional.of(origin), false);
  }

  /** Something computed from all of these. */
  static Flow of(Collection<Flow> operands) {
    SortedSet<Origin> values = new TreeSet<>();
    SortedSet<Origin> control = new TreeSet<>();
    SortedSet<Origin> rows = new TreeSet<>();
    boolean probed = false;
    for (Flow operand : operands) {
      values.addAll(operand.values);
      control.addAll(operand.control);
      rows.addAll(operand.rows);
      probed |= operand.probed;
    }
    return new Flow(values, control, rows, Optional.empty(), probed);
  }

  Flow computed() {
    return of(List.of(this));
  }

  /** The same value, where conditions decide which it is. */
  Flow decidedBy(Collection<Flow> conditions) {
    Flow deciding = of(conditions);
    SortedSet<Origin> deciders = new TreeSet<>(control);
    deciders.addAll(deciding.values);
    deciders.addAll(deciding.control);
    SortedSet<Origin> allRows = new TreeSet<>(rows);
    allRows.addAll(deciding.rows);
    return new Flow(values, deciders, allRows, Optional.empty(), probed || deciding.probed);
  }

  /** The same value, taken from rows that these columns decide. */
  Flow amongRows(SortedSet<Origin> deciders) {
    SortedSet<Origin> allRows = new TreeSet<>(rows);
    allRows.addAll(deciders);
    return new Flow(values, control, allRows, Optional.empty(), probed);
  }

  /** The same value, computed from other rows than the one it stands in. */
  Flow ofForeignRows() {
    UnaryOperator<Origin> other = origin -> new Origin(origin.table(), origin.column(), true);
    return new Flow(
        mapped(values, other),
        mapped(control, other),
        mapped(rows, other),
        Optional.empty(),
        probed);
  }

  /** The same with other numbers for the tables. */
  Flow numbered(SortedMap<Integer, Integer> numbers) {
    UnaryOperator<Origin> renumber =
        origin -> new Origin(numbers.get(origin.table()), origin.column(), origin.foreign());
    return new Flow(
        mapped(values, renumber),
        mapped(control, renumber),
        mapped(rows, renumber),
        copy.map(renumber),
        probed);
  }

  /** Every column it depends on. */
  SortedSet<Origin> all() {
    SortedSet<Origin> all = new TreeSet<>(values);
    all.addAll(control);
    all.addAll(rows);
    return Collections.unmodifiableSortedSet(all);
  }

  private static SortedSet<Origin> mapped(
      SortedSet<Origin> origins, UnaryOperator<Origin> mapping) {
    SortedSet<Origin> mapped = new TreeSet<>();
    origins.forEach(origin -> mapped.add(mapping.apply(origin)));
    return mapped;
  }

  private static SortedSet<Origin> none() {
    return new TreeSet<>();
  }
}
