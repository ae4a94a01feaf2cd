package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.agreement.AccessRequest;
import io.tidegate.engine.agreement.Agreement;
import io.tidegate.engine.agreement.RefusedException;
import io.tidegate.engine.applying.Applying;
import io.tidegate.engine.store.AgreementStore.Holder;
import io.tidegate.engine.store.CallStore;
import io.tidegate.engine.store.CallStore.Question;
import io.tidegate.engine.store.CallStore.Use;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an enterprise does about its own records in the hands of others: consents, refuses, sees who
 * used them under what, and takes a consent back. What is about another's records is answered like
 * what is not there.
 */
final class OwnerRoutes {
  private static final String CONSENTS = "/portal/v1/consents";
  private static final String AUTHORISATIONS = "/portal/v1/authorisations";

  private final Applying applying;
  private final ApplyingRoutes shapes;
  private final CallStore calls;

  OwnerRoutes(Applying applying, CallStore calls) {
    this.applying = Objects.requireNonNull(applying, "applying");
    this.shapes = new ApplyingRoutes(applying);
    this.calls = Objects.requireNonNull(calls, "calls");
  }

  List<AdminRoute> all() {
    Set<? extends AccountRole> members = AdminRoute.MEMBERS;
    Set<? extends AccountRole> administrators = AdminRoute.ORGANISATION;
    return List.of(
        ApplyingRoutes.route(
            "GET",
            CONSENTS,
            members,
            false,
            200,
            "他人对本组织数据的申请",
            "who asks for the organisation's records, the last first",
            this::requests),
        ApplyingRoutes.route(
            "GET",
            CONSENTS + "/{id}",
            members,
            false,
            200,
            "他人对本组织数据的一项申请",
            "a request for the organisation's records",
            request -> one(applying.requestAbout(request.organisation(), request.number("id")))),
        ApplyingRoutes.route(
            "POST",
            CONSENTS + "/{id}/approve",
            administrators,
            true,
            200,
            "同意他人使用本组织的数据，全部或部分数据项",
            "lets others have the organisation's records, all or some of the fields",
            request -> {
              JsonNode body = ApplyingRoutes.body(request, Set.of("fields", "note"));
              return one(
                  applying.consent(
                      request.organisation(),
                      request.number("id"),
                      request.revision(),
                      ApplyingRoutes.texts(body, "fields"),
                      ApplyingRoutes.text(body, "note", ""),
                      request.actor()));
            }),
        ApplyingRoutes.route(
            "POST",
            CONSENTS + "/{id}/reject",
            administrators,
            true,
            200,
            "拒绝，或在协议订立前收回同意",
            "refuses, or takes a consent back before there is an agreement",
            request ->
                one(
                    applying.refuse(
                        request.organisation(),
                        request.number("id"),
                        request.revision(),
                        request.members("reason").get("reason"),
                        request.actor()))),
        ApplyingRoutes.route(
            "POST",
            CONSENTS + "/{id}/ask",
            administrators,
            true,
            200,
            "同意之前向申请人提问",
            "asks the applicant something before consenting",
            request ->
                one(
                    applying.askFor(
                        request.organisation(),
                        request.number("id"),
                        request.revision(),
                        request.members("text").get("text"),
                        request.actor()))),
        ApplyingRoutes.route(
            "GET",
            AUTHORISATIONS,
            members,
            false,
            200,
            "谁在使用本组织的数据：协议与用量",
            "who uses the organisation's records: the agreements, and how much was used",
            this::authorisations),
        ApplyingRoutes.route(
            "POST",
            AUTHORISATIONS + "/{id}/revoke",
            administrators,
            false,
            200,
            "撤销授权，下一次调用即被拒绝",
            "takes a consent back: the next call is refused",
            request ->
                shapes.one(
                    applying.revoke(
                        request.organisation(), request.number("id"), request.actor()))),
        new AdminRoute(
            "GET",
            "/portal/v1/uses",
            members,
            false,
            List.of("before", "limit", "service", "application"),
            200,
            new Bilingual(
                "本组织数据的被使用记录", "each use of the organisation's records by others, latest first"),
            request ->
                CallRoutes.calls(
                    calls, request, Question.about(request.organisation(), asked(request)))),
        new AdminRoute(
            "GET",
            "/portal/v1/calls",
            members,
            false,
            List.of("before", "limit", "service", "application"),
            200,
            new Bilingual("本组织的调用记录", "the calls of the organisation's applications, latest first"),
            request ->
                CallRoutes.calls(
                    calls, request, Question.by(request.organisation(), asked(request)))));
  }

  private static Question asked(AdminRequest request) {
    return new Question(
        CallRoutes.asked(request, "trace"),
        CallRoutes.asked(request, "service"),
        CallRoutes.asked(request, "application"));
  }

  private AdminAnswer requests(AdminRequest request) throws RefusedException, AdminException {
    return ApplyingRoutes.list(
        request,
        "requests",
        applying.requestsAbout(
            request.organisation(), ApplyingRoutes.before(request), request.limit() + 1),
        this::request,
        AccessRequest::number);
  }

  private AdminAnswer one(AccessRequest request) {
    return AdminAnswer.json(200, json -> request(json, request)).at(request.revision());
  }

  private void request(JsonGenerator json, AccessRequest request) throws IOException {
    ApplyingRoutes.request(json, request);
    Optional<Holder> applicant = applying.applicant(request);
    if (applicant.isPresent()) {
      json.writeStringField("enterprise", applicant.get().enterprise());
      json.writeStringField("credit_code", applicant.get().usci());
    }
  }

  private AdminAnswer authorisations(AdminRequest request) throws RefusedException, AdminException {
    return ApplyingRoutes.list(
        request,
        "agreements",
        applying.agreementsAbout(
            request.organisation(), ApplyingRoutes.before(request), request.limit() + 1),
        this::used,
        Agreement::number);
  }

  private void used(JsonGenerator json, Agreement agreement) throws IOException {
    shapes.agreement(json, agreement);
    Use use = calls.use(agreement);
    json.writeObjectFieldStart("use");
    json.writeNumberField("calls", use.calls());
    json.writeNumberField("rows", use.rows());
    if (use.last().isPresent()) {
      json.writeStringField("last", use.last().get().toString());
    }
    json.writeEndObject();
  }
}
