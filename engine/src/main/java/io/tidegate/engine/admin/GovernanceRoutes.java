package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.agreement.Grant;
import io.tidegate.engine.explain.CheckReport;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.governance.ImpactJobs;
import io.tidegate.engine.governance.PackFiles;
import io.tidegate.engine.governance.Progress;
import io.tidegate.engine.impact.Impact;
import io.tidegate.engine.impact.ImpactJson;
import io.tidegate.engine.impact.ServiceImpact;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.engine.store.RulePackStore;
import io.tidegate.engine.store.RulePackStore.Draft;
import io.tidegate.engine.store.RulePackStore.StoredPack;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.pack.RulePack;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;

/** What staff can do with rule packs, and what the audit administrator can read. */
final class GovernanceRoutes {
  private static final String PACKS = "/admin/v1/rule-packs";
  private static final String DRAFTS = "/admin/v1/rule-drafts";
  private static final String RUNS = "/admin/v1/impacts";
  private static final String AUDIT = "/admin/v1/audit";
  private static final String WORKBOOK =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final List<String> NO_QUERY = List.of();
  private static final List<String> BACKWARDS = List.of("before", "limit");
  private static final List<String> FORWARDS = List.of("after", "limit");

  private final Supplier<Governance> governance;
  private final Supplier<ImpactJobs> jobs;
  private final RulePackStore packs;
  private final AuditStore audit;
  private final GrantStore grants;
  private final Clock clock;

