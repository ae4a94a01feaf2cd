package io.tidegate.engine.centre;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.governance.GovernanceException.Kind;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.source.Drift;
import io.tidegate.engine.source.ExampleInputs;
import io.tidegate.engine.source.OperationClient;
import io.tidegate.engine.source.SourceCheck;
import io.tidegate.engine.source.SourceFault;
import io.tidegate.engine.source.SourceMeasure;
import io.tidegate.engine.source.SourceMeasure.Counted;
import io.tidegate.engine.store.MeasureStore;
import io.tidegate.engine.store.MeasureStore.DriftState;
import io.tidegate.engine.store.MeasureStore.Measure;
import io.tidegate.engine.store.MeasureStore.Run;
import io.tidegate.engine.store.SourceStore.RunState;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Measures the resources of the catalog in force, from their sources, and compares them with what
 * the catalog describes. No value of a record is kept. Safe for any number of threads.
 */
public final class ResourceMeasures {
  /** Who measures on the schedule. */
  public static final String SCHEDULE = "schedule";

  private static final Logger LOG = Logger.getLogger(ResourceMeasures.class);

  /** Slow systems of the night included. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MeasureStore store;
  private final Supplier<Optional<? extends Catalog>> catalog;
  private final Sources sources;
  private final Clock clock;

  /**
   * @param catalog the one in force
   * @param sources where calls read
   */
  public ResourceMeasures(
      MeasureStore store,
      Supplier<Optional<? extends Catalog>> catalog,
      Sources sources,
      Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.catalog = Objects.requireNonNull(catalog, "catalog");
    this.sources = Objects.requireNonNull(sources, "sources");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Begins to measure a resource; how far it is can be asked. */
  public Run begin(String id, String actor) throws GovernanceException {
    Catalog described =
        catalog
            .get()
            .orElseThrow(
                () -> new GovernanceException(Kind.STATE, "尚无生效的目录", "no catalog is in force"));
    Resource resource =
        described
            .resource(id)
            .orElseThrow(
                () ->
                    new GovernanceException(
                        Kind.UNKNOWN, "目录中没有资源 " + id, "the catalog has no resource " + id));
    Run run =
        store
            .begin(id, actor)
            .orElseThrow(
                () ->
                    new GovernanceException(
                        Kind.STATE, "正在测量，请稍候", "it is being measured already"));
    Thread.ofVirtual()
        .name("measure-" + id)
        .start(
            () ->
                ending(
                    run,
                    () -> {
                      Measure measure = measured(described, resource, actor).measure();
                      store.add(measure);
                      store.at(run.id(), 1, 1);
                      store.end(
                          run.id(),
                          measure.failed() ? RunState.FAILED : RunState.DONE,
                          measure.message());
                    }));
    return run;
  }

  /**
   * Measures all resources when it is time and no other node does. Returns when it is done.
   *
   * @param since nothing is done when a run of all began later than this
   * @return whether it was done here
   */
  public boolean all(Instant since) {
    Optional<? extends Catalog> described = catalog.get();
    if (described.isEmpty()) {
      return false;
    }
    Optional<Run> run = store.beginAll(since, SCHEDULE);
    run.ifPresent(begun -> ending(begun, () -> all(described.get(), begun)));
    return run.isPresent();
  }

  private void all(Catalog described, Run run) {
    List<Resource> resources = described.resources();
    Map<String, Bilingual> silent = new HashMap<>();
    int done = 0;
    int failed = 0;
    int drifted = 0;
    for (Resource resource : resources) {
      Bilingual known = silent.get(resource.source());
      Measured measured =
          known == null
              ? measured(described, resource, SCHEDULE)
              // a source that does not answer is not waited for once for each of its resources
              : new Measured(
                  failed(described, resource, SCHEDULE, known, DriftState.UNKNOWN, "[]"), false);
      Measure measure = measured.measure();
      if (!measured.reached()) {
        silent.put(resource.source(), measure.message());
      }
      store.add(measure);
      done++;
      failed += measure.failed() ? 1 : 0;
      drifted += measure.drift() == DriftState.FOUND ? 1 : 0;
      if (!store.at(run.id(), done, resources.size())) {
        return;
      }
    }
    store.end(
        run.id(),
        RunState.DONE,
        new Bilingual(
            "已测量 " + done + " 个资源，" + drifted + " 个有漂移，" + failed + " 个无法测量",
            done + " resources: " + drifted + " drifted, " + failed + " could not be measured"));
  }

  /** A run ends whatever happens. */
  private void ending(Run run, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.errorf(e, "measuring broke: %s", run.resource());
      store.end(
          run.id(),
          RunState.FAILED,
          new Bilingual("平台内部错误，见日志", "an error of the platform; see its log"));
    }
  }

  /**
   * @param reached whether the source is there at all
   */
  private record Measured(Measure measure, boolean reached) {}

  private Measured measured(Catalog described, Resource resource, String actor) {
    try {
      return new Measured(
          resource.operation().isPresent()
              ? operation(described, resource, actor)
              : table(described, resource, actor),
          true);
    } catch (SQLException e) {
      String state = e.getSQLState() == null ? "08" : e.getSQLState();
      return new Measured(
          failed(described, resource, actor, DatabaseTrouble.of(e), DriftState.UNKNOWN, "[]"),
          !state.startsWith("08") && !state.startsWith("28"));
    } catch (SourceFault e) {
      return new Measured(
          failed(described, resource, actor, words(e), DriftState.UNKNOWN, "[]"),
          !e.retryable() && e.kind() != SourceFault.Kind.REFUSED);
    }
  }

