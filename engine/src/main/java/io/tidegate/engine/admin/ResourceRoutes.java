package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.centre.ResourceMeasures;
import io.tidegate.engine.centre.UpdateFrequency;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.draft.Previews;
import io.tidegate.engine.draft.Previews.Manner;
import io.tidegate.engine.draft.Previews.Preview;
import io.tidegate.engine.draft.Previews.PreviewCaller;
import io.tidegate.engine.draft.ResourceText;
import io.tidegate.engine.draft.TextChecks;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.store.MeasureStore;
import io.tidegate.engine.store.MeasureStore.Measure;
import io.tidegate.engine.store.MeasureStore.Run;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The resources of the catalog in force: what is described, measured and seen of them. */
final class ResourceRoutes {
  private static final String RESOURCES = "/admin/v1/resources";
  private static final String RESOURCE = RESOURCES + "/{name}";
  private static final String NAME = "service.yaml";

  /** Measurements that are told of one resource, besides the last. */
  private static final int TOLD = 30;

  private static final Set<StaffRole> MEASURING =
      EnumSet.of(StaffRole.PROVIDER, StaffRole.OPERATOR);

  /** An auditor looks at what was done, and does nothing to data. */
  private static final Set<StaffRole> LOOKING =
      EnumSet.of(StaffRole.PROVIDER, StaffRole.ADMINISTRATOR);

  private final Supplier<Governance> governance;
  private final MeasureStore store;
  private final Supplier<ResourceMeasures> measures;
  private final TextChecks checks;
  private final Supplier<Previews> previews;
  private final Clock clock;

