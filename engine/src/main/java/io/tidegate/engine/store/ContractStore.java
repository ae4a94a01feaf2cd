package io.tidegate.engine.store;

import static io.tidegate.engine.store.AgreedColumns.instant;
import static io.tidegate.engine.store.AgreedColumns.utc;

import io.tidegate.catalog.registry.Contract;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** What was promised, what waits for the contract registry, and where that is. */
public final class ContractStore {
  private final Jdbi jdbi;
  private final Clock clock;

  public ContractStore(DataSource platform, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** What only one node does at a time. The names of the locks are among those of the database. */
  public enum Work {
    /** Writing to the registry. */
    WRITING(0x7469_6465_7265_6701L),
    /** Taking up publications that waited. */
    TAKING_UP(0x7469_6465_7265_6702L);

    private final long lock;

    Work(long lock) {
      this.lock = lock;
    }
  }

  /** How far a contract has come. */
  public enum State {
    /** The registry has still to be given it. */
    PENDING,
    /** The registry has it. */
    STORED,
    /** The registry does not take it; what is live stays live. */
    REFUSED
  }

  /**
   * A contract that was released.
   *
   * @param number its place in the order of the releases
   * @param trouble what the registry said last; empty when there is none
   */
  public record KeptContract(
      long number,
      Contract contract,
      String fingerprint,
      State state,
      String trouble,
      Instant releasedAt,
      Optional<Instant> storedAt) {
    public KeptContract {
      Objects.requireNonNull(contract, "contract");
      Objects.requireNonNull(fingerprint, "fingerprint");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(trouble, "trouble");
      Objects.requireNonNull(releasedAt, "releasedAt");
      Objects.requireNonNull(storedAt, "storedAt");
    }
  }

  // ---- contracts

  /** Keeps a contract that came into force; one of the same version stays as it is. */
  public void add(Contract contract, String fingerprint) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into contract (service, major, version, fingerprint, document, openapi,"
                        + " answer, parameters, released_at) values (:service, :major, :version,"
                        + " :fingerprint, :document, :openapi, :answer, :parameters, :now)"
                        + " on conflict (service, version) do nothing")
                .bind("service", contract.service())
                .bind("major", contract.major())
                .bind("version", contract.version())
                .bind("fingerprint", fingerprint)
                .bind("document", contract.document())
                .bind("openapi", contract.openApi())
                .bind("answer", contract.answer())
                .bind("parameters", contract.parameters())
                .bind("now", utc(clock.instant()))
                .execute());
  }

  /** The contract of a version. */
  public Optional<KeptContract> version(String service, String version) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from contract where service = :service and version = :version")
                .bind("service", service)
                .bind("version", version)
                .map((row, context) -> kept(row))
                .findOne());
  }

  /** The contract of a major version the registry was given last. */
  public Optional<KeptContract> lastStored(String service, int major) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from contract where service = :service and major = :major"
                        + " and state = 'STORED' order by number desc limit 1")
                .bind("service", service)
                .bind("major", major)
                .map((row, context) -> kept(row))
                .findOne());
  }

  /** What the registry has still to be given, in the order it was released. */
  public List<KeptContract> pending() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from contract where state = 'PENDING' order by number")
                .map((row, context) -> kept(row))
                .list());
  }

  /** Which versions are kept, as {@code service version}. */
  public List<String> versions() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select service || ' ' || version from contract")
                .mapTo(String.class)
                .list());
  }

  /** Contracts, latest first. */
  public List<KeptContract> contracts(Optional<String> service, long before, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from contract where number < :before"
                        + " and (cast(:service as text) is null or service = :service)"
                        + " order by number desc limit :most")
                .bind("before", before)
                .bind("service", service.orElse(null))
                .bind("most", most)
                .map((row, context) -> kept(row))
                .list());
  }

  /** Keeps what the registry said. */
  public void told(long number, State state, String trouble) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update contract set state = :state, trouble = :trouble, stored_at ="
                        + " case when :state = 'STORED' then :now else stored_at end"
                        + " where number = :number")
                .bind("state", state.name())
                .bind("trouble", trouble)
                .bind("now", utc(clock.instant()))
                .bind("number", number)
                .execute());
  }

  private static KeptContract kept(ResultSet row) throws SQLException {
    return new KeptContract(
        row.getLong("number"),
        new Contract(
            row.getString("service"),
            row.getInt("major"),
            row.getString("version"),
            row.getString("document"),
            row.getString("openapi"),
            row.getString("answer"),
            row.getString("parameters")),
        row.getString("fingerprint"),
        State.valueOf(row.getString("state")),
        row.getString("trouble"),
        instant(row, "released_at"),
        Optional.ofNullable(row.getObject("stored_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  /**
   * Does something while nobody else on any node does such work.
   *
   * @return what came of it; empty when somebody else is at it
   */
  public <T> Optional<T> alone(Work work, Supplier<T> act) {
    return jdbi.withHandle(
        handle -> {
          boolean mine =
              handle
                  .createQuery("select pg_try_advisory_lock(:key)")
                  .bind("key", work.lock)
                  .mapTo(Boolean.class)
                  .one();
          if (!mine) {
            return Optional.empty();
          }
          try {
            return Optional.of(act.get());
          } finally {
            handle
                .createQuery("select pg_advisory_unlock(:key)")
                .bind("key", work.lock)
                .mapTo(Boolean.class)
                .one();
          }
        });
  }

  // ---- publications that wait

  /** An approved draft that is to be published. */
  public record Waiting(long draft, long revision, String actor, Instant since) {
    public Waiting {
      Objects.requireNonNull(actor, "actor");
      Objects.requireNonNull(since, "since");
    }
  }

  /** Keeps that a draft is to be published; asked again, the first time counts. */
  public void await(long draft, long revision, String actor) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "insert into waiting_publication values (:draft, :revision, :actor, :now)"
                        + " on conflict (draft) do update set revision = excluded.revision,"
                        + " actor = excluded.actor")
                .bind("draft", draft)
                .bind("revision", revision)
                .bind("actor", actor)
                .bind("now", utc(clock.instant()))
                .execute());
  }

  public List<Waiting> waiting() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from waiting_publication order by since, draft")
                .map(
                    (row, context) ->
                        new Waiting(
                            row.getLong("draft"),
                            row.getLong("revision"),
                            row.getString("actor"),
                            instant(row, "since")))
                .list());
  }

  public void waitsNoMore(long draft) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("delete from waiting_publication where draft = :draft")
                .bind("draft", draft)
                .execute());
  }

  // ---- where the registry is

  /**
   * Where contracts were moved to.
   *
   * @param password sealed
   */
  public record Place(String url, String user, byte[] password) {
    public Place {
      Objects.requireNonNull(url, "url");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }
  }

  /** Empty where they were never moved. */
  public Optional<Place> place() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from registry_place")
                .map(
                    (row, context) ->
                        new Place(
                            row.getString("url"),
                            row.getString("username"),
                            row.getBytes("password")))
                .findOne());
  }

  /** From now on they are there; with the entry in the audit trail, or neither. */
  public void moved(Place place, int versions, String actor) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(
                  "insert into registry_place (url, username, password, actor, since)"
                      + " values (:url, :user, :password, :actor, :now)"
                      + " on conflict (one) do update set url = excluded.url, username ="
                      + " excluded.username, password = excluded.password, actor = excluded.actor,"
                      + " since = excluded.since")
              .bind("url", place.url())
              .bind("user", place.user())
              .bind("password", place.password())
              .bind("actor", actor)
              .bind("now", utc(clock.instant()))
              .execute();
          AuditStore.append(
              handle, clock, actor, "registry.move", place.url(), versions + " versions");
        });
  }
}
