package io.tidegate.engine.check;

import io.tidegate.engine.check.RowSource.Column;
import io.tidegate.engine.check.RowSource.Item;
import io.tidegate.engine.check.Trace.Effect;
import io.tidegate.engine.check.Trace.Output;
import io.tidegate.engine.check.Trace.Scope;
import io.tidegate.engine.check.Trace.Table;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.sql.Binding;
import io.tidegate.route.sql.InfluenceKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Follows every value of a statement down to the columns of the catalog, and collects every column
 * that decides which rows come. At the end each column reference, table and placeholder of the tree
 * must have been followed: what was overlooked is refused.
 */
final class QueryTracer {
  /** The alias of the frame that cuts an answer into pages. */
  private static final String PAGE = "~p";

  /** The alias of the query that stands for a view begins with it; the view's id follows. */
  private static final String VIEW = "~v:";

  /** What the names of hidden columns begin with. */
  private static final String OURS = "~";

  private static final Ctes NO_CTES = new Ctes(Map.of());

  /** A recursive query whose columns are still not settled after so many rounds is refused. */
  private static final int ROUNDS = 20;

  private final Catalog catalog;
  private final String source;
  private final List<Binding> bindings;
  private final SortedMap<Integer, Integer> occurrences = new TreeMap<>();
  private final SortedMap<Integer, Table> tables = new TreeMap<>();
  private SortedSet<Effect> effects = new TreeSet<>();
  private final SortedSet<Effect> failures = new TreeSet<>();
  private int failing;
  private final SortedSet<String> pageColumns = new TreeSet<>();
  private final Deque<SortedSet<Origin>> rows = new ArrayDeque<>();
  private final Set<Object> followed = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Where each query of a WITH clause is named. */
  private final Map<Object, Set<Object>> mentions = new IdentityHashMap<>();

  /** The queries of WITH clauses that are named in more than one place. */
  private final Set<Object> shared = Collections.newSetFromMap(new IdentityHashMap<>());

  private final ExpressionTracer expressions;

  private QueryTracer(Catalog catalog, String source, List<Binding> bindings, Set<Object> shared) {
    this.catalog = catalog;
    this.source = source;
    this.bindings = bindings;
    this.shared.addAll(shared);
    this.expressions = new ExpressionTracer(this, bindings);
  }

  /**
   * What a statement does.
   *
   * @throws Untraceable when any part of it cannot be followed
   */
  static Trace trace(ParseNode statement, Catalog catalog, String source, List<Binding> bindings)
      throws Untraceable {
    if (!statement.is("SelectStmt")) {
      throw new Untraceable(CheckCode.STATEMENT, "", "the statement is no SELECT");
    }
    QueryTracer tracer = new QueryTracer(catalog, source, bindings, Set.of());
    tracer.count(statement);
    Result result = tracer.statement(statement);
    if (tracer.findShared()) {
      // what each name stands for is known only now; and what is shared stands for no row of its
      // own
      tracer = new QueryTracer(catalog, source, bindings, tracer.shared);
      tracer.count(statement);
      result = tracer.statement(statement);
    }
    tracer.requireAllFollowed(statement);
    return tracer.finish(result, Folds.of(statement, tracer.occurrences));
  }

  /**
   * The rows of a query.
   *
   * @param deciders every column that decides which rows there are
   * @param aligned the tables of which each row stands for one row
   */
  record Result(List<Column> columns, SortedSet<Origin> deciders, SortedSet<Integer> aligned) {
    Result {
      columns = List.copyOf(columns);
    }
  }

  /**
   * A query of a WITH clause.
   *
   * @param body the query as it is written
   * @param effects what decides its rows, which counts only where the query is used
   */
  record Cte(Object body, Result result, SortedSet<Effect> effects) {}

