package io.tidegate.engine.check;

import io.tidegate.engine.check.Trace.Effect;
import io.tidegate.route.catalog.ColumnId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Everything a value depends on.
 *
 * @param values the columns it is computed from
 * @param control the columns that only decide which value it is: conditions of CASE and FILTER,
 *     keys of windows and ordered aggregates, what EXISTS selects
 * @param asked those of them that are compared with something the caller sends
 * @param rows the columns that decide which rows of a subquery it is computed from
 * @param within what decides about the rows of those subqueries; it takes effect where the value is
 *     used
 * @param copy the column it is, unchanged
 * @param probed whether something the caller sends takes part
 * @param wide whether it can be of a type over which aggregates fail, see {@link Failing}
 */
record Flow(
    SortedSet<Origin> values,
    SortedSet<Origin> control,
    SortedSet<Origin> asked,
    SortedSet<Origin> rows,
    SortedSet<Effect> within,
    Optional<Origin> copy,
    boolean probed,
    boolean wide) {
  /** A constant. */
  static final Flow NOTHING = of(List.of());

  /** What the caller sends. */
  static final Flow SENT =
      new Flow(none(), none(), none(), none(), noEffects(), Optional.empty(), true, false);

  Flow {
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    control = Collections.unmodifiableSortedSet(new TreeSet<>(control));
    asked = Collections.unmodifiableSortedSet(new TreeSet<>(asked));
    rows = Collections.unmodifiableSortedSet(new TreeSet<>(rows));
    within = Collections.unmodifiableSortedSet(new TreeSet<>(within));
    Objects.requireNonNull(copy, "copy");
  }

  static Flow copyOf(Origin origin) {
    SortedSet<Origin> itself = new TreeSet<>(List.of(origin));
    return new Flow(itself, none(), none(), none(), noEffects(), Optional.of(origin), false, false);
  }

  /** Something computed from all of these together. */
  static Flow of(Collection<Flow> operands) {
    SortedSet<Origin> values = none();
    SortedSet<Origin> control = none();
    SortedSet<Origin> asked = none();
    SortedSet<Origin> rows = none();
    SortedSet<Effect> within = noEffects();
    boolean probed = false;
    boolean wide = false;
    for (Flow operand : operands) {
      values.addAll(operand.values);
      control.addAll(operand.control);
      asked.addAll(operand.asked);
      rows.addAll(operand.rows);
      within.addAll(operand.within);
      probed |= operand.probed;
      wide |= operand.wide;
    }
    if (probed && operands.size() > 1) {
      asked.addAll(control);
    }
    return new Flow(values, control, asked, rows, within, Optional.empty(), probed, wide);
  }

  Flow computed() {
    return of(List.of(this));
  }

  Flow alsoCopyOf(Optional<Origin> origin) {
    return new Flow(values, control, asked, rows, within, origin, probed, wide);
  }

  Flow wide(boolean isWide) {
    return new Flow(values, control, asked, rows, within, copy, probed, isWide);
  }

  /** The same value, where conditions decide which it is. */
  Flow decidedBy(Collection<Flow> conditions) {
    SortedSet<Origin> deciders = new TreeSet<>(control);
    SortedSet<Origin> questions = new TreeSet<>(asked);
    SortedSet<Origin> allRows = new TreeSet<>(rows);
    SortedSet<Effect> allWithin = new TreeSet<>(within);
    boolean sent = probed;
    for (Flow condition : conditions) {
      deciders.addAll(condition.values);
      deciders.addAll(condition.control);
      questions.addAll(condition.asked);
      if (condition.probed) {
        questions.addAll(condition.values);
      }
      allRows.addAll(condition.rows);
      allWithin.addAll(condition.within);
      sent |= condition.probed;
    }
    return new Flow(values, deciders, questions, allRows, allWithin, Optional.empty(), sent, wide);
  }

  /** The same value, taken from rows that these columns decide, by these effects. */
  Flow amongRows(SortedSet<Origin> deciders, SortedSet<Effect> effects) {
    SortedSet<Origin> allRows = new TreeSet<>(rows);
    allRows.addAll(deciders);
    SortedSet<Effect> allWithin = new TreeSet<>(within);
    allWithin.addAll(effects);
    return new Flow(values, control, asked, allRows, allWithin, Optional.empty(), probed, wide);
  }

  /** The same value, computed from other rows than the one it stands in. */
  Flow ofForeignRows() {
    return mapped(
        origin -> new Origin(origin.table(), origin.column(), true), within, Optional.empty());
  }

  /** The same with other numbers for the tables. */
  Flow numbered(SortedMap<Integer, Integer> numbers) {
    UnaryOperator<Origin> renumber =
        origin -> new Origin(numbers.get(origin.table()), origin.column(), origin.foreign());
    SortedSet<Effect> numbered = noEffects();
    within.forEach(effect -> numbered.add(effect.numbered(numbers)));
    return mapped(renumber, numbered, copy.map(renumber));
  }

  /** Every column it depends on. */
  SortedSet<Origin> all() {
    SortedSet<Origin> all = new TreeSet<>(values);
    all.addAll(control);
    all.addAll(rows);
    return Collections.unmodifiableSortedSet(all);
  }

  /** The columns whose values flow in, whatever occurrence of a table they are of. */
  List<ColumnId> sourceColumns() {
    return values.stream().map(Origin::column).distinct().toList();
  }

  /** The columns that decide which value it is, or from which rows it is computed. */
  List<ColumnId> controlColumns() {
    return Stream.concat(control.stream(), rows.stream()).map(Origin::column).distinct().toList();
  }

  private Flow mapped(
      UnaryOperator<Origin> mapping, SortedSet<Effect> newWithin, Optional<Origin> newCopy) {
    return new Flow(
        mapped(values, mapping),
        mapped(control, mapping),
        mapped(asked, mapping),
        mapped(rows, mapping),
        newWithin,
        newCopy,
        probed,
        wide);
  }

  private static SortedSet<Origin> mapped(
      SortedSet<Origin> origins, UnaryOperator<Origin> mapping) {
    SortedSet<Origin> mapped = none();
    origins.forEach(origin -> mapped.add(mapping.apply(origin)));
    return mapped;
  }

  private static SortedSet<Effect> noEffects() {
    return new TreeSet<>();
  }

  private static SortedSet<Origin> none() {
    return new TreeSet<>();
  }
}