  /**
   * @param governance asked when somebody acts, for it needs what is there only after the start
   * @param measures likewise, as {@code previews}
   */
  ResourceRoutes(
      Supplier<Governance> governance,
      MeasureStore store,
      Supplier<ResourceMeasures> measures,
      TextChecks checks,
      Supplier<Previews> previews,
      Clock clock) {
    this.governance = Objects.requireNonNull(governance, "governance");
    this.store = Objects.requireNonNull(store, "store");
    this.measures = Objects.requireNonNull(measures, "measures");
    this.checks = Objects.requireNonNull(checks, "checks");
    this.previews = Objects.requireNonNull(previews, "previews");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  List<AdminRoute> all() {
    return List.of(
        new AdminRoute(
            "GET",
            RESOURCES,
            AdminRoute.ALL,
            false,
            List.of("q", "source", "from", "limit"),
            200,
            new Bilingual(
                "数据源、资源、字段与测量结果",
                "sources, resources and fields of the catalog in force, and what was measured"),
            this::resources),
        new AdminRoute(
            "GET",
            RESOURCE,
            AdminRoute.ALL,
            false,
            List.of(),
            200,
            new Bilingual(
                "一个资源的元数据、测量与漂移", "one resource: what is described, measured and has drifted"),
            this::one),
        new AdminRoute(
            "POST",
            RESOURCE + "/measure",
            MEASURING,
            false,
            List.of(),
            202,
            new Bilingual(
                "立即测量资源", "begins to measure a resource; the resource says how far it is"),
            request ->
                AdminAnswer.json(
                    202, run(measures.get().begin(request.path().get("name"), request.actor())))),
        new AdminRoute(
            "POST",
            RESOURCE + "/preview",
            LOOKING,
            false,
            List.of(),
            200,
            new Bilingual(
                "以案例角色预览资源",
                "what one of the cast would get of a resource, governed as in production"),
            this::preview));
  }

  /** A page by the order of the ids, which do not move while somebody turns pages. */
  private AdminAnswer resources(AdminRequest request) throws GovernanceException, AdminException {
    Catalog catalog = governance.get().compiler().catalog();
    Optional<String> source = Optional.ofNullable(request.query().get("source"));
    String wanted = request.query().getOrDefault("q", "").strip().toLowerCase(Locale.ROOT);
    String from = request.query().getOrDefault("from", "");
    int limit = request.limit();
    List<Resource> found =
        catalog.resources().stream()
            .filter(r -> source.isEmpty() || source.get().equals(r.source()))
            .filter(r -> r.id().compareTo(from) > 0)
            .filter(r -> wanted.isEmpty() || mentions(r, wanted))
            .limit(limit + 1L)
            .toList();
    List<Resource> page = found.subList(0, Math.min(limit, found.size()));
    Map<String, Measure> latest = store.latest(page.stream().map(Resource::id).toList());
    Optional<Run> round = store.last(MeasureStore.ALL);
    return AdminAnswer.json(
        200,
        json -> {
          ResourcesDocument.sources(json, catalog);
          json.writeArrayFieldStart("resources");
          for (Resource resource : page) {
            json.writeStartObject();
            ResourcesDocument.members(json, resource);
            Measure measure = latest.get(resource.id());
            if (measure != null) {
              json.writeObjectFieldStart("measure");
              summary(json, measure);
              json.writeEndObject();
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          if (round.isPresent()) {
            json.writeObjectFieldStart("round");
            run(round.get()).write(json);
            json.writeEndObject();
          }
          if (found.size() > limit) {
            json.writeStringField("next_from", page.getLast().id());
          }
        });
  }

  private static boolean mentions(Resource resource, String wanted) {
    return has(resource.id(), wanted)
        || has(resource.table(), wanted)
        || has(resource.title().zh(), wanted)
        || has(resource.title().en(), wanted)
        || resource.fields().stream()
            .anyMatch(
                field ->
                    has(field.name(), wanted)
                        || has(field.title().zh(), wanted)
                        || has(field.title().en(), wanted)
                        || field.official().filter(name -> has(name, wanted)).isPresent());
  }

  private static boolean has(String text, String wanted) {
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }

  private Resource resource(AdminRequest request) throws GovernanceException {
    String id = request.path().get("name");
    return governance
        .get()
        .compiler()
        .catalog()
        .resource(id)
        .orElseThrow(
            () ->
                new GovernanceException(
                    GovernanceException.Kind.UNKNOWN,
                    "目录中没有资源 " + id,
                    "the catalog has no resource " + id));
  }

  private AdminAnswer one(AdminRequest request) throws GovernanceException {
    Resource resource = resource(request);
    List<Measure> history = store.history(resource.id(), MeasureStore.KEPT);
    Optional<Run> run = store.last(resource.id());
    return AdminAnswer.json(
        200,
        json -> {
          ResourcesDocument.members(json, resource);
          frequency(json, resource, history);
          if (!history.isEmpty()) {
            json.writeObjectFieldStart("measure");
            whole(json, history.getFirst());
            json.writeEndObject();
          }
          json.writeArrayFieldStart("history");
          for (Measure measure : history.subList(0, Math.min(TOLD, history.size()))) {
            json.writeStartObject();
            summary(json, measure);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("callers");
          for (PreviewCaller caller : Previews.callers()) {
            json.writeStartObject();
            json.writeStringField("as", caller.as());
            json.writeStringField("name", caller.name());
            json.writeEndObject();
          }
          json.writeEndArray();
          if (run.isPresent()) {
            json.writeObjectFieldStart("run");
            run(run.get()).write(json);
            json.writeEndObject();
          }
        });
  }

  private void frequency(JsonGenerator json, Resource resource, List<Measure> history)
      throws IOException {
    Optional<Instant> lastChange =
        history.stream().flatMap(measure -> measure.lastChange().stream()).findFirst();
    json.writeObjectFieldStart("frequency");
    json.writeStringField("declared", resource.updateFrequency());
    Optional<Duration> declared = UpdateFrequency.declared(resource.updateFrequency());
    if (declared.isPresent()) {
      json.writeNumberField("declared_seconds", declared.get().toSeconds());
    }
    Optional<Duration> observed = UpdateFrequency.observed(history);
    if (observed.isPresent()) {
      json.writeNumberField("observed_seconds", observed.get().toSeconds());
    }
    json.writeBooleanField(
        "late", UpdateFrequency.late(resource.updateFrequency(), lastChange, clock.instant()));
    json.writeEndObject();
  }

  private static void summary(JsonGenerator json, Measure measure) throws IOException {
    json.writeStringField("measured_at", measure.at().toString());
    json.writeStringField("actor", measure.actor());
    json.writeBooleanField("failed", measure.failed());
    if (measure.rows().isPresent()) {
      json.writeNumberField("rows", measure.rows().getAsLong());
      json.writeBooleanField("rows_exact", measure.exact());
    }
    if (measure.bytes().isPresent()) {
      json.writeNumberField("bytes", measure.bytes().getAsLong());
    }
    if (measure.lastChange().isPresent()) {
      json.writeStringField("last_change", measure.lastChange().get().toString());
    }
    json.writeStringField("drift", measure.drift().name().toLowerCase(Locale.ROOT));
  }

  private static void whole(JsonGenerator json, Measure measure) throws IOException {
    summary(json, measure);
    json.writeStringField("catalog", measure.catalog());
    AdminAnswer.bilingual(json, "message", measure.message());
    json.writeNumberField("looked_at", measure.lookedAt());
    if (measure.lastChangeBy().isPresent()) {
      json.writeStringField("last_change_by", measure.lastChangeBy().get());
    }
    json.writeFieldName("fields");
    json.writeRawValue(measure.fields());
    json.writeFieldName("drifts");
    json.writeRawValue(measure.drifts());
  }

  private static AdminAnswer.Content run(Run run) {
    return json -> {
      json.writeStringField("state", run.state().name().toLowerCase(Locale.ROOT));
      json.writeNumberField("done", run.done());
      json.writeNumberField("total", run.total());
      AdminAnswer.bilingual(json, "message", run.message());
      json.writeStringField("actor", run.actor());
      json.writeStringField("begun_at", run.begunAt().toString());
      if (run.endedAt().isPresent()) {
        json.writeStringField("ended_at", run.endedAt().get().toString());
      }
    };
  }

  /**
   * Runs the service a resource would be offered as, for somebody of the cast: a preview shows what
   * the interface would, and no more.
   */
  private AdminAnswer preview(AdminRequest request) throws GovernanceException, AdminException {
    Resource resource = resource(request);
    JsonNode wish = request.tree();
    String as = AdminRequest.text(wish, "as").orElse(Previews.callers().getFirst().as());
    CheckedPlan checked = offered(resource);
    Map<String, String> parameters = ResourceText.examples(resource);
    Preview preview =
        previews.get().preview(checked, parameters, as, Manner.PLAIN, request.actor());
    return AdminAnswer.json(200, json -> CheckDocument.write(json, checked, preview, List.of()));
  }

  /** The most useful text that compiles, as for a draft of the resource. */
  private CheckedPlan offered(Resource resource) throws GovernanceException, AdminException {
    List<Diagnostic> found = List.of();
    for (String text : ResourceText.of(resource)) {
      Outcome<CheckedPlan> outcome = checks.check(NAME, text);
      if (!outcome.isRefused()) {
        return outcome.value().orElseThrow();
      }
      found = outcome.diagnostics();
    }
    throw new AdminException(
        AdminProblem.INVALID,
        new Bilingual("该资源暂不能提供服务，原因见诊断", "it cannot be offered as it is described"),
        found);
  }
}