  /** The queries of WITH clauses that can be named; an absent one is one that must not be. */
  record Ctes(Map<String, Optional<Cte>> byName) {
    Ctes with(String name, Optional<Cte> cte) {
      Map<String, Optional<Cte>> more = new TreeMap<>(byName);
      more.put(name, cte);
      return new Ctes(more);
    }
  }

  /**
   * The tables of the text get their places in its order, whatever the order they are traced in.
   */
  private void count(ParseNode statement) {
    List<Integer> locations = new ArrayList<>();
    statement.walk(
        node -> {
          if (node.is("RangeVar")
              && node.has("schemaname")
              && !GovernedTable.alias(node).equals(GovernedTable.HOLDER)) {
            locations.add(node.body().path("location").asInt());
          }
        });
    locations.sort(Comparator.naturalOrder());
    locations.forEach(location -> occurrences.put(location, occurrences.size()));
  }

  private boolean findShared() {
    mentions.forEach(
        (body, places) -> {
          if (places.size() > 1) {
            shared.add(body);
          }
        });
    return !shared.isEmpty();
  }

  private Trace finish(Result result, List<Trace.Fold> folds) {
    List<Output> outputs =
        result.columns().stream().map(each -> new Output(each.name(), each.flow())).toList();
    SortedSet<Effect> onRows = effects;
    effects = new TreeSet<>();
    for (Output output : outputs) {
      affectNested(output.flow(), InfluenceKind.CONTROL, false);
      effects.addAll(output.flow().within());
    }
    List<Table> read = new ArrayList<>();
    tables.forEach(
        (occurrence, table) ->
            read.add(
                new Table(
                    table.resource(),
                    table.alias(),
                    table.scope(),
                    result.aligned().contains(occurrence),
                    table.views())));
    return new Trace(
        read,
        outputs,
        List.copyOf(onRows),
        List.copyOf(effects),
        List.copyOf(failures),
        folds,
        List.copyOf(pageColumns));
  }

  private void requireAllFollowed(ParseNode statement) throws Untraceable {
    List<String> overlooked = new ArrayList<>();
    statement.walk(
        node -> {
          boolean names = node.is("ColumnRef") || node.is("RangeVar") || node.is("ParamRef");
          if (names && !followed.contains(node.body())) {
            overlooked.add(node.kind() + " at " + node.body().path("location").asInt());
          }
        });
    if (!overlooked.isEmpty() || tables.size() != occurrences.size()) {
      throw new Untraceable(
          CheckCode.COLUMN, "", "parts of the statement were not followed: " + overlooked);
    }
  }

  void followed(ParseNode node) {
    followed.add(node.body());
  }

  // ---- queries

  private Result statement(ParseNode select) throws Untraceable {
    List<ParseNode> from = select.children("fromClause");
    boolean framed =
        from.size() == 1
            && from.getFirst().is("RangeSubselect")
            && GovernedTable.alias(from.getFirst()).equals(PAGE);
    return query(select, Optional.empty(), new Ctes(new TreeMap<>()), framed);
  }

  Result query(ParseNode select, Optional<Names> outer, Ctes ctes) throws Untraceable {
    return query(select, outer, ctes, false);
  }

  /**
   * Follows a query by itself: what decides its rows is not yet an effect of the statement, but of
   * whoever uses it.
   */
  private Apart apart(Following following) throws Untraceable {
    SortedSet<Effect> around = effects;
    Deque<SortedSet<Origin>> rowsAround = new ArrayDeque<>(rows);
    effects = new TreeSet<>();
    rows.clear();
    Result result = following.follow();
    Apart apart = new Apart(result, effects);
    effects = around;
    rows.addAll(rowsAround);
    return apart;
  }

  /** A subquery within an expression. */
  Apart subquery(ParseNode select, Optional<Names> outer, Ctes ctes) throws Untraceable {
    return apart(() -> query(select, outer, ctes));
  }

  private interface Following {
    Result follow() throws Untraceable;
  }

  /**
   * A query that was followed by itself.
   *
   * @param effects what decides its rows, which counts only where the query is used
   */
  record Apart(Result result, SortedSet<Effect> effects) {}

