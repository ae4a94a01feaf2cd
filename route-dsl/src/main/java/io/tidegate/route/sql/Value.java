package io.tidegate.route.sql;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an expression is, once its names are bound.
 *
 * @param sources the columns that flow into it, each with the place it is named at
 * @param control what only decides which value it has. It takes effect when the value is used; what
 *     nobody uses influences nothing
 * @param probe whether a value the caller sends takes part
 * @param acrossRows whether a window function brought it, or a part of it, from other rows
 * @param copyOf the column it is a verbatim copy of
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
    Optional<Integer> openParameter,
    Fragment text) {
  Value {
    Objects.requireNonNull(type, "type");
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    control = Collections.unmodifiableSet(new LinkedHashSet<>(control));
    Objects.requireNonNull(copyOf, "copyOf");
    Objects.requireNonNull(openParameter, "openParameter");
    Objects.requireNonNull(text, "text");
  }

  /** A value of no column. */
  static Value constant(SqlType type, boolean nullable, String text) {
    return computed(type, nullable, List.of(), Fragment.words(text));
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
        Optional.empty(),
        Fragment.EMPTY);
  }

  /** A value reckoned from others. */
  static Value computed(SqlType type, boolean nullable, Collection<Value> from, Fragment text) {
    TreeMap<ColumnUse, Place> sources = new TreeMap<>();
    Set<Effect> control = new LinkedHashSet<>();
    boolean probe = false;
    boolean acrossRows = false;
    for (Value value : from) {
      value.sources.forEach(sources::putIfAbsent);
      control.addAll(value.control);
      probe |= value.probe;
      acrossRows |= value.acrossRows;
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
        Optional.empty(),
        text);
  }

  /** The value where a name stands for it: all that flows in does so from there. */
  Value at(Place place) {
    TreeMap<ColumnUse, Place> here = new TreeMap<>();
    sources.keySet().forEach(column -> here.put(column, place));
    return new Value(type, nullable, here, control, probe, acrossRows, copyOf, openParameter, text);
  }

  /** The same value under a name it can be printed by. */
  Value named(String name) {
    return new Value(
        type,
        nullable,
        sources,
        control,
        probe,
        acrossRows,
        copyOf,
        openParameter,
        Fragment.words(name));
  }

  Value copying(Optional<ColumnUse> original) {
    return new Value(
        type, nullable, sources, control, probe, acrossRows, original, openParameter, text);
  }

  Value orNull() {
    return new Value(type, true, sources, control, probe, acrossRows, copyOf, openParameter, text);
  }

  /** The same value taken as another type, for an operand that was open. */
  Value as(SqlType type) {
    return new Value(
        type, nullable, sources, control, probe, acrossRows, copyOf, Optional.empty(), text);
  }

  /** The value with more that decides about it. */
  Value controlledBy(Collection<Effect> effects) {
    Set<Effect> all = new LinkedHashSet<>(control);
    all.addAll(effects);
    return new Value(type, nullable, sources, all, probe, acrossRows, copyOf, openParameter, text);
  }

  /** The value as a window function brings it: it may be that of other rows. */
  Value fromOtherRows() {
    return new Value(type, nullable, sources, control, probe, true, copyOf, openParameter, text);
  }

  /** What this value does to an answer it influences in some part of a query. */
  Set<Effect> effects(InfluenceKind kind) {
    Set<Effect> effects = new LinkedHashSet<>();
    sources.forEach((column, place) -> effects.add(new Effect(column, kind, probe, place)));
    effects.addAll(control);
    return effects;
  }
}
