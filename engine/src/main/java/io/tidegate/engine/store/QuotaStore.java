package io.tidegate.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The ledgers of quota, as texts. Every method is one statement that is committed by itself, so
 * that no lock is held by a node that stands still. The clock is the database's own.
 */
public final class QuotaStore {
  private static final String NOW = "(extract(epoch from clock_timestamp()) * 1000000)::bigint";

  /** Milliseconds after which a connection that says nothing is given up. */
  private static final int LONGEST_ANSWER = 3_000;

  private final Jdbi jdbi;

  public QuotaStore(DataSource platform) {
    this.jdbi = Jdbi.create(platform);
  }

  /** Which row: its key and what it is of. */
  public record Key(String account, String agreement, String service, String application) {
    public Key {
      Objects.requireNonNull(account, "account");
      Objects.requireNonNull(agreement, "agreement");
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(application, "application");
    }
  }

  /**
   * A ledger as it lies there.
   *
   * @param ledger empty when nothing was lent yet
   * @param at the database's clock once it was read, in microseconds since 1970
   */
  public record Row(String account, long version, String ledger, long at) {}

  /**
   * A change.
   *
   * @param version that was read; written is the next one
   * @param notBefore the first moment it may be written at, by the database's clock
   */
  public record Change(String account, long version, String ledger, long notBefore) {}

  /**
   * Makes sure that there is a row for each account.
   *
   * @throws StoreException when the database cannot be asked
   */
  public void open(Collection<Key> keys) {
    use(
        handle ->
            handle
                .createUpdate(
                    "insert into quota_account (account, agreement, service, application)"
                        + " select * from unnest(:accounts, :agreements, :services, :applications)"
                        + " on conflict do nothing")
                .bindArray("accounts", String.class, keys.stream().map(Key::account).toList())
                .bindArray("agreements", String.class, keys.stream().map(Key::agreement).toList())
                .bindArray("services", String.class, keys.stream().map(Key::service).toList())
                .bindArray(
                    "applications", String.class, keys.stream().map(Key::application).toList())
                .execute());
  }

  /**
   * Reads rows; those that are not there are missing.
   *
   * @throws StoreException when the database cannot be asked
   */
  public Map<String, Row> read(Collection<String> accounts) {
    Map<String, Row> rows = new HashMap<>();
    use(
        handle ->
            handle
                .createQuery(
                    "select account, version, ledger, "
                        + NOW
                        + " as at from quota_account where account = any(:accounts)")
                .bindArray("accounts", String.class, List.copyOf(accounts))
                .map((row, context) -> row(row))
                .forEach(row -> rows.put(row.account(), row)));
    return rows;
  }

  /**
   * Writes the changes whose rows have the version still, if the clock has come to their moments.
   *
   * @return when each of those written was written; none of the others was
   * @throws StoreException when it is not known what was written
   */
  public Map<String, Long> write(List<Change> changes) {
    Map<String, Long> written = new HashMap<>();
    use(
        handle ->
            handle
                .createQuery(
                    "update quota_account q set version = q.version + 1, ledger = c.ledger"
                        + " from unnest(:accounts, :versions, :ledgers, :moments)"
                        + " as c (account, version, ledger, moment)"
                        + " where q.account = c.account and q.version = c.version and "
                        + NOW
                        + " >= c.moment returning q.account, "
                        + NOW
                        + " as at")
                .bindArray("accounts", String.class, changes.stream().map(Change::account).toList())
                .bindArray("versions", Long.class, changes.stream().map(Change::version).toList())
                .bindArray("ledgers", String.class, changes.stream().map(Change::ledger).toList())
                .bindArray("moments", Long.class, changes.stream().map(Change::notBefore).toList())
                .map((row, context) -> Map.entry(row.getString("account"), row.getLong("at")))
                .forEach(row -> written.put(row.getKey(), row.getValue())));
    return written;
  }

  /**
   * The rows of an application, sorted.
   *
   * @throws StoreException when the database cannot be asked
   */
  public List<Row> of(String application) {
    List<Row> rows = new ArrayList<>();
    use(
        handle ->
            handle
                .createQuery(
                    "select account, version, ledger, "
                        + NOW
                        + " as at from quota_account where application = :application"
                        + " order by account")
                .bind("application", application)
                .map((row, context) -> row(row))
                .forEach(rows::add));
    return rows;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("account"),
        row.getLong("version"),
        row.getString("ledger"),
        row.getLong("at"));
  }

  private void use(HandleConsumer<RuntimeException> work) {
    try {
      jdbi.useHandle(
          handle -> {
            // a database that is cut off does not say so
            handle.getConnection().setNetworkTimeout(Runnable::run, LONGEST_ANSWER);
            work.useHandle(handle);
            handle.getConnection().setNetworkTimeout(Runnable::run, 0);
          });
    } catch (JdbiException | SQLException e) {
      throw new StoreException("the ledgers of quota cannot be reached", e);
    }
  }
}
