package io.tidegate.engine.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.check.Trace.Counted;
import io.tidegate.engine.check.Trace.Fold;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds by the form of a statement alone where records of tables are put together, and which of
 * these places leave groups of too few parties out. What it cannot tell apart it takes for a place
 * that leaves nothing out.
 */
final class Folds {
  private static final Set<String> STATISTICS = Set.of("count", "sum", "avg");
  private static final List<String> OTHER_FORMS =
      List.of("distinctClause", "windowClause", "withClause", "valuesLists");

  private final Map<Integer, Integer> occurrences;
  private final Map<JsonNode, Fold> folds = new IdentityHashMap<>();
  private final List<JsonNode> order = new ArrayList<>();

  private Folds(Map<Integer, Integer> occurrences) {
    this.occurrences = occurrences;
  }

  /**
   * @param occurrences the number of each table by its place in the text
   */
  static List<Fold> of(ParseNode statement, Map<Integer, Integer> occurrences) {
    Folds finder = new Folds(occurrences);
    finder.records(statement, Map.of());
    return finder.order.stream().map(finder.folds::get).toList();
  }

  private void fold(JsonNode place, Fold fold) {
    if (!fold.tables().isEmpty() && folds.put(place, fold) == null) {
      order.add(place);
    }
  }

  /** The tables of whose records the rows of a query are. */
  private SortedSet<Integer> records(
      ParseNode select, Map<String, SortedSet<Integer>> queriesAround) {
    Map<String, SortedSet<Integer>> queries = new LinkedHashMap<>(queriesAround);
    ParseNode with = new ParseNode("WithClause", select.body().path("withClause"));
    for (ParseNode query : with.children("ctes")) {
      queries.put(query.text("ctename"), records(query.child("ctequery"), queries));
      if (with.flag("recursive")) {
        queries.put(query.text("ctename"), records(query.child("ctequery"), queries));
      }
    }
    Content content = new Content(queries);
    boolean folding = select.has("groupClause") || select.has("havingClause");
    folding |= select.has("distinctClause") || select.has("windowClause");
    if (select.has("larg")) {
      for (String side : List.of("larg", "rarg")) {
        content.found.addAll(
            records(new ParseNode("SelectStmt", select.body().path(side)), queries));
      }
      folding |= !(select.text("op").equals("SETOP_UNION") && select.flag("all"));
    }
    select
        .body()
        .properties()
        .forEach(
            part -> {
              if (!Set.of("withClause", "larg", "rarg").contains(part.getKey())) {
                content.read(part.getValue());
              }
            });
    if (!folding && !content.calls) {
      return content.found;
    }
    fold(select.body(), new Fold(content.found, isStatistic(select), counted(select)));
    return new TreeSet<>();
  }

  /** What stands in a query beside its WITH clause. */
  private final class Content {
    private final Map<String, SortedSet<Integer>> queries;
    private final SortedSet<Integer> found = new TreeSet<>();
    private boolean calls;

    Content(Map<String, SortedSet<Integer>> queries) {
      this.queries = queries;
    }

    private void read(JsonNode json) {
      ParseNode node = ParseNode.of(json);
      switch (node.kind()) {
        case "SelectStmt" -> found.addAll(records(node, queries));
        case "SubLink" -> {
          SortedSet<Integer> records = records(node.child("subselect"), queries);
          if (node.text("subLinkType").equals("EXPR_SUBLINK")) {
            found.addAll(records);
          } else {
            fold(node.body(), new Fold(records, false, new TreeMap<>()));
          }
          read(node.body().path("testexpr"));
        }
        case "RangeVar" -> table(node);
        default -> {
          calls |= node.is("FuncCall") && (node.has("over") || isAggregate(node));
          json.forEach(this::read);
        }
      }
    }

    private void table(ParseNode node) {
      if (node.is("RangeVar") && !node.has("schemaname")) {
        found.addAll(queries.getOrDefault(node.text("relname"), new TreeSet<>()));
      } else if (node.is("RangeVar") && !GovernedTable.alias(node).equals(GovernedTable.HOLDER)) {
        found.add(occurrences.get(node.body().path("location").asInt()));
      }
    }
  }

  private static boolean isAggregate(ParseNode call) {
    return Harmless.AGGREGATES.contains(call.names("funcname").getLast());
  }

  // ---- the form of which groups can be left out

  /**
   * Whether each record is in exactly one of the groups, whoever calls with whatever values: the
   * groups of one table by keys of its own, chosen by nothing that is sent but the value of a
   * column.
   */
  static boolean isStatistic(ParseNode select) {
    List<ParseNode> from = select.children("fromClause");
    boolean table =
        from.size() == 1
            && from.getFirst().is("RangeSubselect")
            && GovernedTable.table(from.getFirst().child("subquery")).isPresent();
    if (!table || OTHER_FORMS.stream().anyMatch(select::has)) {
      return false;
    }
    String alias = GovernedTable.alias(from.getFirst());
    List<ParseNode> parts = new ArrayList<>();
    for (String clause : List.of("targetList", "whereClause", "groupClause", "havingClause")) {
      ParseNode.of(select.body().path(clause)).walk(parts::add);
    }
    List<ParseNode> keys = select.children("sortClause");
    keys.stream()
        .map(key -> key.child("node"))
        // an output by its name
        .filter(key -> key.columnName().size() != 1)
        .forEach(key -> key.walk(parts::add));
    return parts.stream().allMatch(part -> isPlain(part, alias))
        && parameters(select.body().path("targetList")) == 0
        && parameters(select.body().path("groupClause")) == 0
        && parameters(select.body().path("whereClause"))
            == all(select, "whereClause").stream().filter(Folds::isOnePart).count();
  }