  private Measure table(Catalog described, Resource resource, String actor) throws SQLException {
    Optional<DataSource> database = sources.database(resource.source());
    if (database.isEmpty()) {
      return failed(described, resource, actor, NOWHERE, DriftState.UNKNOWN, "[]");
    }
    List<Drift> drifts = SourceCheck.table(database.get(), resource);
    DriftState state = drifts.isEmpty() ? DriftState.NONE : DriftState.FOUND;
    Optional<Counted> counted = SourceMeasure.table(database.get(), resource);
    return counted.isEmpty()
        ? failed(
            described,
            resource,
            actor,
            new Bilingual("数据源中没有这个表", "the source has no such table"),
            state,
            json(drifts))
        : whole(described, resource, actor, counted.get(), state, json(drifts));
  }

  private Measure operation(Catalog described, Resource resource, String actor) throws SourceFault {
    Optional<OperationClient> client = sources.operation(resource.id());
    if (client.isEmpty()) {
      return failed(described, resource, actor, NOWHERE, DriftState.UNKNOWN, "[]");
    }
    Map<String, Object> inputs;
    try {
      inputs = ExampleInputs.of(resource.operation().orElseThrow(), Map.of());
    } catch (IllegalArgumentException | DateTimeException e) {
      return failed(
          described,
          resource,
          actor,
          new Bilingual(
              "目录中的示例入参与其类型不符，请更正", "an example of an input is not of its type; mend the catalog"),
          DriftState.NOT_COMPARED,
          "[]");
    }
    boolean compared = SourceCheck.compares(resource);
    List<Drift> drifts =
        compared
            ? SourceCheck.operation(client.get(), resource, inputs, clock.instant().plus(PATIENCE))
            : List.of();
    Counted counted =
        SourceMeasure.operation(client.get(), resource, inputs, clock.instant().plus(PATIENCE));
    DriftState state = drifts.isEmpty() ? DriftState.NONE : DriftState.FOUND;
    return whole(
        described,
        resource,
        actor,
        counted,
        compared ? state : DriftState.NOT_COMPARED,
        json(drifts));
  }

  private static final Bilingual NOWHERE =
      new Bilingual(
          "未配置该数据源的位置；见 tidegate.reading.sources",
          "nobody said where its source is: tidegate.reading.sources");

  /** What the source said is not repeated; the kind is enough to act on. */
  private static Bilingual words(SourceFault fault) {
    return switch (fault.kind()) {
      case TIMEOUT -> new Bilingual("数据源未在 30 秒内应答", "the source did not answer within 30 s");
      case UNAVAILABLE -> new Bilingual("无法连接数据源", "the source cannot be reached");
      case REFUSED ->
          new Bilingual(
              "数据源拒绝访问：请检查凭证与网络", "the source lets nobody in: look at credentials and network");
      case FAULT -> new Bilingual("数据源返回错误", "the source failed");
      case DECLINED, NOT_FOUND ->
          new Bilingual(
              "以目录中的示例入参查询没有结果，请更正示例",
              "asked with the examples of the catalog it gave nothing; mend them");
      case BAD_REPLY -> new Bilingual("应答与目录描述不符", "its reply is not what the catalog describes");
      case TOO_LARGE -> new Bilingual("应答过大", "its reply is too large");
      case THROTTLED -> new Bilingual("数据源限流，请稍后", "the source asks to come back later");
    };
  }

  private Measure whole(
      Catalog described,
      Resource resource,
      String actor,
      Counted counted,
      DriftState drift,
      String drifts) {
    Instant now = clock.instant();
    Optional<Instant> lastChange = counted.lastChange();
    if (lastChange.isEmpty() && counted.changeMark().isPresent()) {
      lastChange = seen(resource, counted.changeMark().get(), now);
    }
    return new Measure(
        resource.id(),
        described.fingerprint(),
        now,
        actor,
        false,
        new Bilingual("", ""),
        counted.rows(),
        counted.exact(),
        counted.bytes(),
        counted.lookedAt(),
        lastChange,
        counted.lastChangeBy(),
        counted.changeMark(),
        shares(resource, counted.nulls()),
        drift,
        drifts);
  }

  /** Of a table that says no time, when it was first seen to be another than before. */
  private Optional<Instant> seen(Resource resource, String mark, Instant now) {
    return store.history(resource.id(), MeasureStore.KEPT).stream()
        .filter(before -> before.changeMark().isPresent())
        .findFirst()
        .flatMap(
            before ->
                before.changeMark().get().equals(mark) ? before.lastChange() : Optional.of(now));
  }

  private Measure failed(
      Catalog described,
      Resource resource,
      String actor,
      Bilingual why,
      DriftState drift,
      String drifts) {
    return new Measure(
        resource.id(),
        described.fingerprint(),
        clock.instant(),
        actor,
        true,
        why,
        OptionalLong.empty(),
        false,
        OptionalLong.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "[]",
        drift,
        drifts);
  }

  // ---- as they are stored and answered

  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static String array(Content content) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartArray();
      content.write(json);
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toString();
  }

  private static String shares(Resource resource, Map<String, Double> nulls) {
    return array(
        json -> {
          for (Field field : resource.fields()) {
            json.writeStartObject();
            json.writeStringField("name", field.name());
            if (nulls.containsKey(field.name())) {
              json.writeNumberField("empty_share", nulls.get(field.name()));
            }
            json.writeEndObject();
          }
        });
  }

  private static String json(List<Drift> drifts) {
    return array(
        json -> {
          for (Drift drift : drifts) {
            Bilingual told = drift.told();
            json.writeStartObject();
            json.writeStringField("kind", drift.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("place", drift.place().replaceAll("\\p{C}", "?"));
            json.writeObjectFieldStart("message");
            json.writeStringField("zh", told.zh());
            json.writeStringField("en", told.en());
            json.writeEndObject();
            json.writeEndObject();
          }
        });
  }
}
