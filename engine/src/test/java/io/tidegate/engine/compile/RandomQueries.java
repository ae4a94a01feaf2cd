package io.tidegate.engine.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Statements over the samples' customs database, made at random of the forms that are accepted and
 * nested in one another more deeply than an author would. The same seed always gives the same
 * statement; not every one of them is accepted.
 */
final class RandomQueries {
  /** Something with a value, and the type it has. */
  private record Value(String text, String type) {}

  /** Something in FROM. */
  private record Source(String text, String alias, List<Value> columns) {}

  private record Query(String text, List<Value> outputs) {}

  private static final List<String> TYPES = List.of("int8", "numeric", "text", "date", "bool");

  private static final int DEEPEST = 3;

  private static final Map<String, List<Value>> TABLES = tables();

  private final Random random;
  private final List<Source> common = new ArrayList<>();
  private int names;
  private int depth;

  private RandomQueries(long seed) {
    this.random = new Random(seed);
  }

  static String of(long seed) {
    return new RandomQueries(seed).statement();
  }

  private static Map<String, List<Value>> tables() {
    Map<String, List<Value>> tables = new LinkedHashMap<>();
    tables.put(
        "dec.head",
        columns(
            "head_id int8, entry_id text, ie_flag text, ie_date date, declare_date date, trade_name"
                + " text",
            "contract_no text, fee_rate numeric, gross_weight numeric, pack_no int8",
            "declarant_person text, agent_price_open bool, status text, owner_usci text"));
    tables.put(
        "dec.item",
        columns(
            "head_id int8, g_no int8, hs_code text, g_name text, g_qty numeric",
            "decl_price numeric, decl_total numeric, trade_curr text"));
    tables.put(
        "dec.container",
        columns("head_id int8, container_no text, container_size text, container_weight numeric"));
    tables.put("dec.receipt", columns("head_id int8, ev_no int8, entry_id text, note text"));
    tables.put(
        "dec.released",
        columns("head_id int8, entry_id text, trade_name text, gross_weight numeric"));
    tables.put(
        "dec.tax_bill", columns("tax_bill_no text, head_id int8, amount numeric, status text"));
    tables.put("party.enterprise", columns("usci text, name text, region text"));
    tables.put("ref.code", columns("code text, name_en text, sort int8, valid_to date"));
    tables.put("ref.tariff", columns("hs_code text, name_en text, mfn_rate numeric"));
    return tables;
  }

  private static List<Value> columns(String... lines) {
    List<Value> columns = new ArrayList<>();
    for (String column : String.join(", ", lines).split(", ")) {
      columns.add(new Value(column.split(" ")[0], column.split(" ")[1]));
    }
    return columns;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String pick(String... words) {
    return any(List.of(words));
  }

  private String fresh(String prefix) {
    return prefix + names++;
  }

  // ---- queries

  private String statement() {
    List<String> with = new ArrayList<>();
    for (int i = chance(30) ? 1 + random.nextInt(2) : 0; i > 0; i--) {
      String name = fresh("c");
      depth++;
      Query query = query(List.of(), types());
      depth--;
      with.add(name + " as " + pick("", "", "materialized ") + "(" + query.text() + ")");
      common.add(new Source(name, name, query.outputs()));
    }
    String clause = with.isEmpty() ? "" : "with " + String.join(", ", with) + " ";
    return clause + query(List.of(), types()).text();
  }

  private List<String> types() {
    List<String> types = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      types.add(any(TYPES));
    }
    return types;
  }

  /**
   * @param around what it may name of the queries around it
   */
  private Query query(List<Value> around, List<String> types) {
    depth++;
    Query query = select(around, types);
    int kind = random.nextInt(100);
    if (kind < 15) {
      String operator =
          pick("union all", "union all", "union all", "union", "intersect", "except", "except all");
      String text = "(" + query.text() + ") " + operator + " (" + select(around, types).text();
      query = new Query(text + ")" + chosen(query.outputs()), query.outputs());
    } else if (kind < 18) {
      query = values(around, types);
    } else if (kind < 28) {
      query = new Query(query.text() + chosen(query.outputs()), query.outputs());
    }
    depth--;
    return query;
  }

