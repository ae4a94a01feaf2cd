package io.tidegate.catalog.store;

import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.catalog.files.OperationText;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Reliability;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Roles;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.catalog.View;
import io.tidegate.route.text.Bilingual;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Keeps catalog snapshots in the platform database. A snapshot is stored once under its fingerprint
 * and never changed; saving makes it the one in force. A snapshot that no longer hashes to its
 * fingerprint is refused when it is loaded.
 */
public final class CatalogStore {
  private final Jdbi jdbi;

  public CatalogStore(DataSource platform) {
    this.jdbi = Jdbi.create(platform);
  }

  /** Stores a snapshot and puts it in force, in one transaction. */
  public void save(CatalogSnapshot snapshot) {
    jdbi.useTransaction(
        handle -> {
          add(handle, snapshot);
          putInForce(handle, snapshot.fingerprint());
        });
  }

  /** Stores a snapshot that is not in force, or not yet. */
  public void add(CatalogSnapshot snapshot) {
    jdbi.useTransaction(handle -> add(handle, snapshot));
  }

  private static void add(Handle handle, CatalogSnapshot snapshot) {
    int added =
        handle
            .createUpdate(
                "insert into catalog_snapshot (fingerprint) values (:fingerprint)"
                    + " on conflict do nothing")
            .bind("fingerprint", snapshot.fingerprint())
            .execute();
    if (added == 1) {
      insertSources(handle, snapshot);
      insertResources(handle, snapshot);
      insertRoles(handle, snapshot);
      insertFields(handle, snapshot);
      insertOperations(handle, snapshot);
    }
  }

  /** Puts a stored snapshot in force, within what else is stored. */
  public static void putInForce(Handle handle, String fingerprint) {
    handle
        .createUpdate(
            "insert into catalog_current (fingerprint) values (:fingerprint)"
                + " on conflict (only_row) do update set fingerprint = excluded.fingerprint")
        .bind("fingerprint", fingerprint)
        .execute();
  }

