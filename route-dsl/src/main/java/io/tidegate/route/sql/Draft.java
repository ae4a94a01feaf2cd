package io.tidegate.route.sql;

import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Roles;
import io.tidegate.route.catalog.Roles.RoleColumn;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.sql.Scope.CommonTableUse;
import io.tidegate.route.sql.Statement.Parties;
import io.tidegate.route.sql.Statement.Party;
import io.tidegate.route.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What has been found out so far about one statement. Everything is kept by its offset in the text,
 * so that a part which is read several times, as a recursive query is, counts once.
 */
final class Draft {
  /** A statement of a page spends some thousands. */
  private static final long MAX_WORK = 200_000;

  private static final long QUERY_WORK = 20;

  private final SqlText text;
  private final Catalog catalog;
  private final Source source;
  private final PgGrammar grammar;
  private final ViewUses views;
  private final Diagnostics diagnostics = new Diagnostics();
  private final Set<String> reported = new TreeSet<>();
  private final Map<Integer, Integer> occurrenceAt = new TreeMap<>();
  private final List<Integer> order;
  private final TreeMap<Integer, Occurrence> occurrences = new TreeMap<>();
  private final TreeMap<Integer, Parties> parties = new TreeMap<>();
  private final TreeMap<Integer, ParameterAt> parameters = new TreeMap<>();
  private final Map<ColumnUse, FailsBy> failures = new TreeMap<>();
  private final TreeMap<Integer, SortedSet<String>> used = new TreeMap<>();
  private final Map<Integer, Set<Integer>> readAt = new TreeMap<>();
  private final Map<Integer, Set<Integer>> handedOn = new TreeMap<>();
  private final Deque<SortedSet<Integer>> records = new ArrayDeque<>();
  private final Map<Place, FoldAt> folds = new LinkedHashMap<>();
  private int selects;
  private boolean raising;
  private int fallible;
  private long spent;

  /** One occurrence of a table. */
  record Occurrence(
      int index, Resource resource, String alias, List<Resource> views, Place place) {}

  /** Where a column decides whether the statement fails, and whether the caller takes part. */
  record FailsBy(boolean probe, Place place) {}

  /** One use of a parameter. */
  record ParameterAt(String name, SqlType type, Place place) {}

  /** What {@link Fold} says, at a place. */
  record FoldAt(SortedSet<Integer> tables, Optional<String> problem) {}

  Draft(SqlText text, Catalog catalog, Source source, PgGrammar grammar) {
    this(text, catalog, source, grammar, List.of());
  }

  /**
   * @param order where the tables of the statement stand, so that they are numbered as they are
   *     printed; empty to number them in the order they are met
   */
  private Draft(
      SqlText text, Catalog catalog, Source source, PgGrammar grammar, List<Integer> order) {
    this.order = order;
    this.grammar = grammar;
    this.views = new ViewUses(grammar, text.text().length());
    this.text = text;
    this.catalog = catalog;
    this.source = source;
  }

  /** Where it was written; of what stands in a view, where the view is named. */
  Span span(Place place) {
    Place written = views.written(place);
    return text.span(written.start(), written.end());
  }

  ViewUses views() {
    return views;
  }

  /** A number for a select that no other has. */
  int select() {
    return selects++;
  }

  /** How many selects have got a number. */
  int selectsSoFar() {
    return selects;
  }

