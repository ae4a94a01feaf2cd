package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.draft.ServiceDifference;
import io.tidegate.engine.draft.ServiceDifference.Changed;
import io.tidegate.engine.draft.ServiceDifference.Shown;
import io.tidegate.engine.draft.ServiceDrafts;
import io.tidegate.engine.draft.ServiceDrafts.Compared;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.store.ServiceDraftStore;
import io.tidegate.engine.store.ServiceDraftStore.DraftState;
import io.tidegate.engine.store.ServiceDraftStore.Question;
import io.tidegate.engine.store.ServiceDraftStore.ServiceDraft;
import io.tidegate.engine.store.ServiceDraftStore.WrittenText;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What providers and reviewers do with service documents that are not in force yet. */
final class DraftRoutes {
  private static final String DRAFTS = "/admin/v1/service-drafts";
  private static final List<String> NO_QUERY = List.of();
  private static final Set<StaffRole> WRITING = EnumSet.of(StaffRole.PROVIDER);
  private static final Set<StaffRole> PUBLISHING =
      EnumSet.of(StaffRole.PROVIDER, StaffRole.ADMINISTRATOR);

  private final Supplier<ServiceDrafts> drafts;
  private final ServiceDraftStore store;
  private final Supplier<Governance> governance;

  /**
   * @param drafts asked when somebody acts, for it needs what is there only after the start
   * @param governance likewise
   */
  DraftRoutes(
      Supplier<ServiceDrafts> drafts, ServiceDraftStore store, Supplier<Governance> governance) {
    this.drafts = Objects.requireNonNull(drafts, "drafts");
    this.store = Objects.requireNonNull(store, "store");
    this.governance = Objects.requireNonNull(governance, "governance");
  }

  List<AdminRoute> all() {
    return List.of(
        route(
            "GET",
            DRAFTS,
            AdminRoute.ALL,
            false,
            List.of("before", "limit", "state", "service", "department"),
            200,
            "服务草稿列表",
            "the service drafts, latest first",
            this::list),
        route(
            "POST", DRAFTS, WRITING, false, NO_QUERY, 201, "新建服务草稿", "begins a draft", this::begin),
        route(
            "POST",
            DRAFTS + "/from-resource",
            WRITING,
            false,
            NO_QUERY,
            201,
            "由资源一键生成服务草稿",
            "begins a draft of a table or an operation of the catalog",
            this::fromResource),
        route(
            "GET",
            DRAFTS + "/{id}",
            AdminRoute.ALL,
            false,
            NO_QUERY,
            200,
            "一个服务草稿",
            "one draft with its text",
            request -> answer(200, drafts.get().draft(request.number("id")))),
        route(
            "PUT",
            DRAFTS + "/{id}",
            WRITING,
            true,
            NO_QUERY,
            200,
            "写入服务草稿",
            "writes another text",
            request ->
                answer(
                    200,
                    drafts
                        .get()
                        .write(
                            request.number("id"),
                            request.revision(),
                            request.members("text").get("text"),
                            request.actor()))),
        route(
            "DELETE",
            DRAFTS + "/{id}",
            WRITING,
            true,
            NO_QUERY,
            200,
            "撤回服务草稿",
            "gives a draft up; its texts stay on record",
            request ->
                answer(
                    200,
                    drafts
                        .get()
                        .withdraw(request.number("id"), request.revision(), request.actor()))),
        route(
            "GET",
            DRAFTS + "/{id}/texts",
            AdminRoute.ALL,
            false,
            NO_QUERY,
            200,
            "草稿的历次文本",
            "every text of a draft, latest first",
            this::texts),
        route(
            "GET",
            DRAFTS + "/{id}/report",
            AdminRoute.ALL,
            false,
            NO_QUERY,
            200,
            "准入报告",
            "what the machine found out about what was submitted",
            this::report),
        route(
            "GET",
            DRAFTS + "/{id}/difference",
            AdminRoute.ALL,
            false,
            NO_QUERY,
            200,
            "与生效版本的差异",
            "what a draft changes against what is in force",
            this::difference),
        route(
            "POST",
            DRAFTS + "/{id}/submit",
            WRITING,
            true,
            NO_QUERY,
            200,
            "提交服务草稿",
            "compiles and examines a draft, and binds the outcome to it",
            request ->
                answer(
                    200,
                    drafts
                        .get()
                        .submit(request.number("id"), request.revision(), request.actor()))),
        route(
            "POST",
            DRAFTS + "/{id}/approve",
            AdminRoute.SECURITY,
            true,
            NO_QUERY,
            200,
            "批准服务草稿",
            "approves what was submitted; another person than its authors, by fingerprint",
            this::approve),
        route(
            "POST",
            DRAFTS + "/{id}/reject",
            AdminRoute.SECURITY,
            true,
            NO_QUERY,
            200,
            "退回服务草稿",
            "sends a draft back with a reason",
            request ->
                answer(
                    200,
                    drafts
                        .get()
                        .reject(
                            request.number("id"),
                            request.revision(),
                            request.members("reason").get("reason"),
                            request.actor()))),
        route(
            "POST",
            DRAFTS + "/{id}/publish",
            PUBLISHING,
            true,
            NO_QUERY,
            200,
            "发布服务草稿",
            "puts an approved draft in force on all nodes or on none",
            this::publish));
  }