  /** The snapshot in force; empty before the first one was saved. */
  public Optional<CatalogSnapshot> current() {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery("select fingerprint from catalog_current")
                .mapTo(String.class)
                .findOne()
                .map(fingerprint -> read(handle, fingerprint)));
  }

  /**
   * A snapshot of any time.
   *
   * @throws IllegalStateException when what is stored is not what was saved
   */
  public Optional<CatalogSnapshot> load(String fingerprint) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createQuery(
                    "select fingerprint from catalog_snapshot where fingerprint = :fingerprint")
                .bind("fingerprint", fingerprint)
                .mapTo(String.class)
                .findOne()
                .map(found -> read(handle, found)));
  }

  private static void insertSources(Handle handle, CatalogSnapshot snapshot) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into catalog_source (fingerprint, id, kind, title_zh, title_en, default_schema,"
                + " failure_rate, breaker_calls, slow_ms, slow_rate, open_ms, trials, attempts,"
                + " pause_ms)"
                + " values (:fingerprint, :id, :kind, :titleZh, :titleEn, :schema, :failureRate,"
                + " :breakerCalls, :slowMs, :slowRate, :openMs, :trials, :attempts, :pauseMs)");
    for (Source source : snapshot.sources()) {
      Reliability.Breaking breaker = source.reliability().breaker();
      batch
          .bind("fingerprint", snapshot.fingerprint())
          .bind("id", source.id())
          .bind("kind", source.kind().name())
          .bind("titleZh", source.title().zh())
          .bind("titleEn", source.title().en())
          .bind("schema", source.defaultSchema())
          .bind("failureRate", breaker.failureRate())
          .bind("breakerCalls", breaker.calls())
          .bind("slowMs", breaker.slow().map(Duration::toMillis))
          .bind("slowRate", breaker.slowRate())
          .bind("openMs", breaker.open().toMillis())
          .bind("trials", breaker.trials())
          .bind("attempts", source.reliability().retry().attempts())
          .bind("pauseMs", source.reliability().retry().pause().toMillis())
          .add();
    }
    batch.execute();
  }

  private static void insertResources(Handle handle, CatalogSnapshot snapshot) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into catalog_resource (fingerprint, id, source, schema_name, table_name,"
                + " title_zh, title_en, summary_zh, summary_en, area, department, theme,"
                + " update_frequency, tags, openness, primary_key, role_parent, view_statement,"
                + " view_barrier)"
                + " values (:fingerprint, :id, :source, :schema, :table, :titleZh, :titleEn,"
                + " :summaryZh, :summaryEn, :area, :department, :theme, :updateFrequency, :tags,"
                + " :openness, :primaryKey, :roleParent, :viewStatement, :viewBarrier)");
    for (Resource resource : snapshot.resources()) {
      batch
          .bind("fingerprint", snapshot.fingerprint())
          .bind("id", resource.id())
          .bind("source", resource.source())
          .bind("schema", resource.schema())
          .bind("table", resource.table())
          .bind("titleZh", resource.title().zh())
          .bind("titleEn", resource.title().en())
          .bind("summaryZh", resource.summary().zh())
          .bind("summaryEn", resource.summary().en())
          .bind("area", resource.area())
          .bind("department", resource.department())
          .bind("theme", resource.theme())
          .bind("updateFrequency", resource.updateFrequency())
          .bindArray("tags", String.class, resource.tags())
          .bind("openness", resource.openness().name())
          .bindArray("primaryKey", String.class, resource.primaryKey())
          .bind("roleParent", resource.roles().flatMap(Roles::parent))
          .bind("viewStatement", resource.view().map(View::statement))
          .bind("viewBarrier", resource.view().map(View::barrier))
          .add();
    }
    batch.execute();
  }

  private static void insertRoles(Handle handle, CatalogSnapshot snapshot) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into catalog_role (fingerprint, resource, kind, position, name, target)"
                + " values (:fingerprint, :resource, :kind, :position, :name, :target)");
    for (Resource resource : snapshot.resources()) {
      for (StoredRole role : resource.roles().map(StoredRole::of).orElse(List.of())) {
        batch
            .bind("fingerprint", snapshot.fingerprint())
            .bind("resource", resource.id())
            .bind("kind", role.kind().name())
            .bind("position", role.position())
            .bind("name", role.name())
            .bind("target", role.target())
            .add();
      }
    }
    batch.execute();
  }

  private static void insertFields(Handle handle, CatalogSnapshot snapshot) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into catalog_field (fingerprint, resource, position, name, title_zh, title_en,"
                + " official, sic, type, sql_type, length, format, nullable, code_set,"
                + " sensitivity, categories, detected, openness, example, meaning_zh, meaning_en)"
                + " values (:fingerprint, :resource, :position, :name, :titleZh, :titleEn,"
                + " :official, :sic, :type, :sqlType, :length, :format, :nullable, :codeSet,"
                + " :sensitivity, :categories, :detected, :openness, :example, :meaningZh,"
                + " :meaningEn)");
    for (Resource resource : snapshot.resources()) {
      int position = 0;
      for (Field field : resource.fields()) {
        batch
            .bind("fingerprint", snapshot.fingerprint())
            .bind("resource", resource.id())
            .bind("position", position++)
            .bind("name", field.name())
            .bind("titleZh", field.title().zh())
            .bind("titleEn", field.title().en())
            .bind("official", field.official())
            .bind("sic", field.sic())
            .bind("type", field.type().name())
            .bind("sqlType", field.sqlType())
            .bind("length", field.length())
            .bind("format", field.format())
            .bind("nullable", field.nullable())
            .bind("codeSet", field.codeSet())
            .bind("sensitivity", field.sensitivity().map(Enum::name))
            .bindArray("categories", String.class, field.categories())
            .bindArray("detected", String.class, field.detected())
            .bind("openness", field.openness().name())
            .bind("example", field.example())
            .bind("meaningZh", field.meaning().map(Bilingual::zh))
            .bind("meaningEn", field.meaning().map(Bilingual::en))
            .add();
      }
    }
    batch.execute();
  }

  private static void insertOperations(Handle handle, CatalogSnapshot snapshot) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into catalog_operation (fingerprint, resource, position, key, value)"
                + " values (:fingerprint, :resource, :position, :key, :value)");
    for (Resource resource : snapshot.resources()) {
      int position = 0;
      for (OperationText.Line line :
          resource.operation().map(OperationText::write).orElse(List.of())) {
        batch
            .bind("fingerprint", snapshot.fingerprint())
            .bind("resource", resource.id())
            .bind("position", position++)
            .bind("key", line.key())
            .bind("value", line.value())
            .add();
      }
    }
    batch.execute();
  }

  private static CatalogSnapshot read(Handle handle, String fingerprint) {
    List<Source> sources =
        handle
            .createQuery("select * from catalog_source where fingerprint = :fingerprint")
            .bind("fingerprint", fingerprint)
            .map((row, context) -> source(row))
            .list();
    Map<String, List<Field>> fields = new LinkedHashMap<>();
    handle
        .createQuery(
            "select * from catalog_field where fingerprint = :fingerprint"
                + " order by resource, position")
        .bind("fingerprint", fingerprint)
        .map((row, context) -> Map.entry(row.getString("resource"), field(row)))
        .forEach(
            entry ->
                fields
                    .computeIfAbsent(entry.getKey(), key -> new ArrayList<>())
                    .add(entry.getValue()));
    Map<String, List<StoredRole>> roles = new LinkedHashMap<>();
    handle
        .createQuery(
            "select * from catalog_role where fingerprint = :fingerprint"
                + " order by resource, kind, position")
        .bind("fingerprint", fingerprint)
        .map((row, context) -> Map.entry(row.getString("resource"), role(row)))
        .forEach(
            entry ->
                roles
                    .computeIfAbsent(entry.getKey(), key -> new ArrayList<>())
                    .add(entry.getValue()));
    Map<String, List<OperationText.Line>> operations = new LinkedHashMap<>();
    handle
        .createQuery(
            "select resource, key, value from catalog_operation where fingerprint = :fingerprint"
                + " order by resource, position")
        .bind("fingerprint", fingerprint)
        .map(
            (row, context) ->
                Map.entry(
                    row.getString("resource"),
                    new OperationText.Line(row.getString("key"), row.getString("value"))))
        .forEach(
            entry ->
                operations
                    .computeIfAbsent(entry.getKey(), key -> new ArrayList<>())
                    .add(entry.getValue()));
    List<Resource> resources =
        handle
            .createQuery("select * from catalog_resource where fingerprint = :fingerprint")
            .bind("fingerprint", fingerprint)
            .map(
                (row, context) -> {
                  String id = row.getString("id");
                  return resource(
                      row,
                      StoredRole.join(
                          Optional.ofNullable(row.getString("role_parent")),
                          roles.getOrDefault(id, List.of())),
                      fields.getOrDefault(id, List.of()),
                      operation(fingerprint, operations.getOrDefault(id, List.of())));
                })
            .list();
    CatalogSnapshot snapshot = new CatalogSnapshot(sources, resources);
    if (!snapshot.fingerprint().equals(fingerprint)) {
      throw changed(fingerprint, null);
    }
    return snapshot;
  }

  private static Source source(ResultSet row) throws SQLException {
    return new Source(
        row.getString("id"),
        Source.Kind.valueOf(row.getString("kind")),
        new Bilingual(row.getString("title_zh"), row.getString("title_en")),
        row.getString("default_schema"),
        reliability(row));
  }

  private static Reliability reliability(ResultSet row) throws SQLException {
    return new Reliability(
        new Reliability.Breaking(
            row.getInt("failure_rate"),
            row.getInt("breaker_calls"),
            Optional.ofNullable(row.getObject("slow_ms", Long.class)).map(Duration::ofMillis),
            row.getInt("slow_rate"),
            Duration.ofMillis(row.getLong("open_ms")),
            row.getInt("trials")),
        new Reliability.Retrying(
            row.getInt("attempts"), Duration.ofMillis(row.getLong("pause_ms"))));
  }

  private static Optional<Operation> operation(String fingerprint, List<OperationText.Line> lines) {
    try {
      return lines.isEmpty() ? Optional.empty() : Optional.of(OperationText.read(lines));
    } catch (IllegalArgumentException e) {
      throw changed(fingerprint, e);
    }
  }

  private static IllegalStateException changed(String fingerprint, Throwable cause) {
    return new IllegalStateException(
        "the catalog stored as " + fingerprint + " was changed since it was saved", cause);
  }

  private static Resource resource(
      ResultSet row, Optional<Roles> roles, List<Field> fields, Optional<Operation> operation)
      throws SQLException {
    return new Resource(
        row.getString("id"),
        row.getString("source"),
        row.getString("schema_name"),
        row.getString("table_name"),
        new Bilingual(row.getString("title_zh"), row.getString("title_en")),
        new Bilingual(row.getString("summary_zh"), row.getString("summary_en")),
        row.getString("area"),
        row.getString("department"),
        row.getString("theme"),
        row.getString("update_frequency"),
        texts(row.getArray("tags")),
        Openness.valueOf(row.getString("openness")),
        roles,
        texts(row.getArray("primary_key")),
        fields,
        operation,
        view(row));
  }

  private static Optional<View> view(ResultSet row) throws SQLException {
    String statement = row.getString("view_statement");
    return statement == null
        ? Optional.empty()
        : Optional.of(new View(statement, row.getBoolean("view_barrier")));
  }

  private static StoredRole role(ResultSet row) throws SQLException {
    return new StoredRole(
        StoredRole.Kind.valueOf(row.getString("kind")),
        row.getInt("position"),
        row.getString("name"),
        row.getString("target"));
  }

  private static Field field(ResultSet row) throws SQLException {
    Optional<String> meaning = Optional.ofNullable(row.getString("meaning_zh"));
    String meaningInEnglish = row.getString("meaning_en");
    return new Field(
        row.getString("name"),
        new Bilingual(row.getString("title_zh"), row.getString("title_en")),
        Optional.ofNullable(row.getString("official")),
        row.getBoolean("sic"),
        FieldType.valueOf(row.getString("type")),
        row.getString("sql_type"),
        row.getInt("length"),
        row.getString("format"),
        row.getBoolean("nullable"),
        Optional.ofNullable(row.getString("code_set")),
        Optional.ofNullable(row.getString("sensitivity")).map(Sensitivity::valueOf),
        texts(row.getArray("categories")),
        texts(row.getArray("detected")),
        Openness.valueOf(row.getString("openness")),
        row.getString("example"),
        meaning.map(zh -> new Bilingual(zh, meaningInEnglish)));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  /** One entry of a resource's roles, as a row. */
  private record StoredRole(Kind kind, int position, String name, String target) {
    enum Kind {
      LINK,
      COLUMN,
      SWITCH
    }

    static List<StoredRole> of(Roles roles) {
      List<StoredRole> rows = new ArrayList<>();
      roles.link().forEach((own, parents) -> add(rows, Kind.LINK, own, parents));
      roles.columns().forEach(c -> add(rows, Kind.COLUMN, c.column(), c.relation().name()));
      roles.switches().forEach((name, column) -> add(rows, Kind.SWITCH, name, column));
      return rows;
    }

    private static void add(List<StoredRole> rows, Kind kind, String name, String target) {
      rows.add(new StoredRole(kind, rows.size(), name, target));
    }

    static Optional<Roles> join(Optional<String> parent, List<StoredRole> rows) {
      if (parent.isEmpty() && rows.isEmpty()) {
        return Optional.empty();
      }
      Map<String, String> link = new LinkedHashMap<>();
      List<Roles.RoleColumn> columns = new ArrayList<>();
      Map<String, String> switches = new LinkedHashMap<>();
      for (StoredRole row : rows) {
        switch (row.kind()) {
          case LINK -> link.put(row.name(), row.target());
          case COLUMN ->
              columns.add(new Roles.RoleColumn(row.name(), Relation.valueOf(row.target())));
          case SWITCH -> switches.put(row.name(), row.target());
        }
      }
      return Optional.of(new Roles(parent, link, columns, switches));
    }
  }
}
