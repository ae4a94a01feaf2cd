package io.tidegate.engine.check;

import io.tidegate.engine.check.RowSource.Column;
import io.tidegate.engine.check.Trace.Scope;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.sql.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the subquery that stands for a governed table: {@code SELECT "~g".column…, holder.role AS …
 * FROM table AS "~g" [JOIN parent AS "~h" ON link] [WHERE role = caller OR …] [OFFSET 0]}. It is
 * the only place where a role column may be compared with the caller, and it must have this form
 * exactly: anything between the table and its scope could open it.
 */
final class GovernedTable {
  /** The alias of the table that has the role columns of another. */
  static final String HOLDER = "~h";

  private static final String OWN = "~g";
  private static final Set<String> PARTS =
      Set.of("targetList", "fromClause", "whereClause", "limitOffset", "limitOption", "op");
  private static final Set<String> TEXT_TYPES = Set.of("text", "varchar", "bpchar");

  private final ParseNode select;
  private final ParseNode own;
  private final Resource resource;
  private final Optional<Parties> parties;
  private final List<Binding> bindings;
  private final boolean joined;

  private GovernedTable(
      ParseNode select,
      ParseNode own,
      Resource resource,
      Optional<Parties> parties,
      List<Binding> bindings) {
    this.select = select;
    this.own = own;
    this.resource = resource;
    this.parties = parties;
    this.bindings = bindings;
    this.joined = select.children("fromClause").getFirst().is("JoinExpr");
  }

  /** The table a subquery stands for; absent when it is a subquery like any other. */
  static Optional<ParseNode> table(ParseNode subquery) {
    List<ParseNode> from = subquery.children("fromClause");
    if (from.isEmpty()) {
      return Optional.empty();
    }
    ParseNode first =
        from.getFirst().is("JoinExpr") ? from.getFirst().child("larg") : from.getFirst();
    boolean marked = first.is("RangeVar") && alias(first).equals(OWN);
    return marked ? Optional.of(first) : Optional.empty();
  }

  static GovernedTable read(
      ParseNode subquery,
      ParseNode table,
      Resource resource,
      Catalog catalog,
      List<Binding> bindings)
      throws Untraceable {
    GovernedTable governed =
        new GovernedTable(subquery, table, resource, Parties.of(catalog, resource), bindings);
    governed.requireForm();
    return governed;
  }

  Resource resource() {
    return resource;
  }

  ParseNode table() {
    return own;
  }

  /** Its columns; those of the holder are role columns and switches, and count as its own. */
  List<Column> columns(int occurrence) throws Untraceable {
    List<Column> columns = new ArrayList<>();
    for (ParseNode target : select.children("targetList")) {
      List<String> name = target.child("val").columnName();
      if (name.size() != 2) {
        throw form("selects something that is no column");
      }
      Origin origin = new Origin(occurrence, column(name.getFirst(), name.getLast()), false);
      String as = target.has("name") ? target.text("name") : name.getLast();
      boolean wide =
          resource
              .field(origin.column().column())
              .map(f -> Failing.wide(f.sqlType()))
              .orElse(false);
      columns.add(new Column(as, Flow.copyOf(origin).wide(wide)));
    }
    return columns;
  }

  /** Which of the table's rows it lets through. */
  Scope scope() {
    if (!select.has("whereClause")) {
      return new Scope.Open();
    }
    if (parties.isEmpty()) {
      return new Scope.Unclear("its records have no parties to tell them apart by");
    }
    ParseNode where = select.child("whereClause");
    if (where.is("A_Const")
        && where.has("boolval")
        && !where.body().path("boolval").has("boolval")) {
      return new Scope.Party(false);
    }
    List<ParseNode> conditions =
        where.is("BoolExpr") && where.text("boolop").equals("OR_EXPR")
            ? where.children("args")
            : List.of(where);
    for (ParseNode condition : conditions) {
      if (!namesCaller(condition)) {
        return new Scope.Unclear(
            "its rows are chosen by something else than the caller's own roles");
      }
    }
    return new Scope.Party(
        conditions.stream().anyMatch(c -> bound(c) instanceof Binding.Principal));
  }