  private String message(Place place, String message) {
    return views.of(place).map(view -> "in the view `" + view.id() + "`: ").orElse("") + message;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  void error(SqlCode code, Place place, String message) {
    if (first(code, place)) {
      diagnostics.error(code, span(place), message(place, message));
    }
  }

  void error(SqlCode code, Place place, String message, String help) {
    if (first(code, place)) {
      diagnostics.error(code, span(place), message(place, message), help);
    }
  }

  void unknown(
      SqlCode code, Place place, String message, String written, Collection<String> known) {
    if (first(code, place)) {
      diagnostics.unknown(code, span(place), message(place, message), written, known);
    }
  }

  private boolean first(SqlCode code, Place place) {
    // what is beyond the limit is not shown, and a suggestion takes time
    return reported.size() < 2 * Diagnostics.LIMIT && reported.add(code + "@" + place);
  }

  /** What stands for something that was refused; there must be a reason told already. */
  Value broken() {
    if (!diagnostics.hasErrors()) {
      throw new IllegalStateException("something was refused without a reason");
    }
    return Value.constant(SqlType.BROKEN, true, "NULL");
  }

  /**
   * Counts the work of a value, so that a short text cannot ask for endless work, as stars over
   * stars do.
   *
   * @throws Refusal when there has been too much
   */
  void spend(Value value, Place place) {
    spend(1L + value.sources().size() + value.control().size(), place);
  }

  /** The work of a query, which is more than that of its values. */
  void spendQuery(Place place) {
    spend(QUERY_WORK, place);
  }

  private void spend(long work, Place place) {
    spent += work;
    if (spent > MAX_WORK) {
      throw new Refusal(
          SqlCode.TOO_COMPLEX, place, "the columns of the statement depend on too many others");
    }
  }

  void mayRaise() {
    raising = true;
  }

  boolean raising() {
    return raising;
  }

  // ---- failures

  /**
   * A value whose own operation can fail: whether it does depends on everything it is reckoned
   * from.
   */
  Value failing(Value value) {
    failingBy(value.effects(InfluenceKind.WHERE));
    fallible++;
    return value.thatCanFail();
  }

  /** What decides whether something is reckoned that can fail. */
  void failingBy(Collection<Effect> effects) {
    for (Effect effect : effects) {
      failures.merge(
          effect.column(),
          new FailsBy(effect.probe(), effect.place()),
          (first, next) -> new FailsBy(first.probe() || next.probe(), first.place()));
    }
  }

  /**
   * A value of several parts of which not all are reckoned always: when one of them can fail, the
   * others decide whether it does.
   */
  Value lazily(Value value, Collection<Value> parts) {
    if (value.fallible()) {
      parts.forEach(part -> failingBy(part.effects(InfluenceKind.WHERE)));
    }
    return value;
  }

  /** Something that can fail is used here, though it was read elsewhere. */
  void usesFallible() {
    fallible++;
  }

  /** How many operations that can fail were met so far. */
  int fallibleSoFar() {
    return fallible;
  }

  Map<ColumnUse, FailsBy> failures() {
    return failures;
  }

  // ---- tables

  Source source() {
    return source;
  }

  Optional<Resource> table(String schema, String name) {
    return catalog.table(source.id(), schema, name);
  }

  /** The tables an author may name, for suggestions: those of the default schema without it. */
  List<String> tableNames() {
    return catalog.resources().stream()
        .filter(resource -> resource.source().equals(source.id()))
        .map(
            resource ->
                resource.schema().equals(source.defaultSchema())
                    ? resource.table()
                    : resource.schema() + "." + resource.table())
        .toList();
  }

  /**
   * Notes where a query of a WITH clause is read. When it is read twice, a value can come from
   * another of its rows than the one a row of the answer stands for.
   */
  void reads(CommonTableUse table, Place place) {
    gathers(table.records());
    readAt.computeIfAbsent(table.place().start(), start -> new TreeSet<>()).add(place.start());
    handedOn.put(table.place().start(), table.aligned().keySet());
  }

  /** The occurrences that some query of a WITH clause hands on to more than one place. */
  Set<Integer> readTwice() {
    Set<Integer> twice = new TreeSet<>();
    readAt.forEach(
        (table, places) -> {
          if (places.size() > 1) {
            twice.addAll(handedOn.get(table));
          }
        });
    return twice;
  }

  /** The occurrences within the definition of a view, at whatever depth. */
  Set<Integer> occurrencesWithin(ViewUses.Use use) {
    Set<Integer> within = new TreeSet<>();
    occurrences.forEach(
        (index, occurrence) -> {
          if (views.isWithin(occurrence.place(), use)) {
            within.add(index);
          }
        });
    return within;
  }

  // ---- records that are put together

  /** A query begins; {@link #gathered()} belongs to it. */
  void gather() {
    records.push(new TreeSet<>());
  }

  /** The tables whose records the rows are of that the query has which ends here. */
  SortedSet<Integer> gathered() {
    return records.pop();
  }

  /** Those of the query that is being read, as far as it has been. */
  SortedSet<Integer> gatheredSoFar() {
    return records.element();
  }

  /** The query that is being read has rows of the records of these tables. */
  void gathers(Set<Integer> tables) {
    if (!records.isEmpty()) {
      records.element().addAll(tables);
    }
  }

  /** Puts the records together that the query has so far: its rows are of none of them any more. */
  void fold(Place place, Optional<String> problem) {
    fold(place, records.element(), problem);
    records.element().clear();
  }

  /** Puts records together; a part that is read again has what it had before as well. */
  void fold(Place place, Set<Integer> tables, Optional<String> problem) {
    if (tables.isEmpty()) {
      return;
    }
    folds.merge(
        place,
        new FoldAt(new TreeSet<>(tables), problem),
        (before, again) -> {
          SortedSet<Integer> all = new TreeSet<>(before.tables());
          all.addAll(again.tables());
          return new FoldAt(all, before.problem().or(again::problem));
        });
  }

  Map<Place, FoldAt> folds() {
    return folds;
  }

  int occurrence(Resource resource, String alias, Place place) {
    int index = numbered(resource, alias, place);
    gathers(Set.of(index));
    return index;
  }

  private int numbered(Resource resource, String alias, Place place) {
    Integer known = occurrenceAt.get(place.start());
    if (known != null) {
      return known;
    }
    int index = order.isEmpty() ? occurrences.size() : order.indexOf(place.start());
    occurrenceAt.put(place.start(), index);
    occurrences.put(index, new Occurrence(index, resource, alias, views.around(), place));
    resource
        .roles()
        .flatMap(roles -> parties(resource, roles, place))
        .ifPresent(known2 -> parties.put(index, known2));
    return index;
  }

  /** Notes that a value's columns are named, so that they must be there when it is printed. */
  void used(Value value) {
    value.sources().keySet().stream()
        // the label of a view's column is no column of the table
        .filter(column -> occurrences.get(column.table()).resource().holds(column.column()))
        .forEach(
            column ->
                used.computeIfAbsent(column.table(), table -> new TreeSet<>())
                    .add(column.column().column()));
  }

  SortedMap<Integer, SortedSet<String>> used() {
    return used;
  }

  /** The occurrences by their numbers. */
  List<Occurrence> occurrences() {
    return List.copyOf(occurrences.values());
  }

  /**
   * A fresh start that numbers the tables as they are printed, or nothing when they are already. A
   * filter is printed before what stands behind WHERE, and a view where it is named.
   */
  Optional<Draft> again(Fragment printed) {
    List<Integer> tables =
        Stream.concat(printed.tables(), occurrences.keySet().stream()).distinct().toList();
    if (!order.isEmpty() || tables.equals(List.copyOf(occurrences.keySet()))) {
      return Optional.empty();
    }
    List<Integer> offsets =
        tables.stream().map(table -> occurrences.get(table).place().start()).toList();
    return Optional.of(new Draft(text, catalog, source, grammar, offsets));
  }

  TreeMap<Integer, Parties> parties() {
    return parties;
  }

  /** The roles with everything the printer needs, or a refusal when the catalog is not whole. */
  private Optional<Parties> parties(Resource resource, Roles roles, Place place) {
    Optional<Resource> parent = roles.parent().flatMap(catalog::resource);
    Resource holder = parent.orElse(resource);
    Optional<Roles> held = roles.parent().isEmpty() ? Optional.of(roles) : holder.roles();
    boolean whole =
        roles.parent().isPresent() == parent.isPresent()
            && held.isPresent()
            && held.get().parent().isEmpty()
            && holder.source().equals(source.id())
            && roles.link().keySet().stream().allMatch(column -> has(resource, column))
            && roles.link().values().stream().allMatch(column -> has(holder, column))
            && held.get().columns().stream().allMatch(role -> has(holder, role.column()))
            && held.get().switches().values().stream().allMatch(column -> has(holder, column));
    if (!whole) {
      error(
          SqlCode.ROLES,
          place,
          "the catalog does not tell the parties of `" + resource.id() + "` completely");
      return Optional.empty();
    }
    List<Party> columns = new ArrayList<>();
    for (RoleColumn role : held.get().columns()) {
      Field field = holder.field(role.column()).orElseThrow();
      columns.add(new Party(role.column(), field.sqlType(), role.relation()));
    }
    return Optional.of(
        new Parties(
            parent, new TreeMap<>(roles.link()), columns, new TreeMap<>(held.get().switches())));
  }

  /** Whether a column is there and of a type that can be printed. */
  private static boolean has(Resource resource, String column) {
    return resource.field(column).flatMap(field -> SqlType.of(field.sqlType())).isPresent();
  }

  // ---- parameters

  void parameter(String name, Place place) {
    parameters.putIfAbsent(place.start(), new ParameterAt(name, SqlType.PARAMETER, place));
  }

  /** Gives a value that was open the type of what it met. */
  Value settle(Value value, SqlType type) {
    if (!value.type().open() || type.open()) {
      return value;
    }
    value
        .openParameter()
        .ifPresent(
            offset ->
                parameters.computeIfPresent(
                    offset, (at, use) -> new ParameterAt(use.name(), type, use.place())));
    return value.as(type);
  }

  /** Reports that the parameter used at an offset met nothing that tells its type. */
  void untyped(int offset) {
    ParameterAt use = parameters.get(offset);
    error(
        SqlCode.TYPE,
        use.place(),
        "the type of `:#" + use.name() + "` cannot be derived here",
        "write the type behind it, such as `:#" + use.name() + "::text`");
  }

  TreeMap<Integer, ParameterAt> parameters() {
    return parameters;
  }
}
