package io.tidegate.engine.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalPoolInterceptor;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * One pool of connections per source, for reading only.
 *
 * <p>Every session of a pool begins with: {@code search_path=pg_catalog}, so that a statement names
 * its schemas; {@code default_transaction_read_only=on}; a {@code statement_timeout}, so that the
 * database itself ends what runs too long; {@code plan_cache_mode=force_custom_plan}, because the
 * shares of callers differ by orders of magnitude and one generic plan fits none; time zone
 * Asia/Shanghai. A session that comes back otherwise than it went is set to these again, so that no
 * user of a pool meets what the one before has set; PostgreSQL tells the driver of each change of
 * the zone, of reading only and (from 18 on) of the path, so that asking costs no round trip. These
 * are fences behind the compiler, by which no statement can set anything, and the role's missing
 * rights stand behind them.
 */
public final class ConnectionPools implements AutoCloseable {
  private static final Duration ACQUISITION = Duration.ofSeconds(5);

  /** How long an address that says nothing is waited for. */
  private static final String CONNECT_SECONDS = "4";

  private final Map<String, AgroalDataSource> pools;

  private ConnectionPools(Map<String, AgroalDataSource> pools) {
    this.pools = Collections.unmodifiableMap(new TreeMap<>(pools));
  }

  /**
   * Opens a pool for each source; connections are made when first asked for.
   *
   * @param sources from the source's id to where it is
   * @param size largest number of connections to one source
   * @param statementTimeout longest run of one statement, whatever deadline the call has
   */
  public static ConnectionPools open(
      Map<String, DatabaseAddress> sources, int size, Duration statementTimeout) {
    Map<String, AgroalDataSource> pools = new TreeMap<>();
    ConnectionPools opened = new ConnectionPools(Map.of());
    try {
      sources.forEach((id, address) -> pools.put(id, forReading(address, size, statementTimeout)));
      opened = new ConnectionPools(pools);
      return opened;
    } finally {
      if (opened.pools.size() != sources.size()) {
        pools.values().forEach(AgroalDataSource::close);
      }
    }
  }

  /** The pool of a source; empty when nobody said where the source is. */
  public Optional<DataSource> source(String id) {
    return Optional.ofNullable(pools.get(id));
  }

  @Override
  public void close() {
    pools.values().forEach(AgroalDataSource::close);
  }

  private static AgroalDataSource forReading(
      DatabaseAddress address, int size, Duration statementTimeout) {
    String options =
        "-c search_path=pg_catalog"
            + " -c default_transaction_read_only=on"
            + " -c plan_cache_mode=force_custom_plan"
            + " -c statement_timeout="
            + statementTimeout.toMillis();
    // The driver sends the zone of the JVM when it connects, which would win over an option.
    String zone = "set time zone 'Asia/Shanghai'";
    AgroalDataSource pool = pool(address, size, options, zone);
    pool.setPoolInterceptors(List.of(new SessionReset("reset all; " + zone)));
    return pool;
  }

  /** What a session tells of itself unasked. */
  private static final List<String> REPORTED =
      List.of("TimeZone", "default_transaction_read_only", "search_path");

  private static boolean isOpen(Connection connection) {
    try {
      return !connection.isClosed();
    } catch (SQLException e) {
      return false;
    }
  }

  static AgroalDataSource pool(
      DatabaseAddress address, int size, String options, String initialStatement) {
    AgroalDataSourceConfigurationSupplier configuration =
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    pool.maxSize(size)
                        .acquisitionTimeout(ACQUISITION)
                        // Costs no round trip; a connection the server ended is closed by its
                        // first failure, and is then replaced instead of handed out again.
                        .connectionValidator(ConnectionPools::isOpen)
                        .validateOnBorrow(true)
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(
                            factory ->
                                entered(address, factory)
                                    .jdbcUrl(address.url())
                                    .principal(new NamePrincipal(address.user()))
                                    .credential(new SimplePassword(address.password().reveal()))
                                    .jdbcProperty("options", options)
                                    // as text, which is written into an answer as it comes
                                    .jdbcProperty(
                                        "binaryTransferDisable",
                                        "NUMERIC,DATE,TIMESTAMP,TIMESTAMPTZ")
                                    .initialSql(initialStatement)));
    try {
      return AgroalDataSource.from(configuration);
    } catch (SQLException e) {
      throw new StoreException("no pool can be made for " + address.url(), e);
    }
  }

  private static AgroalConnectionFactoryConfigurationSupplier entered(
      DatabaseAddress address, AgroalConnectionFactoryConfigurationSupplier factory) {
    return address.networks().isEmpty()
        ? factory.connectionProviderClass(Driver.class)
        : factory
            .connectionProviderClass(PermittedDriver.class)
            .jdbcProperty(PermittedDriver.NETWORKS, String.join(",", address.networks().get()))
            .jdbcProperty("connectTimeout", CONNECT_SECONDS)
            .jdbcProperty("loginTimeout", CONNECT_SECONDS);
  }

  /** Undoes what a session was told while it was out. */
  private static final class SessionReset implements AgroalPoolInterceptor {
    private final String statement;

    /** What the first session that went out told: all begin alike. */
    private final AtomicReference<List<String>> begun = new AtomicReference<>();

    SessionReset(String statement) {
      this.statement = statement;
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
      if (begun.get() == null) {
        begun.compareAndSet(null, told(connection));
      }
    }

    @Override
    public void onConnectionReturn(Connection connection) {
      // what is closed is replaced before anybody has it
      if (isOpen(connection) && !told(connection).equals(begun.get())) {
        reset(connection);
      }
    }

    private static List<String> told(Connection connection) {
      try {
        PGConnection session = connection.unwrap(PGConnection.class);
        List<String> told = new ArrayList<>(REPORTED.size());
        for (String name : REPORTED) {
          told.add(String.valueOf(session.getParameterStatus(name)));
        }
        return told;
      } catch (SQLException e) {
        throw new StoreException("a session of PostgreSQL is expected", e);
      }
    }

    private void reset(Connection connection) {
      try (Statement reset = connection.createStatement()) {
        reset.execute(statement);
      } catch (SQLException e) {
        abandon(connection);
      }
    }

    /** A session in an unknown state must not be used again. */
    private static void abandon(Connection connection) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        throw new StoreException("a connection cannot be given up", e);
      }
    }
  }
}
