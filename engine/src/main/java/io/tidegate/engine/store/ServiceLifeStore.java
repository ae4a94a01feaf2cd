package io.tidegate.engine.store;

import io.tidegate.engine.store.ReleaseStore.Release;
import io.tidegate.engine.store.ServiceDraftStore.ServiceDraft;
import io.tidegate.route.text.Bilingual;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How the services stand that were published, deprecated or retired on a running platform, and what
 * happened to them. What comes into force is stored with its epoch, or not at all.
 */
public final class ServiceLifeStore {
  private final Jdbi jdbi;
  private final Clock clock;

  public ServiceLifeStore(DataSource platform, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** How a service stands. */
  public enum LifeState {
    LIVE,
    /** It answers, and says until when. */
    DEPRECATED,
    /** It does not answer any more. */
    RETIRED
  }

  /**
   * Until when a service answers.
   *
   * @param since when that was decided
   * @param sunset the last day, in China
   * @param successor what is to be called instead, by its id; empty when there is nothing
   */
  public record Deprecation(Instant since, LocalDate sunset, Bilingual notice, String successor) {
    public Deprecation {
      Objects.requireNonNull(since, "since");
      Objects.requireNonNull(sunset, "sunset");
      Objects.requireNonNull(notice, "notice");
      Objects.requireNonNull(successor, "successor");
    }
  }

  /**
   * One major version of a service.
   *
   * @param document what counts; empty when that is a file
   * @param deprecation kept when it is retired
   */
  public record ServiceLife(
      String service,
      int major,
      LifeState state,
      Optional<String> document,
      Optional<Deprecation> deprecation) {
    public ServiceLife {
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(document, "document");
      Objects.requireNonNull(deprecation, "deprecation");
    }

    /** As plans are named. */
    public String key() {
      return service + "/" + major;
    }
  }

  /** What can happen to a service. */
  public enum Act {
    PUBLISHED,
    ROLLED_BACK,
    DEPRECATED,
    RETIRED
  }

  /** Something that happened to a service. */
  public record ServiceEvent(
      long number,
      String service,
      int major,
      Act act,
      String version,
      String fingerprint,
      String document,
      Optional<Long> draft,
      String actor,
      Optional<String> approver,
      String reason,
      Instant at) {
    public ServiceEvent {
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(act, "act");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(fingerprint, "fingerprint");
      Objects.requireNonNull(document, "document");
      Objects.requireNonNull(draft, "draft");
      Objects.requireNonNull(actor, "actor");
      Objects.requireNonNull(approver, "approver");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(at, "at");
    }
  }

  // ---- what there is

  /** Of all services something happened to, by their names. */
  public List<ServiceLife> lives() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from service_life order by service, major")
                .map((row, context) -> life(row))
                .list());
  }

  public Optional<ServiceLife> life(String service, int major) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from service_life where service = :service and major = :major")
                .bind("service", service)
                .bind("major", major)
                .map((row, context) -> life(row))
                .findOne());
  }

  /** What happened to a service, latest first. */
  public List<ServiceEvent> events(String service, long before, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from service_release where service = :service and number < :before"
                        + " order by number desc limit :most")
                .bind("service", service)
                .bind("before", before)
                .bind("most", most)
                .map((row, context) -> event(row))
                .list());
  }

  public Optional<ServiceEvent> event(long number) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from service_release where number = :number")
                .bind("number", number)
                .map((row, context) -> event(row))
                .findOne());
  }

  // ---- what comes into force

  /**
   * Puts an approved draft in force.
   *
   * @param release the draft's own, sealed
   * @param arrived everything that comes into force with it
   * @return empty when the draft is not of this revision any more
   * @throws StoreException when the change cannot come into force; nothing is then
   */
  public Optional<ServiceEvent> publish(
      ServiceDraft draft,
      int major,
      Release release,
      List<Release> arrived,
      long epoch,
      String actor) {
    return jdbi.inTransaction(
        handle -> {
          if (!ServiceDraftStore.published(handle, clock, draft)) {
            handle.rollback();
            return Optional.empty();
          }
          return Optional.of(
              inForce(
                  handle,
                  Act.PUBLISHED,
                  major,
                  release,
                  Optional.of(draft),
                  arrived,
                  epoch,
                  actor));
        });
  }

  /**
   * Puts what was published before in force again.
   *
   * @throws StoreException as {@link #publish}
   */
  public Optional<ServiceEvent> rollBack(
      int major, Release release, List<Release> arrived, long epoch, String actor) {
    return jdbi.inTransaction(
        handle ->
            Optional.of(
                inForce(
                    handle,
                    Act.ROLLED_BACK,
                    major,
                    release,
                    Optional.empty(),
                    arrived,
                    epoch,
                    actor)));
  }

  private ServiceEvent inForce(
      Handle handle,
      Act act,
      int major,
      Release release,
      Optional<ServiceDraft> draft,
      List<Release> arrived,
      long epoch,
      String actor) {
    commit(handle, epoch);
    ReleaseStore.save(handle, arrived);
    handle
        .createUpdate(
            "insert into service_life (service, major, state, document) values (:service, :major,"
                + " 'LIVE', :document) on conflict (service, major) do update set state = 'LIVE',"
                + " document = excluded.document, deprecated_at = null, sunset = null, notice_zh ="
                + " '', notice_en = '', successor = ''")
        .bind("service", release.service())
        .bind("major", major)
        .bind("document", release.document())
        .execute();
    return add(
        handle,
        act,
        major,
        release,
        draft.map(ServiceDraft::id),
        actor,
        draft.flatMap(ServiceDraft::approver),
        "");
  }

  /** Takes a service out of force. */
  public Optional<ServiceEvent> retire(
      int major, Release release, long epoch, String reason, String actor) {
    return jdbi.inTransaction(
        handle -> {
          commit(handle, epoch);
          handle
              .createUpdate(
                  "insert into service_life (service, major, state) values (:service, :major,"
                      + " 'RETIRED') on conflict (service, major) do update set state = 'RETIRED'")
              .bind("service", release.service())
              .bind("major", major)
              .execute();
          return Optional.of(
              add(
                  handle,
                  Act.RETIRED,
                  major,
                  release,
                  Optional.empty(),
                  actor,
                  Optional.empty(),
                  reason));
        });
  }

  private static void commit(Handle handle, long epoch) {
    if (!EpochStore.commit(handle, epoch)) {
      throw new StoreException(
          "epoch " + epoch + " was given up, or a node that serves is not ready for it");
    }
  }

  /** Notes until when a service answers; what it answers stays as it is. */
  public ServiceEvent deprecate(int major, Release release, Deprecation deprecation, String actor) {
    return jdbi.inTransaction(
        handle -> {
          handle
              .createUpdate(
                  "insert into service_life (service, major, state, deprecated_at, sunset,"
                      + " notice_zh, notice_en, successor) values (:service, :major, 'DEPRECATED',"
                      + " :since, :sunset, :zh, :en, :successor) on conflict (service, major) do"
                      + " update set state = 'DEPRECATED', deprecated_at = excluded.deprecated_at,"
                      + " sunset = excluded.sunset, notice_zh = excluded.notice_zh, notice_en ="
                      + " excluded.notice_en, successor = excluded.successor")
              .bind("service", release.service())
              .bind("major", major)
              .bind("since", deprecation.since().atOffset(ZoneOffset.UTC))
              .bind("sunset", deprecation.sunset())
              .bind("zh", deprecation.notice().zh())
              .bind("en", deprecation.notice().en())
              .bind("successor", deprecation.successor())
              .execute();
          return add(
              handle,
              Act.DEPRECATED,
              major,
              release,
              Optional.empty(),
              actor,
              Optional.empty(),
              "until " + deprecation.sunset());
        });
  }

  private ServiceEvent add(
      Handle handle,
      Act act,
      int major,
      Release release,
      Optional<Long> draft,
      String actor,
      Optional<String> approver,
      String reason) {
    ServiceEvent event =
        handle
            .createQuery(
                "insert into service_release (service, major, act, version, fingerprint, document,"
                    + " draft, actor, approver, reason, at) values (:service, :major, :act,"
                    + " :version, :fingerprint, :document, :draft, :actor, :approver, :reason, :at)"
                    + " returning *")
            .bind("service", release.service())
            .bind("major", major)
            .bind("act", act.name())
            .bind("version", release.version())
            .bind("fingerprint", release.fingerprint())
            .bind("document", release.document())
            .bind("draft", draft)
            .bind("actor", actor)
            .bind("approver", approver)
            .bind("reason", reason)
            .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
            .map((row, context) -> event(row))
            .one();
    AuditStore.append(
        handle,
        clock,
        actor,
        "service." + act.name().toLowerCase(Locale.ROOT),
        release.service() + " " + release.version(),
        release.fingerprint()
            + approver.map(who -> ", approved by " + who).orElse("")
            + (reason.isEmpty() ? "" : ", " + reason));
    return event;
  }

  // ---- rows

  private static ServiceLife life(ResultSet row) throws SQLException {
    OffsetDateTime since = row.getObject("deprecated_at", OffsetDateTime.class);
    return new ServiceLife(
        row.getString("service"),
        row.getInt("major"),
        LifeState.valueOf(row.getString("state")),
        Optional.of(row.getString("document")).filter(text -> !text.isEmpty()),
        since == null
            ? Optional.empty()
            : Optional.of(
                new Deprecation(
                    since.toInstant(),
                    row.getObject("sunset", LocalDate.class),
                    new Bilingual(row.getString("notice_zh"), row.getString("notice_en")),
                    row.getString("successor"))));
  }

  private static ServiceEvent event(ResultSet row) throws SQLException {
    long draft = row.getLong("draft");
    boolean drafted = !row.wasNull();
    return new ServiceEvent(
        row.getLong("number"),
        row.getString("service"),
        row.getInt("major"),
        Act.valueOf(row.getString("act")),
        row.getString("version"),
        row.getString("fingerprint"),
        row.getString("document"),
        drafted ? Optional.of(draft) : Optional.empty(),
        row.getString("actor"),
        Optional.ofNullable(row.getString("approver")),
        row.getString("reason"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
