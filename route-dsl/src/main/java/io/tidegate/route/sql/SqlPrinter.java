package io.tidegate.route.sql;

import static io.tidegate.route.sql.Fragment.columnList;
import static io.tidegate.route.sql.Fragment.quoted;

import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.sql.Keyset.Key;
import io.tidegate.route.sql.Scoping.Rows;
import io.tidegate.route.sql.Statement.Parties;
import io.tidegate.route.sql.Statement.QueryText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes a query's meaning as the statement to run: tables with the columns that are named and the
 * rows in scope, stars spelt out, functions and parameters typed, the columns that tell the
 * caller's relation to a record behind the author's outputs, and a bound on the rows. Names that
 * begin with {@code ~} are the printer's own; authors cannot write them.
 *
 * <p>The statement is made to be run with {@code search_path = pg_catalog}, read-only, and with
 * {@code plan_cache_mode = force_custom_plan}.
 */
public final class SqlPrinter {
  private static final String TABLE = quoted("~g");
  private static final String PARENT = quoted("~h");
  private static final String PAGE = quoted("~p");
  private static final String COUNT = "pg_catalog." + quoted("count");

  /** Behind a table's number, the column that tells whether a row is of it. */
  private static final String PRESENCE = "~u";

  private SqlPrinter() {}

  /**
   * The statement that reads the answer in the author's order.
   *
   * @param rowLimit the most rows it may ever return, whatever is bound
   * @throws IllegalArgumentException when the scoping does not fit the query's tables
   */
  public static PrintedQuery print(AnalyzedQuery query, Scoping scoping, int rowLimit) {
    return print(query, scoping, query.statement().text().order(), rowLimit);
  }

  /**
   * The statement that reads the answer in an order the caller chose.
   *
   * @param order one of {@link AnalyzedQuery#orders()}
   * @param rowLimit the most rows it may ever return, whatever is bound
   * @throws IllegalArgumentException when the scoping does not fit the query's tables, or the order
   *     is none of the query's
   */
  public static PrintedQuery print(
      AnalyzedQuery query, Scoping scoping, SortOrder order, int rowLimit) {
    if (!query.orders().contains(order)) {
      throw new IllegalArgumentException("the query has no order " + order.name());
    }
    String clause =
        order.keys().stream()
            // an output's name goes before a column's in ORDER BY
            .map(key -> quoted(key.output()) + (key.descending() ? " DESC" : ""))
            .collect(Collectors.joining(", ", " ORDER BY ", ""));
    return print(query, scoping, Fragment.words(clause), rowLimit);
  }

  private static PrintedQuery print(
      AnalyzedQuery query, Scoping scoping, Fragment order, int rowLimit) {
    Writer writer = new Writer(query, scoping);
    QueryText text = query.statement().text();
    writer.selection(text);
    writer.add(order);
    writer.words(" LIMIT LEAST(");
    if (text.limit().isPresent()) {
      writer.words("CAST(").add(text.limit().get()).words(" AS int8), ");
    }
    writer.bind("int8", new Binding.RowLimit()).words(", " + positive(rowLimit) + ")");
    if (text.offset().isPresent()) {
      writer.words(" OFFSET ").add(text.offset().get());
    }
    return writer.printed();
  }

  /**
   * The statements that read the answer page by page in the order of a keyset. A page that starts
   * behind a row is found by the values its keys had, so pages neither repeat nor skip rows when
   * others are written meanwhile.
   *
   * @param rowLimit the most rows a page may ever have, whatever is bound
   * @throws IllegalArgumentException when a key is no output, the last key may be null, or the
   *     scoping does not fit the query's tables
   */
  public static PrintedPages printPages(
      AnalyzedQuery query, Scoping scoping, Keyset keyset, int rowLimit) {
    List<SortedOutput> keys = sortedOutputs(query, keyset);
    return new PrintedPages(
        page(query, scoping, keys, rowLimit, false), page(query, scoping, keys, rowLimit, true));
  }

  private static PrintedQuery page(
      AnalyzedQuery query,
      Scoping scoping,
      List<SortedOutput> keys,
      int rowLimit,
      boolean following) {
    Writer writer = new Writer(query, scoping);
    StringJoiner outputs = new StringJoiner(", ", "SELECT ", " FROM (");
    query.outputs().forEach(output -> outputs.add(PAGE + "." + quoted(output.name())));
    writer.hiddenNames().forEach(name -> outputs.add(PAGE + "." + quoted(name)));
    writer.words(outputs.toString());
    QueryText text = query.statement().text();
    writer.selection(text);
    // without a bound the inner order decides nothing, and sorting twice costs
    if (text.orderMatters() || text.limit().isPresent() || text.offset().isPresent()) {
      writer.add(text.order());
    }
    text.limit().ifPresent(limit -> writer.words(" LIMIT ").add(limit));
    text.offset().ifPresent(offset -> writer.words(" OFFSET ").add(offset));
    writer.words(") AS " + PAGE);
    if (following) {
      writer.words(" WHERE ");
      behind(writer, keys);
    }
    writer.words(
        keys.stream()
            .map(key -> key.column() + (key.descending() ? " DESC" : ""))
            .collect(Collectors.joining(", ", " ORDER BY ", " LIMIT LEAST(")));
    writer.bind("int8", new Binding.RowLimit()).words(", " + positive(rowLimit) + ")");
    return writer.printed();
  }

