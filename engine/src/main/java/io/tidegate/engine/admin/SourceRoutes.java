package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.centre.SourceCentre;
import io.tidegate.engine.centre.SourceCentre.Tested;
import io.tidegate.engine.centre.SourceCentre.Told;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.store.Secret;
import io.tidegate.engine.store.SourceStore.Belonging;
import io.tidegate.engine.store.SourceStore.Collection;
import io.tidegate.engine.store.SourceStore.Proposal;
import io.tidegate.engine.store.SourceStore.ProposalState;
import io.tidegate.engine.store.SourceStore.RegisteredSource;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What providers do with sources and their resources. A password goes in and never comes out. */
final class SourceRoutes {
  private static final String SOURCES = "/admin/v1/sources";
  private static final String SOURCE = SOURCES + "/{name}";
  private static final String PROPOSAL = "/admin/v1/source-proposals/{id}";
  private static final List<String> NO_QUERY = List.of();
  private static final Set<StaffRole> PROVIDING = EnumSet.of(StaffRole.PROVIDER);

  private final Supplier<SourceCentre> centre;

  /**
   * @param centre asked when somebody acts, for it needs what is there only after the start
   */
  SourceRoutes(Supplier<SourceCentre> centre) {
    this.centre = Objects.requireNonNull(centre, "centre");
  }

  List<AdminRoute> all() {
    return List.of(
        reading(SOURCES, NO_QUERY, "登记的数据源", "the registered sources", this::sources),
        route("POST", SOURCES, false, 201, "登记数据源", "registers a source", this::register),
        reading(
            SOURCE,
            NO_QUERY,
            "一个数据源",
            "one source, how its proposals stand and how far a run is",
            request -> answer(200, source(request))),
        route(
            "PUT",
            SOURCE,
            true,
            200,
            "修改数据源",
            "changes where a source is; its password stays unless one is sent",
            this::change),
        route(
            "DELETE",
            SOURCE,
            true,
            AdminAnswer.NO_CONTENT,
            "移除数据源",
            "takes a source away of which nothing is in the catalog",
            this::remove),
        route(
            "POST",
            SOURCE + "/test",
            false,
            200,
            "测试连接",
            "tries whether a source can be entered",
            this::test),
        route(
            "POST",
            SOURCE + "/collect",
            false,
            202,
            "采集元数据",
            "begins to look at the tables of a source; the source says how far it is",
            this::collect),
        route(
            "POST",
            SOURCE + "/describe",
            false,
            201,
            "由接口描述生成资源",
            "proposes an operation from OpenAPI or WSDL",
            this::describe),
        reading(
            SOURCE + "/proposals",
            List.of("q", "state", "after", "limit"),
            "数据源的资源",
            "what a source has, by name",
            this::proposals),
        reading(
            SOURCE + "/files",
            NO_QUERY,
            "已确认资源的目录文件",
            "what is confirmed, as the files of a catalog folder",
            this::files),
        reading(
            PROPOSAL,
            NO_QUERY,
            "一个资源",
            "one resource with its description and why its labels are proposed",
            request -> answer(200, centre.get().proposal(request.number("id")))),
        route(
            "PUT",
            PROPOSAL,
            true,
            200,
            "修改资源描述",
            "writes another description; what is in the catalog stays",
            request ->
                answer(
                    200,
                    centre
                        .get()
                        .write(
                            request.number("id"),
                            request.revision(),
                            request.members("text").get("text"),
                            request.actor()))),
        route(
            "POST",
            PROPOSAL + "/confirm",
            true,
            200,
            "确认资源",
            "puts a resource into the catalog on all nodes or on none",
            request ->
                answer(
                    200,
                    centre
                        .get()
                        .confirm(request.number("id"), request.revision(), request.actor()))),
        route(
            "POST",
            PROPOSAL + "/leave-out",
            true,
            200,
            "不采用或移出资源",
            "leaves a resource out of the catalog, or takes it out",
            request ->
                answer(
                    200,
                    centre
                        .get()
                        .leaveOut(request.number("id"), request.revision(), request.actor()))));
  }

  private static AdminRoute reading(
      String template, List<String> query, String zh, String en, AdminRoute.Act act) {
    return new AdminRoute(
        "GET", template, AdminRoute.ALL, false, query, 200, new Bilingual(zh, en), act);
  }

  private static AdminRoute route(
      String method,
      String template,
      boolean revision,
      int status,
      String zh,
      String en,
      AdminRoute.Act act) {
    return new AdminRoute(
        method, template, PROVIDING, revision, NO_QUERY, status, new Bilingual(zh, en), act);
  }

  private RegisteredSource source(AdminRequest request) throws GovernanceException {
    return centre.get().source(request.path().get("name"));
  }

