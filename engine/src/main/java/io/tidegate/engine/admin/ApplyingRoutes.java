package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.agreement.AccessRequest;
import io.tidegate.engine.agreement.AccessRequest.Actor;
import io.tidegate.engine.agreement.AccessRequest.Event;
import io.tidegate.engine.agreement.AccessRequest.State;
import io.tidegate.engine.agreement.AgreedCalls;
import io.tidegate.engine.agreement.Agreement;
import io.tidegate.engine.agreement.Precheck;
import io.tidegate.engine.agreement.RefusedException;
import io.tidegate.engine.agreement.Signature;
import io.tidegate.engine.agreement.Stage;
import io.tidegate.engine.agreement.Terms;
import io.tidegate.engine.agreement.Wish;
import io.tidegate.engine.applying.Applying;
import io.tidegate.engine.pdf.AgreementPdf;
import io.tidegate.engine.store.AgreementStore.Holder;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.Purpose;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Applying for data, deciding about it, and the agreements that come of it. */
final class ApplyingRoutes {
  private static final String CHECKS = "/portal/v1/request-checks";
  private static final String REQUESTS = "/portal/v1/requests";
  private static final String AGREEMENTS = "/portal/v1/agreements";
  private static final String STAFF_REQUESTS = "/admin/v1/requests";
  private static final String STAFF_AGREEMENTS = "/admin/v1/agreements";

  /** How many days ahead agreements are looked for that end, unless said, and at most. */
  private static final long USUAL_DAYS = 30;

  private static final long MOST_DAYS = 3660;
  private static final Set<StaffRole> DECIDERS =
      EnumSet.of(StaffRole.PROVIDER, StaffRole.ADMINISTRATOR);
  private static final Set<StaffRole> READERS =
      EnumSet.of(StaffRole.PROVIDER, StaffRole.ADMINISTRATOR, StaffRole.AUDITOR);
  private static final Set<String> WISH =
      Set.of(
          "application",
          "service",
          "major",
          "owner",
          "fields",
          "purpose",
          "from",
          "to",
          "per_day",
          "per_month",
          "reason",
          "renews");

  /** As many as a quota can count. */
  private static final long MOST_CALLS = 1_000_000_000_000L;

  private final Applying applying;

  ApplyingRoutes(Applying applying) {
    this.applying = Objects.requireNonNull(applying, "applying");
  }

  /** An act about a request or an agreement. */
  @FunctionalInterface
  interface ApplyingAct {
    AdminAnswer run(AdminRequest request) throws RefusedException, AdminException;
  }

  /** Decides about a request. */
  @FunctionalInterface
  private interface Decision {
    AccessRequest of(long number, long revision, Actor actor)
        throws RefusedException, AdminException;
  }

