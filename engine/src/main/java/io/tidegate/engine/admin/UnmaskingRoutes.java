package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.agreement.RefusedException;
import io.tidegate.engine.agreement.Unmasking;
import io.tidegate.engine.agreement.Unmasking.Voice;
import io.tidegate.engine.applying.Unmaskings;
import io.tidegate.engine.applying.Unmaskings.Restored;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Undoing stand-ins: asked for by one person, agreed to by another, each use on record. */
final class UnmaskingRoutes {
  private static final String ALL = "/admin/v1/unmaskings";
  private static final String ONE = ALL + "/{id}";
  private static final Set<StaffRole> READERS =
      EnumSet.of(StaffRole.ADMINISTRATOR, StaffRole.AUDITOR);

  private final Unmaskings unmaskings;

  UnmaskingRoutes(Unmaskings unmaskings) {
    this.unmaskings = Objects.requireNonNull(unmaskings, "unmaskings");
  }

  /** An act that may be refused. */
  @FunctionalInterface
  private interface UnmaskingAct {
    AdminAnswer run(AdminRequest request) throws RefusedException, AdminException;
  }

  List<AdminRoute> all() {
    return List.of(
        route(
            "GET",
            ALL,
            READERS,
            200,
            "代号还原申请",
            "the permissions to undo stand-ins, the last first",
            this::list),
        route(
            "POST",
            ALL,
            AdminRoute.SECURITY,
            201,
            "申请还原代号",
            "asks for undoing stand-ins of an agreement",
            request -> {
              Unmasking asked = ask(request);
              return one(201, asked).with("Location", ALL + "/" + asked.number());
            }),
        route(
            "GET",
            ONE,
            READERS,
            200,
            "一项还原申请",
            "a permission to undo stand-ins",
            request -> one(200, unmaskings.one(request.number("id")))),
        route(
            "POST",
            ONE + "/approve",
            AdminRoute.SECURITY,
            200,
            "批准他人的还原申请",
            "agrees to what another person asked for",
            request -> one(200, unmaskings.approve(request.number("id"), request.actor()))),
        route(
            "POST",
            ONE + "/end",
            AdminRoute.SECURITY,
            200,
            "终止或不批准",
            "ends it, or does not agree to it",
            request -> one(200, unmaskings.end(request.number("id"), request.actor()))),
        route(
            "POST",
            ONE + "/values",
            AdminRoute.SECURITY,
            200,
            "还原代号，每次使用均记入审计",
            "tells what stand-ins stand for; each use is on record first",
            this::restore));
  }

  private static AdminRoute route(
      String method,
      String template,
      Set<StaffRole> roles,
      int status,
      String zh,
      String en,
      UnmaskingAct act) {
    return new AdminRoute(
        method,
        template,
        roles,
        false,
        method.equals("GET") && template.equals(ALL) ? List.of("before", "limit") : List.of(),
        status,
        new Bilingual(zh, en),
        request -> {
          try {
            return act.run(request);
          } catch (RefusedException e) {
            throw AdminException.of(e);
          }
        });
  }

  /** What is left out is not guessed: without a reason, a time or a number nothing is asked for. */
  private Unmasking ask(AdminRequest request) throws RefusedException, AdminException {
    Map<String, String> wish = request.members("agreement", "field", "reason", "hours", "most");
    return unmaskings.ask(
        whole(wish.get("agreement")),
        wish.get("field"),
        wish.get("reason"),
        Duration.ofHours(whole(wish.get("hours"))),
        (int) whole(wish.get("most")),
        request.actor());
  }

  private static long whole(String text) throws AdminException {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return Long.parseLong(text);
  }

  private AdminAnswer restore(AdminRequest request) throws RefusedException, AdminException {
    JsonNode body = request.object();
    if (body.size() != 1) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    Restored restored =
        unmaskings.restore(
            request.number("id"),
            new LinkedHashSet<>(AdminRequest.texts(body, "values")),
            request.actor());
    return AdminAnswer.json(
        200,
        json -> {
          json.writeNumberField("left", restored.unmasking().most() - restored.unmasking().used());
          json.writeArrayFieldStart("values");
          for (Map.Entry<String, Optional<String>> value : restored.values().entrySet()) {
            json.writeStartObject();
            json.writeStringField("shown", value.getKey());
            json.writeStringField("original", value.getValue().orElse(null));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private AdminAnswer list(AdminRequest request) throws AdminException {
    int limit = request.limit();
    List<Unmasking> page = unmaskings.before(request.number("before", Long.MAX_VALUE), limit + 1);
    List<Unmasking> shown = page.size() > limit ? page.subList(0, limit) : page;
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("unmaskings");
          for (Unmasking unmasking : shown) {
            json.writeStartObject();
            unmasking(json, unmasking);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (page.size() > limit) {
            json.writeNumberField("next_before", shown.getLast().number());
          }
        });
  }

  private AdminAnswer one(int status, Unmasking unmasking) {
    return AdminAnswer.json(status, json -> unmasking(json, unmasking));
  }

  private void unmasking(JsonGenerator json, Unmasking unmasking) throws IOException {
    json.writeNumberField("id", unmasking.number());
    json.writeStringField("state", unmaskings.state(unmasking).name().toLowerCase(Locale.ROOT));
    json.writeNumberField("agreement", unmasking.agreement());
    json.writeStringField("field", unmasking.field());
    json.writeStringField("mask", unmasking.mask());
    json.writeStringField("reason", unmasking.reason());
    json.writeNumberField("most", unmasking.most());
    json.writeNumberField("used", unmasking.used());
    json.writeStringField("until", unmasking.until().toString());
    voice(json, "asked", Optional.of(unmasking.asked()));
    voice(json, "approved", unmasking.approved());
    voice(json, "ended", unmasking.ended());
  }

  private static void voice(JsonGenerator json, String act, Optional<Voice> voice)
      throws IOException {
    json.writeStringField(act + "_by", voice.map(Voice::login).orElse(null));
    json.writeStringField(act + "_at", voice.map(one -> one.at().toString()).orElse(null));
  }
}
