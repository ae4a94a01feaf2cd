package io.tidegate.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * Service documents that are being written, reviewed and published. Every change is written with
 * its audit entry: both are there or neither.
 */
public final class ServiceDraftStore {
  private final Jdbi jdbi;
  private final Clock clock;

  public ServiceDraftStore(DataSource platform, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** How far a draft has come. */
  public enum DraftState {
    /** It is being written. */
    OPEN,
    /** It compiled, was tried by the machine, and waits for a review. */
    SUBMITTED,
    /** A reviewer sent it back. */
    REJECTED,
    /** Another person has approved it. */
    APPROVED,
    /** It is, or was, in force. */
    PUBLISHED,
    /** Its author gave it up. */
    WITHDRAWN
  }

  /** What a text says of itself, as far as it can be read; empty texts where it cannot. */
  public record Named(String service, String version, String department) {
    public Named {
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(department, "department");
    }
  }

  /**
   * A draft.
   *
   * @param revision rises with every change
   * @param author who wrote last
   * @param fingerprint of the plan that was submitted; absent while it is open
   * @param report what the machine found out about that plan, as JSON; likewise
   * @param reason what the reviewer said
   */
  public record ServiceDraft(
      long id,
      long revision,
      Named named,
      String author,
      DraftState state,
      String document,
      Optional<String> fingerprint,
      Optional<String> report,
      Optional<String> approver,
      String reason,
      Instant createdAt,
      Instant changedAt) {
    public ServiceDraft {
      Objects.requireNonNull(named, "named");
      Objects.requireNonNull(author, "author");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(document, "document");
      Objects.requireNonNull(fingerprint, "fingerprint");
      Objects.requireNonNull(report, "report");
      Objects.requireNonNull(approver, "approver");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(createdAt, "createdAt");
      Objects.requireNonNull(changedAt, "changedAt");
    }
  }

  /** A text that was written once. */
  public record WrittenText(long number, String author, String document, Instant at) {
    public WrittenText {
      Objects.requireNonNull(author, "author");
      Objects.requireNonNull(document, "document");
      Objects.requireNonNull(at, "at");
    }
  }

  /**
   * Which drafts are wanted.
   *
   * @param before an id they are less than
   */
  public record Question(
      long before,
      Optional<DraftState> state,
      Optional<String> service,
      Optional<String> department,
      int most) {
    public Question {
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(department, "department");
    }
  }

  // ---- what there is

  public Optional<ServiceDraft> draft(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from service_draft where id = :id")
                .bind("id", id)
                .map((row, context) -> draft(row))
                .findOne());
  }

  /** Drafts, latest first; those that were given up only when they are asked for. */
  public List<ServiceDraft> drafts(Question question) {
    return jdbi.withHandle(
        handle -> {
          String where = "id < :before";
          where +=
              question.state().isPresent() ? " and state = :state" : " and state <> 'WITHDRAWN'";
          where += question.service().isPresent() ? " and service = :service" : "";
          where += question.department().isPresent() ? " and department = :department" : "";
          Query query =
              handle
                  .createQuery(
                      "select * from service_draft where "
                          + where
                          + " order by id desc limit :most")
                  .bind("before", question.before())
                  .bind("most", question.most());
          question.state().ifPresent(state -> query.bind("state", state.name()));
          question.service().ifPresent(service -> query.bind("service", service));
          question.department().ifPresent(department -> query.bind("department", department));
          return query.map((row, context) -> draft(row)).list();
        });
  }

