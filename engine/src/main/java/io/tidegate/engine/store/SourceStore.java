package io.tidegate.engine.store;

import static io.tidegate.engine.store.AgreedColumns.instant;
import static io.tidegate.engine.store.AgreedColumns.utc;

import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.store.ReleaseStore.Release;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.text.Bilingual;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Sources that were registered on a running platform, what is proposed of them and what of that is
 * in force. An act and its entry in the audit trail are stored together.
 */
public final class SourceStore {
  /** A run that has said nothing for so long has ended with its node. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final Jdbi jdbi;
  private final Clock clock;

  public SourceStore(DataSource platform, Clock clock) {
    this.jdbi = Jdbi.create(platform);
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** What the resources of a source are proposed with. */
  public record Belonging(String area, String department, String theme) {
    public Belonging {
      Objects.requireNonNull(area, "area");
      Objects.requireNonNull(department, "department");
      Objects.requireNonNull(theme, "theme");
    }
  }

  /**
   * Where a source is.
   *
   * @param password sealed; absent when there is none
   */
  public record StoredPlace(String url, Optional<String> user, Optional<byte[]> password) {
    public StoredPlace {
      Objects.requireNonNull(url, "url");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }
  }

  /**
   * One source.
   *
   * @param schema where its tables are; its id when it has none
   */
  public record RegisteredSource(
      String id,
      long revision,
      Source.Kind kind,
      Bilingual title,
      String schema,
      Belonging belonging,
      StoredPlace place,
      String registeredBy,
      Instant registeredAt) {
    public RegisteredSource {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(title, "title");
      Objects.requireNonNull(schema, "schema");
      Objects.requireNonNull(belonging, "belonging");
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(registeredBy, "registeredBy");
      Objects.requireNonNull(registeredAt, "registeredAt");
    }
  }

  /** How a proposal stands. */
  public enum ProposalState {
    /** It waits for somebody to look at it. What was confirmed before stays in force. */
    PROPOSED,
    /** It is in force as it stands. */
    CONFIRMED,
    /** Nobody wants it in the catalog. */
    LEFT_OUT,
    /** The catalog cannot describe it; the findings say why. */
    UNUSABLE
  }

  /**
   * A resource of a source.
   *
   * @param name as the source calls it
   * @param document the text of a catalog file; empty when it is unusable
   * @param confirmed the text that is in force
   * @param findings JSON, as it was found
   * @param rows what the source reckons
   * @param author who wrote the text; absent as long as it is the machine's
   */
  public record Proposal(
      long id,
      String source,
      String name,
      long revision,
      ProposalState state,
      String document,
      Optional<String> confirmed,
      String findings,
      OptionalLong rows,
      Optional<String> author,
      Instant changedAt) {
    public Proposal {
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(document, "document");
      Objects.requireNonNull(confirmed, "confirmed");
      Objects.requireNonNull(findings, "findings");
      Objects.requireNonNull(rows, "rows");
      Objects.requireNonNull(author, "author");
      Objects.requireNonNull(changedAt, "changedAt");
    }
  }

  /** What a look at a resource came to. */
  public record Finding(
      String name, boolean usable, String document, String findings, OptionalLong rows) {
    public Finding {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(document, "document");
      Objects.requireNonNull(findings, "findings");
      Objects.requireNonNull(rows, "rows");
    }
  }

  /** How a run stands. */
  public enum RunState {
    RUNNING,
    DONE,
    FAILED
  }

  /** A run that looks at what a source has. */
  public record Collection(
      long id,
      String source,
      RunState state,
      int done,
      int total,
      Bilingual message,
      String actor,
      Instant begunAt,
      Optional<Instant> endedAt) {
    public Collection {
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(actor, "actor");
      Objects.requireNonNull(begunAt, "begunAt");
      Objects.requireNonNull(endedAt, "endedAt");
    }
  }

  // ---- sources

