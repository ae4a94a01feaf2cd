package io.tidegate.route.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.route.sql.Expression.ArrayComparison;
import io.tidegate.route.sql.Expression.ArrayValue;
import io.tidegate.route.sql.Expression.Between;
import io.tidegate.route.sql.Expression.Binary;
import io.tidegate.route.sql.Expression.Call;
import io.tidegate.route.sql.Expression.Case;
import io.tidegate.route.sql.Expression.Cast;
import io.tidegate.route.sql.Expression.Clock;
import io.tidegate.route.sql.Expression.ClockKind;
import io.tidegate.route.sql.Expression.ColumnName;
import io.tidegate.route.sql.Expression.Connective;
import io.tidegate.route.sql.Expression.Direction;
import io.tidegate.route.sql.Expression.Grouping;
import io.tidegate.route.sql.Expression.InList;
import io.tidegate.route.sql.Expression.Literal;
import io.tidegate.route.sql.Expression.LiteralKind;
import io.tidegate.route.sql.Expression.Logical;
import io.tidegate.route.sql.Expression.Minus;
import io.tidegate.route.sql.Expression.Nulls;
import io.tidegate.route.sql.Expression.Parameter;
import io.tidegate.route.sql.Expression.RowValue;
import io.tidegate.route.sql.Expression.RowsComparison;
import io.tidegate.route.sql.Expression.SortKey;
import io.tidegate.route.sql.Expression.Star;
import io.tidegate.route.sql.Expression.Subquery;
import io.tidegate.route.sql.Expression.SubqueryKind;
import io.tidegate.route.sql.Expression.Subscript;
import io.tidegate.route.sql.Expression.Test;
import io.tidegate.route.sql.Expression.TestKind;
import io.tidegate.route.sql.Expression.TypeName;
import io.tidegate.route.sql.Expression.When;
import io.tidegate.route.sql.Expression.Window;
import io.tidegate.route.sql.Query.Body;
import io.tidegate.route.sql.Query.CommonTable;
import io.tidegate.route.sql.Query.DerivedTable;
import io.tidegate.route.sql.Query.From;
import io.tidegate.route.sql.Query.FunctionTable;
import io.tidegate.route.sql.Query.Group;
import io.tidegate.route.sql.Query.GroupKind;
import io.tidegate.route.sql.Query.Item;
import io.tidegate.route.sql.Query.Join;
import io.tidegate.route.sql.Query.JoinKind;
import io.tidegate.route.sql.Query.Materialization;
import io.tidegate.route.sql.Query.Select;
import io.tidegate.route.sql.Query.SetOperation;
import io.tidegate.route.sql.Query.SetOperator;
import io.tidegate.route.sql.Query.TableName;
import io.tidegate.route.sql.Query.UsingColumn;
import io.tidegate.route.sql.Query.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Takes a query from the grammar's tree. Every node goes through {@link AcceptedNodes} and every
 * value of a field through a list of those that are understood; whatever else stands there makes
 * the statement refused, at its place.
 */
final class TreeAdapter {
  private static final int MAX_DEPTH = 200;

  /** What is left are long hexadecimal, octal and binary numbers and those with {@code _}. */
  private static final Pattern PLAIN_NUMBER =
      Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  /** Fields that authors do meet, with the word to point at and what to call it. */
  private static final Map<String, Foreign> FOREIGN_FIELDS =
      Map.ofEntries(
          Map.entry("lockingClause", new Foreign("for", "FOR UPDATE or FOR SHARE")),
          Map.entry("intoClause", new Foreign("into", "SELECT INTO")),
          Map.entry("groupDistinct", new Foreign("group", "GROUP BY DISTINCT")),
          Map.entry("isNatural", new Foreign("natural", "NATURAL JOIN")),
          Map.entry("join_using_alias", new Foreign("using", "an alias behind USING")),
          Map.entry("is_rowsfrom", new Foreign("rows", "ROWS FROM")),
          Map.entry("coldeflist", new Foreign("as", "a list of column definitions")),
          Map.entry("func_variadic", new Foreign("variadic", "VARIADIC")),
          Map.entry("search_clause", new Foreign("search", "SEARCH")),
          Map.entry("cycle_clause", new Foreign("cycle", "CYCLE")),
          Map.entry("useOp", new Foreign("using", "ORDER BY with an operator")),
          Map.entry("indirection", new Foreign("as", "an assignment")));

  private static final Map<String, String> FOREIGN_NODES =
      Map.ofEntries(
          Map.entry("CollateClause", "COLLATE"),
          Map.entry("RangeTableSample", "TABLESAMPLE"),
          Map.entry("RangeTableFunc", "XMLTABLE"),
          Map.entry("JsonTable", "JSON_TABLE"),
          Map.entry("NamedArgExpr", "an argument given by name"),
          Map.entry("XmlExpr", "XML"),
          Map.entry("XmlSerialize", "XML"));

