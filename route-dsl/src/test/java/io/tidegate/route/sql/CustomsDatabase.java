package io.tidegate.route.sql;

import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Resource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A real PostgreSQL with the tables of {@link CustomsCatalog}, some rows, and a plain role {@code
 * reader} under row-level security with the rule that scoping prints: the independent opinion on
 * which rows a party may read.
 */
final class CustomsDatabase implements AutoCloseable {
  static final String CALLER = "91310000TRADE0001X";
  private static final String OTHER = "91310000TRADE0002X";

  private final EmbeddedPostgres postgres;
  private final Connection connection;

  /** What a statement answered: its rows as text, or the state of the error it raised. */
  record Answer(List<String> columns, List<List<String>> rows, String errorState) {
    Answer sorted() {
      return new Answer(
          columns, rows.stream().sorted(Comparator.comparing(List::toString)).toList(), errorState);
    }

    Answer first(int width) {
      return new Answer(
          columns.subList(0, Math.min(width, columns.size())),
          rows.stream().map(row -> row.subList(0, width)).toList(),
          errorState);
    }
  }

  CustomsDatabase() {
    try {
      postgres = EmbeddedPostgres.builder().start();
      connection = postgres.getPostgresDatabase().getConnection();
      create();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void create() throws SQLException {
    execute("create schema dec", "create schema ref", "create schema party", "create role reader");
    List<Resource> views = new ArrayList<>();
    for (Resource resource : CustomsCatalog.standard().resources()) {
      if (resource.view().isPresent()) {
        views.add(resource);
        continue;
      }
      String columns =
          resource.fields().stream().map(CustomsDatabase::column).collect(Collectors.joining(", "));
      execute("create table " + table(resource) + " (" + columns + ")");
    }
    // those that are read by others come first
    views.sort(Comparator.comparing((Resource view) -> view.id().equals("dec_contents")));
    for (Resource view : views) {
      // as the one who asks, so that row-level security holds behind it
      execute(
          "create view %s with (security_invoker = true, security_barrier = %s) as %s"
              .formatted(
                  table(view), view.view().orElseThrow().barrier(), view.view().get().statement()));
    }
    execute(
        "insert into party.enterprise select 'E' || n, 'Enterprise ' || n, 'A', '555' || n,"
            + " case when n > 1 then 'E' || n - 1 end from generate_series(1, 6) n",
        "insert into party.enterprise values ('%s', 'Trader', 'B', '5550', 'E1')".formatted(CALLER),
        "insert into ref.code select 'state', c, 'name ' || c, case when c < 'C' then c end, 1"
            + " from unnest(array['A', 'B', 'R', 'X9-1']) c",
        """
        insert into dec.head
        select n, 'X' || n % 10 || '-' || n, case n % 4 when 0 then ':caller' else ':other' end,
               case n % 5 when 0 then ':caller' when 1 then null else 'E1' end,
               case n % 7 when 0 then ':caller' end, case n % 3 when 0 then 'E2' end,
               (array['A', 'B', 'R', null])[n % 4 + 1], 'I', nullif(n * 100.5, 502.5), n,
               'Person ' || n, '138' || lpad(n::text, 8, '0'), n % 4 + 1,
               date '2026-01-01' + n, timestamptz '2026-01-01 00:00+00' + n * interval '1 hour',
               n % 2 = 0,
               jsonb_build_object('k', n % 2, 'tel', '138' || n, 'b', n,
                   'list', jsonb_build_array(jsonb_build_object('no', n))),
               array['red', 'blue', 'x' || n], ''
        from generate_series(1, 40) n
        """
            .replace(":caller", CALLER)
            .replace(":other", OTHER),
        """
        insert into dec.item
        select n, g, 'Goods ' || n || '/' || g, '8471300000', n, n * 10.25, n * g * 10, 'A'
        from generate_series(1, 40) n, generate_series(1, n % 3 + 1) g
        """,
        """
        insert into dec.container
        select n * 10, n, 'X' || n % 10 || '-' || n, n * 1.5, 'R' from generate_series(2, 40, 2) n
        """,
        """
        insert into dec.receipt
        select n * 100, n, 'web', 'note ' || n, timestamp '2026-02-01' + n * interval '1 day'
        from generate_series(3, 40, 3) n
        """,
        "grant usage on schema dec, ref, party to reader",
        "grant select on all tables in schema dec, ref, party to reader");
    secure("dec.head", ofHead());
    for (String part : List.of("item", "container", "receipt")) {
      secure(
          "dec." + part,
          "exists (select 1 from dec.head h where h.head_id = " + part + ".head_id)");
    }
    secure("party.enterprise", "usci = '" + CALLER + "'");
  }

  private static String ofHead() {
    return List.of("trade_usci", "owner_usci", "agent_usci", "terminal_usci").stream()
        .map(column -> column + " = '" + CALLER + "'")
        .collect(Collectors.joining(" or "));
  }

  private void secure(String table, String rule) throws SQLException {
    execute(
        "alter table " + table + " enable row level security",
        "create policy own on " + table + " for select to reader using (" + rule + ")");
  }

  private static String table(Resource resource) {
    return resource.schema() + "." + resource.table();
  }

  private static String column(Field field) {
    return '"' + field.name() + "\" " + field.sqlType() + (field.nullable() ? "" : " not null");
  }

  void execute(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The author's own text, run as the owner of the tables. */
  Answer asOwner(String sql) throws SQLException {
    execute("set search_path = dec");
    return answer(sql, List.of());
  }

  /** The author's own text, run by the plain role that row-level security holds. */
  Answer asReader(String sql) throws SQLException {
    execute("set search_path = dec", "set role reader");
    try {
      return answer(sql, List.of());
    } finally {
      execute("reset role");
    }
  }

  /** A printed statement, run as the product runs it. */
  Answer printed(PrintedQuery query, List<String> values) throws SQLException {
    execute("set search_path = pg_catalog", "set plan_cache_mode = force_custom_plan");
    return answer(query.text(), values);
  }

  private Answer answer(String sql, List<String> values) throws SQLException {
    try (PreparedStatement prepared = values.isEmpty() ? null : connection.prepareStatement(sql);
        Statement plain = connection.createStatement()) {
      for (int i = 0; i < values.size(); i++) {
        prepared.setObject(i + 1, values.get(i), java.sql.Types.OTHER);
      }
      try (ResultSet result =
          prepared == null ? plain.executeQuery(sql) : prepared.executeQuery()) {
        return read(result);
      }
    } catch (SQLException e) {
      return new Answer(List.of(), List.of(), e.getSQLState() + " " + e.getMessage());
    }
  }

  private static Answer read(ResultSet result) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
      columns.add(result.getMetaData().getColumnLabel(i));
    }
    List<List<String>> rows = new ArrayList<>();
    while (result.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(result.getString(i));
      }
      rows.add(row);
    }
    return new Answer(columns, rows, "");
  }