  /**
   * @param governance asked when somebody acts, for it needs what is there only after the start
   * @param jobs likewise
   */
  GovernanceRoutes(
      Supplier<Governance> governance,
      Supplier<ImpactJobs> jobs,
      RulePackStore packs,
      AuditStore audit,
      GrantStore grants,
      Clock clock) {
    this.governance = Objects.requireNonNull(governance, "governance");
    this.jobs = Objects.requireNonNull(jobs, "jobs");
    this.packs = Objects.requireNonNull(packs, "packs");
    this.audit = Objects.requireNonNull(audit, "audit");
    this.grants = Objects.requireNonNull(grants, "grants");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  List<AdminRoute> all() {
    return List.of(
        read(PACKS, BACKWARDS, "规则包列表", "the rule packs, latest first", this::packs),
        read(PACKS + "/current", NO_QUERY, "生效的规则包", "the pack in force", this::current),
        read(PACKS + "/{number}", NO_QUERY, "一个规则包", "one pack and its files", this::pack),
        read(
            PACKS + "/release-progress",
            NO_QUERY,
            "发布进度",
            "how far the release has come that is under way, or was last",
            this::releaseProgress),
        read(
            PACKS + "/{number}/workbook",
            NO_QUERY,
            "规则包工作簿",
            "a pack as an .xlsx workbook",
            this::packWorkbook),
        read(
            PACKS + "/{number}/files/{name}",
            NO_QUERY,
            "规则包文件原文",
            "a file of a pack, byte for byte",
            this::packFile),
        act(
            "POST",
            PACKS + "/{number}/release",
            false,
            200,
            "回退到较早的规则包",
            "puts an earlier pack in force again",
            this::rollBack),
        read(DRAFTS, BACKWARDS, "草稿列表", "the drafts, latest first", this::drafts),
        act("POST", DRAFTS, false, 201, "新建草稿", "begins a draft of a pack", this::begin),
        read(DRAFTS + "/{id}", NO_QUERY, "一个草稿", "one draft and its files", this::draft),
        read(
            DRAFTS + "/{id}/files/{name}",
            NO_QUERY,
            "草稿文件原文",
            "a file of a draft, byte for byte",
            this::draftFile),
        read(
            DRAFTS + "/{id}/workbook",
            NO_QUERY,
            "草稿工作簿",
            "a draft as an .xlsx workbook",
            this::draftWorkbook),
        act(
            "PUT",
            DRAFTS + "/{id}/workbook",
            true,
            200,
            "由工作簿写入草稿",
            "writes all files of a draft from a workbook, or none",
            this::readWorkbook),
        act(
            "PUT",
            DRAFTS + "/{id}/files/{name}",
            true,
            200,
            "写入草稿文件",
            "writes a file of a draft",
            request -> write(request, Optional.of(request.body()))),
        act(
            "DELETE",
            DRAFTS + "/{id}/files/{name}",
            true,
            200,
            "移除草稿文件",
            "takes a file of a draft away",
            request -> write(request, Optional.empty())),
        act(
            "POST",
            DRAFTS + "/{id}/check",
            false,
            200,
            "检查草稿",
            "tells what is wrong with a draft",
            this::check),
        act(
            "POST",
            DRAFTS + "/{id}/impacts",
            false,
            202,
            "开始影响分析",
            "begins to tell what a draft would do",
            this::startImpact),
        read(
            RUNS + "/{run}",
            FORWARDS,
            "影响分析进度与结果",
            "how far a run has come, and what came of it, service by service",
            this::impact),
        act(
            "DELETE",
            RUNS + "/{run}",
            false,
            200,
            "取消影响分析",
            "ends a run as soon as may be",
            this::cancelImpact),
        act(
            "POST",
            DRAFTS + "/{id}/submit",
            true,
            200,
            "提交草稿",
            "judges a draft and binds the outcome to it",
            request ->
                answer(
                    200,
                    governance
                        .get()
                        .submit(request.number("id"), request.revision(), request.actor()))),
        act(
            "POST",
            DRAFTS + "/{id}/approve",
            true,
            200,
            "批准草稿",
            "approves what was judged; another person than its author, by fingerprint",
            this::approve),
        act(
            "POST",
            DRAFTS + "/{id}/release",
            true,
            200,
            "发布草稿",
            "puts a draft in force, every service or none",
            request ->
                released(
                    governance
                        .get()
                        .release(request.number("id"), request.revision(), request.actor()))),
        new AdminRoute(
            "GET",
            AUDIT,
            AdminRoute.AUDIT,
            false,
            List.of("after", "before", "limit", "actor", "act", "subject", "from", "until"),
            200,
            new Bilingual(
                "审计记录：依次，带 before 时最新在前；可按人员、动作开头、对象片段、时间查找",
                "who did what, in order, or the latest first with `before`; looked for by who,"
                    + " how the act begins, a part of the subject, and time"),
            this::entries),
        new AdminRoute(
            "GET",
            AUDIT + "/chain",
            AdminRoute.AUDIT,
            false,
            NO_QUERY,
            200,
            new Bilingual("核验审计链", "whether the chain of entries is whole"),
            this::chain));
  }

  private static AdminRoute read(
      String template, List<String> query, String zh, String en, AdminRoute.Act act) {
    return new AdminRoute(
        "GET", template, AdminRoute.ALL, false, query, 200, new Bilingual(zh, en), act);
  }

  private static AdminRoute act(
      String method,
      String template,
      boolean revision,
      int status,
      String zh,
      String en,
      AdminRoute.Act act) {
    return new AdminRoute(
        method,
        template,
        AdminRoute.SECURITY,
        revision,
        NO_QUERY,
        status,
        new Bilingual(zh, en),
        act);
  }

  // ---- packs

  private AdminAnswer packs(AdminRequest request) throws AdminException {
    List<StoredPack> page =
        packs.packsBefore(request.number("before", Long.MAX_VALUE), request.limit());
    boolean more = page.size() == request.limit();
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("rule_packs");
          for (StoredPack pack : page) {
            json.writeStartObject();
            pack(json, pack);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (more) {
            json.writeNumberField("next_before", page.getLast().number());
          }
        });
  }

  private AdminAnswer current(AdminRequest request) throws GovernanceException {
    return answer(governance.get().inForce());
  }

