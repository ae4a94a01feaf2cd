package io.tidegate.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Rule packs, the drafts of them, and which one is in force. Every change is written with its audit
 * entry: both are there or neither.
 */
public final class RulePackStore {
  private final Jdbi jdbi;
  private final Clock clock;

  public RulePackStore(DataSource platform, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * A pack without its files.
   *
   * @param number counts the packs of this platform
   * @param fingerprint SHA-256 of what it says, in hexadecimal
   */
  public record StoredPack(
      long number,
      String pack,
      String version,
      String fingerprint,
      String author,
      Instant createdAt) {
    public StoredPack {
      Objects.requireNonNull(pack, "pack");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(fingerprint, "fingerprint");
      Objects.requireNonNull(author, "author");
      Objects.requireNonNull(createdAt, "createdAt");
    }
  }

  /** How far a draft has come. */
  public enum DraftState {
    /** It is being edited. */
    OPEN,
    /** It was judged, and waits. */
    SUBMITTED,
    /** Another administrator has approved it. */
    APPROVED,
    /** It became a pack. */
    RELEASED
  }

  /**
   * A draft without its files.
   *
   * @param revision rises with every change
   * @param fingerprint of the candidate that was judged; absent while it is open
   * @param against of the pack it was compared with; likewise
   * @param grade how far it goes; likewise
   */
  public record Draft(
      long id,
      long revision,
      long basedOn,
      String author,
      DraftState state,
      Optional<String> fingerprint,
      Optional<String> against,
      Optional<String> grade,
      Optional<String> approver,
      Instant createdAt) {
    public Draft {
      Objects.requireNonNull(author, "author");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(fingerprint, "fingerprint");
      Objects.requireNonNull(against, "against");
      Objects.requireNonNull(grade, "grade");
      Objects.requireNonNull(approver, "approver");
      Objects.requireNonNull(createdAt, "createdAt");
    }
  }

  /** What was put in force, when and by whom. */
  public record PackRelease(
      long release, long number, String actor, Optional<String> approver, Instant at) {
    public PackRelease {
      Objects.requireNonNull(actor, "actor");
      Objects.requireNonNull(approver, "approver");
      Objects.requireNonNull(at, "at");
    }
  }

  // ---- packs

  /** Stores a pack; it is in force only once it is released. */
  public StoredPack add(
      String pack,
      String version,
      String fingerprint,
      String author,
      SortedMap<String, byte[]> files) {
    return jdbi.inTransaction(
        handle -> {
          StoredPack stored =
              handle
                  .createQuery(
                      "insert into rule_pack (pack, version, fingerprint, author, created_at)"
                          + " values (:pack, :version, :fingerprint, :author, :at) returning *")
                  .bind("pack", pack)
                  .bind("version", version)
                  .bind("fingerprint", fingerprint)
                  .bind("author", author)
                  .bind("at", now())
                  .map((row, context) -> pack(row))
                  .one();
          insertFiles(handle, "rule_pack_file", "number", stored.number(), files);
          audit(handle, author, "rule-pack.add", "pack " + stored.number(), fingerprint);
          return stored;
        });
  }

  public Optional<StoredPack> pack(long number) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from rule_pack where number = :number")
                .bind("number", number)
                .map((row, context) -> pack(row))
                .findOne());
  }

  /** The packs with a lower number than one, latest first. */
  public List<StoredPack> packsBefore(long number, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from rule_pack where number < :number order by number desc limit"
                        + " :most")
                .bind("number", number)
                .bind("most", most)
                .map((row, context) -> pack(row))
                .list());
  }

  /** The files of a pack, as they were stored. */
  public SortedMap<String, byte[]> packFiles(long number) {
    return files("rule_pack_file", "number", number);
  }

  // ---- what is in force

  /**
   * Puts a pack in force, with all services as it compiled them.
   *
   * @param draft the draft it was made of, and its revision; it becomes released with it
   * @param epoch the change that comes into force with it; absent while no node serves
   * @return the release; empty when the draft is not of this revision any more
   * @throws StoreException when the change cannot come into force; nothing is then
   */
  public Optional<PackRelease> release(
      long number,
      String actor,
      Optional<String> approver,
      Optional<Draft> draft,
      List<ReleaseStore.Release> services,
      OptionalLong epoch) {
    return jdbi.inTransaction(
        handle -> {
          if (draft.isPresent() && !closed(handle, draft.get())) {
            handle.rollback();
            return Optional.empty();
          }
          if (epoch.isPresent() && !EpochStore.commit(handle, epoch.getAsLong())) {
            throw new StoreException(
                "epoch "
                    + epoch.getAsLong()
                    + " was given up, or a node that serves is not ready for it");
          }
          PackRelease release =
              handle
                  .createQuery(
                      "insert into rule_release (number, actor, approver, released_at)"
                          + " values (:number, :actor, :approver, :at) returning *")
                  .bind("number", number)
                  .bind("actor", actor)
                  .bind("approver", approver)
                  .bind("at", now())
                  .map((row, context) -> release(row))
                  .one();
          ReleaseStore.save(handle, services);
          audit(
              handle,
              actor,
              "rule-pack.release",
              "pack " + number,
              services.size() + " services" + approver.map(a -> ", approved by " + a).orElse(""));
          return Optional.of(release);
        });
  }

  private static boolean closed(Handle handle, Draft draft) {
    return handle
            .createUpdate(
                "update rule_draft set revision = revision + 1, state = 'RELEASED'"
                    + " where id = :id and revision = :revision"
                    + " and state in ('SUBMITTED', 'APPROVED')")
            .bind("id", draft.id())
            .bind("revision", draft.revision())
            .execute()
        == 1;
  }

  /** The latest releases, latest first. */
  public List<PackRelease> releases(int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from rule_release order by release desc limit :most")
                .bind("most", most)
                .map((row, context) -> release(row))
                .list());
  }

  /** The pack in force; none before the first was imported. */
  public Optional<StoredPack> inForce() {
    return releases(1).stream().findFirst().flatMap(release -> pack(release.number()));
  }

  // ---- drafts

  /** Begins a draft with the files of a pack. */
  public Draft begin(long basedOn, String author) {
    return jdbi.inTransaction(
        handle -> {
          Draft draft =
              handle
                  .createQuery(
                      "insert into rule_draft (based_on, author, state, created_at)"
                          + " values (:basedOn, :author, 'OPEN', :at) returning *")
                  .bind("basedOn", basedOn)
                  .bind("author", author)
                  .bind("at", now())
                  .map((row, context) -> draft(row))
                  .one();
          handle
              .createUpdate(
                  "insert into rule_draft_file (id, name, content)"
                      + " select :id, name, content from rule_pack_file where number = :number")
              .bind("id", draft.id())
              .bind("number", basedOn)
              .execute();
          wrote(handle, draft.id(), author);
          audit(handle, author, "rule-draft.begin", "draft " + draft.id(), "of pack " + basedOn);
          return draft;
        });
  }

  public Optional<Draft> draft(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from rule_draft where id = :id")
                .bind("id", id)
                .map((row, context) -> draft(row))
                .findOne());
  }

  /** The drafts with a lower id than one, latest first. */
  public List<Draft> draftsBefore(long id, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from rule_draft where id < :id order by id desc limit :most")
                .bind("id", id)
                .bind("most", most)
                .map((row, context) -> draft(row))
                .list());
  }

  public SortedMap<String, byte[]> draftFiles(long id) {
    return files("rule_draft_file", "id", id);
  }

  /**
   * Writes one file of a draft, or takes it away. Whatever was judged or approved before counts no
   * more, and whoever writes becomes its author. Everybody who wrote is remembered: none of them
   * approves it, by whatever login.
   *
   * @param content absent to take it away
   * @return the draft; empty when it is not of this revision any more, or was released
   */
  public Optional<Draft> write(
      long id, long revision, String name, Optional<byte[]> content, String author) {
    return change(
        id,
        revision,
        author,
        content.isPresent() ? "rule-draft.write" : "rule-draft.remove",
        name,
        handle -> {
          handle
              .createUpdate("delete from rule_draft_file where id = :id and name = :name")
              .bind("id", id)
              .bind("name", name)
              .execute();
          content.ifPresent(
              bytes ->
                  insertFiles(
                      handle, "rule_draft_file", "id", id, new TreeMap<>(Map.of(name, bytes))));
        });
  }

  /** Writes other files instead of all those of a draft; as {@link #write}. */
  public Optional<Draft> replace(
      long id, long revision, SortedMap<String, byte[]> files, String author) {
    return change(
        id,
        revision,
        author,
        "rule-draft.replace",
        files.size() + " files",
        handle -> {
          handle
              .createUpdate("delete from rule_draft_file where id = :id")
              .bind("id", id)
              .execute();
          insertFiles(handle, "rule_draft_file", "id", id, files);
        });
  }

  private Optional<Draft> change(
      long id, long revision, String author, String act, String detail, Consumer<Handle> files) {
    return jdbi.inTransaction(
        handle -> {
          Optional<Draft> draft =
              handle
                  .createQuery(
                      "update rule_draft set revision = revision + 1, state = 'OPEN', author ="
                          + " :author, fingerprint = null, against = null, grade = null, approver ="
                          + " null where id = :id and revision = :revision and state <> 'RELEASED'"
                          + " returning *")
                  .bind("author", author)
                  .bind("id", id)
                  .bind("revision", revision)
                  .map((row, context) -> draft(row))
                  .findOne();
          if (draft.isPresent()) {
            files.accept(handle);
            wrote(handle, id, author);
            audit(handle, author, act, "draft " + id, detail);
          }
          return draft;
        });
  }

  private static void wrote(Handle handle, long id, String login) {
    handle
        .createUpdate(
            "insert into rule_draft_writer (id, login) values (:id, :login) on conflict do nothing")
        .bind("id", id)
        .bind("login", login)
        .execute();
  }

  /** Whether the person behind a login wrote to a draft, by this login or another. */
  public boolean wrote(long id, String login) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select exists (select 1 from rule_draft_writer w where w.id = :id"
                        + " and person_of(w.login) = person_of(:login))")
                .bind("id", id)
                .bind("login", login)
                .mapTo(Boolean.class)
                .one());
  }

  /** Notes what a draft was judged as. */
  public Optional<Draft> submit(
      long id, long revision, String fingerprint, String against, String grade, String actor) {
    return jdbi.inTransaction(
        handle -> {
          Optional<Draft> draft =
              handle
                  .createQuery(
                      "update rule_draft set revision = revision + 1, state = 'SUBMITTED',"
                          + " fingerprint = :fingerprint, against = :against, grade = :grade,"
                          + " approver = null where id = :id and revision = :revision"
                          + " and state in ('OPEN', 'SUBMITTED') returning *")
                  .bind("fingerprint", fingerprint)
                  .bind("against", against)
                  .bind("grade", grade)
                  .bind("id", id)
                  .bind("revision", revision)
                  .map((row, context) -> draft(row))
                  .findOne();
          if (draft.isPresent()) {
            audit(handle, actor, "rule-draft.submit", "draft " + id, grade + " " + fingerprint);
          }
          return draft;
        });
  }

  /** Notes who approved it. */
  public Optional<Draft> approve(long id, long revision, String fingerprint, String approver) {
    return jdbi.inTransaction(
        handle -> {
          Optional<Draft> draft =
              handle
                  .createQuery(
                      "update rule_draft set revision = revision + 1, state = 'APPROVED',"
                          + " approver = :approver where id = :id and revision = :revision"
                          + " and state = 'SUBMITTED' and fingerprint = :fingerprint"
                          + " and author <> :approver returning *")
                  .bind("approver", approver)
                  .bind("id", id)
                  .bind("revision", revision)
                  .bind("fingerprint", fingerprint)
                  .map((row, context) -> draft(row))
                  .findOne();
          if (draft.isPresent()) {
            audit(handle, approver, "rule-draft.approve", "draft " + id, fingerprint);
          }
          return draft;
        });
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private void audit(Handle handle, String actor, String act, String subject, String detail) {
    AuditStore.append(handle, clock, actor, act, subject, detail);
  }

  // ---- rows

  private static void insertFiles(
      Handle handle, String table, String key, long of, SortedMap<String, byte[]> files) {
    files.forEach(
        (name, content) ->
            handle
                .createUpdate(
                    "insert into <table> (<key>, name, content) values (:of, :name, :content)")
                .define("table", table)
                .define("key", key)
                .bind("of", of)
                .bind("name", name)
                .bind("content", content)
                .execute());
  }

  private SortedMap<String, byte[]> files(String table, String key, long of) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery("select name, content from <table> where <key> = :of")
                .define("table", table)
                .define("key", key)
                .bind("of", of)
                .map((row, context) -> Map.entry(row.getString("name"), row.getBytes("content")))
                .forEach(file -> files.put(file.getKey(), file.getValue())));
    return Collections.unmodifiableSortedMap(files);
  }

  private static StoredPack pack(ResultSet row) throws SQLException {
    return new StoredPack(
        row.getLong("number"),
        row.getString("pack"),
        row.getString("version"),
        row.getString("fingerprint"),
        row.getString("author"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private static PackRelease release(ResultSet row) throws SQLException {
    return new PackRelease(
        row.getLong("release"),
        row.getLong("number"),
        row.getString("actor"),
        Optional.ofNullable(row.getString("approver")),
        row.getObject("released_at", OffsetDateTime.class).toInstant());
  }

  private static Draft draft(ResultSet row) throws SQLException {
    return new Draft(
        row.getLong("id"),
        row.getLong("revision"),
        row.getLong("based_on"),
        row.getString("author"),
        DraftState.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("fingerprint")),
        Optional.ofNullable(row.getString("against")),
        Optional.ofNullable(row.getString("grade")),
        Optional.ofNullable(row.getString("approver")),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