  /** The columns of a statement as a view has them, each with PostgreSQL's name of its type. */
  List<String> viewColumns(String sql) throws SQLException {
    execute("set search_path = dec", "create temp view probe as " + sql);
    return strings(
        """
        select attname || ': ' || case when typelem <> 0 and typlen = -1
            then (select e.typname from pg_type e where e.oid = t.typelem) || '[]'
            else typname end
        from pg_attribute a join pg_type t on t.oid = a.atttypid
        where attrelid = 'pg_temp.probe'::regclass and attnum > 0 order by attnum
        """);
  }

  /**
   * The columns of tables that PostgreSQL bound in the view made last and in those it reads, by
   * their tables.
   */
  Collection<String> viewSources() throws SQLException {
    return strings(
        """
        with recursive reached(view) as (
          select 'pg_temp.probe'::regclass::oid
          union
          select c.oid
          from reached join pg_rewrite r on r.ev_class = reached.view
          join pg_depend d on d.objid = r.oid and d.refclassid = 'pg_class'::regclass
          join pg_class c on c.oid = d.refobjid and c.relkind = 'v')
        select distinct n.nspname || '.' || c.relname || '.' || a.attname
        from reached
        join pg_rewrite r on r.ev_class = reached.view
        join pg_depend d on d.objid = r.oid
        join pg_class c on c.oid = d.refobjid and c.relkind <> 'v'
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
        where d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 order by 1
        """);
  }

  void dropView() throws SQLException {
    execute("drop view if exists pg_temp.probe");
  }

  private List<String> strings(String sql) throws SQLException {
    return read(connection.createStatement().executeQuery(sql)).rows().stream()
        .map(List::getFirst)
        .toList();
  }

  /** Values for parameters, by the type they must have. */
  static SortedMap<String, String> valuesByType() {
    SortedMap<String, String> values = new TreeMap<>();
    values.put("varchar", "R");
    values.put("text", "A%");
    values.put("bpchar", "E3");
    values.put("int8", "8");
    values.put("int4", "2");
    values.put("numeric", "1000");
    values.put("date", "2026-01-20");
    values.put("timestamptz", "2026-01-01 10:00+00");
    values.put("bool", "t");
    values.put("jsonb", "{}");
    values.put("bpchar[]", "{" + CALLER + ",E2}");
    return values;
  }

  @Override
  public void close() throws SQLException, IOException {
    connection.close();
    postgres.close();
  }
}
