package io.tidegate.engine.check;

import io.tidegate.engine.check.QueryTracer.Apart;
import io.tidegate.engine.check.QueryTracer.Context;
import io.tidegate.engine.check.QueryTracer.Result;
import io.tidegate.engine.check.RowSource.Column;
import io.tidegate.route.sql.Binding;
import io.tidegate.route.sql.InfluenceKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Follows expressions. */
final class ExpressionTracer {
  private final QueryTracer queries;
  private final List<Binding> bindings;
  private final Deque<Select> selects = new ArrayDeque<>();

  ExpressionTracer(QueryTracer queries, List<Binding> bindings) {
    this.queries = queries;
    this.bindings = bindings;
  }

  /** The SELECT whose expressions are followed. */
  private static final class Select {
    private final Windows windows;
    private boolean aggregates;

    private Select(Windows windows) {
      this.windows = windows;
    }
  }

  void enter(Windows windows) {
    selects.push(new Select(windows));
  }

  /** Follows what windows are made of, whether one is used or not. */
  void windows(Context context) throws Untraceable {
    for (ParseNode window : selects.element().windows.definitions()) {
      each(selects.element().windows.keys(window), context);
    }
  }

  /** Leaves a SELECT; tells whether it makes one row of many. */
  boolean leave() {
    return selects.pop().aggregates;
  }

  /**
   * Follows a condition; what is compared with what the caller sends is told apart by comparison.
   */
  void condition(ParseNode node, Context context, InfluenceKind kind) throws Untraceable {
    if (node.is("BoolExpr")) {
      for (ParseNode part : node.children("args")) {
        condition(part, context, kind);
      }
    } else {
      queries.affect(flow(node, context), kind);
    }
  }

  /** The arguments of a function that stands in FROM. */
  Flow rows(ParseNode call, Context context) throws Untraceable {
    if (!call.is("FuncCall")
        || call.has("over")
        || call.has("agg_filter")
        || call.has("agg_order")) {
      throw new Untraceable(CheckCode.NODE, call.kind(), "a FROM clause calls no plain function");
    }
    return all(call.children("args"), context).computed();
  }

  Flow flow(ParseNode node, Context context) throws Untraceable {
    Flow flow = followed(node, context);
    return Failing.wide(node).map(flow::wide).orElse(flow);
  }

  private Flow followed(ParseNode node, Context context) throws Untraceable {
    return switch (node.kind()) {
      case "ColumnRef" -> {
        queries.followed(node);
        yield context.names().column(node.columnName());
      }
      case "ParamRef" -> parameter(node);
      case "A_Const" -> node.flag("isnull") ? Flow.NULL : Flow.NOTHING;
      case "SQLValueFunction" -> Flow.NOTHING;
      case "TypeCast" -> {
        Flow value = flow(node.child("arg"), context);
        boolean fails =
            value.copies().stream().anyMatch(origin -> Failing.cast(queries.sqlType(origin), node));
        yield value.isNull() ? value : noted(fails, value.computed());
      }
      case "NullTest", "BooleanTest" -> flow(node.child("arg"), context).computed();
      case "BoolExpr", "CoalesceExpr" -> {
        List<Flow> operands = new ArrayList<>();
        for (ParseNode operand : node.children("args")) {
          operands.add(guarded(operand, context, operands));
        }
        yield Flow.of(operands);
      }
      case "MinMaxExpr", "RowExpr" -> all(node.children("args"), context);
      case "A_ArrayExpr" -> all(node.children("elements"), context);
      case "A_Indirection" -> subscript(node, context);
      case "GroupingFunc" -> {
        // which set of keys a row is of depends on no column
        each(node.children("args"), context);
        yield Flow.NOTHING;
      }
      case "List" -> all(node.children("items"), context);
      case "A_Expr" -> {
        List<ParseNode> operands = new ArrayList<>();
        for (String side : List.of("lexpr", "rexpr")) {
          if (node.has(side)) {
            operands.add(node.child(side));
          }
        }
        yield noted(Failing.operator(node), all(operands, context));
      }
      case "CaseExpr" -> choice(node, context);
      case "FuncCall" -> call(node, context);
      case "SubLink" -> subquery(node, context);
      case String kind ->
          throw new Untraceable(CheckCode.NODE, kind, "an expression has a part that is not known");
    };
  }

  /** What is reckoned only where others allow it: they decide, too, whether it fails. */
  private Flow guarded(ParseNode node, Context context, List<Flow> guards) throws Untraceable {
    int before = queries.failing();
    Flow flow = flow(node, context);
    if (queries.failing() > before) {
      queries.canFail(Flow.NOTHING.decidedBy(guards));
    }
    return flow;
  }

  /** Elements of an array; a part of a row is named the same way, and is not accepted. */
  private Flow subscript(ParseNode node, Context context) throws Untraceable {
    List<ParseNode> parts = new ArrayList<>(List.of(node.child("arg")));
    for (ParseNode step : node.children("indirection")) {
      if (!step.is("A_Indices")) {
        throw new Untraceable(CheckCode.NODE, step.kind(), "a part of a row is taken");
      }
      for (String bound : List.of("lidx", "uidx")) {
        if (step.has(bound)) {
          parts.add(step.child(bound));
        }
      }
    }
    return all(parts, context);
  }

  private Flow noted(boolean canFail, Flow flow) {
    if (canFail) {
      queries.canFail(flow);
    }
    return flow;
  }

  private Flow all(List<ParseNode> nodes, Context context) throws Untraceable {
    return Flow.of(each(nodes, context));
  }