  private boolean namesCaller(ParseNode condition) {
    boolean equality =
        condition.is("A_Expr")
            && condition.text("kind").equals("AEXPR_OP")
            && condition.names("name").equals(List.of("="));
    List<String> column = condition.child("lexpr").columnName();
    ParseNode cast = condition.child("rexpr");
    ParseNode type = new ParseNode("TypeName", cast.body().path("typeName"));
    return equality
        && column.size() == 2
        && column.getFirst().equals(holderAlias())
        && parties.orElseThrow().roleColumns().contains(column.getLast())
        && cast.is("TypeCast")
        // a shorter type would cut the caller's code, and another's might match what is left
        && TEXT_TYPES.contains(type.names("names").getLast())
        && !type.has("typmods")
        && !type.has("arrayBounds")
        && switch (bound(condition)) {
          case Binding.Caller caller -> true;
          // whoever lets others have records has to be their principal
          case Binding.Principal principal -> parties.orElseThrow().isPrincipal(column.getLast());
          case null, default -> false;
        };
  }

  /** What a role column is compared with; null when it is no parameter. */
  private Binding bound(ParseNode condition) {
    ParseNode parameter = condition.child("rexpr").child("arg");
    int number = parameter.body().path("number").asInt();
    return parameter.is("ParamRef") && number >= 1 && number <= bindings.size()
        ? bindings.get(number - 1)
        : null;
  }

  private ColumnId column(String alias, String name) throws Untraceable {
    if (alias.equals(OWN) && resource.field(name).isPresent()) {
      return resource.column(name);
    }
    if (joined && alias.equals(HOLDER)) {
      Parties known = parties.orElseThrow();
      if (known.roleColumns().contains(name) || known.roles().switches().containsValue(name)) {
        return known.holder().column(name);
      }
    }
    throw new Untraceable(
        CheckCode.COLUMN, resource.id() + "." + name, "the catalog has no such column");
  }

  private String holderAlias() {
    return parties.orElseThrow().inherited() ? HOLDER : OWN;
  }

  private void requireForm() throws Untraceable {
    for (Map.Entry<String, ?> part : select.body().properties()) {
      if (!PARTS.contains(part.getKey())) {
        throw form("has " + part.getKey());
      }
    }
    if (select.children("fromClause").size() != 1
        || select.has("limitOffset") && select.child("limitOffset").wholeNumber() != 0) {
      throw form("has more than one table or skips rows");
    }
    if (joined) {
      requireLink(select.children("fromClause").getFirst());
    }
  }

  private void requireLink(ParseNode join) throws Untraceable {
    ParseNode right = join.child("rarg");
    if (parties.isEmpty()
        || !parties.get().inherited()
        || !join.text("jointype").equals("JOIN_INNER")
        || !right.is("RangeVar")
        || !alias(right).equals(HOLDER)
        || join.has("usingClause")
        || !right.text("schemaname").equals(parties.get().holder().schema())
        || !right.text("relname").equals(parties.get().holder().table())) {
      throw form("joins something else than the table its parties stand in");
    }
    ParseNode quals = join.child("quals");
    List<ParseNode> conditions =
        quals.is("BoolExpr") && quals.text("boolop").equals("AND_EXPR")
            ? quals.children("args")
            : List.of(quals);
    Map<String, String> link = new TreeMap<>();
    for (ParseNode condition : conditions) {
      List<String> left = condition.child("lexpr").columnName();
      List<String> parent = condition.child("rexpr").columnName();
      if (!condition.is("A_Expr")
          || !condition.text("kind").equals("AEXPR_OP")
          || !condition.names("name").equals(List.of("="))
          || left.size() != 2
          || parent.size() != 2
          || !left.getFirst().equals(OWN)
          || !parent.getFirst().equals(HOLDER)) {
        throw form("is joined to its parties by something else than their link");
      }
      link.put(left.getLast(), parent.getLast());
    }
    if (conditions.size() != link.size() || !link.equals(new TreeMap<>(parties.get().link()))) {
      throw form("is joined to its parties by something else than their link");
    }
  }

  private Untraceable form(String what) {
    return new Untraceable(
        CheckCode.SCOPE, resource.id(), "the subquery that scopes the table " + what);
  }

  static String alias(ParseNode from) {
    String alias = from.body().path("alias").path("aliasname").asText();
    return alias.isEmpty() ? from.text("relname") : alias;
  }
}