  private AdminAnswer pack(AdminRequest request) throws GovernanceException, AdminException {
    return answer(governance.get().pack(request.number("number")));
  }

  private AdminAnswer answer(StoredPack pack) {
    Set<String> files = packs.packFiles(pack.number()).keySet();
    return AdminAnswer.json(
        200,
        json -> {
          pack(json, pack);
          names(json, files);
        });
  }

  private static void pack(JsonGenerator json, StoredPack pack) throws IOException {
    json.writeNumberField("number", pack.number());
    json.writeStringField("pack", pack.pack());
    json.writeStringField("version", pack.version());
    json.writeStringField("fingerprint", pack.fingerprint());
    json.writeStringField("author", pack.author());
    json.writeStringField("created_at", pack.createdAt().toString());
  }

  private static void names(JsonGenerator json, Set<String> names) throws IOException {
    json.writeArrayFieldStart("files");
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }

  private AdminAnswer packFile(AdminRequest request) throws GovernanceException, AdminException {
    return file(packs.packFiles(governance.get().pack(request.number("number")).number()), request);
  }

  private static AdminAnswer file(SortedMap<String, byte[]> files, AdminRequest request)
      throws AdminException {
    byte[] content = files.get(request.path().get("name"));
    if (content == null) {
      throw new AdminException(AdminProblem.UNKNOWN);
    }
    // a text of staff, for tools: no browser is to make anything of it
    return new AdminAnswer(200, "application/octet-stream", content, Map.of());
  }

  private AdminAnswer packWorkbook(AdminRequest request)
      throws GovernanceException, AdminException {
    return workbook(packs.packFiles(governance.get().pack(request.number("number")).number()));
  }

  private static AdminAnswer workbook(SortedMap<String, byte[]> files) throws AdminException {
    Outcome<byte[]> workbook = new PackFiles(files).workbook();
    return new AdminAnswer(
        200,
        WORKBOOK,
        workbook
            .value()
            .orElseThrow(
                () ->
                    new AdminException(
                        AdminProblem.INVALID,
                        AdminProblem.INVALID.title(),
                        workbook.diagnostics())),
        Map.of());
  }

  private AdminAnswer releaseProgress(AdminRequest request) {
    Progress.Step step = governance.get().releaseProgress();
    return AdminAnswer.json(
        200,
        json -> {
          json.writeStringField("phase", step.phase().word());
          json.writeNumberField("done", step.done());
          json.writeNumberField("of", step.of());
        });
  }

  private AdminAnswer rollBack(AdminRequest request) throws GovernanceException, AdminException {
    return released(governance.get().rollBack(request.number("number"), request.actor()));
  }

  private static AdminAnswer released(Governance.Released released) {
    return AdminAnswer.json(
        200,
        json -> {
          json.writeNumberField("release", released.release().release());
          json.writeStringField("released_at", released.release().at().toString());
          json.writeObjectFieldStart("rule_pack");
          pack(json, released.pack());
          json.writeEndObject();
          json.writeNumberField("live", released.live());
          json.writeArrayFieldStart("refused");
          for (String service : released.refused()) {
            json.writeString(service);
          }
          json.writeEndArray();
        });
  }

  // ---- drafts

