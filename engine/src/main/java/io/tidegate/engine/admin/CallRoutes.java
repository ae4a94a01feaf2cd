package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.accounting.CallMeters;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.store.CallStore;
import io.tidegate.engine.store.CallStore.Question;
import io.tidegate.engine.store.CallStore.StoredCall;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What staff can see of the calls that were made. */
final class CallRoutes {
  private static final Set<StaffRole> READERS = EnumSet.of(StaffRole.AUDITOR, StaffRole.OPERATOR);
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final CallStore calls;
  private final CallMeters meters;

  CallRoutes(CallStore calls, CallMeters meters) {
    this.calls = Objects.requireNonNull(calls, "calls");
    this.meters = Objects.requireNonNull(meters, "meters");
  }

  List<AdminRoute> all() {
    return List.of(
        new AdminRoute(
            "GET",
            "/admin/v1/calls",
            READERS,
            false,
            List.of("before", "limit", "trace", "service", "application"),
            200,
            new Bilingual("调用记录", "the calls that were made, latest first"),
            request ->
                calls(
                    calls,
                    request,
                    new Question(
                        asked(request, "trace"),
                        asked(request, "service"),
                        asked(request, "application")))),
        new AdminRoute(
            "GET",
            "/admin/v1/metrics",
            EnumSet.of(StaffRole.OPERATOR),
            false,
            List.of(),
            200,
            new Bilingual("Prometheus 指标", "counts for Prometheus"),
            request ->
                new AdminAnswer(
                    200, PROMETHEUS, meters.scrape().getBytes(StandardCharsets.UTF_8), Map.of())));
  }

  /** A page of what is asked for. */
  static AdminAnswer calls(CallStore calls, AdminRequest request, Question question)
      throws AdminException {
    int limit = request.limit();
    List<StoredCall> page =
        calls.before(request.number("before", Long.MAX_VALUE), question, limit + 1);
    List<StoredCall> shown = page.size() > limit ? page.subList(0, limit) : page;
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("calls");
          for (StoredCall call : shown) {
            json.writeStartObject();
            call(json, call);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (page.size() > limit) {
            json.writeNumberField("next_before", shown.getLast().number());
          }
        });
  }

  static Optional<String> asked(AdminRequest request, String name) {
    return Optional.ofNullable(request.query().get(name));
  }

  static void call(JsonGenerator json, StoredCall call) throws IOException {
    json.writeNumberField("number", call.number());
    json.writeStringField("at", call.at().toString());
    json.writeNumberField("micros", call.micros());
    json.writeStringField("trace_id", call.traceId());
    json.writeNumberField("epoch", call.epoch());
    json.writeStringField("service", call.service());
    json.writeStringField("version", call.version());
    json.writeStringField("fingerprint", call.fingerprint());
    json.writeStringField("application", call.application().orElse(null));
    json.writeStringField("enterprise", call.enterprise().orElse(null));
    json.writeStringField("owner", call.owner().orElse(null));
    json.writeStringField("outcome", call.outcome().toLowerCase(Locale.ROOT));
    json.writeNumberField("status", call.status());
    json.writeStringField("problem", call.problem().orElse(null));
    json.writeNumberField("rows", call.rows());
    AdminAnswer.words(json, "relations", call.relations());
    AdminAnswer.words(json, "masks", call.masks());
    json.writeNumberField("bytes", call.bytes());
  }
}