  /** What ESCAPE is a call of. */
  private static final String ESCAPE = "like_escape";

  /** Operators that PostgreSQL has two spellings of, with the one that is printed. */
  private static final Map<String, String> SYNONYMS =
      Map.of("!=", "<>", "~~", "LIKE", "!~~", "NOT LIKE", "~~*", "ILIKE", "!~~*", "NOT ILIKE");

  private final SqlTokens tokens;
  private final int[] characters;
  private final Deque<TreeSet<String>> mentions = new ArrayDeque<>();
  private final SortedSet<Integer> parameters = new TreeSet<>();
  private int depth;

  private record Foreign(String keyword, String words) {}

  /** One node: its type and its fields, of which none is foreign. */
  private record Node(String type, JsonNode fields, Place place) {
    JsonNode get(String field) {
      return fields.path(field);
    }

    boolean has(String field) {
      return fields.has(field);
    }

    String text(String field) {
      return fields.path(field).asText();
    }

    boolean flag(String field) {
      return fields.path(field).asBoolean();
    }
  }

  private TreeAdapter(SqlTokens tokens) {
    this.tokens = tokens;
    this.characters = characterOffsets(tokens.grammarText());
  }

  /**
   * The one query of a text.
   *
   * @param tree the grammar's tree of {@link SqlTokens#grammarText()}
   * @throws Refusal for whatever is not accepted
   */
  static Query adapt(JsonNode tree, SqlTokens tokens) {
    return new TreeAdapter(tokens).statement(tree);
  }

  /** For each byte of the text's UTF-8, and one more, the character it belongs to. */
  private static int[] characterOffsets(String text) {
    int[] offsets = new int[text.getBytes(StandardCharsets.UTF_8).length + 1];
    int next = 0;
    for (int at = 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      int width = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
      for (int i = 0; i < width; i++) {
        offsets[next++] = at;
      }
      at += Character.charCount(codePoint);
    }
    offsets[next] = text.length();
    return offsets;
  }

  private Query statement(JsonNode tree) {
    Node root = node("ParseResult", tree, new Place(0, 0));
    JsonNode statements = root.get("stmts");
    if (statements.isEmpty()) {
      throw new Refusal(SqlCode.NOT_SELECT, new Place(0, 0), "there is no statement here");
    }
    if (statements.size() > 1) {
      Place second = tokens.next(character(statements.get(1).path("stmt_location").asInt()));
      throw new Refusal(SqlCode.MULTIPLE_STATEMENTS, second, "a second statement begins here");
    }
    Node raw = node("RawStmt", statements.get(0), new Place(0, 0));
    Place first = tokens.next(character(raw.get("stmt_location").asInt()));
    Query query = query(raw.get("stmt"), first);
    if (!parameters.equals(tokens.parameters().keySet())) {
      throw no(first, "this use of a parameter");
    }
    return query;
  }

  // ---- nodes

  /** A node that stands in an object of its own, named by its type. */
  private Node wrapped(JsonNode json, Place around) {
    if (json.size() != 1) {
      throw no(around, "an empty place");
    }
    String type = json.fieldNames().next();
    JsonNode fields = json.path(type);
    if (!AcceptedNodes.accepts(type)) {
      Place place = place(fields, around);
      throw no(place, FOREIGN_NODES.getOrDefault(type, "this form of expression"));
    }
    return node(type, fields, around);
  }

  private Node wrapped(String type, JsonNode json, Place around) {
    Node node = wrapped(json, around);
    if (!node.type().equals(type)) {
      throw no(node.place(), "this form of expression");
    }
    return node;
  }

  /** A node whose type follows from where it stands. */
  private Node node(String type, JsonNode fields, Place around) {
    Place place = place(fields, around);
    Optional<String> foreign = AcceptedNodes.foreignField(type, fields);
    if (foreign.isPresent()) {
      throw foreign(foreign.get(), fields, place);
    }
    return new Node(type, fields, place);
  }

  private Refusal foreign(String field, JsonNode fields, Place place) {
    Foreign known = FOREIGN_FIELDS.get(field);
    if (known == null) {
      return no(place(fields.path(field), place), "this form of it");
    }
    int from = field.equals("lockingClause") ? lastLocation(fields) : place.start();
    Place word =
        tokens
            .keyword(known.keyword(), from)
            .or(() -> tokens.keyword(known.keyword(), 0))
            .orElse(place);
    return no(word, known.words());
  }