  private AdminAnswer drafts(AdminRequest request) throws AdminException {
    List<Draft> page =
        packs.draftsBefore(request.number("before", Long.MAX_VALUE), request.limit());
    boolean more = page.size() == request.limit();
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("rule_drafts");
          for (Draft draft : page) {
            json.writeStartObject();
            draft(json, draft);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (more) {
            json.writeNumberField("next_before", page.getLast().id());
          }
        });
  }

  private AdminAnswer begin(AdminRequest request) throws GovernanceException, AdminException {
    Optional<String> basedOn = Optional.ofNullable(request.members().get("based_on"));
    if (basedOn.filter(text -> !text.matches("[1-9][0-9]{0,17}")).isPresent()) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    Draft draft = governance.get().begin(basedOn.map(Long::valueOf), request.actor());
    return answer(201, draft).with("Location", DRAFTS + "/" + draft.id());
  }

  private AdminAnswer draft(AdminRequest request) throws GovernanceException, AdminException {
    return answer(200, governance.get().draft(request.number("id")));
  }

  private AdminAnswer answer(int status, Draft draft) {
    Set<String> files = packs.draftFiles(draft.id()).keySet();
    return AdminAnswer.json(
            status,
            json -> {
              draft(json, draft);
              names(json, files);
            })
        .at(draft.revision());
  }

  private static void draft(JsonGenerator json, Draft draft) throws IOException {
    json.writeNumberField("id", draft.id());
    json.writeNumberField("revision", draft.revision());
    json.writeNumberField("based_on", draft.basedOn());
    json.writeStringField("author", draft.author());
    json.writeStringField("state", draft.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("fingerprint", draft.fingerprint().orElse(null));
    json.writeStringField("against", draft.against().orElse(null));
    json.writeStringField(
        "grade", draft.grade().map(grade -> grade.toLowerCase(Locale.ROOT)).orElse(null));
    json.writeStringField("approver", draft.approver().orElse(null));
    json.writeStringField("created_at", draft.createdAt().toString());
  }

  private AdminAnswer draftFile(AdminRequest request) throws GovernanceException, AdminException {
    Draft draft = governance.get().draft(request.number("id"));
    return file(packs.draftFiles(draft.id()), request).at(draft.revision());
  }

  private AdminAnswer write(AdminRequest request, Optional<byte[]> content)
      throws GovernanceException, AdminException {
    return answer(
        200,
        governance
            .get()
            .write(
                request.number("id"),
                request.revision(),
                request.path().get("name"),
                content,
                request.actor()));
  }

  private AdminAnswer draftWorkbook(AdminRequest request)
      throws GovernanceException, AdminException {
    Draft draft = governance.get().draft(request.number("id"));
    return workbook(packs.draftFiles(draft.id())).at(draft.revision());
  }

  private AdminAnswer readWorkbook(AdminRequest request)
      throws GovernanceException, AdminException {
    return answer(
        200,
        governance
            .get()
            .readWorkbook(
                request.number("id"), request.revision(), request.body(), request.actor()));
  }

  private AdminAnswer check(AdminRequest request) throws GovernanceException, AdminException {
    Outcome<RulePack> checked = governance.get().check(request.number("id"));
    return AdminAnswer.json(
        200,
        json -> {
          json.writeBooleanField("sound", !checked.isRefused());
          json.writeStringField(
              "fingerprint", checked.value().map(RulePack::fingerprint).orElse(null));
          diagnostics(json, checked.diagnostics());
        });
  }

  private static void diagnostics(JsonGenerator json, List<Diagnostic> diagnostics)
      throws IOException {
    json.writeArrayFieldStart("diagnostics");
    for (Diagnostic diagnostic : diagnostics) {
      CheckReport.diagnostic(json, diagnostic);
    }
    json.writeEndArray();
  }

  private AdminAnswer approve(AdminRequest request) throws GovernanceException, AdminException {
    String fingerprint = request.members().get("fingerprint");
    if (fingerprint == null) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return answer(
        200,
        governance
            .get()
            .approve(request.number("id"), request.revision(), fingerprint, request.actor()));
  }

  // ---- impacts

  private AdminAnswer startImpact(AdminRequest request) throws GovernanceException, AdminException {
    ImpactJobs.Job job = jobs.get().start(request.number("id"), request.actor());
    return AdminAnswer.json(202, json -> progress(json, job))
        .with("Location", RUNS + "/" + job.id());
  }

  private AdminAnswer cancelImpact(AdminRequest request)
      throws GovernanceException, AdminException {
    ImpactJobs.Job job = jobs.get().cancel(request.number("run"), request.actor());
    return AdminAnswer.json(200, json -> progress(json, job));
  }

  private static void progress(JsonGenerator json, ImpactJobs.Job job) throws IOException {
    json.writeNumberField("run", job.id());
    json.writeNumberField("draft", job.draft());
    json.writeNumberField("revision", job.revision());
    json.writeStringField("state", job.state().name().toLowerCase(Locale.ROOT));
    Progress.Step step = job.step();
    json.writeStringField("phase", step.phase().word());
    json.writeNumberField("done", step.done());
    json.writeNumberField("of", step.of());
    if (job.refused().isPresent()) {
      GovernanceException refused = job.refused().get();
      json.writeObjectFieldStart("reason");
      json.writeStringField("zh", refused.reason().zh());
      json.writeStringField("en", refused.reason().en());
      json.writeEndObject();
      diagnostics(json, refused.diagnostics());
    }
  }

  /** Pages are counted in services of the result, which does not change any more. */
  private AdminAnswer impact(AdminRequest request) throws GovernanceException, AdminException {
    ImpactJobs.Job job = jobs.get().job(request.number("run"));
    Optional<Impact> done = job.impact();
    List<ServiceImpact> services = done.map(Impact::services).orElse(List.of());
    int from = (int) Math.min(services.size(), request.number("after", 0));
    int to = Math.min(services.size(), from + request.limit());
    List<ServiceImpact> page = services.subList(from, to);
    List<Grant> held = page.isEmpty() ? List.of() : live();
    return AdminAnswer.json(
        200,
        json -> {
          progress(json, job);
          if (done.isPresent()) {
            json.writeObjectFieldStart("impact");
            ImpactJson.summary(json, done.get());
            json.writeArrayFieldStart("services");
            for (ServiceImpact service : page) {
              json.writeStartObject();
              ImpactJson.service(json, service);
              json.writeArrayFieldStart("grants");
              for (Grant grant : held) {
                if (grant.service().equals(service.service())) {
                  json.writeString(grant.applicationId());
                }
              }
              json.writeEndArray();
              json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            if (to < services.size()) {
              json.writeNumberField("next_after", to);
            }
          }
        });
  }

  /** Those that hold now. */
  private List<Grant> live() {
    Instant now = clock.instant();
    return grants.grants().stream().filter(grant -> grant.isLive(now)).toList();
  }

  // ---- audit

  private AdminAnswer entries(AdminRequest request) throws AdminException {
    boolean backwards = request.query().containsKey("before");
    if (backwards && request.query().containsKey("after")) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    AuditStore.Question question =
        new AuditStore.Question(
            CallRoutes.asked(request, "actor"),
            CallRoutes.asked(request, "act"),
            CallRoutes.asked(request, "subject"),
            request.moment("from"),
            request.moment("until"));
    List<AuditStore.Entry> page =
        backwards
            ? audit.before(request.number("before", 0), question, request.limit())
            : audit.after(request.number("after", 0), question, request.limit());
    boolean more = page.size() == request.limit();
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("entries");
          for (AuditStore.Entry entry : page) {
            json.writeStartObject();
            json.writeNumberField("number", entry.number());
            json.writeStringField("at", entry.at().toString());
            json.writeStringField("actor", entry.actor());
            json.writeStringField("act", entry.act());
            json.writeStringField("subject", entry.subject());
            json.writeStringField("detail", entry.detail());
            json.writeStringField("previous", entry.previous());
            json.writeStringField("digest", entry.digest());
            json.writeEndObject();
          }
          json.writeEndArray();
          if (more) {
            json.writeNumberField(
                backwards ? "next_before" : "next_after", page.getLast().number());
          }
        });
  }

  private AdminAnswer chain(AdminRequest request) {
    OptionalLong broken = audit.firstBroken();
    return AdminAnswer.json(
        200,
        json -> {
          json.writeBooleanField("whole", broken.isEmpty());
          if (broken.isPresent()) {
            json.writeNumberField("first_broken", broken.getAsLong());
          }
        });
  }
}
