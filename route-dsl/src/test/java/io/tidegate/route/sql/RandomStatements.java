package io.tidegate.route.sql;

import io.tidegate.route.sql.WrittenQuery.Order;
import io.tidegate.route.text.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/**
 * Statements over {@link CustomsCatalog} of the forms authors write, nested at random: joins,
 * derived and lateral tables, common tables read once or twice, views, unions, groups and sets of
 * them, windows, subqueries, elements of arrays and documents, optional filters and orders to
 * choose. The same seed always gives the same statements.
 */
final class RandomStatements {
  /** What a statement in the making can name: expressions by type. */
  private record Column(String text, String type) {}

  /**
   * A statement.
   *
   * @param given the parameters that are given, with their values
   */
  record Made(
      String sql, List<String> filters, List<List<String>> orders, Map<String, String> given) {
    WrittenQuery written() {
      List<Order> named = new ArrayList<>();
      for (List<String> keys : orders) {
        named.add(
            new Order("o" + named.size(), keys.stream().map(RandomStatements::text).toList()));
      }
      return new WrittenQuery(
          text(sql), filters.stream().map(RandomStatements::text).toList(), named);
    }
  }

  private static final Map<String, List<Column>> TABLES = tables();
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "int8", List.of("3", "8", "21"),
          "numeric", List.of("100.5", "1000", "2010"),
          "varchar", List.of("A", "R", "X4-4"),
          "date", List.of("2026-01-05", "2026-01-20"));

  /** How the WHERE clause of a whole statement begins, so that a test can add to it. */
  static final String TOP_WHERE = " where true and ";

  private final Random random;
  private final List<String> filters = new ArrayList<>();
  private final Map<String, String> given = new LinkedHashMap<>();
  private int names;
  private int depth;

  private RandomStatements(long seed) {
    this.random = new Random(seed);
  }

  static Made of(long seed) {
    return new RandomStatements(seed).made();
  }

  private static SqlText text(String text) {
    return SqlText.of(new SourceText("random", text));
  }

  private static Map<String, List<Column>> tables() {
    Map<String, List<Column>> tables = new LinkedHashMap<>();
    tables.put(
        "head",
        List.of(
            new Column("head_id", "int8"),
            new Column("entry_id", "varchar"),
            new Column("status", "varchar"),
            new Column("decl_total", "numeric"),
            new Column("declarant_person", "varchar"),
            new Column("tags[3]::varchar", "varchar"),
            new Column("extra #>> '{k}'", "varchar"),
            new Column("d_date", "date")));
    tables.put(
        "item",
        List.of(
            new Column("head_id", "int8"),
            new Column("g_name", "varchar"),
            new Column("unit_price", "numeric"),
            new Column("total", "numeric")));
    tables.put(
        "container",
        List.of(
            new Column("head_id", "int8"),
            new Column("container_no", "varchar"),
            new Column("status", "varchar")));
    tables.put(
        "released",
        List.of(
            new Column("head_id", "int8"),
            new Column("entry_id", "varchar"),
            new Column("decl_total", "numeric"),
            new Column("person", "varchar")));
    tables.put("parts", List.of(new Column("head_id", "int8"), new Column("what", "varchar")));
    tables.put(
        "contents",
        List.of(
            new Column("head_id", "int8"),
            new Column("what", "varchar"),
            new Column("worth", "numeric")));
    tables.put(
        "ref.code", List.of(new Column("code", "varchar"), new Column("name_zh", "varchar")));
    return tables;
  }

  private String fresh(String prefix) {
    return prefix + names++;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  // ---- statements

  private Made made() {
    StringBuilder sql = new StringBuilder();
    List<Source> common = new ArrayList<>();
    if (chance(40)) {
      Source first = common(sql.append("with "));
      common.add(first);
      if (chance(40)) {
        common.add(common(sql.append(", ")));
      }
      sql.append(' ');
    }
    Select select = select(common, true);
    sql.append(select.text());
    List<List<String>> orders = new ArrayList<>();
    if (chance(30)) {
      for (int i = random.nextInt(2) + 1; i > 0; i--) {
        String key = any(select.outputs()).text();
        orders.add(List.of(chance(50) ? key : "-" + key));
      }
    }
    return new Made(sql.toString(), filters, orders, given);
  }

  /** Something in FROM. */
  private record Source(String text, String alias, List<Column> columns) {
    List<Column> qualified() {
      return columns.stream().map(c -> new Column(alias + "." + c.text(), c.type())).toList();
    }
  }

  private record Select(String text, List<Column> outputs) {}

  private Source common(StringBuilder sql) {
    String name = fresh("c");
    Select select = query(List.of());
    sql.append(name).append(chance(20) ? " as materialized (" : " as (");
    sql.append(select.text()).append(')');
    return new Source(name, name, select.outputs());
  }

  /** A select, or two of them put together. */
  private Select query(List<Source> common) {
    depth++;
    Select first = select(common, false);
    if (chance(25)) {
      StringJoiner items = new StringJoiner(", ");
      Source table = table();
      for (Column output : first.outputs()) {
        items.add(expression(table.qualified(), output.type()));
      }
      String operator =
          any(
              List.of(
                  " union all ",
                  " union all ",
                  " union all ",
                  " union ",
                  " except ",
                  " intersect "));
      first =
          new Select(
              "("
                  + first.text()
                  + ")"
                  + operator
                  + "(select "
                  + items
                  + " from "
                  + table.text()
                  + ")",
              first.outputs());
    }
    depth--;
    return first;
  }

  private Select select(List<Source> common, boolean top) {
    List<Source> sources = new ArrayList<>(List.of(source(common)));
    StringBuilder from = new StringBuilder(sources.getFirst().text());
    for (int i = random.nextInt(3); i > 0 && depth < 3; i--) {
      Source next = source(common);
      List<Column> before = new ArrayList<>();
      sources.forEach(s -> before.addAll(s.qualified()));
      String on = equality(before, next.qualified());
      if (on.isEmpty() && (sources.size() > 1 || chance(70))) {
        // products of products take time and show nothing more
        continue;
      }
      sources.add(next);
      String kind =
          on.isEmpty() ? " cross join " : any(List.of(" join ", " left join ", " full join "));
      from.append(kind).append(next.text()).append(on.isEmpty() ? "" : " on " + on);
    }
    List<Column> columns = new ArrayList<>();
    sources.forEach(s -> columns.addAll(s.qualified()));
    if (depth < 3 && chance(15)) {
      Source beside = lateral(columns);
      from.append(beside.text());
      columns.addAll(beside.qualified());
    }
    boolean grouped = chance(15);
    List<Column> outputs = new ArrayList<>();
    StringJoiner items = new StringJoiner(", ");
    StringJoiner group = new StringJoiner(", ");
    for (int i = random.nextInt(3) + 1; i > 0; i--) {
      Column column = any(columns);
      String name = fresh("a");
      if (grouped && chance(50)) {
        boolean counted = chance(60);
        items.add(
            (counted
                    ? "count(" + column.text() + ")"
                    : "percentile_disc(0.5) within group (order by " + column.text() + ")")
                + (chance(30) ? " filter (where " + condition(columns) + ")" : "")
                + " as "
                + name);
        outputs.add(new Column(name, counted ? "int8" : column.type()));
      } else if (grouped) {
        items.add(column.text() + " as " + name);
        group.add(column.text());
        outputs.add(new Column(name, column.type()));
      } else {
        String text = chance(60) ? column.text() : value(columns, column);
        items.add(text + " as " + name);
        outputs.add(new Column(name, column.type()));
      }
    }
    StringBuilder sql = new StringBuilder("select ");
    sql.append(!grouped && chance(8) ? "distinct " : "")
        .append(items)
        .append(" from ")
        .append(from);
    if (top) {
      sql.append(TOP_WHERE).append(chance(50) ? condition(columns) : "true");
    } else if (chance(50)) {
      sql.append(" where ").append(condition(columns));
    }
    if (top) {
      for (int i = random.nextInt(3); i > 0; i--) {
        filters.add(filter(columns));
      }
    }
    if (grouped) {
      String sets = any(List.of("", "", "rollup ", "cube "));
      sql.append(
          group.length() == 0
              ? ""
              : " group by " + (sets.isEmpty() ? group : sets + "(" + group + ")"));
    }
    return new Select(sql.toString(), outputs);
  }

  /** A query that sees what stands before it. */
  private Source lateral(List<Column> before) {
    Source table = table();
    Column column = any(table.qualified());
    String where = equality(before, table.qualified());
    String alias = fresh("l");
    String name = fresh("a");
    String one = "select " + column.text() + " as " + name + " from " + table.text();
    return new Source(
        " cross join lateral ("
            + one
            + (where.isEmpty() ? " where false" : " where " + where)
            + (chance(40) ? " union all select " + expression(before, column.type()) : "")
            + ") "
            + alias,
        alias,
        List.of(new Column(name, column.type())));
  }

  private Source source(List<Source> common) {
    if (!common.isEmpty() && chance(60)) {
      Source named = any(common);
      String alias = fresh("t");
      return new Source(named.text() + " " + alias, alias, named.columns());
    }
    if (depth < 2 && chance(35)) {
      Select select = query(common);
      String alias = fresh("d");
      return new Source("(" + select.text() + ") " + alias, alias, select.outputs());
    }
    return table();
  }

  private Source table() {
    String table = any(List.copyOf(TABLES.keySet()));
    String alias = fresh("t");
    return new Source(table + " " + alias, alias, TABLES.get(table));
  }

  // ---- expressions

  private String expression(List<Column> columns, String type) {
    List<Column> fitting = columns.stream().filter(c -> c.type().equals(type)).toList();
    return fitting.isEmpty() ? constant(type) : any(fitting).text();
  }

  private String constant(String type) {
    return "'" + any(VALUES.get(type)) + "'::" + type;
  }

  private String equality(List<Column> left, List<Column> right) {
    for (Column one : left) {
      for (Column other : right) {
        if (one.type().equals(other.type()) && (one.type().equals("int8") || chance(20))) {
          return one.text() + " = " + other.text();
        }
      }
    }
    return "";
  }

  /** A value of a column's type that is reckoned. */
  private String value(List<Column> columns, Column column) {
    String other = expression(columns, column.type());
    return switch (random.nextInt(5)) {
      case 0 ->
          "case when " + condition(columns) + " then " + column.text() + " else " + other + " end";
      case 1 -> "coalesce(" + column.text() + ", " + other + ")";
      case 2 -> "max(" + column.text() + ") over (partition by " + other + ")";
      case 3 -> {
        Source table = table();
        String inner = expression(table.qualified(), column.type());
        String where = equality(columns, table.qualified());
        yield "(select max("
            + inner
            + ") from "
            + table.text()
            + (where.isEmpty() ? "" : " where " + where)
            + ")";
      }
      default -> "nullif(" + column.text() + ", " + other + ")";
    };
  }

  private String condition(List<Column> columns) {
    Column column = any(columns);
    return switch (random.nextInt(5)) {
      case 0 -> column.text() + " is not null";
      case 1 -> column.text() + " <> " + expression(columns, column.type());
      case 2 -> {
        Source table = table();
        String where = equality(columns, table.qualified());
        yield (chance(30) ? "not " : "")
            + "exists (select 1 from "
            + table.text()
            + (where.isEmpty() ? "" : " where " + where)
            + ")";
      }
      case 3 ->
          "("
              + column.text()
              + " is null or "
              + column.text()
              + " >= "
              + constant(column.type())
              + ")";
      default -> column.text() + " <= " + constant(column.type());
    };
  }

  /** A condition with a parameter that is given or not. */
  private String filter(List<Column> columns) {
    Column column = any(columns);
    String name = fresh("p");
    if (chance(60)) {
      given.put(name, any(VALUES.get(column.type())));
    }
    return column.text() + any(List.of(" = ", " <> ", " >= ")) + ":#" + name;
  }
}