  private static Refusal no(Place place, String what) {
    return new Refusal(
        SqlCode.UNSUPPORTED, place, what + " is not accepted", UnsupportedForm.help(what));
  }

  // ---- places

  private int character(int utf8) {
    return tokens.base() + characters[Math.max(0, Math.min(utf8, characters.length - 1))];
  }

  /** The word at a node's own location, else at the first location inside it. */
  private Place place(JsonNode fields, Place around) {
    int location = firstLocation(fields);
    return location < 0 ? around : tokens.token(character(location));
  }

  private static int firstLocation(JsonNode json) {
    if (json.path("location").asInt(-1) >= 0) {
      return json.path("location").asInt();
    }
    for (JsonNode child : json) {
      int location = firstLocation(child);
      if (location >= 0) {
        return location;
      }
    }
    return -1;
  }

  private int lastLocation(JsonNode json) {
    int last = character(Math.max(0, json.path("location").asInt(0)));
    for (JsonNode child : json) {
      last = Math.max(last, lastLocation(child));
    }
    return last;
  }

  // ---- names

  private String name(JsonNode text, Place place) {
    String name = text.asText();
    if (name.startsWith("~")) {
      throw no(place, "a name that begins with `~`");
    }
    return name;
  }

  private List<String> names(JsonNode list, Place place) {
    List<String> names = new ArrayList<>();
    for (JsonNode item : list) {
      names.add(name(wrapped("String", item, place).get("sval"), place));
    }
    return names;
  }

  private Optional<String> optionalName(Node node, String field) {
    return node.has(field) ? Optional.of(name(node.get(field), node.place())) : Optional.empty();
  }

  // ---- queries

  private Query query(JsonNode json, Place around) {
    if (json.size() != 1) {
      throw no(around, "this form of query");
    }
    String type = json.fieldNames().next();
    if (!type.equals("SelectStmt")) {
      String keyword = type.replace("Stmt", "").toLowerCase(Locale.ROOT);
      Place place = tokens.keyword(keyword, around.start()).orElse(around);
      throw new Refusal(
          SqlCode.NOT_SELECT,
          place,
          "only a query is accepted here, which reads and changes nothing");
    }
    return select(json.path(type), around);
  }

  private Query select(JsonNode json, Place around) {
    enter(around);
    mentions.push(new TreeSet<>());
    Place place =
        place(
            json.has("larg") ? json.path("larg").path("targetList") : json.path("targetList"),
            around);
    Node select = node("SelectStmt", json, place);
    boolean recursive = false;
    List<CommonTable> with = new ArrayList<>();
    if (select.has("withClause")) {
      Node clause = node("WithClause", select.get("withClause"), place);
      recursive = clause.flag("recursive");
      for (JsonNode item : clause.get("ctes")) {
        with.add(commonTable(item, clause.place()));
      }
    }
    Body body = body(select, place);
    List<SortKey> order = sortKeys(select.get("sortClause"), place);
    Optional<Expression> limit = limit(select);
    Optional<Expression> offset = optional(select.get("limitOffset"), place);
    TreeSet<String> mentioned = mentions.pop();
    if (!mentions.isEmpty()) {
      mentions.peek().addAll(mentioned);
    }
    depth--;
    return new Query(recursive, with, body, order, limit, offset, mentioned, place);
  }

