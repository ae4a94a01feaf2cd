package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.agreement.Grant;
import io.tidegate.engine.explain.CheckReport;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.AnswerShape.Nested;
import io.tidegate.engine.plan.AnswerShape.Value;
import io.tidegate.engine.plan.Certificate.CertifiedField;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.engine.store.GrantStore.HeldGrant;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.mask.MaskKind;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Who can see a field, and why: by relation to a record what the certificate of the live plan says
 * of it, with the rules that asked for it; by agreement whose it is, and whether it stands. Nothing
 * of it is data, and nothing is decided here.
 */
final class AccessRoutes {
  private static final Set<StaffRole> READERS =
      EnumSet.of(StaffRole.PROVIDER, StaffRole.ADMINISTRATOR, StaffRole.AUDITOR);

  private final Supplier<EndpointTable> live;
  private final GrantStore grants;
  private final Clock clock;

  /**
   * @param live the table that is served at the moment
   */
  AccessRoutes(Supplier<EndpointTable> live, GrantStore grants, Clock clock) {
    this.live = Objects.requireNonNull(live, "live");
    this.grants = Objects.requireNonNull(grants, "grants");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  List<AdminRoute> all() {
    return List.of(
        new AdminRoute(
            "GET",
            "/admin/v1/services/{service}/access",
            READERS,
            false,
            List.of(),
            200,
            new Bilingual(
                "谁可见各数据项及原因",
                "who can see each field of a service, by relation and by agreement, and why"),
            this::access));
  }

  private AdminAnswer access(AdminRequest request) throws AdminException {
    String service = request.path().get("service");
    List<LiveEndpoint> releases =
        live.get().endpoints().stream().filter(e -> e.plan().service().equals(service)).toList();
    if (releases.isEmpty()) {
      throw new AdminException(AdminProblem.UNKNOWN);
    }
    List<HeldGrant> held =
        grants.heldGrants().stream()
            .filter(grant -> grant.grant().service().equals(service))
            .toList();
    Instant now = clock.instant();
    return AdminAnswer.json(
        200,
        json -> {
          json.writeStringField("service", service);
          json.writeArrayFieldStart("releases");
          for (LiveEndpoint release : releases) {
            json.writeStartObject();
            release(json, release, held, now);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** Whether an agreement opens anything at the moment, and if not, why. */
  enum Standing {
    IN_FORCE,
    REVOKED,
    NOT_YET,
    OVER,
    /** The rules do not serve its purpose, or enterprises of this level. */
    NOT_SERVED,
    /** The service gives more records than were agreed. */
    WIDER;

    static Standing of(HeldGrant held, GovernedPlan plan, Instant now) {
      Grant grant = held.grant();
      if (grant.state() == Grant.State.REVOKED) {
        return REVOKED;
      }
      if (now.isBefore(grant.validFrom())) {
        return NOT_YET;
      }
      if (!grant.isLive(now)) {
        return OVER;
      }
      if (!plan.terms(grant.purpose(), held.level()).served()) {
        return NOT_SERVED;
      }
      return plan.openness().compareTo(grant.rows()) < 0 ? WIDER : IN_FORCE;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static void release(
      JsonGenerator json, LiveEndpoint release, List<HeldGrant> all, Instant now)
      throws IOException {
    GovernedPlan plan = release.plan();
    List<HeldGrant> held =
        all.stream().filter(one -> one.grant().major() == plan.version().major()).toList();
    json.writeStringField("version", plan.version().toString());
    AdminAnswer.bilingual(json, "title", plan.title());
    json.writeStringField("openness", plan.openness().name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("anonymous", plan.anonymous());
    json.writeStringField("fingerprint", release.certificate().fingerprint());
    fields(json, new Shown(plan, proven(release), UnaryOperator.identity(), true));
    CheckReport.variants(
        json,
        plan,
        release.certificate(),
        IntStream.range(0, plan.variants().size())
            .mapToObj(v -> release.seenAs(v).certificate())
            .toList());
    json.writeArrayFieldStart("agreements");
    for (HeldGrant one : held) {
      json.writeStartObject();
      agreement(json, one, Standing.of(one, plan, now));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * What is told of the fields of an answer.
   *
   * @param proven what the certificate says of each, by the way to it
   * @param relations which of those that a field has are told of
   * @param columns whether it is told which columns of the sources a value is made from
   */
  private record Shown(
      GovernedPlan plan,
      Map<String, CertifiedField> proven,
      UnaryOperator<Set<Relation>> relations,
      boolean columns) {}

  private static Map<String, CertifiedField> proven(LiveEndpoint release) {
    Map<String, CertifiedField> proven = new LinkedHashMap<>();
    for (CertifiedField field : release.certificate().fields()) {
      proven.put(way(field.path(), release.plan().answer().list()), field);
    }
    return proven;
  }

  /**
   * The fields of an answer as its callers may know them.
   *
   * @param relations which of those that a field has are told of
   */
  static void fields(
      JsonGenerator json, LiveEndpoint release, UnaryOperator<Set<Relation>> relations)
      throws IOException {
    fields(json, new Shown(release.plan(), proven(release), relations, false));
  }

  private static void fields(JsonGenerator json, Shown shown) throws IOException {
    json.writeArrayFieldStart("fields");
    fields(json, shown, shown.plan().answer(), "");
    json.writeEndArray();
  }

  /** The way to a value, as agreements name it, of its place in an answer. */
  private static String way(String path, boolean list) {
    return (list ? path.replaceFirst("^rows\\[]\\.", "") : path).replace("[]", "");
  }

  private static void fields(JsonGenerator json, Shown shown, AnswerShape shape, String before)
      throws IOException {
    for (AnswerShape.Member member : shape.members()) {
      String way = before + member.name();
      switch (member) {
        case Value value -> {
          CertifiedField field = shown.proven().get(way);
          if (field == null) {
            throw new IllegalStateException(
                "the certificate of " + shown.plan().key() + " has no field " + way);
          }
          json.writeStartObject();
          field(json, shown, value, way, field);
          json.writeEndObject();
        }
        case Nested nested -> fields(json, shown, nested.shape(), way + ".");
      }
    }
  }

  private static void field(
      JsonGenerator json, Shown shown, Value value, String way, CertifiedField field)
      throws IOException {
    json.writeStringField("field", way);
    if (value.title().isPresent()) {
      AdminAnswer.bilingual(json, "title", value.title().get());
    }
    json.writeStringField("type", value.type().word());
    json.writeStringField("label", field.proof().label());
    if (shown.columns()) {
      AdminAnswer.words(json, "sources", columns(field.proof().sources()));
      AdminAnswer.words(json, "control", columns(field.proof().control()));
    }
    AdminAnswer.words(json, "rules", field.proof().rules());
    Set<Relation> told = shown.relations().apply(field.proof().masks().keySet());
    json.writeArrayFieldStart("relations");
    for (Map.Entry<Relation, String> mask : field.proof().masks().entrySet()) {
      if (!told.contains(mask.getKey())) {
        continue;
      }
      json.writeStartObject();
      json.writeStringField("relation", mask.getKey().name());
      json.writeStringField("mask", mask.getValue());
      AdminAnswer.words(json, "rules", rules(shown.plan(), value, mask.getKey()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static List<String> columns(Collection<ColumnId> columns) {
    return columns.stream().map(ColumnId::toString).toList();
  }

  /** The rules that asked for what hides a value from a relation, over all it is made from. */
  private static SortedSet<String> rules(GovernedPlan plan, Value value, Relation relation) {
    SortedSet<String> rules = new TreeSet<>();
    for (Origin origin : value.lineage().values()) {
      PlannedField field = plan.read(origin.read()).fields().get(origin.output());
      PlannedMask mask = field.masks().get(relation);
      if (mask != null) {
        rules.addAll(mask.rules());
      }
      if (field.fixed().mask().kind() != MaskKind.NONE) {
        rules.addAll(field.fixed().rules());
      }
    }
    return rules;
  }

  private static void agreement(JsonGenerator json, HeldGrant held, Standing standing)
      throws IOException {
    Grant grant = held.grant();
    json.writeStringField("agreement", grant.agreement());
    json.writeStringField("standing", standing.word());
    json.writeStringField("application", grant.applicationId());
    json.writeStringField("credit_code", held.usci());
    json.writeStringField("enterprise", held.enterprise());
    json.writeStringField("level", held.level().word());
    json.writeStringField("purpose", grant.purpose().word());
    json.writeStringField("rows", grant.rows().name().toLowerCase(Locale.ROOT));
    json.writeStringField("from", grant.validFrom().toString());
    json.writeStringField("until", grant.validTo().toString());
    AdminAnswer.words(json, "fields", grant.fields());
  }
}