  private static AdminRoute route(
      String method,
      String template,
      Set<StaffRole> roles,
      boolean revision,
      List<String> query,
      int status,
      String zh,
      String en,
      AdminRoute.Act act) {
    return new AdminRoute(
        method, template, roles, revision, query, status, new Bilingual(zh, en), act);
  }

  private AdminAnswer list(AdminRequest request) throws AdminException {
    int limit = request.limit();
    List<ServiceDraft> page =
        store.drafts(
            new Question(
                request.number("before", Long.MAX_VALUE),
                state(request.query().get("state")),
                Optional.ofNullable(request.query().get("service")),
                Optional.ofNullable(request.query().get("department")),
                limit));
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("service_drafts");
          for (ServiceDraft draft : page) {
            json.writeStartObject();
            draft(json, draft);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (page.size() == limit) {
            json.writeNumberField("next_before", page.getLast().id());
          }
        });
  }

  private static Optional<DraftState> state(String word) throws AdminException {
    if (word == null) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(DraftState.values())
            .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(word))
            .findFirst()
            .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED)));
  }

  private AdminAnswer begin(AdminRequest request) throws GovernanceException, AdminException {
    return begun(drafts.get().begin(request.members("text").get("text"), request.actor()));
  }

  private static AdminAnswer begun(ServiceDraft draft) {
    return answer(201, draft).with("Location", DRAFTS + "/" + draft.id());
  }

  private AdminAnswer fromResource(AdminRequest request)
      throws GovernanceException, AdminException {
    String id = request.members("resource").get("resource");
    Resource resource =
        governance
            .get()
            .compiler()
            .catalog()
            .resource(id)
            .orElseThrow(() -> new AdminException(AdminProblem.UNKNOWN));
    return begun(drafts.get().begin(resource, request.actor()));
  }

  private AdminAnswer texts(AdminRequest request) throws GovernanceException, AdminException {
    List<WrittenText> texts = store.texts(drafts.get().draft(request.number("id")).id());
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("texts");
          for (WrittenText text : texts) {
            json.writeStartObject();
            json.writeNumberField("revision", text.number());
            json.writeStringField("author", text.author());
            json.writeStringField("at", text.at().toString());
            json.writeStringField("text", text.document());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private AdminAnswer report(AdminRequest request) throws GovernanceException, AdminException {
    String report =
        drafts
            .get()
            .draft(request.number("id"))
            .report()
            .orElseThrow(
                () ->
                    new AdminException(
                        AdminProblem.STATE,
                        new Bilingual("提交之后才有准入报告", "there is a report once it is submitted"),
                        List.of()));
    return new AdminAnswer(
        200, "application/json; charset=utf-8", report.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private AdminAnswer difference(AdminRequest request) throws GovernanceException, AdminException {
    Compared compared = drafts.get().compared(request.number("id"));
    CheckedPlan after = compared.after();
    List<Changed> changed =
        ServiceDifference.of(
            compared.before().map(live -> live.certificate()), after.certificate());
    return AdminAnswer.json(
        200,
        json -> {
          json.writeStringField("service", after.plan().service());
          json.writeStringField("version", after.plan().version().toString());
          json.writeStringField(
              "live_version",
              compared.before().map(live -> live.plan().version().toString()).orElse(null));
          json.writeStringField("live_text", compared.text().orElse(null));
          json.writeArrayFieldStart("fields");
          for (Changed one : changed) {
            json.writeStartObject();
            json.writeStringField("path", one.path());
            shown(json, "before", one.before());
            shown(json, "after", one.after());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void shown(JsonGenerator json, String name, Optional<Shown> shown)
      throws IOException {
    if (shown.isEmpty()) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    json.writeStringField("type", shown.get().type());
    json.writeBooleanField("nullable", shown.get().nullable());
    json.writeStringField("label", shown.get().label());
    json.writeObjectFieldStart("masks");
    for (Map.Entry<Relation, String> mask : shown.get().masks().entrySet()) {
      json.writeStringField(mask.getKey().name(), mask.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private AdminAnswer approve(AdminRequest request) throws GovernanceException, AdminException {
    Map<String, String> members = request.members();
    String fingerprint = members.get("fingerprint");
    if (fingerprint == null || !Set.of("fingerprint", "reason").containsAll(members.keySet())) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return answer(
        200,
        drafts
            .get()
            .approve(
                request.number("id"),
                request.revision(),
                fingerprint,
                members.getOrDefault("reason", ""),
                request.actor()));
  }

  private AdminAnswer publish(AdminRequest request) throws GovernanceException, AdminException {
    return LifeRoutes.answer(
        drafts.get().publish(request.number("id"), request.revision(), request.actor()));
  }

  private static AdminAnswer answer(int status, ServiceDraft draft) {
    return AdminAnswer.json(
            status,
            json -> {
              draft(json, draft);
              json.writeStringField("text", draft.document());
            })
        .at(draft.revision());
  }

  private static void draft(JsonGenerator json, ServiceDraft draft) throws IOException {
    json.writeNumberField("id", draft.id());
    json.writeNumberField("revision", draft.revision());
    json.writeStringField("service", draft.named().service());
    json.writeStringField("version", draft.named().version());
    json.writeStringField("department", draft.named().department());
    json.writeStringField("author", draft.author());
    json.writeStringField("state", draft.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("fingerprint", draft.fingerprint().orElse(null));
    json.writeStringField("approver", draft.approver().orElse(null));
    json.writeStringField("reason", draft.reason());
    json.writeStringField("created_at", draft.createdAt().toString());
    json.writeStringField("changed_at", draft.changedAt().toString());
  }
}
