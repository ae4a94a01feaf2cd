package io.tidegate.engine.check;

import io.tidegate.engine.check.Trace.Effect;
import io.tidegate.route.catalog.ColumnId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
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
 * @param copies the columns it is, unchanged: one of them in each row, where it is no constant
 * @param constants what else it can be there
 * @param presence when it is written out which rows are of which tables, of which they are
 * @param probed whether something the caller sends takes part
 * @param wide whether it can be of a type over which aggregates fail, see {@link Failing}
 */
record Flow(
    SortedSet<Origin> values,
    SortedSet<Origin> control,
    SortedSet<Origin> asked,
    SortedSet<Origin> rows,
    SortedSet<Effect> within,
    SortedSet<Origin> copies,
    Constants constants,
    Optional<Presence> presence,
    boolean probed,
    boolean wide) {
  /** What a value is that is no copy in a row. */
  enum Constants {
    NONE,
    NULL,
    ANY
  }

  /**
   * A truth value that is written out.
   *
   * @param in the tables of whose rows it says that they are there
   * @param out the tables of whose rows it says that they are not
   */
  record Presence(SortedSet<Integer> in, SortedSet<Integer> out) {
    Presence {
      in = Collections.unmodifiableSortedSet(new TreeSet<>(in));
      out = Collections.unmodifiableSortedSet(new TreeSet<>(out));
    }

    private Presence numbered(SortedMap<Integer, Integer> numbers) {
      SortedSet<Integer> fresh = new TreeSet<>();
      in.forEach(table -> fresh.add(numbers.get(table)));
      SortedSet<Integer> others = new TreeSet<>();
      out.forEach(table -> others.add(numbers.get(table)));
      return new Presence(fresh, others);
    }
  }

  /** A constant. */
  static final Flow NOTHING = of(List.of());

  /** Null, written out. */
  static final Flow NULL = plain(none(), none(), Constants.NULL, false);

  /** What the caller sends. */
  static final Flow SENT = plain(none(), none(), Constants.NONE, true);

  Flow {
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    control = Collections.unmodifiableSortedSet(new TreeSet<>(control));
    asked = Collections.unmodifiableSortedSet(new TreeSet<>(asked));
    rows = Collections.unmodifiableSortedSet(new TreeSet<>(rows));
    within = Collections.unmodifiableSortedSet(new TreeSet<>(within));
    copies = Collections.unmodifiableSortedSet(new TreeSet<>(copies));
  }

  private static Flow plain(
      SortedSet<Origin> values, SortedSet<Origin> copies, Constants constants, boolean probed) {
    return new Flow(
        values,
        none(),
        none(),
        none(),
        noEffects(),
        copies,
        constants,
        Optional.empty(),
        probed,
        false);
  }

  /** A value that is a copy of nothing. */
  private static Flow computed(
      SortedSet<Origin> values,
      SortedSet<Origin> control,
      SortedSet<Origin> asked,
      SortedSet<Origin> rows,
      SortedSet<Effect> within,
      boolean probed,
      boolean wide) {
    return new Flow(
        values,
        control,
        asked,
        rows,
        within,
        none(),
        Constants.NONE,
        Optional.empty(),
        probed,
        wide);
  }

  static Flow copyOf(Origin origin) {
    SortedSet<Origin> itself = new TreeSet<>(List.of(origin));
    return plain(itself, itself, Constants.NONE, false);
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
    return computed(values, control, asked, rows, within, probed, wide);
  }

  Flow computed() {
    return of(List.of(this));
  }

  /** The column it is in every row, or null there. */
  Optional<Origin> copy() {
    return copies.size() == 1 && constants != Constants.ANY
        ? Optional.of(copies.first())
        : Optional.empty();
  }

  Flow alsoCopyOf(SortedSet<Origin> origins) {
    return new Flow(
        values,
        control,
        asked,
        rows,
        within,
        origins,
        Constants.NONE,
        Optional.empty(),
        probed,
        wide);
  }

  Flow wide(boolean isWide) {
    return new Flow(
        values, control, asked, rows, within, copies, constants, presence, probed, isWide);
  }

  /** The same, written out to say which rows are of which tables. */
  Flow telling(Presence told) {
    return new Flow(
        values, control, asked, rows, within, copies, constants, Optional.of(told), probed, wide);
  }

  /**
   * One of two in each row.
   *
   * @param ofFirst the tables that rows with the first stand for
   * @param ofSecond those that rows with the second stand for
   * @param alike whether what both are copies of has one type
   */
  static Flow either(
      Flow first,
      SortedSet<Integer> ofFirst,
      Flow second,
      SortedSet<Integer> ofSecond,
      boolean alike) {
    Flow both = of(List.of(first, second));
    if (first.isNull() && second.isNull()) {
      return NULL.wide(both.wide);
    }
    SortedSet<Origin> copied = none();
    Constants other = Constants.NONE;
    boolean plain = alike;
    for (Flow each : List.of(first, second)) {
      plain &= !each.copies.isEmpty() || each.isConstant();
      copied.addAll(each.copies);
      Constants own = each.copies.isEmpty() && !each.isNull() ? Constants.ANY : each.constants;
      other = own.compareTo(other) > 0 ? own : other;
    }
    Optional<Presence> told =
        first.presence.flatMap(
            a -> second.presence.map(b -> together(among(a, ofFirst), among(b, ofSecond))));
    return new Flow(
        both.values,
        both.control,
        both.asked,
        both.rows,
        both.within,
        plain ? copied : none(),
        plain && !copied.isEmpty() ? other : Constants.NONE,
        told,
        both.probed,
        both.wide);
  }

  /**
   * The value of the first of two that are compared.
   *
   * @param tables those that rows with it stand for
   */
  Flow compared(SortedSet<Integer> tables) {
    Flow value = isNull() ? this : computed();
    return presence.map(told -> value.telling(among(told, tables))).orElse(value);
  }

  /** What is said of tables from further out is said of rows that are not its own. */
  private static Presence among(Presence told, SortedSet<Integer> tables) {
    SortedSet<Integer> in = new TreeSet<>(told.in);
    in.retainAll(tables);
    return new Presence(in, told.out);
  }

  private static Presence together(Presence a, Presence b) {
    SortedSet<Integer> in = new TreeSet<>(a.in);
    in.addAll(b.in);
    SortedSet<Integer> out = new TreeSet<>(a.out);
    out.addAll(b.out);
    return new Presence(in, out);
  }

  /** Null, written out, of whatever type. */
  boolean isNull() {
    return wide(false).equals(NULL);
  }

  private boolean isConstant() {
    return all().isEmpty() && asked.isEmpty() && within.isEmpty() && !probed;
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
    return computed(values, deciders, questions, allRows, allWithin, sent, wide);
  }

  /** The same value, taken from rows that these columns decide, by these effects. */
  Flow amongRows(SortedSet<Origin> deciders, SortedSet<Effect> effects) {
    SortedSet<Origin> allRows = new TreeSet<>(rows);
    allRows.addAll(deciders);
    SortedSet<Effect> allWithin = new TreeSet<>(within);
    allWithin.addAll(effects);
    return computed(values, control, asked, allRows, allWithin, probed, wide);
  }

  /** The same value, computed from other rows than the one it stands in. */
  Flow ofForeignRows() {
    return mapped(
        origin -> new Origin(origin.table(), origin.column(), true),
        within,
        none(),
        Constants.NONE,
        Optional.empty());
  }

  /** The same with other numbers for the tables. */
  Flow numbered(SortedMap<Integer, Integer> numbers) {
    UnaryOperator<Origin> renumber =
        origin -> new Origin(numbers.get(origin.table()), origin.column(), origin.foreign());
    SortedSet<Effect> numbered = noEffects();
    within.forEach(effect -> numbered.add(effect.numbered(numbers)));
    return mapped(
        renumber,
        numbered,
        mapped(copies, renumber),
        constants,
        presence.map(told -> told.numbered(numbers)));
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

  /** The same, as it comes by a view that has a label of its own for it. */
  Flow labelledBy(Collection<Origin> labels) {
    SortedSet<Origin> more = new TreeSet<>(values);
    more.addAll(labels);
    return new Flow(more, control, asked, rows, within, copies, constants, presence, probed, wide);
  }

  private Flow mapped(
      UnaryOperator<Origin> mapping,
      SortedSet<Effect> newWithin,
      SortedSet<Origin> newCopies,
      Constants newConstants,
      Optional<Presence> newPresence) {
    return new Flow(
        mapped(values, mapping),
        mapped(control, mapping),
        mapped(asked, mapping),
        mapped(rows, mapping),
        newWithin,
        newCopies,
        newConstants,
        newPresence,
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
