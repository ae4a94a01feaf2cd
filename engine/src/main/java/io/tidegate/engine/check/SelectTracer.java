package io.tidegate.engine.check;

import io.tidegate.engine.check.Flow.Presence;
import io.tidegate.engine.check.QueryTracer.Context;
import io.tidegate.engine.check.QueryTracer.Ctes;
import io.tidegate.engine.check.QueryTracer.Result;
import io.tidegate.engine.check.RowSource.Column;
import io.tidegate.route.sql.InfluenceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Follows one SELECT with a FROM clause. */
final class SelectTracer {
  /** What the page frame may be made of: comparisons of outputs with the values of a cursor. */
  private static final Set<String> FRAME_PARTS =
      Set.of(
          "A_Expr",
          "BoolExpr",
          "NullTest",
          "RowExpr",
          "ColumnRef",
          "TypeCast",
          "ParamRef",
          "String",
          "Integer");

  private final QueryTracer queries;
  private final ExpressionTracer expressions;
  private final ParseNode select;
  private final Optional<Names> outer;
  private final Ctes ctes;
  private final boolean framed;
  private final List<Column> columns = new ArrayList<>();
  private final SortedMap<Integer, Boolean> told = new TreeMap<>();
  private Context context;

  /**
   * @param framed whether it is the frame that cuts the answer into pages
   */
  SelectTracer(
      QueryTracer queries,
      ExpressionTracer expressions,
      ParseNode select,
      Optional<Names> outer,
      Ctes ctes,
      boolean framed) {
    this.queries = queries;
    this.expressions = expressions;
    this.select = select;
    this.outer = outer;
    this.ctes = ctes;
    this.framed = framed;
  }

  Result trace() throws Untraceable {
    RowSource source = RowSource.NONE;
    for (ParseNode item : select.children("fromClause")) {
      source = source.with(queries.from(item, source, outer, ctes));
    }
    Windows windows = new Windows(select.children("windowClause"));
    Names names = new Names(source, outer);
    context = new Context(names, ctes);
    expressions.enter(windows);
    expressions.windows(context);
    where();
    for (ParseNode target : select.children("targetList")) {
      output(target);
    }
    group();
    having();
    order();
    distinct();
    boolean aggregates = expressions.leave();
    boolean plain =
        !aggregates
            && !select.has("groupClause")
            && !select.has("havingClause")
            && !select.has("distinctClause");
    SortedSet<Integer> aligned = plain ? source.aligned() : new TreeSet<>();
    tell(aligned, source.aligned());
    return new Result(columns, new TreeSet<>(), aligned);
  }

  /**
   * Truth values that are written out may tell the parts of a UNION ALL apart. False says that
   * nothing is there of any table the select has anything of.
   */
  private void tell(SortedSet<Integer> aligned, SortedSet<Integer> read) {
    SortedSet<Integer> all = new TreeSet<>(read);
    columns.forEach(column -> column.flow().all().forEach(origin -> all.add(origin.table())));
    told.forEach(
        (index, truth) -> {
          Presence presence =
              truth ? new Presence(aligned, new TreeSet<>()) : new Presence(new TreeSet<>(), all);
          Column column = columns.get(index);
          columns.set(index, new Column(column.name(), column.flow().telling(presence)));
        });
  }

  private void output(ParseNode target) throws Untraceable {
    ParseNode value = target.child("val");
    List<String> column = value.columnName();
    String implied = column.isEmpty() ? "" : column.getLast();
    String name = target.has("name") ? target.text("name") : implied;
    if (value.is("A_Const") && value.has("boolval")) {
      told.put(columns.size(), value.body().path("boolval").path("boolval").asBoolean());
    }
    columns.add(new Column(name, expressions.flow(value, context)));
  }

  private void where() throws Untraceable {
    if (!select.has("whereClause")) {
      return;
    }
    if (framed) {
      frame(select.child("whereClause"));
    } else {
      expressions.condition(select.child("whereClause"), context, InfluenceKind.WHERE);
    }
  }

  /** That groups of too few parties are left out is no effect of their roles. */
  private void having() throws Untraceable {
    if (!select.has("havingClause")) {
      return;
    }
    boolean statistic = Folds.isStatistic(select);
    for (ParseNode condition : Folds.together(select.child("havingClause"))) {
      if (statistic && Folds.role(condition).isPresent()) {
        condition.walk(queries::followed);
      } else {
        expressions.condition(condition, context, InfluenceKind.HAVING);
      }
    }
  }

  private void group() throws Untraceable {
    for (ParseNode key : select.children("groupClause")) {
      group(key);
    }
  }

  private void group(ParseNode key) throws Untraceable {
    if (key.is("GroupingSet")) {
      for (ParseNode part : key.children("content")) {
        group(part);
      }
    } else if (key.is("RowExpr")) {
      for (ParseNode part : key.children("args")) {
        group(part);
      }
    } else {
      List<String> column = key.columnName();
      // a name means a column of the tables first, and only then an output
      boolean output = column.size() == 1 && context.names().local(column.getFirst()).isEmpty();
      queries.affect(output ? outputOr(key) : placeOr(key), InfluenceKind.GROUP);
    }
  }

  private void order() throws Untraceable {
    for (ParseNode sort : select.children("sortClause")) {
      if (framed) {
        frame(sort.child("node"));
      } else {
        queries.affect(outputOr(sort.child("node")), InfluenceKind.ORDER);
      }
    }
  }

  private void distinct() throws Untraceable {
    for (ParseNode key : select.children("distinctClause")) {
      if (key.kind().isEmpty()) {
        columns.forEach(column -> queries.affect(column.flow(), InfluenceKind.DISTINCT));
      } else {
        queries.affect(outputOr(key), InfluenceKind.DISTINCT);
      }
    }
  }

  /** A key that may be an output's name or place, or else an expression. */
  private Flow outputOr(ParseNode key) throws Untraceable {
    List<String> name = key.columnName();
    if (name.size() == 1) {
      List<Column> named =
          columns.stream().filter(each -> each.name().equals(name.getFirst())).toList();
      if (!named.isEmpty()) {
        queries.followed(key);
        return Flow.of(named.stream().map(Column::flow).toList());
      }
    }
    return placeOr(key);
  }

  private Flow placeOr(ParseNode key) throws Untraceable {
    int place = key.wholeNumber();
    return place >= 1 && place <= columns.size()
        ? columns.get(place - 1).flow()
        : expressions.flow(key, context);
  }

  /**
   * The frame's own comparisons are no effects of the query; only outputs may take part in them.
   */
  private void frame(ParseNode condition) throws Untraceable {
    List<ParseNode> parts = new ArrayList<>();
    condition.walk(parts::add);
    for (ParseNode part : parts) {
      if (!FRAME_PARTS.contains(part.kind())) {
        throw new Untraceable(
            CheckCode.PAGING, part.kind(), "the page frame compares more than keys");
      }
      if (part.is("ColumnRef")) {
        queries.followed(part);
        context.names().column(part.columnName());
        queries.pageColumn(part.columnName().getLast());
      } else if (part.is("ParamRef")) {
        expressions.requireKeyValue(part);
      }
    }
  }
}
