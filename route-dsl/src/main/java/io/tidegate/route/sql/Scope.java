package io.tidegate.route.sql;

import io.tidegate.route.catalog.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The names that can be used at one place: the tables of a select, and around it those of the
 * queries it stands in.
 *
 * @param tables the tables of the query itself
 * @param windows what its named windows are made of
 * @param level how many queries are around this one
 */
record Scope(
    Optional<Scope> around,
    Tables tables,
    CommonTables commonTables,
    Map<String, Set<Effect>> windows,
    int level) {
  Scope {
    windows = Collections.unmodifiableMap(new LinkedHashMap<>(windows));
  }

  /** A query inside another scope, or a topmost one, before its tables are known. */
  static Scope inside(Optional<Scope> around, CommonTables commonTables) {
    int level = around.map(scope -> scope.level + 1).orElse(0);
    return new Scope(around, Tables.NONE, commonTables, Map.of(), level);
  }

  Scope with(Tables tables) {
    return new Scope(around, tables, commonTables, windows, level);
  }

  Scope with(String window, Set<Effect> effects) {
    Map<String, Set<Effect>> more = new LinkedHashMap<>(windows);
    more.put(window, effects);
    return new Scope(around, tables, commonTables, more, level);
  }

  /** Every column name that can be written without a table, sorted. */
  Set<String> columnNames() {
    Set<String> names = new TreeSet<>(around.map(Scope::columnNames).orElse(Set.of()));
    tables.relations().forEach(relation -> names.addAll(relation.columnNames()));
    return names;
  }

  /** Every name of a table, sorted. */
  Set<String> relationNames() {
    Set<String> names = new TreeSet<>(around.map(Scope::relationNames).orElse(Set.of()));
    tables.relations().forEach(relation -> names.add(relation.alias()));
    return names;
  }

  /**
   * The tables of a FROM clause or a part of it.
   *
   * @param merged the columns of USING, by name
   * @param star what {@code *} stands for, in order
   */
  record Tables(List<Relation> relations, Map<String, Value> merged, List<Output> star) {
    static final Tables NONE = new Tables(List.of(), Map.of(), List.of());

    Tables {
      relations = List.copyOf(relations);
      merged = Collections.unmodifiableMap(new LinkedHashMap<>(merged));
      star = List.copyOf(star);
    }

    static Tables of(Relation relation, Place place) {
      return new Tables(
          List.of(relation),
          Map.of(),
          relation.columns().stream()
              .map(column -> new Output(column.name(), column.value(), place))
              .toList());
    }

    Tables and(Tables other) {
      List<Relation> all = new ArrayList<>(relations);
      all.addAll(other.relations);
      Map<String, Value> allMerged = new LinkedHashMap<>(merged);
      allMerged.putAll(other.merged);
      List<Output> both = new ArrayList<>(star);
      both.addAll(other.star);
      return new Tables(all, allMerged, both);
    }

    /** The same tables where an outer join may find no row of them. */
    Tables orNull() {
      Map<String, Value> optional = new LinkedHashMap<>();
      merged.forEach((name, value) -> optional.put(name, value.orNull()));
      return new Tables(
          relations.stream().map(relation -> relation.mapped(Column::orNull)).toList(),
          optional,
          star.stream().map(Output::orNull).toList());
    }

    /** The same tables with columns that USING makes one. */
    Tables merging(Map<String, Value> using) {
      Map<String, Value> all = new LinkedHashMap<>(merged);
      all.putAll(using);
      List<Output> visible = new ArrayList<>();
      using.forEach((name, value) -> visible.add(new Output(name, value, new Place(0, 0))));
      star.stream().filter(output -> !using.containsKey(output.name())).forEach(visible::add);
      return new Tables(
          relations.stream()
              .map(relation -> relation.mapped(column -> column.merged(using.keySet())))
              .toList(),
          all,
          visible);
    }

    Optional<Relation> named(String alias) {
      return relations.stream().filter(relation -> relation.alias().equals(alias)).findFirst();
    }

    /** Every value a column name alone can stand for. */
    List<Value> columns(String name) {
      List<Value> found = new ArrayList<>();
      Optional.ofNullable(merged.get(name)).ifPresent(found::add);
      for (Relation relation : relations) {
        relation.columns().stream()
            .filter(column -> !column.merged() && column.name().equals(name))
            .forEach(column -> found.add(column.value()));
      }
      return found;
    }

    boolean open() {
      return relations.stream().anyMatch(Relation::open);
    }
  }

  /**
   * A table as a query sees it.
   *
   * @param resource the table, when it was given no alias: only then may its schema be written
   * @param functionValue whether the alias alone stands for its only column, as it does for a
   *     function that returns rows of one value
   * @param open whether it was refused: then every column name fits and none is an error
   */
  record Relation(
      String alias,
      Optional<Resource> resource,
      List<Column> columns,
      boolean functionValue,
      boolean open) {
    Relation {
      columns = List.copyOf(columns);
    }

    Optional<Column> column(String name) {
      return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    Set<String> columnNames() {
      Set<String> names = new TreeSet<>();
      columns.forEach(column -> names.add(column.name()));
      return names;
    }

    Relation mapped(UnaryOperator<Column> change) {
      return new Relation(
          alias, resource, columns.stream().map(change).toList(), functionValue, open);
    }
  }

  /**
   * A column of a table.
   *
   * @param merged whether USING made it one with another: then only its table's name leads to it
   */
  record Column(String name, Value value, boolean merged) {
    Column orNull() {
      return new Column(name, value.orNull(), merged);
    }

    Column merged(Set<String> names) {
      return new Column(name, value, merged || names.contains(name));
    }
  }

  /** The queries of WITH clauses, the nearest first. */
  static final class CommonTables {
    static final CommonTables NONE = new CommonTables(Optional.empty());

    private final Optional<CommonTables> around;
    private final Map<String, CommonTableUse> own = new TreeMap<>();

    private CommonTables(Optional<CommonTables> around) {
      this.around = around;
    }

    CommonTables inside() {
      return new CommonTables(Optional.of(this));
    }

    void define(String name, CommonTableUse table) {
      own.put(name, table);
    }

    Optional<CommonTableUse> find(String name) {
      return Optional.ofNullable(own.get(name)).or(() -> around.flatMap(outer -> outer.find(name)));
    }

    /** Every name, sorted. */
    Set<String> names() {
      Set<String> names = new TreeSet<>(around.map(CommonTables::names).orElse(Set.of()));
      names.addAll(own.keySet());
      return names;
    }
  }

  /**
   * A query of a WITH clause as others use it.
   *
   * @param effects what decides about its rows; it takes effect in every query that reads it
   * @param fallible whether reading it can fail
   * @param aligned the occurrences of tables of which each of its rows has exactly one row or none,
   *     and whether a column tells which rows are of them
   * @param place where it is defined
   */
  record CommonTableUse(
      List<Output> outputs,
      Set<Effect> effects,
      boolean fallible,
      boolean open,
      Map<Integer, Boolean> aligned,
      Set<Integer> records,
      Place place) {
    /** Stands for one that was refused. */
    static final CommonTableUse REFUSED =
        new CommonTableUse(List.of(), Set.of(), false, true, Map.of(), Set.of(), new Place(0, 0));

    CommonTableUse {
      outputs = List.copyOf(outputs);
      aligned = Map.copyOf(aligned);
      records = Set.copyOf(records);
    }
  }

  /** One column of a query's result. */
  record Output(String name, Value value, Place place) {
    Output orNull() {
      return new Output(name, value.orNull(), place);
    }

    static List<Output> renamed(List<Output> outputs, List<String> names) {
      List<Output> renamed = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        Output output = outputs.get(i);
        String name = i < names.size() ? names.get(i) : output.name();
        renamed.add(new Output(name, output.value(), output.place()));
      }
      return renamed;
    }
  }
}