  private Result query(ParseNode select, Optional<Names> outer, Ctes around, boolean framed)
      throws Untraceable {
    rows.push(new TreeSet<>());
    Ctes ctes = select.has("withClause") ? with(select, outer, around) : around;
    Result result;
    if (select.has("larg")) {
      result = combined(select, outer, ctes);
    } else if (select.has("valuesLists")) {
      result = values(select, outer, ctes);
    } else {
      result = new SelectTracer(this, expressions, select, outer, ctes, framed).trace();
    }
    for (String bound : List.of("limitCount", "limitOffset")) {
      if (select.has(bound)) {
        Context context = new Context(Names.within(outer), ctes);
        Flow rowCount = expressions.flow(select.child(bound), context);
        affect(rowCount, InfluenceKind.LIMIT);
        // a number below zero is an error
        if (select.child(bound).wholeNumber() < 0) {
          canFail(rowCount);
        }
      }
    }
    SortedSet<Origin> deciders = rows.pop();
    if (!rows.isEmpty()) {
      rows.peek().addAll(deciders);
    }
    return new Result(result.columns(), deciders, result.aligned());
  }

  private Result combined(ParseNode select, Optional<Names> outer, Ctes ctes) throws Untraceable {
    Result left = query(new ParseNode("SelectStmt", select.body().path("larg")), outer, ctes);
    Result right = query(new ParseNode("SelectStmt", select.body().path("rarg")), outer, ctes);
    if (left.columns().size() != right.columns().size()) {
      throw new Untraceable(CheckCode.COLUMN, "", "two arms of a query have not the same columns");
    }
    boolean compares = !(select.text("op").equals("SETOP_UNION") && select.flag("all"));
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < left.columns().size(); i++) {
      Flow first = left.columns().get(i).flow();
      Flow second = right.columns().get(i).flow();
      if (compares) {
        affect(first, InfluenceKind.SET_OPERATION);
        affect(second, InfluenceKind.SET_OPERATION);
      }
      // EXCEPT shows no value of its right arm; that it is compared is an effect
      boolean except = select.text("op").equals("SETOP_EXCEPT");
      Flow both =
          except
              ? first.compared(left.aligned())
              : Flow.either(
                  first,
                  left.aligned(),
                  second,
                  right.aligned(),
                  // what was compared is a copy of no column
                  !compares && alike(first, second));
      columns.add(new Column(left.columns().get(i).name(), both));
    }
    order(select, columns, outer, ctes);
    SortedSet<Integer> aligned = new TreeSet<>();
    if (!compares) {
      // each row is of one arm, and of no table of the other
      aligned.addAll(left.aligned());
      aligned.addAll(right.aligned());
    }
    return new Result(columns, new TreeSet<>(), aligned);
  }

  /** Whether two columns that are put together are not converted. */
  private boolean alike(Flow first, Flow second) {
    SortedSet<Origin> copies = new TreeSet<>(first.copies());
    copies.addAll(second.copies());
    return copies.stream().map(this::sqlType).distinct().count() <= 1;
  }

  /** The order of rows that come from no tables of their own: only their columns can be named. */
  private void order(ParseNode select, List<Column> columns, Optional<Names> outer, Ctes ctes)
      throws Untraceable {
    Names sorted = new Names(RowSource.of(new Item("", columns, false), new TreeSet<>()), outer);
    for (ParseNode sort : select.children("sortClause")) {
      ParseNode key = sort.child("node");
      int place = key.wholeNumber();
      Flow flow =
          place >= 1 && place <= columns.size()
              ? columns.get(place - 1).flow()
              : expressions.flow(key, new Context(sorted, ctes));
      affect(flow, InfluenceKind.ORDER);
    }
  }

  private Result values(ParseNode select, Optional<Names> outer, Ctes ctes) throws Untraceable {
    Context context = new Context(Names.within(outer), ctes);
    List<List<Flow>> byColumn = new ArrayList<>();
    for (ParseNode row : select.children("valuesLists")) {
      List<ParseNode> items = row.children("items");
      for (int i = 0; i < items.size(); i++) {
        if (byColumn.size() == i) {
          byColumn.add(new ArrayList<>());
        }
        byColumn.get(i).add(expressions.flow(items.get(i), context));
      }
    }
    List<Column> columns = new ArrayList<>();
    for (List<Flow> flows : byColumn) {
      columns.add(new Column("column" + (columns.size() + 1), Flow.of(flows)));
    }
    order(select, columns, outer, ctes);
    return new Result(columns, new TreeSet<>(), new TreeSet<>());
  }

  private Ctes with(ParseNode select, Optional<Names> outer, Ctes around) throws Untraceable {
    ParseNode clause = new ParseNode("WithClause", select.body().path("withClause"));
    boolean recursive = clause.flag("recursive");
    Ctes ctes = around;
    if (recursive) {
      // each of these names hides an outer one even before its own query is reached
      for (ParseNode cte : clause.children("ctes")) {
        ctes = ctes.with(cte.text("ctename"), Optional.empty());
      }
    }
    for (ParseNode cte : clause.children("ctes")) {
      ctes = ctes.with(cte.text("ctename"), Optional.of(cte(cte, outer, ctes, recursive)));
    }
    return ctes;
  }

  /** Follows a query of a WITH clause by itself; its effects are not yet those of the statement. */
  private Cte cte(ParseNode cte, Optional<Names> outer, Ctes ctes, boolean recursive)
      throws Untraceable {
    ParseNode body = cte.child("ctequery");
    if (!body.is("SelectStmt")) {
      throw new Untraceable(CheckCode.STATEMENT, cte.text("ctename"), "it is no SELECT");
    }
    Apart apart =
        apart(
            () ->
                recursive && body.has("larg")
                    ? settled(cte, outer, ctes)
                    : query(body, outer, ctes));
    return new Cte(
        body.body(), named(cte, apart.result(), apart.result().columns()), apart.effects());
  }

  /** The same under the names the WITH clause gives. */
  private static Result named(ParseNode cte, Result result, List<Column> columns)
      throws Untraceable {
    return new Result(
        renamed(columns, cte.names("aliascolnames")), result.deciders(), result.aligned());
  }

  /** A query that names itself is followed until nothing is added: its columns only ever grow. */
  private Result settled(ParseNode cte, Optional<Names> outer, Ctes ctes) throws Untraceable {
    ParseNode body = cte.child("ctequery");
    Result known = query(new ParseNode("SelectStmt", body.body().path("larg")), outer, ctes);
    for (int round = 0; round < ROUNDS; round++) {
      List<Column> columns = new ArrayList<>();
      known.columns().forEach(each -> columns.add(new Column(each.name(), each.flow().computed())));
      Cte itself = new Cte(body.body(), named(cte, known, columns), new TreeSet<>());
      Result next = query(body, outer, ctes.with(cte.text("ctename"), Optional.of(itself)));
      if (next.equals(known)) {
        // its rows come of several turns, and stand for no table's
        return new Result(next.columns(), next.deciders(), new TreeSet<>());
      }
      known = next;
    }
    throw new Untraceable(
        CheckCode.COLUMN, cte.text("ctename"), "its columns depend on each other without end");
  }

  // ---- what stands in FROM

  RowSource from(ParseNode item, RowSource before, Optional<Names> outer, Ctes ctes)
      throws Untraceable {
    return switch (item.kind()) {
      case "RangeVar" -> named(item, ctes);
      case "RangeSubselect" -> subquery(item, before, outer, ctes);
      case "RangeFunction" -> function(item, before, outer, ctes);
      case "JoinExpr" -> join(item, before, outer, ctes);
      case String kind ->
          throw new Untraceable(CheckCode.NODE, kind, "a FROM clause has a part that is not known");
    };
  }

  private RowSource named(ParseNode item, Ctes ctes) throws Untraceable {
    followed(item);
    String name = item.text("relname");
    if (!item.has("schemaname")) {
      Optional<Cte> cte = ctes.byName().getOrDefault(name, Optional.empty());
      if (cte.isEmpty()) {
        throw new Untraceable(CheckCode.TABLE, name, "the table is named without its schema");
      }
      Result result = cte.get().result();
      effects.addAll(cte.get().effects());
      rows.peek().addAll(result.deciders());
      Object body = cte.get().body();
      mentions
          .computeIfAbsent(body, b -> Collections.newSetFromMap(new IdentityHashMap<>()))
          .add(item.body());
      // where it is named twice, a value can be that of another of its rows
      boolean once = !shared.contains(body);
      return source(item, result.columns(), false, once ? result.aligned() : new TreeSet<>());
    }
    if (item.body().path("alias").has("colnames")) {
      throw new Untraceable(
          CheckCode.COLUMN, name, "columns are named by their place in the database");
    }
    int occurrence = occurrence(item);
    Resource resource = resource(item);
    List<Column> columns = new ArrayList<>();
    resource
        .fields()
        .forEach(
            field ->
                columns.add(
                    new Column(
                        field.name(),
                        Flow.copyOf(new Origin(occurrence, resource.column(field.name()), false))
                            .wide(Failing.wide(field.sqlType())))));
    put(occurrence, resource, item, new Scope.Open());
    return source(item, columns, true, new TreeSet<>(Set.of(occurrence)));
  }

  private RowSource subquery(ParseNode item, RowSource before, Optional<Names> outer, Ctes ctes)
      throws Untraceable {
    ParseNode select = item.child("subquery");
    Optional<ParseNode> table = GovernedTable.table(select);
    if (table.isPresent()) {
      int occurrence = occurrence(table.get());
      GovernedTable governed =
          GovernedTable.read(select, table.get(), resource(table.get()), catalog, bindings);
      select.walk(this::followed);
      put(occurrence, governed.resource(), item, governed.scope());
      return source(item, governed.columns(occurrence), false, new TreeSet<>(Set.of(occurrence)));
    }
    Optional<Resource> view = view(select);
    if (view.isPresent()) {
      Result result = viewed(view.get(), select, query(select, Optional.empty(), NO_CTES));
      return source(item, result.columns(), false, result.aligned());
    }
    Optional<Names> names = item.flag("lateral") ? Optional.of(new Names(before, outer)) : outer;
    Result result = query(select, names, ctes);
    boolean open = result.columns().stream().anyMatch(column -> column.name().isEmpty());
    return source(item, result.columns(), open, result.aligned());
  }

  /** The view that a frame says it stands for: {@code SELECT … FROM (query) AS "~v:id"}. */
  private Optional<Resource> view(ParseNode frame) throws Untraceable {
    List<ParseNode> from = frame.children("fromClause");
    if (from.size() != 1
        || !from.getFirst().is("RangeSubselect")
        || !GovernedTable.alias(from.getFirst()).startsWith(VIEW)) {
      return Optional.empty();
    }
    String id = GovernedTable.alias(from.getFirst()).substring(VIEW.length());
    Optional<Resource> view =
        catalog.resource(id).filter(r -> r.view().isPresent() && r.source().equals(source));
    if (view.isEmpty()) {
      throw new Untraceable(CheckCode.TABLE, id, "the catalog has no such view in " + source);
    }
    return view;
  }

  /**
   * What comes through a view has the labels of its columns too, for each record it comes from, or
   * for all that the view reads where it comes from none.
   */
  private Result viewed(Resource view, ParseNode frame, Result result) throws Untraceable {
    SortedSet<Integer> read = new TreeSet<>();
    frame.walk(
        node -> {
          Integer occurrence =
              node.is("RangeVar") ? occurrences.get(node.body().path("location").asInt()) : null;
          if (occurrence != null && tables.containsKey(occurrence)) {
            read.add(occurrence);
          }
        });
    read.forEach(occurrence -> tables.compute(occurrence, (o, table) -> table.through(view)));
    List<Column> columns = new ArrayList<>();
    for (Column column : result.columns()) {
      columns.add(
          column.name().startsWith(OURS)
              ? column
              : new Column(column.name(), labelled(view, column, read)));
    }
    return new Result(columns, result.deciders(), result.aligned());
  }

  private static Flow labelled(Resource view, Column column, SortedSet<Integer> read)
      throws Untraceable {
    Optional<Field> field = view.field(column.name());
    if (field.isEmpty()) {
      throw new Untraceable(
          CheckCode.COLUMN, view.id() + "." + column.name(), "the catalog has no such column");
    }
    if (!view.labels(field.get())) {
      return column.flow();
    }
    SortedSet<Integer> records = new TreeSet<>();
    column.flow().all().forEach(origin -> records.add(origin.table()));
    List<Origin> labels = new ArrayList<>();
    for (int table : records.isEmpty() ? read : records) {
      boolean foreign =
          column.flow().all().stream().anyMatch(o -> o.table() == table && o.foreign());
      labels.add(new Origin(table, view.column(column.name()), foreign));
    }
    return column.flow().labelledBy(labels);
  }

  private RowSource function(ParseNode item, RowSource before, Optional<Names> outer, Ctes ctes)
      throws Untraceable {
    ParseNode call = item.children("functions").getFirst().children("items").getFirst();
    Flow flow = expressions.rows(call, new Context(new Names(before, outer), ctes));
    affect(flow, InfluenceKind.ROWS);
    List<Column> columns = new ArrayList<>();
    String function = call.names("funcname").getLast();
    String alias = item.has("alias") ? GovernedTable.alias(item) : function;
    List<String> own = function.startsWith("jsonb_each") ? List.of("key", "value") : List.of(alias);
    own.forEach(name -> columns.add(new Column(name, flow)));
    if (item.flag("ordinality")) {
      columns.add(new Column("ordinality", Flow.NOTHING));
    }
    List<String> names = new ParseNode("Alias", item.body().path("alias")).names("colnames");
    return RowSource.of(new Item(alias, renamed(columns, names), true), new TreeSet<>());
  }

  private RowSource join(ParseNode join, RowSource before, Optional<Names> outer, Ctes ctes)
      throws Untraceable {
    RowSource left = from(join.child("larg"), before, outer, ctes);
    RowSource right = from(join.child("rarg"), before.with(left), outer, ctes);
    if (join.has("usingClause")) {
      return using(join, left, right);
    }
    RowSource both = left.with(right);
    if (join.has("quals")) {
      expressions.condition(
          join.child("quals"), new Context(new Names(both, outer), ctes), InfluenceKind.JOIN);
    }
    return both;
  }

  /** The merged column shows what both have; only an inner join makes it a copy for sure. */
  private RowSource using(ParseNode join, RowSource left, RowSource right) throws Untraceable {
    List<String> names = join.names("usingClause");
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      Flow first = left.merged(name);
      Flow second = right.merged(name);
      affect(first, InfluenceKind.JOIN);
      affect(second, InfluenceKind.JOIN);
      Flow merged = Flow.of(List.of(first, second));
      if (join.text("jointype").equals("JOIN_INNER")) {
        merged = merged.alsoCopyOf(first.copy().map(QueryTracer::only).orElseGet(TreeSet::new));
      }
      columns.add(new Column(name, merged));
    }
    for (RowSource side : List.of(left, right)) {
      side.visible().stream().filter(each -> !names.contains(each.name())).forEach(columns::add);
    }
    return left.with(right, columns);
  }

  private static SortedSet<Origin> only(Origin origin) {
    return new TreeSet<>(List.of(origin));
  }

  private int occurrence(ParseNode table) throws Untraceable {
    Integer occurrence = occurrences.get(table.body().path("location").asInt());
    if (occurrence == null) {
      throw new Untraceable(CheckCode.TABLE, table.text("relname"), "the table was not expected");
    }
    return occurrence;
  }

  private Resource resource(ParseNode table) throws Untraceable {
    String name = table.text("schemaname") + "." + table.text("relname");
    return catalog
        .table(source, table.text("schemaname"), table.text("relname"))
        .orElseThrow(
            () ->
                new Untraceable(
                    CheckCode.TABLE, name, "the catalog has no such table in " + source));
  }

  private void put(int occurrence, Resource resource, ParseNode item, Scope scope) {
    tables.put(occurrence, new Table(resource, GovernedTable.alias(item), scope, false, List.of()));
  }

  private static RowSource source(
      ParseNode item, List<Column> columns, boolean open, SortedSet<Integer> aligned)
      throws Untraceable {
    List<String> names = new ParseNode("Alias", item.body().path("alias")).names("colnames");
    return RowSource.of(
        new Item(GovernedTable.alias(item), renamed(columns, names), open), aligned);
  }

  private static List<Column> renamed(List<Column> columns, List<String> names) throws Untraceable {
    if (names.size() > columns.size()) {
      throw new Untraceable(CheckCode.COLUMN, "", "more columns are named than there are");
    }
    List<Column> renamed = new ArrayList<>(columns);
    for (int i = 0; i < names.size(); i++) {
      renamed.set(i, new Column(names.get(i), columns.get(i).flow()));
    }
    return renamed;
  }

  // ---- effects

  /** What takes part in a clause; the rows of its subqueries have effects of their own. */
  void affect(Flow flow, InfluenceKind kind) {
    flow.values().forEach(origin -> affect(origin, kind, false, flow.probed()));
    affectNested(flow, kind, true);
    effects.addAll(flow.within());
    if (!rows.isEmpty()) {
      rows.peek().addAll(flow.rows());
    }
  }

  private void affectNested(Flow flow, InfluenceKind kind, boolean nested) {
    flow.control().forEach(origin -> affect(origin, kind, nested, flow.asked().contains(origin)));
  }

  private void affect(Origin origin, InfluenceKind kind, boolean nested, boolean probed) {
    effects.add(new Effect(origin.table(), origin.column(), kind, nested, probed));
    if (!rows.isEmpty()) {
      rows.peek().add(origin);
    }
  }

  /** How often it was said that something can fail. */
  int failing() {
    return failing;
  }

  /** That an operation can fail, depending on what it is given. */
  void canFail(Flow flow) {
    failing++;
    SortedSet<Origin> origins = new TreeSet<>(flow.values());
    origins.addAll(flow.control());
    origins.forEach(
        origin ->
            failures.add(
                new Effect(
                    origin.table(),
                    origin.column(),
                    InfluenceKind.WHERE,
                    false,
                    flow.probed() || flow.asked().contains(origin))));
  }

  /** That something in a subquery can fail, for the rows these let through. */
  void canFail(SortedSet<Effect> effects) {
    for (Effect effect : effects) {
      if (effect.kind() == InfluenceKind.WHERE || effect.kind() == InfluenceKind.JOIN) {
        failures.add(
            new Effect(
                effect.table(), effect.column(), InfluenceKind.WHERE, false, effect.probed()));
      }
    }
  }

  /** The type a column of the catalog has; a role's is that of the table that holds it. */
  String sqlType(Origin origin) {
    ColumnId column = origin.column();
    return catalog
        .table(column.source(), column.schema(), column.table())
        .flatMap(resource -> resource.field(column.column()))
        .orElseThrow()
        .sqlType();
  }

  void pageColumn(String name) {
    pageColumns.add(name);
  }

  /**
   * Where an expression stands.
   *
   * @param names what it may name
   * @param ctes the queries it may name
   */
  record Context(Names names, Ctes ctes) {}
}