  private void enter(Place place) {
    if (++depth > MAX_DEPTH) {
      throw new Refusal(
          SqlCode.TOO_COMPLEX,
          place,
          "the statement is nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private CommonTable commonTable(JsonNode json, Place around) {
    Node table = wrapped("CommonTableExpr", json, around);
    Materialization materialization =
        switch (table.text("ctematerialized")) {
          case "CTEMaterializeDefault" -> Materialization.DEFAULT;
          case "CTEMaterializeAlways" -> Materialization.ALWAYS;
          case "CTEMaterializeNever" -> Materialization.NEVER;
          default -> throw no(table.place(), "this kind of WITH");
        };
    return new CommonTable(
        name(table.get("ctename"), table.place()),
        names(table.get("aliascolnames"), table.place()),
        query(table.get("ctequery"), table.place()),
        materialization,
        table.place());
  }

  private Optional<Expression> limit(Node select) {
    return switch (select.text("limitOption")) {
      // LIMIT ALL arrives as NULL
      case "LIMIT_OPTION_DEFAULT", "LIMIT_OPTION_COUNT" ->
          optional(select.get("limitCount"), select.place())
              .filter(
                  count ->
                      !(count instanceof Literal literal && literal.kind() == LiteralKind.NULL));
      default -> {
        int last = lastLocation(select.fields());
        throw no(tokens.keyword("ties", last).orElse(select.place()), "WITH TIES");
      }
    };
  }

  private Body body(Node select, Place place) {
    String operation = select.text("op");
    if (select.has("larg")) {
      SetOperator operator =
          switch (operation) {
            case "SETOP_UNION" -> SetOperator.UNION;
            case "SETOP_INTERSECT" -> SetOperator.INTERSECT;
            case "SETOP_EXCEPT" -> SetOperator.EXCEPT;
            default -> throw no(place, "this set operation");
          };
      return new SetOperation(
          operator,
          select.flag("all"),
          select(select.get("larg"), place),
          select(select.get("rarg"), place),
          place);
    }
    if (!operation.equals("SETOP_NONE")) {
      throw no(place, "this set operation");
    }
    if (select.has("valuesLists")) {
      List<List<Expression>> rows = new ArrayList<>();
      for (JsonNode row : select.get("valuesLists")) {
        rows.add(expressions(wrapped("List", row, place).get("items"), place));
      }
      return new Values(rows, place);
    }
    return plainSelect(select, place);
  }

  private Select plainSelect(Node select, Place place) {
    JsonNode distinct = select.get("distinctClause");
    boolean wholeRows = distinct.size() == 1 && distinct.get(0).isEmpty();
    List<Item> items = new ArrayList<>();
    for (JsonNode target : select.get("targetList")) {
      Node item = wrapped("ResTarget", target, place);
      items.add(
          new Item(
              expression(item.get("val"), item.place()),
              optionalName(item, "name"),
              tokens.item(item.place().start())));
    }
    if (items.isEmpty()) {
      throw no(place, "an empty select list");
    }
    List<From> from = new ArrayList<>();
    for (JsonNode item : select.get("fromClause")) {
      from.add(from(item, place));
    }
    Map<String, Window> windows = new LinkedHashMap<>();
    for (JsonNode window : select.get("windowClause")) {
      Node definition = wrapped("WindowDef", window, place);
      String name = name(definition.get("name"), definition.place());
      if (windows.put(name, window(definition, optionalName(definition, "refname"))) != null) {
        throw no(definition.place(), "a second window of the same name");
      }
    }
    return new Select(
        wholeRows,
        wholeRows ? List.of() : expressions(distinct, place),
        items,
        from,
        optional(select.get("whereClause"), place),
        groups(select.get("groupClause"), place),
        optional(select.get("havingClause"), place),
        windows);
  }

  private List<Group> groups(JsonNode list, Place around) {
    List<Group> groups = new ArrayList<>();
    for (JsonNode item : list) {
      groups.add(
          item.has("GroupingSet")
              ? groupingSet(item, around)
              : new Group(GroupKind.KEYS, List.of(expression(item, around)), List.of()));
    }
    return groups;
  }

  private Group groupingSet(JsonNode json, Place around) {
    enter(around);
    Node set = wrapped("GroupingSet", json, around);
    GroupKind kind =
        switch (set.text("kind")) {
          case "GROUPING_SET_EMPTY" -> GroupKind.KEYS;
          case "GROUPING_SET_SETS" -> GroupKind.SETS;
          case "GROUPING_SET_ROLLUP" -> GroupKind.ROLLUP;
          case "GROUPING_SET_CUBE" -> GroupKind.CUBE;
          default -> throw no(set.place(), "this form of GROUP BY");
        };
    List<Group> parts = new ArrayList<>();
    for (JsonNode item : set.get("content")) {
      if (item.has("GroupingSet")) {
        parts.add(groupingSet(item, set.place()));
      } else if (item.has("RowExpr")) {
        Node row = wrapped("RowExpr", item, set.place());
        if (!row.text("row_format").equals("COERCE_IMPLICIT_CAST")) {
          throw no(row.place(), "ROW()");
        }
        parts.add(new Group(GroupKind.KEYS, expressions(row.get("args"), row.place()), List.of()));
      } else {
        parts.add(new Group(GroupKind.KEYS, List.of(expression(item, set.place())), List.of()));
      }
    }
    depth--;
    return new Group(kind, List.of(), parts);
  }

  private List<SortKey> sortKeys(JsonNode list, Place around) {
    List<SortKey> keys = new ArrayList<>();
    for (JsonNode item : list) {
      Node key = wrapped("SortBy", item, around);
      Direction direction =
          switch (key.text("sortby_dir")) {
            case "SORTBY_DEFAULT" -> Direction.DEFAULT;
            case "SORTBY_ASC" -> Direction.ASCENDING;
            case "SORTBY_DESC" -> Direction.DESCENDING;
            default -> throw no(key.place(), "this direction");
          };
      Nulls nulls =
          switch (key.text("sortby_nulls")) {
            case "SORTBY_NULLS_DEFAULT" -> Nulls.DEFAULT;
            case "SORTBY_NULLS_FIRST" -> Nulls.FIRST;
            case "SORTBY_NULLS_LAST" -> Nulls.LAST;
            default -> throw no(key.place(), "this order of nulls");
          };
      keys.add(new SortKey(expression(key.get("node"), key.place()), direction, nulls));
    }
    return keys;
  }

  private Window window(Node window, Optional<String> base) {
    Place place = window.place();
    return new Window(
        base,
        expressions(window.get("partitionClause"), place),
        sortKeys(window.get("orderClause"), place),
        WindowFrame.words(
            window.get("frameOptions").asInt(),
            () -> rows(window.get("startOffset"), place),
            () -> rows(window.get("endOffset"), place),
            () -> no(place, "this frame of a window")),
        place);
  }

  private int rows(JsonNode json, Place place) {
    Node constant = wrapped(json, place);
    if (!constant.has("ival")) {
      throw no(constant.place(), "a frame offset that is no whole number");
    }
    return node("Integer", constant.get("ival"), place).get("ival").asInt();
  }

  // ---- FROM

  private From from(JsonNode json, Place around) {
    enter(around);
    Node node = wrapped(json, around);
    From from =
        switch (node.type()) {
          case "RangeVar" -> table(node);
          case "RangeSubselect" -> derivedTable(node);
          case "RangeFunction" -> functionTable(node);
          case "JoinExpr" -> join(node);
          default -> throw no(node.place(), "this form of table");
        };
    depth--;
    return from;
  }

  private Optional<Node> alias(Node node) {
    return node.has("alias")
        ? Optional.of(node("Alias", node.get("alias"), node.place()))
        : Optional.empty();
  }

  private Optional<String> aliasName(Node node) {
    return alias(node).map(alias -> name(alias.get("aliasname"), node.place()));
  }

  private List<String> aliasColumns(Node node) {
    return alias(node).map(alias -> names(alias.get("colnames"), node.place())).orElse(List.of());
  }

  private TableName table(Node node) {
    Place place = tokens.name(node.place().start());
    if (!node.flag("inh")) {
      throw no(place, "ONLY");
    }
    if (!node.text("relpersistence").equals("p")) {
      throw no(place, "a temporary table");
    }
    Optional<String> schema = optionalName(node, "schemaname");
    String name = name(node.get("relname"), place);
    if (schema.isEmpty()) {
      mentions.peek().add(name);
    }
    return new TableName(schema, name, aliasName(node), aliasColumns(node), place);
  }

  private DerivedTable derivedTable(Node node) {
    String alias =
        aliasName(node).orElseThrow(() -> no(node.place(), "a subquery in FROM without an alias"));
    return new DerivedTable(
        query(node.get("subquery"), node.place()),
        node.flag("lateral"),
        alias,
        aliasColumns(node),
        node.place());
  }

  private FunctionTable functionTable(Node node) {
    JsonNode functions = node.get("functions");
    JsonNode items =
        functions.size() == 1
            ? wrapped("List", functions.get(0), node.place()).get("items")
            : functions;
    boolean plain =
        functions.size() == 1
            && items.path(0).has("FuncCall")
            && (items.size() == 1 || items.size() == 2 && items.get(1).isEmpty());
    if (!plain) {
      throw no(node.place(), "this form of function in FROM");
    }
    return new FunctionTable(
        call(wrapped("FuncCall", items.get(0), node.place())),
        node.flag("ordinality"),
        aliasName(node),
        aliasColumns(node),
        tokens.name(node.place().start()));
  }

  private Join join(Node node) {
    boolean conditioned = node.has("quals") || node.has("usingClause");
    JoinKind kind =
        switch (node.text("jointype")) {
          case "JOIN_INNER" -> conditioned ? JoinKind.INNER : JoinKind.CROSS;
          case "JOIN_LEFT" -> JoinKind.LEFT;
          case "JOIN_RIGHT" -> JoinKind.RIGHT;
          case "JOIN_FULL" -> JoinKind.FULL;
          default -> throw no(node.place(), "this kind of join");
        };
    From left = from(node.get("larg"), node.place());
    From right = from(node.get("rarg"), node.place());
    List<UsingColumn> using = new ArrayList<>();
    int at = lastLocation(node.get("rarg"));
    for (String name : names(node.get("usingClause"), node.place())) {
      Place place = usingColumn(name, using.isEmpty(), at).orElse(node.place());
      at = place.end();
      using.add(new UsingColumn(name, place));
    }
    return new Join(
        kind, left, right, optional(node.get("quals"), node.place()), using, node.place());
  }

  /** The tree has no locations for the names in USING: they are looked for in the text. */
  private Optional<Place> usingColumn(String name, boolean first, int from) {
    int start = first ? tokens.keyword("using", from).map(Place::end).orElse(from) : from;
    return tokens.keyword(name.toLowerCase(Locale.ROOT), start);
  }

  // ---- expressions

  private List<Expression> expressions(JsonNode list, Place around) {
    List<Expression> expressions = new ArrayList<>();
    for (JsonNode item : list) {
      expressions.add(expression(item, around));
    }
    return expressions;
  }

  private Optional<Expression> optional(JsonNode json, Place around) {
    return json.isMissingNode() ? Optional.empty() : Optional.of(expression(json, around));
  }

  private Expression expression(JsonNode json, Place around) {
    enter(around);
    if (json.has("A_Indirection") && !isSubscript(json.path("A_Indirection"))) {
      throw indirection(json.path("A_Indirection"), around);
    }
    Node node = wrapped(json, around);
    Expression expression =
        switch (node.type()) {
          case "ColumnRef" -> column(node);
          case "A_Const" -> constant(node);
          case "ParamRef" -> parameter(node);
          case "TypeCast" -> cast(node);
          case "FuncCall" -> call(node);
          case "A_Expr" -> operation(node);
          case "BoolExpr" -> logical(node);
          case "NullTest" -> test(node, "nulltesttype");
          case "BooleanTest" -> test(node, "booltesttype");
          case "CaseExpr" -> caseOf(node);
          case "CoalesceExpr" -> standard("coalesce", node);
          case "MinMaxExpr" -> minOrMax(node);
          case "SQLValueFunction" -> clock(node);
          case "SubLink" -> subquery(node);
          case "RowExpr" -> row(node);
          case "A_Indirection" -> subscript(node);
          case "GroupingFunc" ->
              new Grouping(expressions(node.get("args"), node.place()), node.place());
          case "A_ArrayExpr" ->
              new ArrayValue(expressions(node.get("elements"), node.place()), node.place());
          default -> throw no(node.place(), "this form of expression");
        };
    depth--;
    return expression;
  }

  private static boolean isSubscript(JsonNode fields) {
    JsonNode steps = fields.path("indirection");
    JsonNode step = steps.path(0).path("A_Indices");
    return steps.size() == 1 && step.has("uidx") && step.has("lidx") == step.has("is_slice");
  }

  private Expression subscript(Node node) {
    Node step = wrapped("A_Indices", node.get("indirection").get(0), node.place());
    return new Subscript(
        expression(node.get("arg"), node.place()),
        optional(step.get("lidx"), node.place()),
        expression(step.get("uidx"), node.place()),
        node.place());
  }

  private Refusal indirection(JsonNode fields, Place around) {
    Place place = place(fields, around);
    boolean subscript = fields.path("indirection").path(0).has("A_Indices");
    return subscript || !fields.path("arg").has("ColumnRef")
        ? no(place, "a subscript or a part of a value in brackets")
        : new Refusal(
            SqlCode.WHOLE_ROW, place, "`(alias).column` takes a whole row; write `alias.column`");
  }

  private Expression column(Node node) {
    Place place = tokens.name(node.place().start());
    List<String> path = new ArrayList<>();
    boolean star = false;
    for (JsonNode field : node.get("fields")) {
      Node part = wrapped(field, place);
      switch (part.type()) {
        case "A_Star" -> star = true;
        case "String" -> path.add(name(part.get("sval"), place));
        default -> throw no(place, "this form of name");
      }
    }
    if (!star) {
      if (path.size() > 3) {
        throw no(place, "a name of more than three parts");
      }
      return new ColumnName(path, place);
    }
    if (path.size() > 1) {
      throw no(place, "a star behind a schema");
    }
    return new Star(path.stream().findFirst(), place);
  }

  /** The grammar leaves zero and false out: an empty object stands for them. */
  private Expression constant(Node node) {
    Place place = node.place();
    if (node.has("ival")) {
      Node number = node("Integer", node.get("ival"), place);
      return new Literal(
          LiteralKind.WHOLE_NUMBER, String.valueOf(number.get("ival").asInt()), place);
    }
    if (node.has("fval")) {
      String number = node("Float", node.get("fval"), place).text("fval");
      boolean whole = number.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!PLAIN_NUMBER.matcher(number).matches()) {
        throw no(place, "a long number that is not written in plain digits");
      }
      return new Literal(whole ? LiteralKind.WHOLE_NUMBER : LiteralKind.DECIMAL, number, place);
    }
    if (node.has("sval")) {
      return new Literal(
          LiteralKind.TEXT, node("String", node.get("sval"), place).text("sval"), place);
    }
    if (node.has("boolval")) {
      boolean value = node("Boolean", node.get("boolval"), place).flag("boolval");
      return new Literal(LiteralKind.BOOLEAN, value ? "TRUE" : "FALSE", place);
    }
    if (node.flag("isnull")) {
      return new Literal(LiteralKind.NULL, "NULL", place);
    }
    throw no(place, "this constant");
  }

  private Expression parameter(Node node) {
    int offset = node.place().start();
    String name = tokens.parameters().get(offset);
    if (name == null) {
      throw no(node.place(), "a parameter that is not written `:#name`");
    }
    parameters.add(offset);
    return new Parameter(name, node.place());
  }

  private Expression cast(Node node) {
    TypeName type = typeName(node.get("typeName"), node.place());
    return new Cast(expression(node.get("arg"), node.place()), type, type.place());
  }

  private TypeName typeName(JsonNode json, Place around) {
    Node node = node("TypeName", json, around);
    Place place = tokens.name(node.place().start());
    List<String> names = names(node.get("names"), place);
    boolean builtIn = names.size() == 2 && names.getFirst().equals("pg_catalog");
    if (names.size() > 1 && !builtIn) {
      throw no(place, "the type `" + String.join(".", names) + "`");
    }
    int dimensions = 0;
    for (JsonNode bound : node.get("arrayBounds")) {
      wrapped("Integer", bound, place);
      dimensions++;
    }
    if (dimensions > 1) {
      throw no(place, "an array of arrays");
    }
    List<Integer> modifiers = new ArrayList<>();
    for (JsonNode modifier : node.get("typmods")) {
      if (names.getLast().equals("interval")) {
        throw no(place, "an interval with a unit");
      }
      modifiers.add(rows(modifier, place));
    }
    return new TypeName(names.getLast(), dimensions == 1, modifiers, place);
  }

  private Call call(Node node) {
    Place place = tokens.name(node.place().start());
    List<String> name = names(node.get("funcname"), place);
    switch (node.text("funcformat")) {
      case "COERCE_EXPLICIT_CALL" -> {}
      // the grammar's own name for special syntax, such as EXTRACT; an author's would be explicit
      case "COERCE_SQL_SYNTAX" -> name = name.subList(name.size() - 1, name.size());
      default -> throw no(place, "this form of call");
    }
    Optional<Window> over = Optional.empty();
    if (node.has("over")) {
      Node window = node("WindowDef", node.get("over"), place);
      // OVER w comes as a window named w, OVER (w …) as one that refers to w
      over =
          Optional.of(
              window(
                  window, optionalName(window, "name").or(() -> optionalName(window, "refname"))));
    }
    return new Call(
        name,
        expressions(node.get("args"), place),
        node.flag("agg_star"),
        node.flag("agg_distinct"),
        sortKeys(node.get("agg_order"), place),
        node.flag("agg_within_group"),
        optional(node.get("agg_filter"), place),
        over,
        place);
  }

  private Call standard(String name, Node node) {
    return Call.plain(name, expressions(node.get("args"), node.place()), node.place());
  }

  private Call minOrMax(Node node) {
    return switch (node.text("op")) {
      case "IS_GREATEST" -> standard("greatest", node);
      case "IS_LEAST" -> standard("least", node);
      default -> throw no(node.place(), "this form of expression");
    };
  }

  private String operator(JsonNode names, Place place) {
    if (names.size() != 1) {
      throw no(place, "an operator with a schema");
    }
    String operator = wrapped("String", names.get(0), place).text("sval");
    return SYNONYMS.getOrDefault(operator, operator);
  }

  private Expression operation(Node node) {
    Place place = node.place();
    String operator = operator(node.get("name"), place);
    return switch (node.text("kind")) {
      case "AEXPR_OP" -> node.has("lexpr") ? binary(operator, node) : prefixed(operator, node);
      case "AEXPR_OP_ANY" -> new ArrayComparison(operator, false, left(node), right(node), place);
      case "AEXPR_OP_ALL" -> new ArrayComparison(operator, true, left(node), right(node), place);
      case "AEXPR_DISTINCT" -> binary("IS DISTINCT FROM", node);
      case "AEXPR_NOT_DISTINCT" -> binary("IS NOT DISTINCT FROM", node);
      case "AEXPR_NULLIF" -> Call.plain("nullif", List.of(left(node), right(node)), place);
      case "AEXPR_IN" ->
          new InList(!operator.equals("="), left(node), items(node.get("rexpr"), place), place);
      case "AEXPR_LIKE", "AEXPR_ILIKE" -> like(operator, node);
      case "AEXPR_BETWEEN" -> between(false, node);
      case "AEXPR_NOT_BETWEEN" -> between(true, node);
      case "AEXPR_SIMILAR" -> throw no(place, "SIMILAR TO");
      default -> throw no(place, "this operator");
    };
  }

  private Expression left(Node node) {
    return expression(node.get("lexpr"), node.place());
  }

  private Expression right(Node node) {
    return expression(node.get("rexpr"), node.place());
  }

  private Expression binary(String operator, Node node) {
    return new Binary(operator, left(node), right(node), node.place());
  }

  private Expression prefixed(String operator, Node node) {
    return switch (operator) {
      case "+" -> right(node);
      case "-" -> new Minus(right(node), node.place());
      default -> throw no(node.place(), "the operator `" + operator + "` before a value");
    };
  }

  /** ESCAPE arrives as a function call at the very place of LIKE. */
  private Expression like(String operator, Node node) {
    JsonNode escape = node.get("rexpr").path("FuncCall").path("location");
    if (escape.isMissingNode() || !escape.equals(node.get("location"))) {
      return binary(operator, node);
    }
    Call pattern = call(wrapped("FuncCall", node.get("rexpr"), node.place()));
    if (!pattern.name().equals(List.of("pg_catalog", ESCAPE))) {
      throw no(node.place(), "this form of pattern");
    }
    Call escaped = Call.plain(ESCAPE, pattern.arguments(), node.place());
    return new Binary(operator, left(node), escaped, node.place());
  }

  private Expression between(boolean negated, Node node) {
    List<Expression> bounds = items(node.get("rexpr"), node.place());
    if (bounds.size() != 2) {
      throw no(node.place(), "this form of BETWEEN");
    }
    return new Between(negated, left(node), bounds.getFirst(), bounds.getLast(), node.place());
  }

  private List<Expression> items(JsonNode json, Place place) {
    return expressions(wrapped("List", json, place).get("items"), place);
  }

  private Expression logical(Node node) {
    Connective connective =
        switch (node.text("boolop")) {
          case "AND_EXPR" -> Connective.AND;
          case "OR_EXPR" -> Connective.OR;
          case "NOT_EXPR" -> Connective.NOT;
          default -> throw no(node.place(), "this condition");
        };
    return new Logical(connective, expressions(node.get("args"), node.place()), node.place());
  }

  private Expression test(Node node, String field) {
    String written = node.text(field);
    for (TestKind kind : TestKind.values()) {
      if (kind.name().equals(written)) {
        return new Test(kind, expression(node.get("arg"), node.place()), node.place());
      }
    }
    throw no(node.place(), "this test");
  }

  private Expression caseOf(Node node) {
    List<When> branches = new ArrayList<>();
    for (JsonNode item : node.get("args")) {
      Node branch = wrapped("CaseWhen", item, node.place());
      branches.add(
          new When(
              expression(branch.get("expr"), branch.place()),
              expression(branch.get("result"), branch.place())));
    }
    return new Case(
        optional(node.get("arg"), node.place()),
        branches,
        optional(node.get("defresult"), node.place()),
        node.place());
  }

  private Expression clock(Node node) {
    ClockKind kind =
        switch (node.text("op")) {
          case "SVFOP_CURRENT_DATE" -> ClockKind.CURRENT_DATE;
          case "SVFOP_CURRENT_TIMESTAMP" -> ClockKind.CURRENT_TIMESTAMP;
          case "SVFOP_LOCALTIMESTAMP" -> ClockKind.LOCALTIMESTAMP;
          default -> throw no(node.place(), "this word for the session or the time");
        };
    return new Clock(kind, node.place());
  }

  private Expression subquery(Node node) {
    Place place = node.place();
    Query query = query(node.get("subselect"), place);
    return switch (node.text("subLinkType")) {
      case "EXPR_SUBLINK" -> new Subquery(SubqueryKind.SCALAR, query, place);
      case "EXISTS_SUBLINK" -> new Subquery(SubqueryKind.EXISTS, query, place);
      case "ARRAY_SUBLINK" -> new Subquery(SubqueryKind.ARRAY, query, place);
      case "ANY_SUBLINK" -> rowsComparison(false, node, query);
      case "ALL_SUBLINK" -> rowsComparison(true, node, query);
      default -> throw no(place, "this form of subquery");
    };
  }

  private Expression rowsComparison(boolean all, Node node, Query query) {
    // x IN (…) has no operator of its own
    String operator = node.has("operName") ? operator(node.get("operName"), node.place()) : "=";
    return new RowsComparison(
        operator, all, expression(node.get("testexpr"), node.place()), query, node.place());
  }

  private Expression row(Node node) {
    if (!node.text("row_format").equals("COERCE_IMPLICIT_CAST")) {
      throw no(node.place(), "ROW()");
    }
    return new RowValue(expressions(node.get("args"), node.place()), node.place());
  }
}
