package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.draft.ServiceDrafts;
import io.tidegate.engine.draft.ServiceEnds;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.store.ServiceLifeStore;
import io.tidegate.engine.store.ServiceLifeStore.Deprecation;
import io.tidegate.engine.store.ServiceLifeStore.ServiceEvent;
import io.tidegate.engine.store.ServiceLifeStore.ServiceLife;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** How services stand that are or were in force, and how they go back or end. */
final class LifeRoutes {
  private static final String SERVICE = "/admin/v1/services/{service}";
  private static final Set<StaffRole> ANNOUNCING =
      EnumSet.of(StaffRole.PROVIDER, StaffRole.ADMINISTRATOR);

  private final Supplier<ServiceDrafts> drafts;
  private final Supplier<ServiceEnds> ends;
  private final ServiceLifeStore lives;

  /**
   * @param drafts asked when somebody acts, for it needs what is there only after the start
   * @param ends likewise
   */
  LifeRoutes(Supplier<ServiceDrafts> drafts, Supplier<ServiceEnds> ends, ServiceLifeStore lives) {
    this.drafts = Objects.requireNonNull(drafts, "drafts");
    this.ends = Objects.requireNonNull(ends, "ends");
    this.lives = Objects.requireNonNull(lives, "lives");
  }

  List<AdminRoute> all() {
    return List.of(
        new AdminRoute(
            "GET",
            "/admin/v1/service-lives",
            AdminRoute.ALL,
            false,
            List.of(),
            200,
            new Bilingual("服务的生命周期状态", "how the services stand that were published here"),
            request -> lives()),
        new AdminRoute(
            "GET",
            SERVICE + "/revisions",
            AdminRoute.ALL,
            false,
            List.of("before", "limit"),
            200,
            new Bilingual("服务的历次修订", "what happened to a service, latest first"),
            this::revisions),
        new AdminRoute(
            "POST",
            SERVICE + "/deprecate",
            ANNOUNCING,
            false,
            List.of(),
            200,
            new Bilingual("公告停用日期", "announces the last day of a service"),
            this::deprecate),
        new AdminRoute(
            "POST",
            SERVICE + "/retire",
            AdminRoute.SECURITY,
            false,
            List.of(),
            200,
            new Bilingual("下线服务", "takes a service out of force on all nodes"),
            this::retire),
        new AdminRoute(
            "POST",
            SERVICE + "/roll-back",
            AdminRoute.SECURITY,
            false,
            List.of(),
            200,
            new Bilingual("回退到较早的修订", "puts an earlier revision in force again"),
            this::rollBack));
  }

  private AdminAnswer lives() {
    List<ServiceLife> all = lives.lives();
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("services");
          for (ServiceLife life : all) {
            json.writeStartObject();
            json.writeStringField("service", life.service());
            json.writeNumberField("major", life.major());
            json.writeStringField("state", life.state().name().toLowerCase(Locale.ROOT));
            json.writeBooleanField("published_here", life.document().isPresent());
            if (life.deprecation().isPresent()) {
              deprecation(json, life.deprecation().get());
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void deprecation(JsonGenerator json, Deprecation announced) throws IOException {
    json.writeObjectFieldStart("deprecation");
    json.writeStringField("since", announced.since().toString());
    json.writeStringField("sunset", announced.sunset().toString());
    AdminAnswer.bilingual(json, "notice", announced.notice());
    json.writeStringField("successor", announced.successor());
    json.writeEndObject();
  }

  private AdminAnswer revisions(AdminRequest request) throws AdminException {
    int limit = request.limit();
    List<ServiceEvent> page =
        lives.events(
            request.path().get("service"), request.number("before", Long.MAX_VALUE), limit);
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("revisions");
          for (ServiceEvent event : page) {
            json.writeStartObject();
            event(json, event);
            json.writeStringField("text", event.document());
            json.writeEndObject();
          }
          json.writeEndArray();
          if (page.size() == limit) {
            json.writeNumberField("next_before", page.getLast().number());
          }
        });
  }

  private AdminAnswer deprecate(AdminRequest request) throws GovernanceException, AdminException {
    Map<String, String> members =
        members(request, Set.of("major", "sunset", "notice_zh", "notice_en", "successor"));
    return answer(
        ends.get()
            .deprecate(
                request.path().get("service"),
                major(members),
                date(members.get("sunset")),
                new Bilingual(
                    members.getOrDefault("notice_zh", ""), members.getOrDefault("notice_en", "")),
                members.getOrDefault("successor", ""),
                request.actor()));
  }

  private AdminAnswer retire(AdminRequest request) throws GovernanceException, AdminException {
    Map<String, String> members = members(request, Set.of("major", "reason"));
    return answer(
        ends.get()
            .retire(
                request.path().get("service"),
                major(members),
                members.getOrDefault("reason", ""),
                request.actor()));
  }

  private AdminAnswer rollBack(AdminRequest request) throws GovernanceException, AdminException {
    String number = request.members("revision").get("revision");
    if (!number.matches("[1-9][0-9]{0,17}")) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return answer(
        drafts
            .get()
            .rollBack(request.path().get("service"), Long.parseLong(number), request.actor()));
  }

  private static Map<String, String> members(AdminRequest request, Set<String> known)
      throws AdminException {
    Map<String, String> members = request.members();
    if (!known.containsAll(members.keySet())) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return members;
  }

  private static OptionalInt major(Map<String, String> members) throws AdminException {
    String text = members.get("major");
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!text.matches("0|[1-9][0-9]{0,4}")) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  private static LocalDate date(String text) throws AdminException {
    try {
      return LocalDate.parse(text == null ? "" : text);
    } catch (DateTimeException e) {
      throw new AdminException(
          AdminProblem.MALFORMED,
          new Bilingual("sunset 应为日期，如 2027-06-30", "sunset is a date such as 2027-06-30"),
          List.of());
    }
  }

  /** What happened, without the document. */
  static AdminAnswer answer(ServiceEvent event) {
    return AdminAnswer.json(200, json -> event(json, event));
  }

  private static void event(JsonGenerator json, ServiceEvent event) throws IOException {
    json.writeNumberField("number", event.number());
    json.writeStringField("service", event.service());
    json.writeNumberField("major", event.major());
    json.writeStringField("act", event.act().name().toLowerCase(Locale.ROOT));
    json.writeStringField("version", event.version());
    json.writeStringField("fingerprint", event.fingerprint());
    if (event.draft().isPresent()) {
      json.writeNumberField("draft", event.draft().get());
    }
    json.writeStringField("actor", event.actor());
    json.writeStringField("approver", event.approver().orElse(null));
    json.writeStringField("reason", event.reason());
    json.writeStringField("at", event.at().toString());
  }
}