  List<AdminRoute> all() {
    Set<? extends AccountRole> members = AdminRoute.MEMBERS;
    return List.of(
        route(
            "POST",
            CHECKS,
            members,
            false,
            200,
            "预检申请：能否批准、由谁审核、需多久",
            "what would become of a request: whether it can be granted, who decides, how long it takes",
            request -> checked(applying.check(request.organisation(), wish(request)))),
        route(
            "GET",
            REQUESTS,
            members,
            false,
            200,
            "本组织的申请",
            "the requests of the organisation, the last first",
            request ->
                list(
                    request,
                    "requests",
                    applying.requests(request.organisation(), before(request), request.limit() + 1),
                    ApplyingRoutes::request,
                    AccessRequest::number)),
        route(
            "POST",
            REQUESTS,
            members,
            false,
            201,
            "提出申请",
            "asks for data",
            request ->
                one(201, applying.ask(request.organisation(), wish(request), request.actor()))
                    .with("Location", REQUESTS)),
        route(
            "GET",
            REQUESTS + "/{id}",
            members,
            false,
            200,
            "一项申请",
            "a request",
            request -> one(200, applying.request(request.organisation(), request.number("id")))),
        route(
            "POST",
            REQUESTS + "/{id}/withdraw",
            members,
            true,
            200,
            "撤回申请",
            "gives a request up",
            request ->
                one(
                    200,
                    applying.withdraw(
                        request.organisation(),
                        request.number("id"),
                        request.revision(),
                        request.actor()))),
        route(
            "POST",
            REQUESTS + "/{id}/answer",
            members,
            true,
            200,
            "答复审核问题",
            "answers what was asked back",
            request ->
                one(
                    200,
                    applying.answer(
                        request.organisation(),
                        request.number("id"),
                        request.revision(),
                        request.members("text").get("text"),
                        request.actor()))),
        route(
            "GET",
            AGREEMENTS,
            members,
            false,
            200,
            "本组织的协议",
            "the agreements of the organisation, the last first",
            request -> agreements(request, Optional.of(request.organisation()))),
        route(
            "GET",
            AGREEMENTS + "/{id}",
            members,
            false,
            200,
            "一份协议及其全文",
            "an agreement with its text",
            request -> agreement(request, Optional.of(request.organisation()))),
        new AdminRoute(
            "GET",
            AGREEMENTS + "/{id}/pdf",
            members,
            false,
            List.of(),
            200,
            new Bilingual("协议的 PDF 文件", "an agreement with its signatures, to print and to keep"),
            acting(request -> pdf(request, Optional.of(request.organisation())))),
        route(
            "POST",
            AGREEMENTS + "/{id}/sign",
            members,
            false,
            200,
            "以应用的 SM2 密钥签署",
            "signs with an SM2 key of the application",
            request -> {
              Map<String, String> sent = request.members("key", "signature");
              return one(
                  applying.sign(
                      request.organisation(),
                      request.number("id"),
                      sent.get("key"),
                      sent.get("signature"),
                      request.actor()));
            }),
        route(
            "POST",
            AGREEMENTS + "/{id}/revoke",
            AdminRoute.ORGANISATION,
            false,
            200,
            "提前终止协议",
            "ends an agreement before its time",
            request -> end(request, Optional.of(request.organisation()))),
        new AdminRoute(
            "GET",
            STAFF_REQUESTS,
            READERS,
            false,
            List.of("state", "after", "limit"),
            200,
            new Bilingual("待办与历史申请", "requests, the longest waiting first"),
            acting(
                request ->
                    list(
                        request,
                        "requests",
                        applying.inbox(
                            states(request), request.number("after", 0), request.limit() + 1),
                        ApplyingRoutes::request,
                        AccessRequest::number))),
        route(
            "GET",
            STAFF_REQUESTS + "/{id}",
            READERS,
            false,
            200,
            "一项申请及其预检",
            "a request, with what is known of it",
            this::inspected),
        route(
            "POST",
            STAFF_REQUESTS + "/{id}/approve",
            DECIDERS,
            true,
            200,
            "全部或部分批准",
            "agrees to all or some of the fields",
            request ->
                decided(
                    request,
                    (number, revision, actor) -> {
                      JsonNode body = body(request, Set.of("fields", "note"));
                      return applying.approve(
                          number, revision, actor, texts(body, "fields"), text(body, "note", ""));
                    })),
        route(
            "POST",
            STAFF_REQUESTS + "/{id}/reject",
            DECIDERS,
            true,
            200,
            "驳回",
            "refuses it, with a reason",
            request ->
                decided(
                    request,
                    (number, revision, actor) ->
                        applying.reject(
                            number, revision, actor, request.members("reason").get("reason")))),
        route(
            "POST",
            STAFF_REQUESTS + "/{id}/ask",
            DECIDERS,
            true,
            200,
            "向申请人提问",
            "asks the applicant something",
            request ->
                decided(
                    request,
                    (number, revision, actor) ->
                        applying.question(
                            number, revision, actor, request.members("text").get("text")))),
        route(
            "GET",
            STAFF_AGREEMENTS,
            READERS,
            false,
            200,
            "全部协议",
            "all agreements, the last first",
            request -> agreements(request, Optional.empty())),
        new AdminRoute(
            "GET",
            STAFF_AGREEMENTS + "/ending",
            READERS,
            false,
            List.of("days", "after", "limit"),
            200,
            new Bilingual(
                "即将到期的协议，最先到期者在前",
                "agreements in force whose last day comes within `days`, the soonest first"),
            this::ending),
        route(
            "GET",
            STAFF_AGREEMENTS + "/{id}",
            READERS,
            false,
            200,
            "一份协议及其全文",
            "an agreement with its text",
            request -> agreement(request, Optional.empty())),
        new AdminRoute(
            "GET",
            STAFF_AGREEMENTS + "/{id}/pdf",
            READERS,
            false,
            List.of(),
            200,
            new Bilingual("协议的 PDF 文件", "an agreement with its signatures, to print and to keep"),
            acting(request -> pdf(request, Optional.empty()))),
        route(
            "POST",
            STAFF_AGREEMENTS + "/{id}/sign",
            AdminRoute.SECURITY,
            false,
            200,
            "代表平台签署并生效",
            "signs for the platform, which puts it in force",
            request -> one(applying.countersign(request.number("id"), request.actor()))),
        route(
            "POST",
            STAFF_AGREEMENTS + "/{id}/revoke",
            AdminRoute.SECURITY,
            false,
            200,
            "撤销协议",
            "ends an agreement: the next call is refused",
            request -> end(request, Optional.empty())));
  }

