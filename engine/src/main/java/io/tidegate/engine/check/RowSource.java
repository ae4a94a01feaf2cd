package io.tidegate.engine.check;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Something that yields rows to a FROM clause.
 *
 * @param items what can be named by an alias
 * @param visible the columns that can be named without an alias
 * @param aligned the tables of which each row stands for one row
 */
record RowSource(List<Item> items, List<Column> visible, SortedSet<Integer> aligned) {
  static final RowSource NONE = new RowSource(List.of(), List.of(), new TreeSet<>());

  RowSource {
    items = List.copyOf(items);
    visible = List.copyOf(visible);
    aligned = new TreeSet<>(aligned);
  }

  /** A column of it. */
  record Column(String name, Flow flow) {}

  /**
   * A table, subquery or function.
   *
   * @param open whether the database may know more columns of it than are listed here
   */
  record Item(String alias, List<Column> columns, boolean open) {
    Item {
      columns = List.copyOf(columns);
    }
  }

  static RowSource of(Item item, SortedSet<Integer> aligned) {
    return new RowSource(List.of(item), item.columns(), aligned);
  }

  /** Each row of one with each of the other. */
  RowSource with(RowSource other) throws Untraceable {
    List<Column> columns = new ArrayList<>(visible);
    columns.addAll(other.visible);
    return with(other, columns);
  }

  RowSource with(RowSource other, List<Column> columns) throws Untraceable {
    List<Item> both = new ArrayList<>(items);
    both.addAll(other.items);
    if (both.stream().map(Item::alias).distinct().count() != both.size()) {
      throw new Untraceable(CheckCode.COLUMN, "", "two parts of a FROM clause have the same name");
    }
    SortedSet<Integer> tables = new TreeSet<>(aligned);
    tables.addAll(other.aligned);
    return new RowSource(both, columns, tables);
  }

  /** The flow of the one visible column of this name. */
  Flow merged(String name) throws Untraceable {
    List<Column> found = visible.stream().filter(each -> each.name().equals(name)).toList();
    if (found.size() != 1) {
      throw new Untraceable(CheckCode.COLUMN, name, "USING names no single column");
    }
    return found.getFirst().flow();
  }
}
