package io.tidegate.engine.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What all nodes serve, and which nodes there are. The database is the arbiter: what is in force is
 * the last committed epoch, and who is there is who holds a lease by the clock of the database.
 */
public final class EpochStore {
  /** Held while it is decided what is in force or who serves it. */
  private static final long LOCK = 7_305_801_120_251L;

  private static final String LIVE = "lease_until > clock_timestamp()";

  private final Jdbi jdbi;

  public EpochStore(DataSource platform) {
    this.jdbi = Jdbi.create(platform);
  }

  /** What became of an epoch. */
  public enum EpochState {
    PREPARING,
    COMMITTED,
    ABANDONED
  }

  /**
   * What is served.
   *
   * @param catalog fingerprint of the snapshot
   * @param pack number of the rule pack
   * @param services fingerprints of the releases, sorted
   */
  public record Served(String catalog, long pack, List<String> services) {
    public Served {
      Objects.requireNonNull(catalog, "catalog");
      services = services.stream().sorted().toList();
    }
  }

  /** A change of what is served. */
  public record Epoch(long number, EpochState state, Served served, UUID coordinator) {
    public Epoch {
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(served, "served");
      Objects.requireNonNull(coordinator, "coordinator");
    }
  }

  /**
   * What a node says of itself.
   *
   * @param serving the epoch it answers under; 0 when it answers nothing
   * @param prepared the last epoch it could answer under; 0 for none
   * @param refused the last epoch it cannot answer under; 0 for none
   * @param trouble why it cannot, in a sentence
   */
  public record Told(long serving, long prepared, long refused, String trouble) {
    /** A node that has just come. */
    public static final Told NOTHING = new Told(0, 0, 0, "");

    public Told {
      Objects.requireNonNull(trouble, "trouble");
    }
  }

  /**
   * A node.
   *
   * @param live whether its lease lasts
   */
  public record Node(UUID id, String name, Instant startedAt, boolean live, Told told) {
    public Node {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(startedAt, "startedAt");
      Objects.requireNonNull(told, "told");
    }

    /** Whether it has said yes or no to an epoch. */
    public boolean hasDecided(long epoch) {
      return told.prepared() == epoch || told.refused() == epoch;
    }
  }

  /**
   * What a node hears when it renews its lease.
   *
   * @param serving the epoch the others think it serves; 0 when it has to enter again
   * @param committed the epoch in force; 0 before the first
   * @param preparing the one that is being prepared
   * @param access counts the changes of who may call
   */
  public record Heard(long serving, long committed, OptionalLong preparing, long access) {
    public Heard {
      Objects.requireNonNull(preparing, "preparing");
    }
  }

  // ---- nodes

  /**
   * Takes a place among the nodes, serving nothing yet.
   *
   * @param keyCheck a digest of the keys of this node
   * @return false when there are live nodes with other keys, and this one took no place
   */
  public boolean join(UUID id, String name, String keyCheck, Duration lease) {
    return jdbi.inTransaction(
        handle -> {
          lock(handle);
          boolean others =
              handle
                  .createQuery(
                      "select exists (select from node where key_check <> :keyCheck and "
                          + LIVE
                          + ")")
                  .bind("keyCheck", keyCheck)
                  .mapTo(Boolean.class)
                  .one();
          if (others) {
            return false;
          }
          handle.execute(
              "delete from node where lease_until < clock_timestamp() - interval '1 day'");
          handle
              .createUpdate(
                  "insert into node (id, name, key_check, started_at, lease_until) values"
                      + " (:id, :name, :keyCheck, clock_timestamp(), clock_timestamp() + :lease * interval"
                      + " '1 ms') on conflict (id) do update set lease_until ="
                      + " excluded.lease_until, serving = 0, prepared = 0, refused = 0, trouble ="
                      + " ''")
              .bind("id", id)
              .bind("name", name)
              .bind("keyCheck", keyCheck)
              .bind("lease", lease.toMillis())
              .execute();
          return true;
        });
  }

