package io.tidegate.engine.store;

import static io.tidegate.engine.store.AgreedColumns.instant;
import static io.tidegate.engine.store.AgreedColumns.utc;

import io.tidegate.engine.store.SourceStore.RunState;
import io.tidegate.route.text.Bilingual;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What was measured of resources, and the runs that measure. */
public final class MeasureStore {
  /** A run of all resources has no name of one. */
  public static final String ALL = "";

  /** A run that has said nothing for so long has ended with its node. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  /** Measurements that are kept of a resource; older ones go. */
  public static final int KEPT = 100;

  private final Jdbi jdbi;
  private final Clock clock;

  public MeasureStore(DataSource platform, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** How a resource stood beside the catalog. */
  public enum DriftState {
    NONE,
    FOUND,
    /** Its source could not be asked. */
    UNKNOWN,
    /** Sources of its kind are not compared. */
    NOT_COMPARED
  }

  /**
   * A measurement.
   *
   * @param catalog fingerprint of the catalog it was compared with
   * @param actor a login, or who measures on a schedule
   * @param failed whether nothing could be measured; the message says why
   * @param exact whether the rows were counted, or the source reckons so
   * @param lookedAt records that the shares are of
   * @param lastChangeBy the field that says so; absent when it was seen between two measurements
   * @param changeMark another text after any change; absent where the source counts none
   * @param fields a JSON array of fields and their shares of empty values
   * @param drifts a JSON array of differences
   */
  public record Measure(
      String resource,
      String catalog,
      Instant at,
      String actor,
      boolean failed,
      Bilingual message,
      OptionalLong rows,
      boolean exact,
      OptionalLong bytes,
      long lookedAt,
      Optional<Instant> lastChange,
      Optional<String> lastChangeBy,
      Optional<String> changeMark,
      String fields,
      DriftState drift,
      String drifts) {
    public Measure {
      Objects.requireNonNull(resource, "resource");
      Objects.requireNonNull(catalog, "catalog");
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(actor, "actor");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(rows, "rows");
      Objects.requireNonNull(bytes, "bytes");
      Objects.requireNonNull(lastChange, "lastChange");
      Objects.requireNonNull(lastChangeBy, "lastChangeBy");
      Objects.requireNonNull(changeMark, "changeMark");
      Objects.requireNonNull(fields, "fields");
      Objects.requireNonNull(drift, "drift");
      Objects.requireNonNull(drifts, "drifts");
    }
  }

  /**
   * A run.
   *
   * @param resource {@link #ALL} for one of all resources
   * @param endedAt absent while it runs
   */
  public record Run(
      long id,
      String resource,
      RunState state,
      int done,
      int total,
      Bilingual message,
      String actor,
      Instant begunAt,
      Optional<Instant> endedAt) {
    public Run {
      Objects.requireNonNull(resource, "resource");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(actor, "actor");
      Objects.requireNonNull(begunAt, "begunAt");
      Objects.requireNonNull(endedAt, "endedAt");
    }
  }

  // ---- measurements

  /**
   * Keeps a measurement. That a resource drifts otherwise than it was last known to is an entry of
   * the audit trail.
   */
  public void add(Measure measure) {
    jdbi.useTransaction(
        handle -> {
          Optional<Measure> known = known(handle, measure.resource());
          insert(handle, measure);
          handle
              .createUpdate(
                  "delete from resource_measure where resource = :resource and id <= (select id"
                      + " from resource_measure where resource = :resource order by id desc"
                      + " offset :kept limit 1)")
              .bind("resource", measure.resource())
              .bind("kept", KEPT)
              .execute();
          boolean told = measure.drift() == DriftState.FOUND || measure.drift() == DriftState.NONE;
          boolean before = known.filter(k -> k.drift() == DriftState.FOUND).isPresent();
          boolean other =
              measure.drift() == DriftState.FOUND
                  ? !before || !known.get().drifts().equals(measure.drifts())
                  : before;
          if (told && other) {
            AuditStore.append(
                handle,
                clock,
                measure.actor(),
                measure.drift() == DriftState.FOUND ? "resource.drift" : "resource.drift-over",
                measure.resource(),
                measure.drift() == DriftState.FOUND ? measure.drifts() : "");
          }
        });
  }

  private static Optional<Measure> known(Handle handle, String resource) {
    return handle
        .createQuery(
            "select * from resource_measure where resource = :resource and drift in ('FOUND',"
                + " 'NONE') order by id desc limit 1")
        .bind("resource", resource)
        .map((row, context) -> measure(row))
        .findOne();
  }

  private static void insert(Handle handle, Measure measure) {
    handle
        .createUpdate(
            "insert into resource_measure (resource, catalog, measured_at, actor, state,"
                + " message_zh, message_en, row_count, row_count_exact, size_bytes, looked_at,"
                + " last_change, last_change_by, change_mark, fields, drift, drifts) values"
                + " (:resource, :catalog, :at, :actor, :state, :zh, :en, :rows, :exact, :bytes,"
                + " :lookedAt, :lastChange, :lastChangeBy, :mark, :fields, :drift, :drifts)")
        .bind("resource", measure.resource())
        .bind("catalog", measure.catalog())
        .bind("at", utc(measure.at()))
        .bind("actor", measure.actor())
        .bind("state", measure.failed() ? "FAILED" : "MEASURED")
        .bind("zh", measure.message().zh())
        .bind("en", measure.message().en())
        .bind("rows", boxed(measure.rows()))
        .bind("exact", measure.exact())
        .bind("bytes", boxed(measure.bytes()))
        .bind("lookedAt", measure.lookedAt())
        .bind("lastChange", measure.lastChange().map(AgreedColumns::utc).orElse(null))
        .bind("lastChangeBy", measure.lastChangeBy().orElse(null))
        .bind("mark", measure.changeMark().orElse(null))
        .bind("fields", measure.fields())
        .bind("drift", measure.drift().name())
        .bind("drifts", measure.drifts())
        .execute();
  }

  private static Long boxed(OptionalLong number) {
    return number.isPresent() ? (Long) number.getAsLong() : null;
  }

  /** The last measurement of each of some resources, by its id. */
  public Map<String, Measure> latest(Collection<String> resources) {
    if (resources.isEmpty()) {
      return Map.of();
    }
    Map<String, Measure> latest = new LinkedHashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "select distinct on (resource) * from resource_measure where resource in"
                        + " (<resources>) order by resource, id desc")
                .bindList("resources", List.copyOf(resources))
                .map((row, context) -> measure(row))
                .forEach(measure -> latest.put(measure.resource(), measure)));
    return latest;
  }

  /** The last measurements of a resource, the newest first. */
  public List<Measure> history(String resource, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from resource_measure where resource = :resource order by id desc"
                        + " limit :most")
                .bind("resource", resource)
                .bind("most", most)
                .map((row, context) -> measure(row))
                .list());
  }

  // ---- runs

  /**
   * Begins to measure one resource.
   *
   * @return empty when it is being measured
   */
  public Optional<Run> begin(String resource, String actor) {
    return jdbi.inTransaction(handle -> begun(handle, resource, 1, actor));
  }

  /**
   * Begins to measure all resources, on one node of all.
   *
   * @param since nothing is begun when a run of all began later than this
   * @return empty when it is not its time, or another node is at it
   */
  public Optional<Run> beginAll(Instant since, String actor) {
    return jdbi.inTransaction(
        handle -> {
          // two nodes whose time has come at once look one after the other
          handle.execute("lock table resource_run in share row exclusive mode");
          Optional<Run> last = last(handle, ALL);
          return last.filter(run -> run.begunAt().isAfter(since)).isPresent()
              ? Optional.empty()
              : begun(handle, ALL, 0, actor);
        });
  }

  private Optional<Run> begun(Handle handle, String resource, int total, String actor) {
    handle
        .createUpdate(
            "update resource_run set state = 'FAILED', ended_at = :at, message_zh ="
                + " '节点中断，请重新测量', message_en = 'its node ended; measure again' where"
                + " resource = :resource and state = 'RUNNING' and beat_at < :silent")
        .bind("resource", resource)
        .bind("at", utc(clock.instant()))
        .bind("silent", utc(clock.instant().minus(SILENCE)))
        .execute();
    return handle
        .createQuery(
            "insert into resource_run (resource, state, total, actor, begun_at, beat_at) values"
                + " (:resource, 'RUNNING', :total, :actor, :at, :at) on conflict do nothing"
                + " returning *")
        .bind("resource", resource)
        .bind("total", total)
        .bind("actor", actor)
        .bind("at", utc(clock.instant()))
        .map((row, context) -> run(row))
        .findOne();
  }

  /**
   * Says how far a run is.
   *
   * @return whether it still is the one that runs
   */
  public boolean at(long run, int done, int total) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "update resource_run set done = :done, total = :total, beat_at = :at where"
                            + " id = :id and state = 'RUNNING'")
                    .bind("done", done)
                    .bind("total", total)
                    .bind("at", utc(clock.instant()))
                    .bind("id", run)
                    .execute())
        == 1;
  }

  /** Ends a run. */
  public void end(long run, RunState state, Bilingual message) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update resource_run set state = :state, message_zh = :zh, message_en = :en,"
                        + " ended_at = :at where id = :id and state = 'RUNNING'")
                .bind("state", state.name())
                .bind("zh", message.zh())
                .bind("en", message.en())
                .bind("at", utc(clock.instant()))
                .bind("id", run)
                .execute());
  }

  /** The last run of a resource, or of all. */
  public Optional<Run> last(String resource) {
    return jdbi.withHandle(handle -> last(handle, resource));
  }

  private static Optional<Run> last(Handle handle, String resource) {
    return handle
        .createQuery(
            "select * from resource_run where resource = :resource order by id desc limit 1")
        .bind("resource", resource)
        .map((row, context) -> run(row))
        .findOne();
  }

  // ---- rows

  private static Measure measure(ResultSet row) throws SQLException {
    return new Measure(
        row.getString("resource"),
        row.getString("catalog"),
        instant(row, "measured_at"),
        row.getString("actor"),
        row.getString("state").equals("FAILED"),
        new Bilingual(row.getString("message_zh"), row.getString("message_en")),
        number(row, "row_count"),
        row.getBoolean("row_count_exact"),
        number(row, "size_bytes"),
        row.getLong("looked_at"),
        row.getObject("last_change") == null
            ? Optional.empty()
            : Optional.of(instant(row, "last_change")),
        Optional.ofNullable(row.getString("last_change_by")),
        Optional.ofNullable(row.getString("change_mark")),
        row.getString("fields"),
        DriftState.valueOf(row.getString("drift")),
        row.getString("drifts"));
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private static Run run(ResultSet row) throws SQLException {
    return new Run(
        row.getLong("id"),
        row.getString("resource"),
        RunState.valueOf(row.getString("state")),
        row.getInt("done"),
        row.getInt("total"),
        new Bilingual(row.getString("message_zh"), row.getString("message_en")),
        row.getString("actor"),
        instant(row, "begun_at"),
        row.getObject("ended_at") == null
            ? Optional.empty()
            : Optional.of(instant(row, "ended_at")));
  }
}