  /**
   * The rows behind the one the key values are of. PostgreSQL can use an index for the comparison
   * of whole rows, but only in one direction and with nulls in none of the keys.
   */
  private static void behind(Writer writer, List<SortedOutput> keys) {
    boolean oneDirection = keys.stream().map(SortedOutput::descending).distinct().count() == 1;
    if (oneDirection && keys.stream().noneMatch(SortedOutput::nullable)) {
      writer.words(
          keys.stream().map(SortedOutput::column).collect(Collectors.joining(", ", "(", ")")));
      writer.words(keys.getFirst().descending() ? " < (" : " > (");
      for (int i = 0; i < keys.size(); i++) {
        writer.words(i == 0 ? "" : ", ").bind(keys.get(i));
      }
      writer.words(")");
      return;
    }
    for (int i = 0; i < keys.size(); i++) {
      writer.words(i == 0 ? "(" : " OR (");
      for (int equal = 0; equal < i; equal++) {
        writer.words(keys.get(equal).column() + " IS NOT DISTINCT FROM ").bind(keys.get(equal));
        writer.words(" AND ");
      }
      behind(writer, keys.get(i));
      writer.words(")");
    }
  }

  /** Rising order has nulls last, falling order has them first: PostgreSQL's own defaults. */
  private static void behind(Writer writer, SortedOutput key) {
    String column = key.column();
    String beyond = column + (key.descending() ? " < " : " > ");
    if (!key.nullable()) {
      writer.words(beyond).bind(key);
    } else if (key.descending()) {
      writer.words("(" + beyond).bind(key).words(" OR (").bind(key);
      writer.words(" IS NULL AND " + column + " IS NOT NULL))");
    } else {
      writer.words("(" + beyond).bind(key).words(" OR (").bind(key);
      writer.words(" IS NOT NULL AND " + column + " IS NULL))");
    }
  }

