package io.tidegate.engine.testing;

import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlanInputs;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedLabel;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.definition.Area;
import io.tidegate.route.definition.ParameterDefinition.Place;
import io.tidegate.route.definition.ParameterFormat;
import io.tidegate.route.definition.Version;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.sql.PrintedQuery;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.mask.MaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts plans together that never run, for tests of what stands around a plan. */
public final class PlanBuilder {
  private final String service;
  private final String path;
  private final List<PlannedParameter> parameters = new ArrayList<>();
  private final List<PlannedField> fields = new ArrayList<>();
  private final List<PlannedTerms> terms = new ArrayList<>();
  private final List<PlannedCall> calls = new ArrayList<>();
  private final List<AnswerShape.Member> members = new ArrayList<>();
  private Version version = new Version(1, 0, 0);
  private Openness openness = Openness.CLOSED;
  private Optional<Approval> approval = Optional.empty();
  private boolean anonymous;
  private boolean list;
  private boolean related;
  private final List<PlannedTable> tables = new ArrayList<>();
  private Optional<PlannedPaging> paging = Optional.empty();
  private Duration timeout = Duration.ofSeconds(2);
  private Optional<PlannedCache> cache = Optional.empty();
  private Optional<Sensitivity> label = Optional.empty();

  private PlanBuilder(String service, String path) {
    this.service = service;
    this.path = path;
  }

  public static PlanBuilder plan(String service, String path) {
    return new PlanBuilder(service, path);
  }

  /** A parameter of no particular form. */
  public static PlannedParameter parameter(String name, Place in, FieldType type) {
    return new PlannedParameter(
        name,
        in,
        type,
        Optional.empty(),
        in == Place.PATH,
        256,
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(),
        Optional.empty(),
        new Bilingual("参数 " + name, "parameter " + name),
        Optional.empty());
  }

  /** A text in a named form. */
  public static PlannedParameter formatted(String name, Place in, ParameterFormat format) {
    return new PlannedParameter(
        name,
        in,
        FieldType.STRING,
        Optional.of(format),
        in == Place.PATH,
        256,
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(),
        Optional.empty(),
        new Bilingual("参数 " + name, "parameter " + name),
        Optional.empty());
  }

  public PlanBuilder with(PlannedParameter parameter) {
    parameters.add(parameter);
    return this;
  }

  public PlanBuilder version(int major) {
    version = new Version(major, 0, 0);
    return this;
  }

  public PlanBuilder openTo(Openness tier, Approval needed) {
    openness = tier;
    approval = Optional.of(needed);
    return this;
  }

  /** The plan calls another service. */
  public PlanBuilder calling(String other, String fingerprint, Optional<Approval> asked) {
    calls.add(
        new PlannedCall(
            other,
            other,
            new Version(1, 0, 0),
            fingerprint,
            asked,
            false,
            List.of(),
            Duration.ofSeconds(1)));
    return this;
  }

  /** Nobody but those of the audience is served; they may call as often as this. */
  public PlanBuilder onlyFor(Audience audience, LimitClass limit) {
    terms.clear();
    for (Audience part : Audience.parts(List.of(audience))) {
      terms.add(new PlannedTerms(part, part.overlaps(audience), approval, limit, List.of("rule")));
    }
    return this;
  }

  /**
   * Everybody is served; those of the audience may call as often as this, others as often as that.
   */
  public PlanBuilder limited(Audience audience, LimitClass limit, LimitClass others) {
    terms.clear();
    for (Audience part : Audience.parts(List.of(audience))) {
      terms.add(
          new PlannedTerms(
              part, true, approval, part.overlaps(audience) ? limit : others, List.of("rule")));
    }
    return this;
  }

  public PlanBuilder anonymous() {
    openness = Openness.UNCONDITIONAL;
    anonymous = true;
    return this;
  }

  public PlanBuilder related() {
    related = true;
    return this;
  }

  /** Reads records whose principal may let others have them. */
  public PlanBuilder delegated() {
    tables.add(
        new PlannedTable(
            0,
            "customs/dec.head",
            "dec.head",
            PlannedTable.Scope.PARTY,
            true,
            Optional.empty(),
            List.of(),
            List.of(Relation.PRINCIPAL, Relation.DELEGATE),
            1));
    return this;
  }

  public PlanBuilder list() {
    list = true;
    return this;
  }

  public PlanBuilder paged(int size, int max) {
    list = true;
    paging = Optional.of(new PlannedPaging("route", new TreeMap<>(), size, max));
    return this;
  }

  /** With answers that are kept. */
  public PlanBuilder kept(PlannedCache terms) {
    cache = Optional.of(terms);
    return this;
  }

  public PlanBuilder timeout(Duration most) {
    timeout = most;
    return this;
  }

  /** What the members that follow are labelled; without it nothing is known of them. */
  public PlanBuilder labelled(Sensitivity sensitivity) {
    label = Optional.of(sensitivity);
    return this;
  }

  /** A member that comes from the only read, with the mask each relation meets. */
  public PlanBuilder member(
      String name, FieldType type, boolean nullable, Map<Relation, MaskSpec> masks) {
    SortedMap<Relation, PlannedMask> planned = new TreeMap<>();
    masks.forEach(
        (relation, mask) ->
            planned.put(relation, new PlannedMask(mask, Optional.empty(), List.of("rule"))));
    int place = fields.size();
    fields.add(
        new PlannedField(
            name,
            type,
            "text",
            nullable,
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            new PlannedLabel(label, List.of(), List.of()),
            planned,
            new PlannedMask(MaskSpec.NONE, Optional.empty(), List.of())));
    members.add(
        new AnswerShape.Value(
            name,
            type,
            false,
            nullable,
            Lineage.of(new Origin("route", place)),
            Optional.of(new Bilingual("字段 " + name, "field " + name))));
    return this;
  }

  /** A member that is a list or record of its own, made of what the given plan answers. */
  public PlanBuilder nested(String name, AnswerShape shape) {
    members.add(new AnswerShape.Nested(name, shape, false));
    return this;
  }

  public GovernedPlan build() {
    PlannedRead read =
        new PlannedRead(
            "route",
            "customs",
            !list,
            new PlannedAccess.Statements(
                new PrintedQuery("select 1", List.of(), List.of(), List.of()), Optional.empty()),
            100,
            tables,
            fields,
            List.of(),
            List.of(),
            1);
    return new GovernedPlan(
        service,
        version,
        new Bilingual("服务 " + service, "service " + service),
        new Bilingual("说明", "summary"),
        Area.DECLARATION,
        "潮汐港数据中心",
        List.of("报关单"),
        path,
        openness,
        approval,
        List.of(),
        anonymous,
        terms.isEmpty()
            ? List.of(
                new PlannedTerms(
                    Audience.EVERYBODY, true, approval, LimitClass.LEAST, List.of("rule")))
            : terms,
        parameters,
        List.of(read),
        calls,
        new Flow.Read("route"),
        new AnswerShape(list, members, related),
        List.of(),
        paging,
        timeout,
        cache,
        new PlanInputs("a", "b", "pack", "1", "c", "d"));
  }
}