  /** All of them, by id. */
  public List<RegisteredSource> sources() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from registered_source order by id")
                .map((row, context) -> source(row))
                .list());
  }

  public Optional<RegisteredSource> source(String id) {
    return jdbi.withHandle(handle -> one(handle, id));
  }

  private static Optional<RegisteredSource> one(Handle handle, String id) {
    return handle
        .createQuery("select * from registered_source where id = :id")
        .bind("id", id)
        .map((row, context) -> source(row))
        .findOne();
  }

  /**
   * Registers a source.
   *
   * @return empty when there is one with this id
   */
  public Optional<RegisteredSource> register(RegisteredSource source) {
    return jdbi.inTransaction(
        handle -> {
          int added =
              bind(
                      handle.createUpdate(
                          "insert into registered_source (id, kind, title_zh, title_en,"
                              + " schema_name, area, department, theme, url, user_name, password,"
                              + " registered_by, registered_at) values (:id, :kind, :titleZh,"
                              + " :titleEn, :schema, :area, :department, :theme, :url, :user,"
                              + " :password, :by, :at) on conflict do nothing"),
                      source)
                  .bind("kind", source.kind().name())
                  .bind("by", source.registeredBy())
                  .bind("at", utc(source.registeredAt()))
                  .execute();
          if (added == 0) {
            return Optional.empty();
          }
          audit(handle, source.registeredBy(), "register", source.id(), source.place().url());
          return one(handle, source.id());
        });
  }

  /**
   * Changes a source.
   *
   * @param source with the revision that was read
   * @return empty when somebody changed it meanwhile
   */
  public Optional<RegisteredSource> change(RegisteredSource source, String actor) {
    return jdbi.inTransaction(
        handle -> {
          int changed =
              bind(
                      handle.createUpdate(
                          "update registered_source set revision = revision + 1, title_zh ="
                              + " :titleZh, title_en = :titleEn, schema_name = :schema, area ="
                              + " :area, department = :department, theme = :theme, url = :url,"
                              + " user_name = :user, password = :password where id = :id and"
                              + " revision = :revision"),
                      source)
                  .bind("revision", source.revision())
                  .execute();
          if (changed == 0) {
            return Optional.empty();
          }
          audit(handle, actor, "change", source.id(), source.place().url());
          return one(handle, source.id());
        });
  }

  private static <S extends SqlStatement<S>> S bind(S statement, RegisteredSource source) {
    return statement
        .bind("id", source.id())
        .bind("titleZh", source.title().zh())
        .bind("titleEn", source.title().en())
        .bind("schema", source.schema())
        .bind("area", source.belonging().area())
        .bind("department", source.belonging().department())
        .bind("theme", source.belonging().theme())
        .bind("url", source.place().url())
        .bind("user", source.place().user())
        .bind("password", source.place().password().orElse(null));
  }

  /**
   * Takes a source away with all that is proposed of it.
   *
   * @return false when somebody changed it meanwhile, or something of it is in force
   */
  public boolean remove(String id, long revision, String actor) {
    return jdbi.inTransaction(
        handle -> {
          boolean free =
              handle
                  .createQuery(
                      "select not exists (select from source_proposal where source = :id and"
                          + " confirmed is not null) and exists (select from registered_source"
                          + " where id = :id and revision = :revision)")
                  .bind("id", id)
                  .bind("revision", revision)
                  .mapTo(Boolean.class)
                  .one();
          if (!free) {
            return false;
          }
          handle
              .createUpdate("delete from source_proposal where source = :id")
              .bind("id", id)
              .execute();
          handle
              .createUpdate("delete from registered_source where id = :id")
              .bind("id", id)
              .execute();
          audit(handle, actor, "remove", id, "");
          return true;
        });
  }

  // ---- proposals

  /**
   * The proposals of a source with greater names than one, by name.
   *
   * @param state absent for all
   * @param text what the name or the text has in it; empty for anything
   */
  public List<Proposal> proposals(
      String source, Optional<ProposalState> state, String text, String after, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from source_proposal where source = :source and name > :after and"
                        + " (cast(:state as text) is null or state = :state) and (:text = '' or"
                        + " position(lower(:text) in lower(name || ' ' || document)) > 0) order by"
                        + " name limit :most")
                .bind("source", source)
                .bind("after", after)
                .bind("state", state.map(Enum::name).orElse(null))
                .bind("text", text)
                .bind("most", most)
                .map((row, context) -> proposal(row))
                .list());
  }

  /** How many proposals of a source stand how; a state that none has is missing. */
  public Map<ProposalState, Long> counts(String source) {
    Map<ProposalState, Long> counts = new TreeMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "select state, count(*) as proposals from source_proposal where source ="
                        + " :source group by state")
                .bind("source", source)
                .map(
                    (row, context) ->
                        Map.entry(
                            ProposalState.valueOf(row.getString("state")),
                            row.getLong("proposals")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue())));
    return counts;
  }

  public Optional<Proposal> proposal(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from source_proposal where id = :id")
                .bind("id", id)
                .map((row, context) -> proposal(row))
                .findOne());
  }

  /** What is proposed of a table or operation, as its source calls it. */
  public Optional<Proposal> proposal(String source, String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from source_proposal where source = :source and name = :name")
                .bind("source", source)
                .bind("name", name)
                .map((row, context) -> proposal(row))
                .findOne());
  }

  /** Everything that is in force, in the order in which it was confirmed. */
  public List<Proposal> confirmed() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from source_proposal where confirmed is not null order by"
                        + " changed_at, id")
                .map((row, context) -> proposal(row))
                .list());
  }

  /** Stores what was found. A text that somebody wrote, confirmed or left out stays as it is. */
  public void found(String source, List<Finding> findings) {
    jdbi.useTransaction(
        handle -> {
          for (Finding finding : findings) {
            handle
                .createUpdate(
                    "insert into source_proposal as p (source, name, state, document, findings,"
                        + " row_count, changed_at) values (:source, :name, :state, :document,"
                        + " :findings, :rows, :at) on conflict (source, name) do update set"
                        + " findings = excluded.findings, row_count = excluded.row_count,"
                        + " revision = case when p.author is null and p.confirmed is null and"
                        + " p.document <> excluded.document then p.revision + 1 else p.revision"
                        + " end, state = case when p.author is null and p.confirmed is null and"
                        + " p.state <> 'LEFT_OUT' then excluded.state else p.state end,"
                        + " document = case when p.author is null and p.confirmed is null then"
                        + " excluded.document else p.document end")
                .bind("source", source)
                .bind("name", finding.name())
                .bind(
                    "state",
                    (finding.usable() ? ProposalState.PROPOSED : ProposalState.UNUSABLE).name())
                .bind("document", finding.document())
                .bind("findings", finding.findings())
                .bind("rows", finding.rows().isPresent() ? (Long) finding.rows().getAsLong() : null)
                .bind("at", utc(clock.instant()))
                .execute();
          }
        });
  }

  /**
   * Writes another text. What is in force stays so.
   *
   * @return empty when somebody changed it meanwhile
   */
  public Optional<Proposal> write(long id, long revision, String document, String actor) {
    return jdbi.inTransaction(
        handle -> {
          Optional<Proposal> written =
              handle
                  .createQuery(
                      "update source_proposal set revision = revision + 1, document = :document,"
                          + " author = :actor, state = case when confirmed = :document then"
                          + " 'CONFIRMED' else 'PROPOSED' end, changed_at = :at where id = :id and"
                          + " revision = :revision returning *")
                  .bind("document", document)
                  .bind("actor", actor)
                  .bind("at", utc(clock.instant()))
                  .bind("id", id)
                  .bind("revision", revision)
                  .map((row, context) -> proposal(row))
                  .findOne();
          written.ifPresent(p -> audit(handle, actor, "write", p.source(), p.name()));
          return written;
        });
  }

  /**
   * Leaves out what is not in force.
   *
   * @return empty when somebody changed it meanwhile
   */
  public Optional<Proposal> leaveOut(Proposal proposal, String actor) {
    return jdbi.inTransaction(handle -> leftOut(handle, proposal, actor));
  }

  private Optional<Proposal> leftOut(Handle handle, Proposal proposal, String actor) {
    Optional<Proposal> left =
        handle
            .createQuery(
                "update source_proposal set revision = revision + 1, state = 'LEFT_OUT',"
                    + " confirmed = null, changed_at = :at where id = :id and revision ="
                    + " :revision returning *")
            .bind("at", utc(clock.instant()))
            .bind("id", proposal.id())
            .bind("revision", proposal.revision())
            .map((row, context) -> proposal(row))
            .findOne();
    left.ifPresent(p -> audit(handle, actor, "leave-out", p.source(), p.name()));
    return left;
  }

  /**
   * A change of the catalog that comes into force.
   *
   * @param base fingerprint of the snapshot that has to be in force until then
   * @param catalog fingerprint of a snapshot that is stored
   * @param arrived the releases that come into force with it
   */
  public record CatalogChange(
      long epoch, String base, String catalog, List<Release> arrived, String actor) {
    public CatalogChange {
      Objects.requireNonNull(base, "base");
      Objects.requireNonNull(catalog, "catalog");
      arrived = List.copyOf(arrived);
      Objects.requireNonNull(actor, "actor");
    }
  }

  /**
   * Puts a proposal in force as it stands.
   *
   * @return empty when somebody changed it meanwhile; then nothing is changed
   * @throws StoreException when the change cannot come into force; nothing is then
   */
  public Optional<Proposal> confirm(Proposal proposal, CatalogChange change) {
    return jdbi.inTransaction(
        handle -> {
          Optional<Proposal> confirmed =
              handle
                  .createQuery(
                      "update source_proposal set revision = revision + 1, state = 'CONFIRMED',"
                          + " confirmed = document, author = coalesce(author, :actor), changed_at ="
                          + " :at where id = :id and revision = :revision returning *")
                  .bind("actor", change.actor())
                  .bind("at", utc(clock.instant()))
                  .bind("id", proposal.id())
                  .bind("revision", proposal.revision())
                  .map((row, context) -> proposal(row))
                  .findOne();
          if (confirmed.isEmpty()) {
            return confirmed;
          }
          if (!inForce(handle, change)) {
            handle.rollback();
            return Optional.empty();
          }
          audit(handle, change.actor(), "confirm", proposal.source(), proposal.name());
          return confirmed;
        });
  }

  /** Takes out of force what was confirmed; otherwise as {@link #confirm}. */
  public Optional<Proposal> withdraw(Proposal proposal, CatalogChange change) {
    return jdbi.inTransaction(
        handle -> {
          Optional<Proposal> left = leftOut(handle, proposal, change.actor());
          if (left.isPresent() && !inForce(handle, change)) {
            handle.rollback();
            return Optional.empty();
          }
          return left;
        });
  }

  /** Says whether what the change was made from is what is in force. */
  private static boolean inForce(Handle handle, CatalogChange change) {
    if (!EpochStore.commit(handle, change.epoch())) {
      throw new StoreException(
          "epoch " + change.epoch() + " was given up, or a node that serves is not ready for it");
    }
    boolean based =
        handle
            .createQuery("select exists (select from catalog_current where fingerprint = :base)")
            .bind("base", change.base())
            .mapTo(Boolean.class)
            .one();
    if (based) {
      ReleaseStore.save(handle, change.arrived());
      CatalogStore.putInForce(handle, change.catalog());
    }
    return based;
  }

  // ---- runs

  /**
   * Begins a run.
   *
   * @return empty when one is under way
   */
  public Optional<Collection> begin(String source, String actor) {
    return jdbi.inTransaction(
        handle -> {
          handle
              .createUpdate(
                  "update source_collection set state = 'FAILED', ended_at = :at, message_zh ="
                      + " '节点中断，请重新采集', message_en = 'its node ended; collect again' where"
                      + " source = :source and state = 'RUNNING' and beat_at < :silent")
              .bind("source", source)
              .bind("at", utc(clock.instant()))
              .bind("silent", utc(clock.instant().minus(SILENCE)))
              .execute();
          Optional<Collection> begun =
              handle
                  .createQuery(
                      "insert into source_collection (source, state, actor, begun_at, beat_at)"
                          + " values (:source, 'RUNNING', :actor, :at, :at) on conflict do"
                          + " nothing returning *")
                  .bind("source", source)
                  .bind("actor", actor)
                  .bind("at", utc(clock.instant()))
                  .map((row, context) -> collection(row))
                  .findOne();
          begun.ifPresent(run -> audit(handle, actor, "collect", source, ""));
          return begun;
        });
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
                        "update source_collection set done = :done, total = :total, beat_at = :at"
                            + " where id = :id and state = 'RUNNING'")
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
                    "update source_collection set state = :state, message_zh = :zh, message_en ="
                        + " :en, ended_at = :at where id = :id and state = 'RUNNING'")
                .bind("state", state.name())
                .bind("zh", message.zh())
                .bind("en", message.en())
                .bind("at", utc(clock.instant()))
                .bind("id", run)
                .execute());
  }

  /** The last run of a source. */
  public Optional<Collection> collection(String source) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from source_collection where source = :source order by id desc"
                        + " limit 1")
                .bind("source", source)
                .map((row, context) -> collection(row))
                .findOne());
  }

  // ---- rows

  private void audit(Handle handle, String actor, String act, String source, String detail) {
    AuditStore.append(handle, clock, actor, "source." + act, source, detail);
  }

  private static RegisteredSource source(ResultSet row) throws SQLException {
    return new RegisteredSource(
        row.getString("id"),
        row.getLong("revision"),
        Source.Kind.valueOf(row.getString("kind")),
        new Bilingual(row.getString("title_zh"), row.getString("title_en")),
        row.getString("schema_name"),
        new Belonging(row.getString("area"), row.getString("department"), row.getString("theme")),
        new StoredPlace(
            row.getString("url"),
            Optional.ofNullable(row.getString("user_name")),
            Optional.ofNullable(row.getBytes("password"))),
        row.getString("registered_by"),
        instant(row, "registered_at"));
  }

  private static Proposal proposal(ResultSet row) throws SQLException {
    long rows = row.getLong("row_count");
    return new Proposal(
        row.getLong("id"),
        row.getString("source"),
        row.getString("name"),
        row.getLong("revision"),
        ProposalState.valueOf(row.getString("state")),
        row.getString("document"),
        Optional.ofNullable(row.getString("confirmed")),
        row.getString("findings"),
        row.getObject("row_count") == null ? OptionalLong.empty() : OptionalLong.of(rows),
        Optional.ofNullable(row.getString("author")),
        instant(row, "changed_at"));
  }

  private static Collection collection(ResultSet row) throws SQLException {
    return new Collection(
        row.getLong("id"),
        row.getString("source"),
        RunState.valueOf(row.getString("state")),
        row.getInt("done"),
        row.getInt("total"),
        new Bilingual(row.getString("message_zh"), row.getString("message_en")),
        row.getString("actor"),
        instant(row, "begun_at"),
        row.getObject("ended_at") != null
            ? Optional.of(instant(row, "ended_at"))
            : Optional.empty());
  }
}