  private static List<SortedOutput> sortedOutputs(AnalyzedQuery query, Keyset keyset) {
    List<SortedOutput> sorted = new ArrayList<>();
    for (Key key : keyset.keys()) {
      OutputColumn output =
          query.outputs().stream()
              .filter(column -> column.name().equals(key.output()))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("the key " + key.output() + " is no output"));
      sorted.add(
          new SortedOutput(
              sorted.size(),
              PAGE + "." + quoted(output.name()),
              output.sqlType(),
              output.nullable(),
              key.descending()));
    }
    if (sorted.getLast().nullable()) {
      throw new IllegalArgumentException("the last key may be null");
    }
    return sorted;
  }

  private static int positive(int rowLimit) {
    if (rowLimit < 1) {
      throw new IllegalArgumentException("a row limit is at least 1: " + rowLimit);
    }
    return rowLimit;
  }

  private record SortedOutput(
      int index, String column, String sqlType, boolean nullable, boolean descending) {}

  /** Fills the holes of fragments and keeps the bindings in the order of their placeholders. */
  private static final class Writer {
    private final AnalyzedQuery query;
    private final Statement statement;
    private final Scoping scoping;
    private final List<Rows> rows;
    private final StringBuilder text = new StringBuilder();
    private final List<Binding> bindings = new ArrayList<>();
    private final List<HiddenColumn> hidden = new ArrayList<>();
    private final List<String> hiddenNames = new ArrayList<>();

    Writer(AnalyzedQuery query, Scoping scoping) {
      this.query = query;
      this.statement = query.statement();
      this.scoping = scoping;
      this.rows = scoping.rows();
      if (rows.size() != query.tables().size()) {
        throw new IllegalArgumentException(
            "the query has " + query.tables().size() + " tables, the scoping " + rows.size());
      }
      for (int table : scoping.least().keySet()) {
        boolean countable =
            statement.parties().containsKey(table)
                && query.folds().stream()
                    .anyMatch(fold -> fold.problem().isEmpty() && fold.tables().contains(table));
        if (!countable) {
          throw new IllegalArgumentException(
              "the parties of table " + table + " cannot be counted by group");
        }
      }
      query.tables().stream().filter(TableUse::rowAligned).forEach(this::hide);
    }

    private void hide(TableUse table) {
      Parties parties = statement.parties().get(table.index());
      if (parties != null) {
        for (Statement.Party party : parties.columns()) {
          hidden.add(new HiddenColumn.Role(table.index(), party.column(), party.relation()));
        }
        for (String name : parties.switches().keySet()) {
          hidden.add(new HiddenColumn.Switch(table.index(), name));
        }
        ownNames(parties).forEach(own -> hiddenNames.add(handedOn(table.index(), own)));
      }
      if (statement.told().contains(table.index())) {
        hidden.add(new HiddenColumn.Presence(table.index()));
        hiddenNames.add(handedOn(table.index(), PRESENCE));
      }
    }

    /** The names of a table's roles and switches where the table itself is read. */
    private static List<String> ownNames(Parties parties) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < parties.columns().size(); i++) {
        names.add(roleName(i));
      }
      for (int i = 0; i < parties.switches().size(); i++) {
        names.add(switchName(i));
      }
      return names;
    }

    /** The name of a role or switch from there outwards. */
    private static String handedOn(int table, String own) {
      return "~" + table + own;
    }

    /** By the tables' numbers, so that all parts of a UNION ALL have them in one order. */
    private void parties(Fragment.PartiesHole hole) {
      for (TableUse use : query.tables()) {
        int table = use.index();
        Optional<Parties> parties = Optional.ofNullable(statement.parties().get(table));
        if (!use.rowAligned()) {
          continue;
        }
        if (hole.absent().contains(table)) {
          parties.ifPresent(known -> nobody(table, known));
          words(", FALSE AS " + quoted(handedOn(table, PRESENCE)));
        } else if (hole.reached().containsKey(table)) {
          Fragment.Reach reach = hole.reached().get(table);
          parties.ifPresent(known -> ownNames(known).forEach(own -> handOn(table, reach, own)));
          if (reach.told()) {
            handOn(table, reach, PRESENCE);
          } else if (hole.arm()) {
            words(", TRUE AS " + quoted(handedOn(table, PRESENCE)));
          }
        }
      }
    }

    private void handOn(int table, Fragment.Reach reach, String own) {
      String name = handedOn(table, own);
      words(", " + quoted(reach.alias()) + ".");
      words(quoted(reach.nested() ? name : own) + " AS " + quoted(name));
    }

    /** The columns of a table that the rows are not of. */
    private void nobody(int table, Parties parties) {
      for (int i = 0; i < parties.columns().size(); i++) {
        words(", CAST(NULL AS " + parties.columns().get(i).sqlType() + ") AS ");
        words(quoted(handedOn(table, roleName(i))));
      }
      for (int i = 0; i < parties.switches().size(); i++) {
        words(", CAST(NULL AS bool) AS " + quoted(handedOn(table, switchName(i))));
      }
    }

    List<String> hiddenNames() {
      return hiddenNames;
    }

    Writer words(String words) {
      text.append(words);
      return this;
    }

    Writer bind(String sqlType, Binding binding) {
      bindings.add(binding);
      return words("CAST(? AS " + sqlType + ")");
    }

    Writer bind(SortedOutput key) {
      return bind(key.sqlType(), new Binding.KeyValue(key.index(), key.sqlType()));
    }

    /** The query up to its ORDER BY. */
    void selection(QueryText query) {
      add(query.with()).add(query.head()).add(query.tail());
    }

    Writer add(Fragment fragment) {
      for (Fragment.Piece piece : fragment.pieces()) {
        switch (piece) {
          case Fragment.Words words -> words(words.text());
          case Fragment.ParameterHole hole -> {
            Binding.Parameter parameter = statement.parameters().get(hole.offset());
            bind(parameter.sqlType(), parameter);
          }
          case Fragment.TableHole hole -> table(hole);
          case Fragment.PartiesHole hole -> parties(hole);
          case Fragment.BarrierHole hole -> words(statement.raising() ? " OFFSET 0" : "");
          case Fragment.GroupsHole hole -> groups(hole);
        }
      }
      return this;
    }

    /**
     * Groups of too few parties are left out. A role that nobody has in a group tells of nobody,
     * but whose business the records are must be there always; see {@link Relation#PRINCIPAL}.
     */
    private void groups(Fragment.GroupsHole hole) {
      Optional<Integer> least = Optional.ofNullable(scoping.least().get(hole.table()));
      if (least.isEmpty()) {
        hole.having().ifPresent(own -> words(" HAVING ").add(own));
        return;
      }
      words(" HAVING ");
      hole.having().ifPresent(own -> words("(").add(own).words(") AND "));
      List<Statement.Party> roles = statement.parties().get(hole.table()).columns();
      boolean owned = roles.stream().anyMatch(role -> role.relation() == Relation.PRINCIPAL);
      StringJoiner enough = new StringJoiner(" AND ");
      for (int i = 0; i < roles.size(); i++) {
        String column = quoted(hole.alias()) + "." + quoted(roleName(i));
        String many = COUNT + "(DISTINCT " + column + ") >= " + least.get();
        boolean always = !owned || roles.get(i).relation() == Relation.PRINCIPAL;
        enough.add(always ? many : "(" + many + " OR " + COUNT + "(" + column + ") = 0)");
      }
      words(enough.toString());
    }

    private boolean counted(TableUse use) {
      return scoping.least().containsKey(use.index());
    }

    private void table(Fragment.TableHole hole) {
      TableUse use = query.tables().get(hole.table());
      Optional<Parties> parties = Optional.ofNullable(statement.parties().get(use.index()));
      boolean scoped = rows.get(use.index()) != Rows.OPEN;
      if (scoped && parties.isEmpty()) {
        throw new IllegalArgumentException(
            "the records of " + use.resource().id() + " have no parties to scope them by");
      }
      String alias = " AS " + quoted(hole.alias()) + columnList(hole.columns());
      // names given by position hold only for the catalog's own order of the columns
      if (parties.isEmpty() && hole.columns().isEmpty()) {
        words(name(use.resource()) + alias);
        return;
      }
      StringJoiner columns = new StringJoiner(", ", "(SELECT ", " FROM ");
      columns(use, hole).forEach(name -> columns.add(TABLE + "." + quoted(name)));
      if (use.rowAligned() || counted(use)) {
        parties.ifPresent(known -> partyColumns(known).forEach(columns::add));
      }
      words(columns + name(use.resource()) + " AS " + TABLE);
      if (parties.isPresent() && (scoped || use.rowAligned() || counted(use))) {
        parent(parties.get());
      }
      if (scoped) {
        scope(parties.get(), rows.get(use.index()) == Rows.DELEGATE);
      }
      words(")" + alias);
    }

    /** What is named of a table, in the catalog's order; names by position need every column. */
    private List<String> columns(TableUse use, Fragment.TableHole hole) {
      List<String> all = use.resource().fields().stream().map(Field::name).toList();
      Set<String> named = statement.used().getOrDefault(use.index(), new TreeSet<>());
      if (!hole.columns().isEmpty()) {
        return all;
      }
      // a select list has one column at least
      return named.isEmpty() ? all.subList(0, 1) : all.stream().filter(named::contains).toList();
    }

    private static List<String> partyColumns(Parties parties) {
      List<String> columns = new ArrayList<>();
      for (int i = 0; i < parties.columns().size(); i++) {
        String column = holder(parties) + "." + quoted(parties.columns().get(i).column());
        columns.add(column + " AS " + quoted(roleName(i)));
      }
      int i = 0;
      for (String column : parties.switches().values()) {
        columns.add(holder(parties) + "." + quoted(column) + " AS " + quoted(switchName(i++)));
      }
      return columns;
    }

    private void parent(Parties parties) {
      if (parties.parent().isEmpty()) {
        return;
      }
      words(" JOIN " + name(parties.parent().get()) + " AS " + PARENT + " ON ");
      words(
          parties.link().entrySet().stream()
              .map(
                  link ->
                      TABLE
                          + "."
                          + quoted(link.getKey())
                          + " = "
                          + PARENT
                          + "."
                          + quoted(link.getValue()))
              .collect(Collectors.joining(" AND ")));
    }

    /**
     * Only rows the caller is a party of; as a delegate, only those of the principal. When the
     * author's conditions can raise errors, {@code OFFSET 0} keeps the planner from trying them on
     * rows that are not in scope.
     */
    private void scope(Parties parties, boolean delegates) {
      words(" WHERE (");
      for (int i = 0; i < parties.columns().size(); i++) {
        Statement.Party party = parties.columns().get(i);
        words(i == 0 ? "" : " OR ").words(holder(parties) + "." + quoted(party.column()) + " = ");
        boolean principal = delegates && party.relation() == Relation.PRINCIPAL;
        bind(party.sqlType(), principal ? new Binding.Principal() : new Binding.Caller());
      }
      words(parties.columns().isEmpty() ? "FALSE)" : ")");
      if (statement.raising()) {
        words(" OFFSET 0");
      }
    }

    private static String holder(Parties parties) {
      return parties.parent().isPresent() ? PARENT : TABLE;
    }

    private static String name(Resource resource) {
      return quoted(resource.schema()) + "." + quoted(resource.table());
    }

    private static String roleName(int index) {
      return "~r" + index;
    }

    private static String switchName(int index) {
      return "~s" + index;
    }

    PrintedQuery printed() {
      return new PrintedQuery(
          text.toString(),
          bindings,
          query.outputs().stream().map(OutputColumn::name).toList(),
          hidden);
    }
  }
}