  private List<Flow> each(List<ParseNode> nodes, Context context) throws Untraceable {
    List<Flow> flows = new ArrayList<>();
    for (ParseNode node : nodes) {
      flows.add(flow(node, context));
    }
    return flows;
  }

  private Flow parameter(ParseNode node) throws Untraceable {
    queries.followed(node);
    return switch (binding(node)) {
      // how many rows are asked for is the caller's choice, too
      case Binding.Parameter sent -> Flow.SENT;
      case Binding.RowLimit limit -> Flow.SENT;
      case Binding.Caller caller ->
          throw new Untraceable(
              CheckCode.SCOPE, "", "the caller's code is used outside of the scope of a table");
      case Binding.Principal principal ->
          throw new Untraceable(
              CheckCode.SCOPE, "", "the principal's code is used outside of the scope of a table");
      case Binding.KeyValue key ->
          throw new Untraceable(
              CheckCode.PAGING, "", "a value of a cursor is used outside of the page frame");
    };
  }

  /** Sees that a placeholder of the page frame holds a value of the cursor. */
  void requireKeyValue(ParseNode node) throws Untraceable {
    queries.followed(node);
    if (!(binding(node) instanceof Binding.KeyValue)) {
      throw new Untraceable(CheckCode.PAGING, "", "the page frame compares with no cursor");
    }
  }

  private Binding binding(ParseNode node) throws Untraceable {
    int number = node.body().path("number").asInt();
    if (number < 1 || number > bindings.size()) {
      throw new Untraceable(CheckCode.STATEMENT, "$" + number, "nothing is bound to it");
    }
    return bindings.get(number - 1);
  }

  private Flow choice(ParseNode node, Context context) throws Untraceable {
    List<Flow> results = new ArrayList<>();
    List<Flow> conditions = new ArrayList<>();
    for (ParseNode when : node.children("args")) {
      List<ParseNode> compared = new ArrayList<>(List.of(when.child("expr")));
      if (node.has("arg")) {
        compared.add(node.child("arg"));
      }
      List<Flow> condition = new ArrayList<>();
      for (ParseNode part : compared) {
        condition.add(guarded(part, context, conditions));
      }
      conditions.add(Flow.of(condition));
      results.add(guarded(when.child("result"), context, conditions));
    }
    if (node.has("defresult")) {
      results.add(guarded(node.child("defresult"), context, conditions));
    }
    return Flow.of(results).decidedBy(conditions);
  }

  private Flow call(ParseNode node, Context context) throws Untraceable {
    String name = node.names("funcname").getLast();
    if (Harmless.ROWS.contains(name)) {
      throw new Untraceable(
          CheckCode.NODE, name, "a function that makes rows stands outside of FROM");
    }
    int local = context.names().localUses();
    int around = context.names().outerUses();
    boolean ordered = node.flag("agg_within_group");
    List<ParseNode> given = new ArrayList<>(node.children("args"));
    if (ordered) {
      // what it goes by is what it yields
      node.children("agg_order").forEach(sort -> given.add(sort.child("node")));
    }
    List<Flow> deciders = new ArrayList<>();
    if (node.has("agg_filter")) {
      deciders.add(flow(node.child("agg_filter"), context));
    }
    List<Flow> operands = new ArrayList<>();
    for (ParseNode argument : given) {
      operands.add(guarded(argument, context, deciders));
    }
    Flow arguments = Flow.of(operands);
    for (ParseNode sort : ordered ? List.<ParseNode>of() : node.children("agg_order")) {
      deciders.add(flow(sort.child("node"), context));
    }
    if (node.has("over")) {
      ParseNode window = new ParseNode("WindowDef", node.body().path("over"));
      deciders.addAll(each(select(name).windows.keys(window), context));
    }
    Flow result = arguments.decidedBy(deciders);
    result = noted(Failing.call(name, node.children("args"), arguments.wide()), result);
    if (node.has("over")) {
      return result.ofForeignRows();
    }
    if (Harmless.AGGREGATES.contains(name)) {
      if (context.names().localUses() == local && context.names().outerUses() > around) {
        // it would aggregate the rows of the query around this one
        throw new Untraceable(
            CheckCode.COLUMN, name, "an aggregate takes columns of an outer query");
      }
      select(name).aggregates = true;
    }
    return result;
  }

  private Select select(String name) throws Untraceable {
    if (selects.isEmpty()) {
      throw new Untraceable(CheckCode.NODE, name, "rows are aggregated where there are none");
    }
    return selects.peek();
  }

  private Flow subquery(ParseNode node, Context context) throws Untraceable {
    ParseNode select = node.child("subselect");
    if (!select.is("SelectStmt")) {
      throw new Untraceable(CheckCode.STATEMENT, select.kind(), "a subquery is no SELECT");
    }
    int before = queries.failing();
    Apart apart = queries.subquery(select, Optional.of(context.names()), context.ctes());
    if (queries.failing() > before) {
      queries.canFail(apart.effects());
    }
    Result result = apart.result();
    List<Flow> outputs = result.columns().stream().map(Column::flow).toList();
    Flow flow =
        switch (node.text("subLinkType")) {
          case "EXISTS_SUBLINK" -> Flow.NOTHING.decidedBy(outputs);
          case "ANY_SUBLINK", "ALL_SUBLINK" -> {
            List<Flow> compared = new ArrayList<>(outputs);
            compared.add(flow(node.child("testexpr"), context));
            yield Flow.of(compared);
          }
          default -> Flow.of(outputs);
        };
    return flow.amongRows(result.deciders(), apart.effects());
  }
}