  /** An order and bounds. */
  private String chosen(List<Value> outputs) {
    String order = "";
    if (chance(70)) {
      int place = random.nextInt(outputs.size());
      order =
          " order by "
              + (chance(50) ? String.valueOf(place + 1) : outputs.get(place).text())
              + pick("", " desc", " desc nulls last");
    }
    String limit =
        switch (random.nextInt(5)) {
          case 0 -> " limit 1";
          case 1 -> " limit :#" + fresh("p");
          case 2 -> " limit 5 offset :#" + fresh("p");
          case 3 -> depth > 1 ? " limit (select count(*) from ref.code)" : "";
          default -> "";
        };
    return order + limit;
  }

  private Query values(List<Value> around, List<String> types) {
    String alias = fresh("v");
    List<String> rows = new ArrayList<>();
    for (int i = random.nextInt(2); i >= 0; i--) {
      List<String> items = new ArrayList<>();
      types.forEach(type -> items.add(value(around, type, 1)));
      rows.add("(" + String.join(", ", items) + ")");
    }
    List<Value> outputs = new ArrayList<>();
    types.forEach(type -> outputs.add(new Value(fresh("a"), type)));
    String named = String.join(", ", outputs.stream().map(Value::text).toList());
    return new Query(
        "select * from (values " + String.join(", ", rows) + ") " + alias + "(" + named + ")",
        outputs);
  }

  private Query select(List<Value> around, List<String> types) {
    List<Value> inner = new ArrayList<>();
    StringBuilder from = new StringBuilder();
    for (int i = 1 + random.nextInt(depth > 2 ? 1 : 3); i > 0; i--) {
      join(from, inner, around);
    }
    List<Value> all = new ArrayList<>(inner);
    if (chance(60)) {
      all.addAll(around);
    }
    boolean grouped = chance(15);
    List<String> group = new ArrayList<>();
    List<String> items = new ArrayList<>();
    List<Value> outputs = new ArrayList<>();
    boolean windows = !grouped && chance(15);
    for (String type : types) {
      String text;
      if (!grouped) {
        text = windows && chance(60) ? window(all, type) : value(chance(80) ? inner : all, type, 2);
      } else if (chance(50)) {
        text = aggregate(inner, type);
      } else {
        text = value(inner, type, 1);
        group.add(chance(50) ? text : String.valueOf(items.size() + 1));
      }
      Value output = new Value(fresh("a"), type);
      items.add("(" + text + ")::" + type + " as " + output.text());
      if (!grouped && chance(70)) {
        items.set(items.size() - 1, text + " as " + output.text());
      }
      outputs.add(output);
    }
    StringBuilder sql = new StringBuilder("select ");
    sql.append(!grouped && chance(5) ? "distinct " : "").append(String.join(", ", items));
    sql.append(" from ").append(from);
    if (chance(60)) {
      sql.append(" where ").append(value(all, "bool", 2));
    }
    if (!group.isEmpty()) {
      String sets = pick("", "", "", "rollup", "cube");
      String keys = String.join(", ", group);
      sql.append(" group by ").append(sets.isEmpty() ? keys : sets + " (" + keys + ")");
    }
    if (grouped && chance(30)) {
      sql.append(" having ").append(aggregate(inner, "bool"));
    }
    if (windows && chance(50)) {
      sql.append(" window w as (").append(frame(inner)).append(")");
    }
    return new Query(sql.toString(), outputs);
  }

  private void join(StringBuilder from, List<Value> inner, List<Value> around) {
    boolean first = from.isEmpty();
    boolean lateral = !first && depth < DEEPEST && chance(20);
    Source source = lateral ? lateral(inner, around) : source(around);
    List<Value> both = new ArrayList<>(inner);
    both.addAll(source.columns());
    if (first) {
      from.append(source.text());
    } else if (lateral) {
      from.append(pick(" cross join ", ", ")).append(source.text());
    } else if (chance(10)) {
      from.append(" cross join ").append(source.text());
    } else {
      from.append(pick(" join ", " join ", " left join ", " full join "))
          .append(source.text())
          .append(" on ")
          .append(chance(80) ? equality(inner, source.columns()) : value(both, "bool", 1));
    }
    inner.addAll(source.columns());
  }