  private AdminAnswer sources(AdminRequest request) {
    List<RegisteredSource> all = centre.get().sources();
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("sources");
          for (RegisteredSource source : all) {
            json.writeStartObject();
            source(json, source);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private AdminAnswer register(AdminRequest request) throws GovernanceException, AdminException {
    JsonNode body = request.object();
    String id = required(body, "source");
    String word = required(body, "kind");
    Source.Kind kind =
        Arrays.stream(Source.Kind.values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
            .findFirst()
            .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED));
    RegisteredSource source = centre.get().register(id, kind, told(body), request.actor());
    return answer(201, source).with("Location", SOURCES + "/" + source.id());
  }

  private AdminAnswer change(AdminRequest request) throws GovernanceException, AdminException {
    return answer(
        200,
        centre
            .get()
            .change(
                request.path().get("name"),
                request.revision(),
                told(request.object()),
                request.actor()));
  }

  private static Told told(JsonNode body) throws AdminException {
    return new Told(
        new Bilingual(required(body, "title_zh"), required(body, "title_en")),
        optional(body, "schema").orElse(""),
        new Belonging(
            required(body, "area"), required(body, "department"), required(body, "theme")),
        required(body, "url"),
        optional(body, "user"),
        optional(body, "password").map(Secret::new));
  }

  private static String required(JsonNode body, String name) throws AdminException {
    return AdminRequest.text(body, name)
        .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED));
  }

  private static Optional<String> optional(JsonNode body, String name) throws AdminException {
    return AdminRequest.text(body, name).filter(text -> !text.isEmpty());
  }

  private AdminAnswer remove(AdminRequest request) throws GovernanceException, AdminException {
    centre.get().remove(request.path().get("name"), request.revision(), request.actor());
    return AdminAnswer.nothing();
  }

  private AdminAnswer test(AdminRequest request) throws GovernanceException {
    Tested tested = centre.get().test(request.path().get("name"));
    return AdminAnswer.json(
        200,
        json -> {
          json.writeBooleanField("ok", tested.ok());
          AdminAnswer.bilingual(json, "message", tested.message());
        });
  }

  private AdminAnswer collect(AdminRequest request) throws GovernanceException {
    Collection run = centre.get().collect(request.path().get("name"), request.actor());
    return AdminAnswer.json(202, json -> collection(json, run));
  }

  private AdminAnswer describe(AdminRequest request) throws GovernanceException, AdminException {
    Map<String, String> members = request.members("description", "operation");
    return answer(
        201,
        centre
            .get()
            .describe(
                request.path().get("name"), members.get("description"), members.get("operation")));
  }

  private AdminAnswer proposals(AdminRequest request) throws GovernanceException, AdminException {
    int limit = request.limit();
    String word = request.query().get("state");
    Optional<ProposalState> state =
        word == null
            ? Optional.empty()
            : Optional.of(
                Arrays.stream(ProposalState.values())
                    .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED)));
    List<Proposal> page =
        centre
            .get()
            .proposals(
                request.path().get("name"),
                state,
                request.query().getOrDefault("q", ""),
                request.query().getOrDefault("after", ""),
                limit);
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("proposals");
          for (Proposal proposal : page) {
            json.writeStartObject();
            proposal(json, proposal);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (page.size() == limit) {
            json.writeStringField("next_after", page.getLast().name());
          }
        });
  }

  private AdminAnswer files(AdminRequest request) throws GovernanceException {
    List<SourceText> files = centre.get().files(request.path().get("name"));
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("files");
          for (SourceText file : files) {
            json.writeStartObject();
            json.writeStringField("name", file.name());
            json.writeStringField("text", file.text());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private AdminAnswer answer(int status, RegisteredSource source) {
    return AdminAnswer.json(status, json -> source(json, source)).at(source.revision());
  }

  private void source(JsonGenerator json, RegisteredSource source) throws IOException {
    json.writeStringField("source", source.id());
    json.writeNumberField("revision", source.revision());
    json.writeStringField("kind", source.kind().name().toLowerCase(Locale.ROOT));
    AdminAnswer.bilingual(json, "title", source.title());
    if (source.kind().hasTables()) {
      json.writeStringField("schema", source.schema());
    }
    json.writeStringField("area", source.belonging().area());
    json.writeStringField("department", source.belonging().department());
    json.writeStringField("theme", source.belonging().theme());
    json.writeStringField("url", source.place().url());
    json.writeStringField("user", source.place().user().orElse(null));
    json.writeBooleanField("password_set", source.place().password().isPresent());
    json.writeStringField("registered_by", source.registeredBy());
    json.writeStringField("registered_at", source.registeredAt().toString());
    Map<ProposalState, Long> counts = centre.get().counts(source.id());
    json.writeObjectFieldStart("proposals");
    for (ProposalState state : ProposalState.values()) {
      json.writeNumberField(state.name().toLowerCase(Locale.ROOT), counts.getOrDefault(state, 0L));
    }
    json.writeEndObject();
    Optional<Collection> run = centre.get().collection(source.id());
    if (run.isPresent()) {
      json.writeObjectFieldStart("collection");
      collection(json, run.get());
      json.writeEndObject();
    }
  }

  private static void collection(JsonGenerator json, Collection run) throws IOException {
    json.writeStringField("state", run.state().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("done", run.done());
    json.writeNumberField("total", run.total());
    AdminAnswer.bilingual(json, "message", run.message());
    json.writeStringField("actor", run.actor());
    json.writeStringField("begun_at", run.begunAt().toString());
    if (run.endedAt().isPresent()) {
      json.writeStringField("ended_at", run.endedAt().get().toString());
    }
  }

  private static AdminAnswer answer(int status, Proposal proposal) {
    return AdminAnswer.json(
            status,
            json -> {
              proposal(json, proposal);
              json.writeStringField("text", proposal.document());
              json.writeFieldName("notes");
              json.writeRawValue(proposal.findings());
            })
        .at(proposal.revision());
  }

  private static void proposal(JsonGenerator json, Proposal proposal) throws IOException {
    json.writeNumberField("id", proposal.id());
    json.writeStringField("source", proposal.source());
    json.writeStringField("name", proposal.name());
    json.writeNumberField("revision", proposal.revision());
    json.writeStringField("state", proposal.state().name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("in_catalog", proposal.confirmed().isPresent());
    if (proposal.rows().isPresent()) {
      json.writeNumberField("rows", proposal.rows().getAsLong());
    }
    json.writeStringField("author", proposal.author().orElse(null));
    json.writeStringField("changed_at", proposal.changedAt().toString());
  }
}
