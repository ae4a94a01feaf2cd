package io.tidegate.route.sql;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an expression is, once its names are bound.
 *
 * @param sources the columns that flow into it, each with the place it is named at
 * @param control what only decides which value it has. It takes effect when the value is used; what
 *     nobody uses influences nothing
 * @param probe whether a value the caller sends takes part
 * @param acrossRows whether a window function brought it, or a part of it, from other rows
 * @param copyOf the column it is a verbatim copy of in every row
 * @param copies the columns it is a verbatim copy of in the rows their record stands in; in the
 *     others, which come of UNION ALL, it is a constant
 * @param fallible whether reckoning it can fail, here or in what it is made of
 * @param plain whether it is reckoned directly from columns of tables and short constants, so that
 *     exact arithmetic with it stays far below the longest number there can be
 * @param openParameter when it is a parameter without a type yet, the offset of its use
 * @param text how it is printed
 */
record Value(
    SqlType type,
    boolean nullable,
    SortedMap<ColumnUse, Place> sources,
    Set<Effect> control,
    boolean probe,
    boolean acrossRows,
    Optional<ColumnUse> copyOf,
    SortedSet<ColumnUse> copies,
    boolean fallible,
    boolean plain,
    Optional<Integer> openParameter,
    Fragment text) {
  Value {
    Objects.requireNonNull(type, "type");
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    control = Collections.unmodifiableSet(new LinkedHashSet<>(control));
    Objects.requireNonNull(copyOf, "copyOf");
    copies = Collections.unmodifiableSortedSet(new TreeSet<>(copies));
    Objects.requireNonNull(openParameter, "openParameter");
    Objects.requireNonNull(text, "text");
  }

  /** The longest constant that counts as short. */
  private static final int SHORT = 24;

  /** A value of no column. */
  static Value constant(SqlType type, boolean nullable, String text) {
    Value value = computed(type, nullable, List.of(), Fragment.words(text));
    // an exponent makes a long number of a short text
    return text.length() <= SHORT && text.indexOf('e') < 0 && text.indexOf('E') < 0
        ? value
        : value.changed(type, nullable, value.sources, false, value.text);
  }

  static Value parameter(int offset) {
    return new Value(
        SqlType.PARAMETER,
        true,
        new TreeMap<>(),
        Set.of(),
        true,
        false,
        Optional.empty(),
        new TreeSet<>(),
        false,
        false,
        Optional.of(offset),
        Fragment.of(new Fragment.ParameterHole(offset)));
  }

  /** A column of a table. */
  static Value column(SqlType type, boolean nullable, ColumnUse column, Place place) {
    TreeMap<ColumnUse, Place> sources = new TreeMap<>();
    sources.put(column, place);
    return new Value(
        type,
        nullable,
        sources,
        Set.of(),
        false,
        false,
        Optional.of(column),
        new TreeSet<>(List.of(column)),
        false,
        true,
        Optional.empty(),
        Fragment.EMPTY);
  }

  /** A value reckoned from others. */
  static Value computed(SqlType type, boolean nullable, Collection<Value> from, Fragment text) {
    TreeMap<ColumnUse, Place> sources = new TreeMap<>();
    Set<Effect> control = new LinkedHashSet<>();
    boolean probe = false;
    boolean acrossRows = false;
    boolean fallible = false;
    boolean plain = true;
    for (Value value : from) {
      value.sources.forEach(sources::putIfAbsent);
      control.addAll(value.control);
      probe |= value.probe;
      acrossRows |= value.acrossRows;
      fallible |= value.fallible;
      plain &= value.plain;
    }
    boolean broken = from.stream().anyMatch(value -> value.type.broken());
    return new Value(
        broken ? SqlType.BROKEN : type,
        nullable,
        sources,
        control,
        probe,
        acrossRows,
        Optional.empty(),
        new TreeSet<>(),
        fallible,
        plain,
        Optional.empty(),
        text);
  }

  private Value changed(
      SqlType newType,
      boolean newNullable,
      SortedMap<ColumnUse, Place> newSources,
      boolean newPlain,
      Fragment newText) {
    return new Value(
        newType,
        newNullable,
        newSources,
        control,
        probe,
        acrossRows,
        copyOf,
        copies,
        fallible,
        newPlain,
        openParameter,
        newText);
  }

  /** The value where a name stands for it: all that flows in does so from there. */
  Value at(Place place) {
    TreeMap<ColumnUse, Place> here = new TreeMap<>();
    sources.keySet().forEach(column -> here.put(column, place));
    return changed(type, nullable, here, plain, text);
  }

  /** The same value under a name it can be printed by. */
  Value named(String name) {
    // what a query within the query reckoned can be reckoned with again, without end
    return changed(type, nullable, sources, plain && copyOf.isPresent(), Fragment.words(name));
  }

  Value copying(Optional<ColumnUse> original) {
    return copying(original, original.map(Set::of).orElse(Set.of()));
  }

  /** The same value, where each part of a UNION ALL has it of another column, or a constant. */
  Value copyingOneOf(Set<ColumnUse> originals) {
    return copying(Optional.empty(), originals);
  }

  private Value copying(Optional<ColumnUse> original, Set<ColumnUse> originals) {
    return new Value(
        type,
        nullable,
        sources,
        control,
        probe,
        acrossRows,
        original,
        new TreeSet<>(originals),
        fallible,
        plain,
        openParameter,
        text);
  }

  /** Whether it is the same whatever any column holds. */
  boolean ofNothing() {
    return sources.isEmpty() && control.isEmpty() && !probe && !fallible;
  }

  /** The same value, which has the labels of these columns too. */
  Value labelledBy(Collection<ColumnUse> columns, Place place) {
    TreeMap<ColumnUse, Place> more = new TreeMap<>(sources);
    columns.forEach(column -> more.putIfAbsent(column, place));
    return changed(type, nullable, more, plain, text);
  }

  /** The occurrences of tables it depends on. */
  SortedSet<Integer> tables() {
    SortedSet<Integer> tables = new TreeSet<>();
    sources.keySet().forEach(column -> tables.add(column.table()));
    control.forEach(effect -> tables.add(effect.column().table()));
    return tables;
  }

  Value orNull() {
    return changed(type, true, sources, plain, text);
  }

  /** The same value taken as another type, for an operand that was open. */
  Value as(SqlType newType) {
    return new Value(
        newType,
        nullable,
        sources,
        control,
        probe,
        acrossRows,
        copyOf,
        copies,
        fallible,
        plain,
        Optional.empty(),
        text);
  }

  /** The value with more that decides about it. */
  Value controlledBy(Collection<Effect> effects) {
    Set<Effect> all = new LinkedHashSet<>(control);
    all.addAll(effects);
    return new Value(
        type,
        nullable,
        sources,
        all,
        probe,
        acrossRows,
        copyOf,
        copies,
        fallible,
        plain,
        openParameter,
        text);
  }

  /** The value as a window function brings it: it may be that of other rows. */
  Value fromOtherRows() {
    return new Value(
        type,
        nullable,
        sources,
        control,
        probe,
        true,
        copyOf,
        copies,
        fallible,
        plain,
        openParameter,
        text);
  }

  /** The value as one that cannot always be reckoned. */
  Value thatCanFail() {
    return new Value(
        type,
        nullable,
        sources,
        control,
        probe,
        acrossRows,
        copyOf,
        copies,
        true,
        plain,
        openParameter,
        text);
  }

  /** What this value does to an answer it influences in some part of a query. */
  Set<Effect> effects(InfluenceKind kind) {
    Set<Effect> effects = new LinkedHashSet<>();
    sources.forEach((column, place) -> effects.add(new Effect(column, kind, probe, place)));
    effects.addAll(control);
    return effects;
  }
}