  private String equality(List<Value> left, List<Value> right) {
    for (Value one : left) {
      for (Value other : right) {
        if (one.type().equals(other.type()) && chance(70)) {
          return one.text() + " = " + other.text();
        }
      }
    }
    return "true";
  }

  private Source lateral(List<Value> before, List<Value> around) {
    List<Value> seen = new ArrayList<>(before);
    seen.addAll(around);
    if (chance(30)) {
      String alias = fresh("l");
      String text =
          switch (random.nextInt(4)) {
            case 0 -> "unnest(array[" + value(before, "text", 1) + ", " + constant("text") + "])";
            case 1 -> "string_to_table(" + value(before, "text", 0) + ", ',')";
            case 2 ->
                "jsonb_array_elements_text(jsonb_build_array(" + value(before, "text", 1) + "))";
            default -> "unnest(string_to_array(" + value(before, "text", 0) + ", '-'))";
          };
      return new Source(
          text + " " + alias + "(x)", alias, List.of(new Value(alias + ".x", "text")));
    }
    Query query = query(seen, types());
    return named("lateral (" + query.text() + ")", query.outputs());
  }

  private Source source(List<Value> around) {
    if (!common.isEmpty() && chance(40)) {
      return named(any(common).text(), any(common).columns());
    }
    if (depth < DEEPEST && chance(35)) {
      Query query = query(List.of(), types());
      return named("(" + query.text() + ")", query.outputs());
    }
    String table = any(List.copyOf(TABLES.keySet()));
    return named(table, TABLES.get(table));
  }

  private Source named(String text, List<Value> columns) {
    String alias = fresh("t");
    return new Source(
        text + " " + alias,
        alias,
        columns.stream().map(c -> new Value(alias + "." + c.text(), c.type())).toList());
  }

  // ---- values

  private String column(List<Value> columns, String type) {
    List<Value> fitting = columns.stream().filter(c -> c.type().equals(type)).toList();
    return fitting.isEmpty() ? constant(type) : any(fitting).text();
  }

  private String constant(String type) {
    return switch (type) {
      case "int8" -> pick("1", "0", "20");
      case "numeric" -> pick("1.5", "0.0", "1000.25");
      case "text" -> pick("'A'", "'RELEASED'", "'x-1'");
      case "date" -> pick("date '2024-01-05'", "date '2024-03-01'");
      default -> pick("true", "false");
    };
  }

  /** What a caller sends. */
  private String sent(String type) {
    return ":#" + fresh("p") + "::" + type;
  }

  private String value(List<Value> columns, String type, int more) {
    if (more == 0 || chance(40)) {
      return chance(8) ? pick(constant(type), sent(type)) : column(columns, type);
    }
    if (chance(25)) {
      return any(type, columns, more - 1);
    }
    return switch (type) {
      case "int8" -> whole(columns, more - 1);
      case "numeric" -> number(columns, more - 1);
      case "text" -> text(columns, more - 1);
      case "date" -> date(columns, more - 1);
      default -> truth(columns, more - 1);
    };
  }

  /** Forms that there are for each type. */
  private String any(String type, List<Value> columns, int more) {
    String one = value(columns, type, more);
    String other = value(columns, type, more);
    return switch (random.nextInt(7)) {
      case 0 ->
          "case when " + value(columns, "bool", more) + " then " + one + " else " + other + " end";
      case 1 ->
          "case "
              + column(columns, "text")
              + " when 'A' then "
              + one
              + " when "
              + column(columns, "text")
              + " then "
              + other
              + " end";
      case 2 -> "coalesce(" + one + ", " + other + ")";
      case 3 -> "nullif(" + one + ", " + other + ")";
      case 4 ->
          type.equals("bool") ? one : pick("greatest", "least") + "(" + one + ", " + other + ")";
      case 5 -> depth < DEEPEST ? "(" + scalar(columns, type) + ")" : one;
      default ->
          "(array["
              + one
              + ", "
              + other
              + "])["
              + pick("1", "2", value(columns, "int8", 0) + "::int4")
              + "]";
    };
  }