  /** Every text of a draft, latest first. */
  public List<WrittenText> texts(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from service_draft_text where id = :id order by number desc")
                .bind("id", id)
                .map((row, context) -> text(row))
                .list());
  }

  /** Whether the person behind a login wrote to a draft, by this login or another. */
  public boolean wrote(long id, String login) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select exists (select 1 from service_draft_text w where w.id = :id"
                        + " and person_of(w.author) = person_of(:login))")
                .bind("id", id)
                .bind("login", login)
                .mapTo(Boolean.class)
                .one());
  }

  // ---- changes

  /** Begins a draft. */
  public ServiceDraft begin(Named named, String document, String author) {
    return jdbi.inTransaction(
        handle -> {
          ServiceDraft draft =
              handle
                  .createQuery(
                      "insert into service_draft (service, version, department, author, state,"
                          + " document, created_at, changed_at) values (:service, :version,"
                          + " :department, :author, 'OPEN', :document, :at, :at) returning *")
                  .bindMethods(named)
                  .bind("author", author)
                  .bind("document", document)
                  .bind("at", now())
                  .map((row, context) -> draft(row))
                  .one();
          keep(handle, draft);
          audit(handle, author, "service-draft.begin", draft, named.version());
          return draft;
        });
  }

  /**
   * Writes another text. Whatever was found out or approved before counts no more.
   *
   * @return the draft; empty when it is not of this revision any more, or was published
   */
  public Optional<ServiceDraft> write(
      long id, long revision, Named named, String document, String author) {
    return jdbi.inTransaction(
        handle -> {
          Optional<ServiceDraft> draft =
              handle
                  .createQuery(
                      "update service_draft set revision = revision + 1, state = 'OPEN', service ="
                          + " :service, version = :version, department = :department, author ="
                          + " :author, document = :document, fingerprint = null, report = null,"
                          + " approver = null, reason = '', changed_at = :at where id = :id and"
                          + " revision = :revision and state not in ('PUBLISHED', 'WITHDRAWN')"
                          + " returning *")
                  .bindMethods(named)
                  .bind("author", author)
                  .bind("document", document)
                  .bind("at", now())
                  .bind("id", id)
                  .bind("revision", revision)
                  .map((row, context) -> draft(row))
                  .findOne();
          draft.ifPresent(
              written -> {
                keep(handle, written);
                audit(handle, author, "service-draft.write", written, named.version());
              });
          return draft;
        });
  }

  private void keep(Handle handle, ServiceDraft draft) {
    handle
        .createUpdate(
            "insert into service_draft_text (id, number, author, document, written_at)"
                + " values (:id, :number, :author, :document, :at)")
        .bind("id", draft.id())
        .bind("number", draft.revision())
        .bind("author", draft.author())
        .bind("document", draft.document())
        .bind("at", now())
        .execute();
  }

  /** Binds a draft to what it compiled to and what was found out about that. */
  public Optional<ServiceDraft> submit(
      long id, long revision, String fingerprint, String report, String actor) {
    return move(
        "state = 'SUBMITTED', fingerprint = :fingerprint, report = :report, approver = null, reason"
            + " = ''",
        "state in ('OPEN', 'SUBMITTED', 'REJECTED', 'APPROVED')",
        id,
        revision,
        actor,
        "service-draft.submit",
        fingerprint,
        report,
        "");
  }

  /** Notes who approved it. */
  public Optional<ServiceDraft> approve(
      long id, long revision, String fingerprint, String reason, String approver) {
    return move(
        "state = 'APPROVED', approver = :actor, reason = :reason",
        "state = 'SUBMITTED' and fingerprint = :fingerprint",
        id,
        revision,
        approver,
        "service-draft.approve",
        fingerprint,
        "",
        reason);
  }

  /** Notes who sent it back, and why. */
  public Optional<ServiceDraft> reject(long id, long revision, String reason, String actor) {
    return move(
        "state = 'REJECTED', approver = null, reason = :reason",
        "state in ('SUBMITTED', 'APPROVED')",
        id,
        revision,
        actor,
        "service-draft.reject",
        "",
        "",
        reason);
  }

  /** Notes that it was given up. Its texts are kept. */
  public Optional<ServiceDraft> withdraw(long id, long revision, String actor) {
    return move(
        "state = 'WITHDRAWN', approver = null",
        "state not in ('PUBLISHED', 'WITHDRAWN')",
        id,
        revision,
        actor,
        "service-draft.withdraw",
        "",
        "",
        "");
  }

  private Optional<ServiceDraft> move(
      String change,
      String from,
      long id,
      long revision,
      String actor,
      String act,
      String fingerprint,
      String report,
      String reason) {
    return jdbi.inTransaction(
        handle -> {
          Optional<ServiceDraft> draft =
              handle
                  .createQuery(
                      "update service_draft set revision = revision + 1, changed_at = :at, "
                          + change
                          + " where id = :id and revision = :revision and "
                          + from
                          + " returning *")
                  .bind("at", now())
                  .bind("id", id)
                  .bind("revision", revision)
                  .bind("actor", actor)
                  .bind("fingerprint", fingerprint)
                  .bind("report", report)
                  .bind("reason", reason)
                  .map((row, context) -> draft(row))
                  .findOne();
          draft.ifPresent(
              moved ->
                  audit(
                      handle,
                      actor,
                      act,
                      moved,
                      moved.fingerprint().orElse("") + (reason.isEmpty() ? "" : " " + reason)));
          return draft;
        });
  }

  /** Closes a draft with the change that puts it in force. */
  static boolean published(Handle handle, Clock clock, ServiceDraft draft) {
    return handle
            .createUpdate(
                "update service_draft set revision = revision + 1, state = 'PUBLISHED', changed_at ="
                    + " :at where id = :id and revision = :revision and state = 'APPROVED'")
            .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
            .bind("id", draft.id())
            .bind("revision", draft.revision())
            .execute()
        == 1;
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private void audit(Handle handle, String actor, String act, ServiceDraft draft, String detail) {
    AuditStore.append(
        handle, clock, actor, act, "draft " + draft.id() + " " + draft.named().service(), detail);
  }

  // ---- rows

  private static ServiceDraft draft(ResultSet row) throws SQLException {
    return new ServiceDraft(
        row.getLong("id"),
        row.getLong("revision"),
        new Named(row.getString("service"), row.getString("version"), row.getString("department")),
        row.getString("author"),
        DraftState.valueOf(row.getString("state")),
        row.getString("document"),
        Optional.ofNullable(row.getString("fingerprint")),
        Optional.ofNullable(row.getString("report")),
        Optional.ofNullable(row.getString("approver")),
        row.getString("reason"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  private static WrittenText text(ResultSet row) throws SQLException {
    return new WrittenText(
        row.getLong("number"),
        row.getString("author"),
        row.getString("document"),
        row.getObject("written_at", OffsetDateTime.class).toInstant());
  }
}