  private static boolean isPlain(ParseNode part, String alias) {
    return switch (part.kind()) {
      case "SelectStmt", "SubLink", "GroupingSet", "GroupingFunc" -> false;
      case "ColumnRef" ->
          part.columnName().size() == 2 && part.columnName().getFirst().equals(alias);
      case "FuncCall" ->
          !part.has("over")
              && (!isAggregate(part)
                  || STATISTICS.contains(part.names("funcname").getLast())
                      && !part.has("agg_filter")
                      && !part.has("agg_order")
                      && part.children("args").stream().allMatch(Folds::isUnchanged));
      default -> true;
    };
  }

  private static boolean isUnchanged(ParseNode argument) {
    return argument.is("ColumnRef")
        || argument.is("A_Const")
        || argument.is("TypeCast") && argument.child("arg").is("A_Const");
  }

  private static long parameters(JsonNode part) {
    List<ParseNode> found = new ArrayList<>();
    ParseNode.of(part).walk(found::add);
    return found.stream().filter(node -> node.is("ParamRef")).count();
  }

  /** The conditions of a clause that must hold together. */
  private static List<ParseNode> all(ParseNode select, String clause) {
    List<ParseNode> open = select.has(clause) ? List.of(select.child(clause)) : List.of();
    List<ParseNode> conditions = new ArrayList<>();
    for (ParseNode each : open) {
      conditions.addAll(together(each));
    }
    return conditions;
  }

  static List<ParseNode> together(ParseNode condition) {
    if (!condition.is("BoolExpr") || !condition.text("boolop").equals("AND_EXPR")) {
      return List.of(condition);
    }
    return condition.children("args").stream().flatMap(each -> together(each).stream()).toList();
  }

  private static boolean isOnePart(ParseNode condition) {
    ParseNode left = condition.child("lexpr");
    ParseNode right = condition.child("rexpr");
    return isOperator(condition, "=")
        && (left.is("ColumnRef") && isSent(right) || right.is("ColumnRef") && isSent(left));
  }

  private static boolean isSent(ParseNode value) {
    return value.is("ParamRef") || value.is("TypeCast") && isSent(value.child("arg"));
  }

  private static boolean isOperator(ParseNode node, String name) {
    return node.is("A_Expr")
        && node.text("kind").equals("AEXPR_OP")
        && node.names("name").equals(List.of(name));
  }

  // ---- what leaves groups out

  /** The role columns by which groups of too few parties are left out. */
  private static SortedMap<String, Counted> counted(ParseNode select) {
    SortedMap<String, Counted> counted = new TreeMap<>();
    if (isStatistic(select)) {
      Map<String, String> columns = new TreeMap<>();
      ParseNode table = select.children("fromClause").getFirst().child("subquery");
      for (ParseNode target : table.children("targetList")) {
        columns.put(target.text("name"), target.child("val").columnName().getLast());
      }
      for (ParseNode condition : all(select, "havingClause")) {
        role(condition).map(columns::get).ifPresent(c -> counted.put(c, least(condition)));
      }
    }
    return counted;
  }

  /** The name by which a condition that leaves groups out has its role; absent for any other. */
  static Optional<String> role(ParseNode condition) {
    List<ParseNode> parts =
        condition.is("BoolExpr") && condition.text("boolop").equals("OR_EXPR")
            ? condition.children("args")
            : List.of(condition);
    Optional<String> role = role(parts.getFirst(), ">=", true);
    boolean none =
        parts.size() == 1
            || parts.size() == 2
                && role(parts.getLast(), "=", false).equals(role)
                && parts.getLast().child("rexpr").wholeNumber() == 0;
    return role.filter(name -> none);
  }

  private static Optional<String> role(ParseNode comparison, String operator, boolean distinct) {
    ParseNode count = comparison.child("lexpr");
    List<ParseNode> arguments = count.children("args");
    boolean counts =
        isOperator(comparison, operator)
            && comparison.child("rexpr").wholeNumber() >= 0
            && count.is("FuncCall")
            && count.names("funcname").equals(List.of("pg_catalog", "count"))
            && count.flag("agg_distinct") == distinct
            && !count.has("agg_filter")
            && !count.has("over")
            && arguments.size() == 1
            && arguments.getFirst().columnName().size() == 2;
    return counts
        ? Optional.of(arguments.getFirst().columnName().getLast()).filter(c -> c.startsWith("~r"))
        : Optional.empty();
  }

  private static Counted least(ParseNode condition) {
    boolean orNone = condition.is("BoolExpr");
    ParseNode many = orNone ? condition.children("args").getFirst() : condition;
    return new Counted(many.child("rexpr").wholeNumber(), orNone);
  }
}