  private String scalar(List<Value> columns, String type) {
    if (chance(50)) {
      return select(columns, List.of(type)).text() + " limit 1";
    }
    depth++;
    List<Value> inner = new ArrayList<>();
    StringBuilder from = new StringBuilder();
    join(from, inner, columns);
    List<Value> all = new ArrayList<>(inner);
    all.addAll(columns);
    String text =
        "select "
            + aggregate(inner, type)
            + " as "
            + fresh("a")
            + " from "
            + from
            + " where "
            + value(all, "bool", 1);
    depth--;
    return text;
  }

  private String whole(List<Value> columns, int more) {
    return switch (random.nextInt(6)) {
      case 0 -> "length(" + value(columns, "text", more) + ")::int8";
      case 1 ->
          value(columns, "int8", more) + pick(" + ", " - ", " * ") + value(columns, "int8", more);
      case 2 ->
          value(columns, "int8", more)
              + pick(" / ", " % ")
              + pick(
                  "2", "nullif(" + value(columns, "int8", 0) + ", 0)", value(columns, "int8", 0));
      case 3 -> "extract(year from " + value(columns, "date", more) + ")::int8";
      case 4 -> value(columns, "text", more) + "::int8";
      default -> "cardinality(array[" + value(columns, "text", more) + "])::int8";
    };
  }

  private String number(List<Value> columns, int more) {
    return switch (random.nextInt(5)) {
      case 0 -> "round(" + value(columns, "numeric", more) + ", 2)";
      case 1 ->
          value(columns, "numeric", more)
              + pick(" + ", " - ", " * ")
              + value(columns, "numeric", more);
      case 2 ->
          value(columns, "numeric", more)
              + " / "
              + pick(
                  "2.0",
                  "nullif(" + value(columns, "numeric", 0) + ", 0)",
                  value(columns, "numeric", 0));
      case 3 -> value(columns, "int8", more) + "::numeric";
      default -> "abs(" + value(columns, "numeric", more) + ")";
    };
  }

  private String text(List<Value> columns, int more) {
    String one = value(columns, "text", more);
    return switch (random.nextInt(9)) {
      case 0 -> one + " || " + value(columns, "text", more);
      case 1 -> "upper(" + one + ")";
      case 2 ->
          "substring("
              + one
              + " from 1 for "
              + pick("3", value(columns, "int8", 0) + "::int4")
              + ")";
      case 3 -> value(columns, pick("int8", "numeric", "date"), more) + "::text";
      case 4 ->
          "jsonb_build_object('k', "
              + value(columns, any(TYPES), more)
              + ", 'l', "
              + one
              + ") ->> "
              + pick("'k'", "'l'");
      case 5 -> "concat_ws('-', " + one + ", " + value(columns, any(TYPES), more) + ")";
      case 6 -> "array_to_string(array(" + scalarList(columns, "text") + "), ',')";
      case 7 -> "to_char(" + value(columns, "numeric", more) + ", '999.9')";
      default ->
          "replace("
              + one
              + ", "
              + pick("'A', 'B'", "'A', 'BB'", column(columns, "text") + ", 'x'")
              + ")";
    };
  }

  private String scalarList(List<Value> columns, String type) {
    return depth < DEEPEST ? query(columns, List.of(type)).text() : "select " + constant(type);
  }

  private String date(List<Value> columns, int more) {
    return switch (random.nextInt(3)) {
      case 0 ->
          value(columns, "date", more) + pick(" + ", " - ") + value(columns, "int8", 0) + "::int4";
      case 1 -> "date_trunc('month', " + value(columns, "date", more) + ")::date";
      default -> value(columns, "text", more) + "::date";
    };
  }

