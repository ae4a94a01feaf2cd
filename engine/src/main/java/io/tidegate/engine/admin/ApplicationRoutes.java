package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.organisation.Applications;
import io.tidegate.engine.organisation.Applications.Issued;
import io.tidegate.engine.organisation.Applications.KeyKind;
import io.tidegate.engine.organisation.OrganisationException;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.State;
import io.tidegate.engine.store.ApplicationStore.Key;
import io.tidegate.engine.store.ApplicationStore.Program;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** What people of an organisation do with its programs and their keys. */
final class ApplicationRoutes {
  private static final String ALL = "/portal/v1/applications";
  private static final String ONE = ALL + "/{application}";
  private static final String KEYS = ONE + "/keys";

  private final Applications applications;

  ApplicationRoutes(Applications applications) {
    this.applications = Objects.requireNonNull(applications, "applications");
  }

  /** An act on programs, their keys and their certificates. */
  @FunctionalInterface
  interface ApplicationAct {
    AdminAnswer run(AdminRequest request) throws OrganisationException, AdminException;
  }

  static AdminRoute route(
      String operation,
      Set<? extends AccountRole> roles,
      boolean revision,
      int status,
      String zh,
      String en,
      ApplicationAct act) {
    String[] parts = operation.split(" ");
    return new AdminRoute(
        parts[0],
        parts[1],
        roles,
        revision,
        List.of(),
        status,
        new Bilingual(zh, en),
        request -> {
          try {
            return act.run(request);
          } catch (OrganisationException e) {
            throw AdminException.of(e);
          }
        });
  }

  List<AdminRoute> all() {
    return List.of(
        route(
            "GET " + ALL,
            AdminRoute.MEMBERS,
            false,
            200,
            "本组织的应用",
            "the programs of the own organisation",
            this::list),
        route(
            "POST " + ALL,
            AdminRoute.ORGANISATION,
            false,
            201,
            "登记应用",
            "registers a program",
            this::register),
        route(
            "GET " + ONE,
            AdminRoute.MEMBERS,
            false,
            200,
            "一个应用",
            "one program",
            request -> answer(200, applications.program(request.organisation(), id(request)))),
        route(
            "PUT " + ONE,
            AdminRoute.ORGANISATION,
            true,
            200,
            "修改应用",
            "changes what a program is called and from where it calls",
            this::change),
        route(
            "POST " + ONE + "/suspend",
            AdminRoute.ORGANISATION,
            true,
            200,
            "停用应用",
            "the program may not call from now on, on any node",
            request -> set(request, ApplicationState.SUSPENDED)),
        route(
            "POST " + ONE + "/resume",
            AdminRoute.ORGANISATION,
            true,
            200,
            "恢复应用",
            "the program may call again",
            request -> set(request, ApplicationState.ACTIVE)),
        route(
            "GET " + KEYS,
            AdminRoute.MEMBERS,
            false,
            200,
            "应用密钥",
            "the keys of a program, never their secrets",
            this::keys),
        route(
            "POST " + KEYS,
            AdminRoute.ORGANISATION,
            false,
            201,
            "签发密钥",
            "gives a program another key, whose secret is told this once",
            this::issue),
        route(
            "DELETE " + KEYS + "/{key}",
            AdminRoute.ORGANISATION,
            false,
            AdminAnswer.NO_CONTENT,
            "吊销密钥",
            "revokes a key for good, on every node",
            this::revoke));
  }

  private static String id(AdminRequest request) {
    return request.path().get("application");
  }

  private AdminAnswer list(AdminRequest request) {
    List<Program> programs = applications.of(request.organisation());
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("applications");
          for (Program program : programs) {
            json.writeStartObject();
            write(json, program);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String required(JsonNode body, String name) throws AdminException {
    return AdminRequest.text(body, name)
        .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED));
  }

  private AdminAnswer register(AdminRequest request) throws OrganisationException, AdminException {
    JsonNode body = request.object();
    Program program =
        applications.register(
            request.organisation(),
            required(body, "name"),
            AdminRequest.text(body, "description").orElse(""),
            AdminRequest.texts(body, "networks"),
            request.actor());
    return answer(201, program).with("Location", ALL + "/" + program.id());
  }

  private AdminAnswer change(AdminRequest request) throws OrganisationException, AdminException {
    JsonNode body = request.object();
    return answer(
        200,
        applications.change(
            request.organisation(),
            id(request),
            request.revision(),
            required(body, "name"),
            AdminRequest.text(body, "description").orElse(""),
            AdminRequest.texts(body, "networks"),
            request.actor()));
  }

  private AdminAnswer set(AdminRequest request, ApplicationState state)
      throws OrganisationException, AdminException {
    return answer(
        200,
        applications.set(
            request.organisation(), id(request), request.revision(), state, request.actor()));
  }

  private AdminAnswer keys(AdminRequest request) throws OrganisationException {
    List<Key> keys = applications.keys(request.organisation(), id(request));
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("keys");
          for (Key key : keys) {
            json.writeStartObject();
            write(json, key);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private AdminAnswer issue(AdminRequest request) throws OrganisationException, AdminException {
    JsonNode body = request.object();
    String word = required(body, "kind");
    KeyKind kind =
        Arrays.stream(KeyKind.values())
            .filter(known -> word(known).equals(word))
            .findFirst()
            .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED));
    JsonNode days = body.path("days");
    if (!days.isMissingNode() && !days.canConvertToInt()) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    Duration life =
        days.isMissingNode() ? Applications.LONGEST_LIFE : Duration.ofDays(days.intValue());
    Issued issued =
        applications.issue(
            request.organisation(),
            id(request),
            kind,
            AdminRequest.text(body, "public_key").orElse(""),
            life,
            request.actor());
    Key key =
        applications.keys(request.organisation(), id(request)).stream()
            .filter(known -> known.id().equals(issued.keyId()))
            .findFirst()
            .orElseThrow();
    return AdminAnswer.json(
        201,
        json -> {
          write(json, key);
          if (issued.secret().isPresent()) {
            json.writeStringField("secret", issued.secret().get());
          }
        });
  }

  private AdminAnswer revoke(AdminRequest request) throws OrganisationException {
    applications.revoke(
        request.organisation(), id(request), request.path().get("key"), request.actor());
    return AdminAnswer.nothing();
  }

  private static AdminAnswer answer(int status, Program program) {
    return AdminAnswer.json(status, json -> write(json, program)).at(program.revision());
  }

  private static void write(JsonGenerator json, Program program) throws IOException {
    json.writeStringField("id", program.id());
    json.writeStringField("name", program.name());
    json.writeStringField("description", program.description());
    json.writeStringField("state", word(program.state()));
    json.writeArrayFieldStart("networks");
    for (String network : program.networks()) {
      json.writeString(network);
    }
    json.writeEndArray();
    json.writeBooleanField("sandbox", program.sandbox());
    json.writeStringField("created_by", program.createdBy());
    json.writeStringField("created_at", program.createdAt().toString());
    json.writeNumberField("revision", program.revision());
  }

  private void write(JsonGenerator json, Key key) throws IOException {
    json.writeStringField("id", key.id());
    json.writeStringField("kind", key.kind().toLowerCase(Locale.ROOT));
    json.writeStringField(
        "state",
        key.state() == State.REVOKED ? "revoked" : applications.isGood(key) ? "good" : "expired");
    json.writeBooleanField("ends_soon", applications.endsSoon(key));
    json.writeStringField("created_at", key.createdAt().toString());
    json.writeStringField("expires_at", key.expiresAt().toString());
    json.writeStringField("last_used_at", key.lastUsedAt().map(Object::toString).orElse(null));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