  static AdminRoute route(
      String method,
      String template,
      Set<? extends AccountRole> roles,
      boolean revision,
      int status,
      String zh,
      String en,
      ApplyingAct act) {
    boolean page = method.equals("GET") && !template.endsWith("}");
    return new AdminRoute(
        method,
        template,
        roles,
        revision,
        page ? List.of("before", "limit") : List.of(),
        status,
        new Bilingual(zh, en),
        acting(act));
  }

  static AdminRoute.Act acting(ApplyingAct act) {
    return request -> {
      try {
        return act.run(request);
      } catch (RefusedException e) {
        throw AdminException.of(e);
      }
    };
  }

  // ---- what is sent

  static long before(AdminRequest request) throws AdminException {
    return request.number("before", Long.MAX_VALUE);
  }

  /** Those that are under way, unless others are asked for. */
  private static Set<State> states(AdminRequest request) throws AdminException {
    String word = request.query().get("state");
    if (word == null) {
      Set<State> live = EnumSet.allOf(State.class);
      live.removeIf(state -> !state.isLive());
      return live;
    }
    try {
      return EnumSet.of(State.valueOf(word.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
  }

  private Actor actor(AdminRequest request) {
    AccountRole role = request.asker().role();
    Set<Stage> may =
        role == StaffRole.PROVIDER
            ? Set.of(Stage.PROVIDER)
            : role == StaffRole.ADMINISTRATOR ? Set.of(Stage.PLATFORM) : Set.of();
    return applying.actor(request.actor(), may);
  }

  private AdminAnswer decided(AdminRequest request, Decision decision)
      throws RefusedException, AdminException {
    return one(200, decision.of(request.number("id"), request.revision(), actor(request)));
  }

  private AdminAnswer end(AdminRequest request, Optional<String> usci)
      throws RefusedException, AdminException {
    return one(
        applying.end(
            usci, request.number("id"), request.members("reason").get("reason"), request.actor()));
  }

  static JsonNode body(AdminRequest request, Set<String> known) throws AdminException {
    JsonNode body = request.tree();
    for (String name : (Iterable<String>) body::fieldNames) {
      if (!known.contains(name)) {
        throw new AdminException(AdminProblem.MALFORMED);
      }
    }
    return body;
  }

  private static Wish wish(AdminRequest request) throws AdminException {
    JsonNode body = body(request, WISH);
    try {
      return new Wish(
          text(body, "application", null),
          text(body, "service", null),
          Math.toIntExact(number(body, "major").orElse(1)),
          Optional.of(text(body, "owner", "")).filter(owner -> !owner.isEmpty()),
          texts(body, "fields"),
          Purpose.ofWord(text(body, "purpose", null))
              .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED)),
          LocalDate.parse(text(body, "from", null)),
          LocalDate.parse(text(body, "to", null)),
          AgreedCalls.of(positive(body, "per_day"), positive(body, "per_month")),
          text(body, "reason", null),
          number(body, "renews"));
    } catch (DateTimeException | ArithmeticException e) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
  }

  /**
   * @param otherwise null when it has to be there
   */
  static String text(JsonNode body, String name, String otherwise) throws AdminException {
    JsonNode value = body.path(name);
    if (value.isTextual()) {
      return value.textValue();
    }
    if (!value.isMissingNode() || otherwise == null) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return otherwise;
  }

  static SortedSet<String> texts(JsonNode body, String name) throws AdminException {
    SortedSet<String> texts = new TreeSet<>();
    JsonNode list = body.path(name);
    if (!list.isMissingNode() && !list.isArray()) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    for (JsonNode element : list) {
      if (!element.isTextual()) {
        throw new AdminException(AdminProblem.MALFORMED);
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private static OptionalLong number(JsonNode body, String name) throws AdminException {
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return OptionalLong.of(value.longValue());
  }

  private static OptionalLong positive(JsonNode body, String name) throws AdminException {
    OptionalLong number = number(body, name);
    if (number.orElse(1) < 1 || number.orElse(1) > MOST_CALLS) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return number;
  }

  // ---- what is answered

  /** Writes one of a list. */
  @FunctionalInterface
  interface Member<T> {
    void write(JsonGenerator json, T one) throws IOException;
  }

  /** The number of one of a list. */
  @FunctionalInterface
  interface Numbering<T> {
    long of(T one);
  }

  /**
   * @param found one more than fits, where there are more
   */
  static <T> AdminAnswer list(
      AdminRequest request, String name, List<T> found, Member<T> member, Numbering<T> number)
      throws AdminException {
    int limit = request.limit();
    List<T> page = found.subList(0, Math.min(limit, found.size()));
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart(name);
          for (T one : page) {
            json.writeStartObject();
            member.write(json, one);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (found.size() > limit) {
            json.writeNumberField("next", number.of(page.getLast()));
          }
        });
  }

  private AdminAnswer agreements(AdminRequest request, Optional<String> usci)
      throws AdminException {
    return list(
        request,
        "agreements",
        applying.agreements(usci, before(request), request.limit() + 1),
        this::agreement,
        Agreement::number);
  }

  private AdminAnswer ending(AdminRequest request) throws AdminException {
    long days = request.number("days", USUAL_DAYS);
    if (days > MOST_DAYS) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return list(
        request,
        "agreements",
        applying.agreementsEnding(days, request.number("after", 0), request.limit() + 1),
        this::agreement,
        Agreement::number);
  }

  private AdminAnswer agreement(AdminRequest request, Optional<String> usci)
      throws RefusedException, AdminException {
    return one(applying.agreement(usci, request.number("id")));
  }

  private AdminAnswer pdf(AdminRequest request, Optional<String> usci)
      throws RefusedException, AdminException {
    Agreement agreement = applying.agreement(usci, request.number("id"));
    return new AdminAnswer(
            200, "application/pdf", AgreementPdf.of(agreement, applying.holds(agreement)), Map.of())
        .with("Content-Disposition", "attachment; filename=\"" + agreement.name() + ".pdf\"");
  }

  AdminAnswer one(Agreement agreement) {
    return AdminAnswer.json(200, json -> agreement(json, agreement));
  }

  private AdminAnswer one(int status, AccessRequest request) {
    return AdminAnswer.json(
            status,
            json -> {
              request(json, request);
              Optional<Agreement> agreement = applying.agreementOf(request);
              if (agreement.isPresent()) {
                json.writeNumberField("agreement", agreement.get().number());
              }
            })
        .at(request.revision());
  }

  private AdminAnswer inspected(AdminRequest asked) throws RefusedException, AdminException {
    AccessRequest request = applying.request(asked.number("id"));
    Precheck check = applying.check(request);
    Holder holder = applying.holder(request.wish().application());
    return AdminAnswer.json(
            200,
            json -> {
              request(json, request);
              json.writeStringField("enterprise", holder.enterprise());
              json.writeStringField("credit_code", holder.usci());
              json.writeStringField("level", holder.level().toLowerCase(Locale.ROOT));
              json.writeObjectFieldStart("check");
              check(json, check);
              json.writeEndObject();
              Optional<Agreement> agreement = applying.agreementOf(request);
              if (agreement.isPresent()) {
                json.writeNumberField("agreement", agreement.get().number());
              }
            })
        .at(request.revision());
  }

  private static AdminAnswer checked(Precheck check) {
    return AdminAnswer.json(200, json -> check(json, check));
  }

  private static void check(JsonGenerator json, Precheck check) throws IOException {
    json.writeBooleanField("needed", check.needed());
    json.writeBooleanField("passes", check.passes());
    json.writeArrayFieldStart("route");
    for (Stage stage : check.route()) {
      json.writeStartObject();
      json.writeStringField("stage", stage.word());
      AdminAnswer.bilingual(json, "title", stage.title());
      json.writeNumberField("working_days", stage.workingDays());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("working_days", check.workingDays());
    json.writeStringField("limit", check.limit().text());
    texts(json, "fields", check.wish().fields());
    json.writeArrayFieldStart("findings");
    for (Precheck.Finding finding : check.findings()) {
      json.writeStartObject();
      json.writeBooleanField("bars", finding.bars());
      json.writeStringField("about", finding.about());
      AdminAnswer.bilingual(json, "said", finding.said());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void request(JsonGenerator json, AccessRequest request) throws IOException {
    Wish wish = request.wish();
    json.writeNumberField("id", request.number());
    json.writeNumberField("revision", request.revision());
    json.writeStringField("state", request.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("application", wish.application());
    json.writeStringField("service", wish.service());
    json.writeNumberField("major", wish.major());
    if (wish.owner().isPresent()) {
      json.writeStringField("owner", wish.owner().get());
    }
    texts(json, "asked", wish.fields());
    texts(json, "fields", request.fields());
    json.writeStringField("purpose", wish.purpose().word());
    json.writeStringField("from", wish.from().toString());
    json.writeStringField("to", wish.to().toString());
    calls(json, wish.calls());
    json.writeStringField("reason", wish.reason());
    if (wish.renews().isPresent()) {
      json.writeNumberField("renews", wish.renews().getAsLong());
    }
    texts(json, "route", request.route().stream().map(Stage::word).toList());
    if (request.state() == State.REVIEW) {
      Stage stage = request.stage().orElseThrow();
      json.writeStringField("stage", stage.word());
      json.writeNumberField("working_days", stage.workingDays());
    }
    json.writeStringField("waits_since", request.waitsSince().toString());
    json.writeArrayFieldStart("events");
    for (Event event : request.events()) {
      json.writeStartObject();
      json.writeStringField("act", event.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringField("by", event.login());
      json.writeStringField("at", event.at().toString());
      json.writeStringField("note", event.note());
      if (event.stage().isPresent()) {
        json.writeStringField("stage", event.stage().get().word());
      }
      if (!event.fields().isEmpty()) {
        texts(json, "fields", event.fields());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void agreement(JsonGenerator json, Agreement agreement) throws IOException {
    Terms terms = agreement.terms();
    json.writeNumberField("id", agreement.number());
    json.writeStringField("name", agreement.name());
    json.writeNumberField("request", agreement.request());
    json.writeStringField("state", agreement.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("application", terms.application());
    json.writeStringField("credit_code", terms.usci());
    json.writeStringField("enterprise", terms.enterprise());
    json.writeStringField("service", terms.service());
    json.writeNumberField("major", terms.major());
    AdminAnswer.bilingual(json, "title", terms.title());
    if (terms.owner().isPresent()) {
      json.writeObjectFieldStart("owner");
      json.writeStringField("credit_code", terms.owner().get().usci());
      json.writeStringField("name", terms.owner().get().name());
      json.writeEndObject();
    }
    texts(json, "fields", terms.fields());
    json.writeStringField("purpose", terms.purpose().word());
    json.writeStringField("from", terms.from().toString());
    json.writeStringField("to", terms.to().toString());
    calls(json, terms.calls());
    json.writeStringField("text", agreement.text());
    signature(json, "consumer", agreement.consumer());
    signature(json, "platform", agreement.platform());
    json.writeBooleanField("verified", applying.holds(agreement));
    if (agreement.ending().isPresent()) {
      Agreement.Ending ending = agreement.ending().get();
      json.writeObjectFieldStart("ending");
      json.writeStringField("by", ending.by());
      json.writeStringField("reason", ending.reason());
      json.writeStringField("at", ending.at().toString());
      json.writeEndObject();
    }
  }

  private static void signature(JsonGenerator json, String side, Optional<Signature> signature)
      throws IOException {
    if (signature.isPresent()) {
      json.writeObjectFieldStart(side);
      json.writeStringField("by", signature.get().signer());
      json.writeStringField("key", signature.get().key());
      json.writeStringField("signature", signature.get().value());
      json.writeStringField("at", signature.get().at().toString());
      json.writeEndObject();
    }
  }

  private static void calls(JsonGenerator json, AgreedCalls calls) throws IOException {
    if (calls.perDay().isPresent()) {
      json.writeNumberField("per_day", calls.perDay().getAsLong());
    }
    if (calls.perMonth().isPresent()) {
      json.writeNumberField("per_month", calls.perMonth().getAsLong());
    }
  }

  private static void texts(JsonGenerator json, String name, Collection<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