  private String truth(List<Value> columns, int more) {
    String type = any(List.of("int8", "numeric", "text", "text", "date"));
    String one = value(columns, type, more);
    String other = chance(25) ? sent(type) : value(columns, type, more);
    return switch (random.nextInt(14)) {
      case 0 -> one + pick(" is null", " is not null");
      case 1 ->
          "("
              + value(columns, "bool", more)
              + pick(" and ", " or ")
              + value(columns, "bool", more)
              + ")";
      case 2 -> "not (" + value(columns, "bool", more) + ")";
      case 3 ->
          one + pick(" between ", " not between ") + other + " and " + value(columns, type, more);
      case 4 -> one + pick(" in (", " not in (") + other + ", " + constant(type) + ")";
      case 5 ->
          column(columns, "text")
              + pick(" like ", " not like ", " ilike ")
              + pick("'A%'", "'%' || " + column(columns, "text"), sent("text"));
      case 6 ->
          depth < DEEPEST
              ? pick("", "not ") + "exists (" + query(columns, types()).text() + ")"
              : one + " = " + other;
      case 7 ->
          depth < DEEPEST
              ? one
                  + pick(" in (", " not in (", " = any (", " <> all (", " > any (")
                  + query(columns, List.of(type)).text()
                  + ")"
              : one + " <> " + other;
      case 8 -> one + " = any (array[" + other + ", " + constant(type) + "])";
      case 9 ->
          "("
              + one
              + ", "
              + column(columns, "text")
              + ") "
              + pick("=", "<", "<>")
              + " ("
              + other
              + ", "
              + constant("text")
              + ")";
      case 10 -> one + " is distinct from " + other;
      case 11 -> "(" + value(columns, "bool", more) + ") is true";
      default -> one + pick(" = ", " <> ", " >= ", " < ") + other;
    };
  }

  private String aggregate(List<Value> columns, String type) {
    String filter = chance(25) ? " filter (where " + value(columns, "bool", 1) + ")" : "";
    String distinct = chance(15) ? "distinct " : "";
    String order =
        distinct.isEmpty() && chance(30) ? " order by " + column(columns, any(TYPES)) : "";
    String of = value(columns, type, 1);
    return switch (type) {
      case "int8" ->
          pick(
                  "count(*)",
                  "count(" + distinct + value(columns, any(TYPES), 1) + ")",
                  "max(" + of + ")",
                  "sum(length(" + value(columns, "text", 0) + "))")
              + filter;
      case "numeric" ->
          pick("sum", "avg", "max", "min", "stddev") + "(" + distinct + of + ")" + filter;
      case "text" ->
          pick(
                  "max(" + of + ")",
                  "string_agg(" + of + ", ','" + order + ")",
                  "percentile_disc(0.5) within group (order by " + of + ")",
                  "mode() within group (order by " + of + ")",
                  "array_to_string(array_agg(" + of + order + "), ',')")
              + filter;
      case "date" -> pick("max", "min") + "(" + of + ")" + filter;
      default -> pick("bool_or", "bool_and", "every") + "(" + of + ")" + filter;
    };
  }

  private String window(List<Value> columns, String type) {
    String over = " over (" + frame(columns) + ")";
    String of = value(columns, type, 1);
    if (type.equals("int8") && chance(60)) {
      return pick(
              "row_number()",
              "rank()",
              "ntile(4)",
              "count(*)",
              "count(" + of + ") filter (where " + value(columns, "bool", 1) + ")")
          + over;
    }
    return pick(
            "lag(" + of + ")",
            "first_value(" + of + ")",
            "lead(" + of + ", 2)",
            type.equals("bool") ? "bool_or(" + of + ")" : "max(" + of + ")",
            type.equals("numeric") ? "sum(" + of + ")" : "last_value(" + of + ")")
        + over;
  }

  private String frame(List<Value> columns) {
    String partition = chance(50) ? "partition by " + value(columns, any(TYPES), 1) : "";
    String order =
        chance(70) ? " order by " + value(columns, any(TYPES), 1) + pick("", " desc") : "";
    String rows =
        order.isEmpty()
            ? ""
            : pick(
                "",
                "",
                " rows between unbounded preceding and current row",
                " rows 2 preceding",
                " groups between 1 preceding and 1 following exclude ties");
    return partition + order + rows;
  }
}