  /**
   * Renews a lease.
   *
   * @return empty when the node has no place any more, or its lease had ended
   */
  public Optional<Heard> renew(UUID id, Duration lease, Told told) {
    return jdbi.withHandle(
        handle -> {
          Connection connection = handle.getConnection();
          // a cable that was pulled says nothing; later than this the answer is of no use
          try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(lease.toMillis()));
            Optional<Heard> heard = renew(handle, id, lease, told);
            connection.setNetworkTimeout(Runnable::run, 0);
            return heard;
          } catch (SQLException e) {
            throw new StoreException("the lease cannot be renewed", e);
          }
        });
  }

  private static Optional<Heard> renew(Handle handle, UUID id, Duration lease, Told told) {
    return handle
        .createQuery(
            "update node set lease_until = clock_timestamp() + :lease * interval '1 ms',"
                // nobody begins to serve but by entering
                + " serving = case when serving > 0 then :serving else 0 end,"
                + " prepared = :prepared, refused = :refused,"
                + " trouble = :trouble where id = :id and "
                + LIVE
                + " returning serving, (select coalesce(max(epoch), 0) from epoch where state ="
                + " 'COMMITTED') as committed, (select epoch from epoch where state ="
                + " 'PREPARING') as preparing, (select version from access_version) as access")
        .bind("lease", lease.toMillis())
        .bind("serving", told.serving())
        .bind("prepared", told.prepared())
        .bind("refused", told.refused())
        .bind("trouble", told.trouble())
        .bind("id", id)
        .map(
            (row, context) ->
                new Heard(
                    row.getLong("serving"),
                    row.getLong("committed"),
                    longOf(row, "preparing"),
                    row.getLong("access")))
        .findOne();
  }

  private static OptionalLong longOf(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /**
   * Begins to serve what is in force.
   *
   * @return false when that is another epoch, or the node has no lease
   */
  public boolean enter(UUID id, long epoch) {
    return jdbi.inTransaction(
        handle -> {
          lock(handle);
          return latest(handle).map(e -> e.number() == epoch).orElse(false)
              && serves(handle, id, epoch);
        });
  }

  private static boolean serves(Handle handle, UUID id, long epoch) {
    return handle
            .createUpdate(
                "update node set serving = :epoch, prepared = :epoch, trouble = '' where id = :id"
                    + " and "
                    + LIVE)
            .bind("epoch", epoch)
            .bind("id", id)
            .execute()
        == 1;
  }

  /** Ends the leases of all nodes: whoever is alone has outlived them. */
  public void removeAll() {
    jdbi.useHandle(handle -> handle.execute("delete from node"));
  }

  /** Ends the lease of a node, of its own will or not. */
  public void remove(UUID id) {
    jdbi.useHandle(
        handle -> handle.createUpdate("delete from node where id = :id").bind("id", id).execute());
  }

  /** All nodes of the last day, by name. */
  public List<Node> nodes() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select *, " + LIVE + " as live from node order by name, id")
                .map((row, context) -> node(row))
                .list());
  }

  /** The other nodes that answer or may. */
  public List<Node> othersServing(UUID self) {
    return nodes().stream()
        .filter(node -> node.live() && node.told().serving() > 0 && !node.id().equals(self))
        .toList();
  }

  // ---- epochs

  /** What is in force. */
  public Optional<Epoch> inForce() {
    return jdbi.withHandle(EpochStore::latest);
  }

  public Optional<Epoch> epoch(long number) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from epoch where epoch = :number")
                .bind("number", number)
                .map((row, context) -> epoch(row))
                .findOne());
  }

  /** The latest epochs, latest first. */
  public List<Epoch> epochs(int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from epoch order by epoch desc limit :most")
                .bind("most", most)
                .map((row, context) -> epoch(row))
                .list());
  }

  /**
   * Asks all nodes to prepare a change.
   *
   * @param basedOn what is in force as the coordinator knows it
   * @param behind a number the epoch has to be greater than
   * @return empty when another change is under way or has come first
   */
  public Optional<Epoch> begin(Served served, UUID coordinator, long basedOn, long behind) {
    return jdbi.inTransaction(
        handle -> {
          lock(handle);
          // of a coordinator that is gone, or begins anew, nothing more comes
          handle
              .createUpdate(
                  "update epoch set state = 'ABANDONED', decided_at = clock_timestamp() where state"
                      + " = 'PREPARING' and (coordinator = :coordinator or not exists (select from"
                      + " node where id = coordinator and "
                      + LIVE
                      + "))")
              .bind("coordinator", coordinator)
              .execute();
          boolean underWay =
              handle
                  .createQuery("select exists (select from epoch where state = 'PREPARING')")
                  .mapTo(Boolean.class)
                  .one();
          if (underWay || latest(handle).map(Epoch::number).orElse(0L) != basedOn) {
            return Optional.empty();
          }
          return Optional.of(insert(handle, served, coordinator, behind, EpochState.PREPARING));
        });
  }

  private static Epoch insert(
      Handle handle, Served served, UUID coordinator, long behind, EpochState state) {
    return handle
        .createQuery(
            "insert into epoch (epoch, state, catalog, pack, services, coordinator, begun_at,"
                + " decided_at) values ((select greatest(coalesce(max(epoch), 0), :behind) + 1 from"
                + " epoch), :state, :catalog, :pack, :services, :coordinator, clock_timestamp(),"
                + " case when :state = 'PREPARING' then null else clock_timestamp() end)"
                + " returning *")
        .bind("behind", behind)
        .bind("state", state.name())
        .bind("catalog", served.catalog())
        .bind("pack", served.pack())
        .bindArray("services", String.class, served.services().toArray())
        .bind("coordinator", coordinator)
        .map((row, context) -> epoch(row))
        .one();
  }

  /** Gives a change up, unless it is decided already. */
  public void abandon(long epoch) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update epoch set state = 'ABANDONED', decided_at = clock_timestamp() where"
                        + " epoch = :epoch and state = 'PREPARING'")
                .bind("epoch", epoch)
                .execute());
  }

  /**
   * Puts a change in force, within what else is stored: not when it was given up meanwhile, when
   * its coordinator has lost its lease, or when a node that serves has neither prepared it nor
   * refused to.
   */
  static boolean commit(Handle handle, long epoch) {
    lock(handle);
    return handle
            .createUpdate(
                "update epoch e set state = 'COMMITTED', decided_at = clock_timestamp() where epoch ="
                    + " :epoch and state = 'PREPARING' and exists (select from node where id ="
                    + " e.coordinator and "
                    + LIVE
                    + ") and not exists (select from node where id <> e.coordinator and serving >"
                    + " 0 and prepared <> :epoch and refused <> :epoch and "
                    + LIVE
                    + ")")
            .bind("epoch", epoch)
            .execute()
        == 1;
  }

  /**
   * Puts in force what a node starts with while no other serves, and has it serve that. What is in
   * force already stays the same epoch.
   *
   * @return empty when others serve something else, or the node has no lease
   */
  public Optional<Epoch> found(Served served, UUID coordinator, long behind) {
    return jdbi.inTransaction(
        handle -> {
          lock(handle);
          Optional<Epoch> latest = latest(handle);
          Optional<Epoch> epoch =
              latest.filter(e -> e.served().equals(served) && e.number() > behind);
          if (epoch.isEmpty()) {
            boolean others =
                handle
                    .createQuery(
                        "select exists (select from node where id <> :id and serving > 0 and "
                            + LIVE
                            + ")")
                    .bind("id", coordinator)
                    .mapTo(Boolean.class)
                    .one();
            if (others) {
              return Optional.empty();
            }
            epoch = Optional.of(insert(handle, served, coordinator, behind, EpochState.COMMITTED));
          }
          return epoch.filter(e -> serves(handle, coordinator, e.number()));
        });
  }

  private static void lock(Handle handle) {
    handle
        .createQuery("select 1 from pg_advisory_xact_lock(:lock)")
        .bind("lock", LOCK)
        .mapTo(Integer.class)
        .one();
  }

  private static Optional<Epoch> latest(Handle handle) {
    return handle
        .createQuery("select * from epoch where state = 'COMMITTED' order by epoch desc limit 1")
        .map((row, context) -> epoch(row))
        .findOne();
  }

  private static Epoch epoch(ResultSet row) throws SQLException {
    Array services = row.getArray("services");
    return new Epoch(
        row.getLong("epoch"),
        EpochState.valueOf(row.getString("state")),
        new Served(
            row.getString("catalog"), row.getLong("pack"), List.of((String[]) services.getArray())),
        row.getObject("coordinator", UUID.class));
  }

  private static Node node(ResultSet row) throws SQLException {
    return new Node(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("live"),
        new Told(
            row.getLong("serving"),
            row.getLong("prepared"),
            row.getLong("refused"),
            row.getString("trouble")));
  }
}
