package io.tidegate.bench.gateway;

import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.samples.generate.SampleData;
import io.tidegate.samples.generate.Volume;
import io.tidegate.samples.load.SampleLoader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The data of a run: the sample tables, and in {@code dec.head} and {@code dec.item} as many more
 * rows as are asked for, each head with four items. Every declaration that was added is one of the
 * principal of the stories, lies at its terminal, and was filed by one of the sample enterprises.
 *
 * @param heads rows that were added to {@code dec.head}
 * @param companies who filed them, each as many as the others
 */
record BenchData(int heads, List<String> companies) {
  static final int ITEMS_OF_A_HEAD = 4;

  /** Behind every key of the samples. */
  private static final long FIRST_KEY = 100_000_000;

  private static final long FIRST_SERIAL = 800_000_000;
  private static final String ENTRY_PREFIX = "379120241";

  /** Enough rows each for a list of a hundred, whatever number is asked for. */
  private static final int COMPANIES = 40;

  BenchData {
    companies = List.copyOf(companies);
  }

  /** The number of a declaration that was added, any of them. */
  String anyEntry(RandomGenerator random) {
    return entry(random.nextInt(heads));
  }

  /** The number of a declaration the company filed. */
  String anyEntryOf(String company, RandomGenerator random) {
    int at = companies.indexOf(company);
    return entry(random.nextInt(heads / companies.size()) * companies.size() + at);
  }

  private static String entry(int number) {
    return ENTRY_PREFIX + (FIRST_SERIAL + number);
  }

  /**
   * Fills a database of the samples' own.
   *
   * @param principal credit code of whom all of it belongs to
   * @param agent credit code of the first of the companies
   * @param terminal credit code of where it all lies
   */
  static BenchData load(
      DatabaseAddress address, int heads, String principal, String agent, String terminal)
      throws SQLException {
    Objects.requireNonNull(address, "address");
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(address.url());
    database.setUser(address.user());
    database.setPassword(address.password().reveal());
    SampleLoader.load(database, Volume.CI, SampleData.DEFAULT_SEED, (table, rows, elapsed) -> {});
    try (Connection connection = database.getConnection()) {
      List<String> companies = companies(connection, agent);
      fill(connection, heads, principal, companies, terminal);
      return new BenchData(heads, companies);
    }
  }

  private static List<String> companies(Connection connection, String agent) throws SQLException {
    List<String> companies = new ArrayList<>(List.of(agent));
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select usci from party.enterprise where usci <> ? order by usci limit ?")) {
      statement.setString(1, agent);
      statement.setInt(2, COMPANIES - 1);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          companies.add(rows.getString(1));
        }
      }
    }
    return companies;
  }

  private static void fill(
      Connection connection, int heads, String principal, List<String> companies, String terminal)
      throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement head =
            connection.prepareStatement(
                """
                insert into dec.head
                select row.* from generate_series(0, ? - 1) n,
                  (select t from dec.head t where bill_no is not null and ie_date is not null
                     and traf_name is not null and overseas_party_name is not null
                     and declarant_person is not null order by head_id limit 1) h(sample),
                  lateral jsonb_populate_record(h.sample, jsonb_build_object(
                    'head_id', %1$d + n, 'entry_id', '%2$s' || (%3$d + n),
                    'seq_no', 'I2024' || lpad((%3$d + n)::text, 13, '0'),
                    'trade_usci', ?::text, 'owner_usci', ?::text, 'terminal_usci', ?::text,
                    'agent_usci', (?::text[])[1 + n %% ?],
                    'updated_at', timestamptz '2024-02-01 08:00:00+08' + n * interval '61 seconds')) row"""
                    .formatted(FIRST_KEY, ENTRY_PREFIX, FIRST_SERIAL));
        PreparedStatement items =
            connection.prepareStatement(
                String.format(
                    Locale.ROOT,
                    """
                    insert into dec.item
                    select row.* from generate_series(0, ? - 1) n, generate_series(1, %d) g,
                      (select t from dec.item t where g_model is not null order by head_id, g_no limit 1) i(sample),
                      lateral jsonb_populate_record(i.sample, jsonb_build_object('head_id', %d + n, 'g_no', g)) row""",
                    ITEMS_OF_A_HEAD,
                    FIRST_KEY));
        Statement further = connection.createStatement()) {
      head.setInt(1, heads);
      head.setString(2, principal);
      head.setString(3, principal);
      head.setString(4, terminal);
      head.setArray(5, connection.createArrayOf("text", companies.toArray()));
      head.setInt(6, companies.size());
      head.executeUpdate();
      items.setInt(1, heads);
      items.executeUpdate();
      further.execute("analyze dec.head");
      further.execute("analyze dec.item");
    }
    connection.commit();
    connection.setAutoCommit(true);
  }
}
