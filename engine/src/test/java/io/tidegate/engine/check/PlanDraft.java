package io.tidegate.engine.check;

import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlanInputs;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedHeader;
import io.tidegate.engine.plan.PlannedInfluence;
import io.tidegate.engine.plan.PlannedLabel;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.plan.PlannedPaging.PageKey;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.plan.PlannedRaw;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.definition.Area;
import io.tidegate.route.definition.ParameterDefinition;
import io.tidegate.route.definition.Version;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.sql.Binding;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.HiddenColumn;
import io.tidegate.route.sql.InfluenceKind;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.sql.PrintedQuery;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.mask.MaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A plan with one read that can be written down and then spoilt, part by part. */
final class PlanDraft {
  static final PgGrammar GRAMMAR = new PgGrammar();
  static final Catalog CATALOG = new HarbourCatalog();
  static final PlannedMask NONE = mask(MaskSpec.NONE);

  /** The name of the order the draft's own text has, where there are several. */
  static final String FIRST_ORDER = "code";

  private static final Bilingual TITLE = new Bilingual("测试", "test");

  String id = "rows";
  Openness decided = Openness.CLOSED;
  Openness openness = Openness.CLOSED;
  Optional<Approval> approval = Optional.empty();
  boolean anonymous;
  List<PlannedTerms> terms = List.of(terms(Optional.of(Approval.OWNER), LimitClass.LEAST));
  List<String> deniedBy = List.of();
  boolean closedToAudiences;
  boolean related = true;
  boolean single;
  Optional<Flow> route = Optional.empty();
  String rulePack = "pack-1";
  String text;

  /**
   * The parameter that picks an order, and the names it may have; the text is the first order's.
   */
  Optional<String> sortedBy = Optional.empty();

  List<String> orderNames = List.of();
  final SortedMap<String, PlannedAccess.Statements> otherOrders = new TreeMap<>();
  Optional<String> next = Optional.empty();
  Optional<PlannedPaging> paging = Optional.empty();
  Optional<PlannedCache> cache = Optional.empty();
  List<Binding> nextBindings = new ArrayList<>();
  final List<Binding> bindings = new ArrayList<>();
  final List<HiddenColumn> hidden = new ArrayList<>();
  final List<PlannedTable> tables = new ArrayList<>();
  final List<FieldDraft> fields = new ArrayList<>();
  final List<PlannedInfluence> influences = new ArrayList<>();
  final List<PlannedRaw> raws = new ArrayList<>();
  final List<PlannedCall> calls = new ArrayList<>();
  final List<AnswerShape.Member> extraMembers = new ArrayList<>();
  final List<PlannedHeader> headers = new ArrayList<>();
  final List<String> unanswered = new ArrayList<>();

  /** One output. */
  static final class FieldDraft {
    final String name;
    final List<ColumnUse> sources = new ArrayList<>();
    final List<ColumnUse> control = new ArrayList<>();
    final SortedMap<Relation, PlannedMask> masks = new TreeMap<>();
    Optional<ColumnUse> copyOf = Optional.empty();

    /** Those of the parts of a UNION ALL. */
    List<ColumnUse> parts = List.of();

    Optional<Sensitivity> sensitivity = Optional.of(Sensitivity.S1);
    List<String> categories = List.of();
    PlannedMask fixed = NONE;

    private FieldDraft(String name) {
      this.name = name;
    }

    FieldDraft label(Sensitivity level, String... names) {
      sensitivity = Optional.ofNullable(level);
      categories = List.of(names);
      return this;
    }

    FieldDraft from(ColumnUse... uses) {
      sources.addAll(Arrays.asList(uses));
      return this;
    }

    FieldDraft decidedBy(ColumnUse... uses) {
      control.addAll(Arrays.asList(uses));
      return this;
    }

    FieldDraft masked(Relation relation, PlannedMask mask) {
      masks.put(relation, mask);
      return this;
    }

    FieldDraft fixed(MaskSpec mask) {
      fixed = mask(mask);
      return this;
    }

    private PlannedField build() {
      return new PlannedField(
          name,
          FieldType.STRING,
          "varchar",
          true,
          sources,
          control,
          copyOf,
          copyOf.map(List::of).orElse(parts),
          new PlannedLabel(sensitivity, categories, List.of("label")),
          masks,
          fixed);
    }
  }

  static PlannedTerms terms(Optional<Approval> approval, LimitClass limit) {
    return new PlannedTerms(Audience.EVERYBODY, true, approval, limit, List.of("limit-1"));
  }

  static PlannedMask mask(MaskSpec spec) {
    return new PlannedMask(spec, Optional.empty(), List.of("rule"));
  }

  static PlannedMask unless(MaskSpec spec, String name) {
    return new PlannedMask(spec, Optional.of(name), List.of("rule"));
  }

  /** A column, such as {@code use(0, "dec.head.status")}. */
  static ColumnUse use(int table, String column) {
    String[] parts = column.split("\\.");
    return new ColumnUse(table, new ColumnId("customs", parts[0], parts[1], parts[2]));
  }

  /** An output that each part of a UNION ALL has of another column. */
  FieldDraft parts(String name, List<ColumnUse> columns, Relation... relations) {
    FieldDraft field = output(name, relations).from(columns.toArray(ColumnUse[]::new));
    field.parts = columns;
    return field;
  }

  /** An output that is a column, shown to these relations in full. */
  FieldDraft copy(String name, ColumnUse column, Relation... relations) {
    FieldDraft field = output(name, relations).from(column);
    field.copyOf = Optional.of(column);
    return field;
  }

  FieldDraft output(String name, Relation... relations) {
    FieldDraft field = new FieldDraft(name);
    for (Relation relation : relations) {
      field.masks.put(relation, NONE);
    }
    fields.add(field);
    return field;
  }

  FieldDraft field(String name) {
    return fields.stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
  }

  PlanDraft party(String resource, boolean aligned) {
    return table(
        resource,
        PlannedTable.Scope.PARTY,
        aligned,
        Optional.empty(),
        Relation.PRINCIPAL,
        Relation.AGENT);
  }

  PlanDraft open(String resource, Relation base) {
    return table(resource, PlannedTable.Scope.OPEN, true, Optional.of(base), base);
  }

  PlanDraft table(
      String resource,
      PlannedTable.Scope scope,
      boolean aligned,
      Optional<Relation> base,
      Relation... relations) {
    tables.add(
        new PlannedTable(
            tables.size(),
            resource,
            resource,
            scope,
            aligned,
            base,
            List.of(),
            List.of(relations),
            1));
    return this;
  }

  void retable(int index, UnaryOperator<PlannedTable> change) {
    tables.set(index, change.apply(tables.get(index)));
  }

  /** Says by which views a table is read. */
  PlanDraft through(int index, List<String> views) {
    retable(
        index,
        t ->
            new PlannedTable(
                t.index(),
                t.resource(),
                t.name(),
                t.scope(),
                t.aligned(),
                t.base(),
                views,
                t.relations(),
                t.least()));
    return this;
  }

  PlanDraft influence(ColumnUse column, InfluenceKind kind, boolean probe, String... allowedBy) {
    influences.add(new PlannedInfluence(column, kind, probe, List.of(allowedBy)));
    return this;
  }

  /** Changes the text, and sees that it has changed. */
  PlanDraft replace(String old, String fresh) {
    if (!text.contains(old)) {
      throw new IllegalArgumentException("the text has no " + old);
    }
    text = text.replace(old, fresh);
    next = next.map(each -> each.replace(old, fresh));
    return this;
  }

  /** Names a service that is called at a place. */
  PlanDraft calling(String place, Optional<Approval> asked, boolean open) {
    calls.add(
        new PlannedCall(
            place,
            "other",
            new Version(1, 0, 0),
            "fingerprint-2",
            asked,
            open,
            List.of(parameter("wanted", List.of())),
            Duration.ofSeconds(1)));
    return this;
  }

  /** With answers that are kept. */
  PlanDraft kept(PlannedCache.Audience audience, boolean sealed) {
    cache = Optional.of(new PlannedCache(Duration.ofSeconds(30), false, audience, sealed));
    return this;
  }

  PlanDraft page(PageKey... keys) {
    paging =
        Optional.of(
            new PlannedPaging(
                "rows", new TreeMap<>(Map.of(PlannedPaging.ONLY, List.of(keys))), 10, 100));
    return this;
  }

  GovernedPlan build() {
    List<PlannedField> planned = fields.stream().map(FieldDraft::build).toList();
    List<String> outputs = planned.stream().map(PlannedField::name).toList();
    PlannedRead read =
        new PlannedRead(
            id, "customs", single, access(outputs), 100, tables, planned, influences, raws, 1);
    List<AnswerShape.Member> members = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      if (!unanswered.contains(outputs.get(i))) {
        members.add(value(id, outputs.get(i), i));
      }
    }
    members.addAll(extraMembers);
    return new GovernedPlan(
        "test",
        new Version(1, 0, 0),
        TITLE,
        TITLE,
        Area.DECLARATION,
        "test",
        List.of(),
        "/api/dec/v1/test",
        openness,
        approval,
        List.of("open-1"),
        anonymous,
        terms,
        sortedBy.isEmpty()
            ? List.of(parameter("wanted", List.of()))
            : List.of(parameter("wanted", List.of()), parameter(sortedBy.get(), orderNames)),
        List.of(read),
        calls,
        route.orElseGet(() -> new Flow.Read(id)),
        new AnswerShape(!single, members, related),
        headers,
        paging,
        Duration.ofSeconds(3),
        cache,
        new PlanInputs(
            "source-1", "catalog-1", "harbour", "1.0.0", rulePack, GRAMMAR.fingerprint()));
  }

  private PlannedAccess access(List<String> outputs) {
    PlannedAccess.Statements statements =
        new PlannedAccess.Statements(
            new PrintedQuery(text, bindings, outputs, hidden),
            next.map(each -> new PrintedQuery(each, nextBindings, outputs, hidden)));
    if (sortedBy.isEmpty()) {
      return statements;
    }
    SortedMap<String, PlannedAccess.Statements> orders = new TreeMap<>(otherOrders);
    orders.put(FIRST_ORDER, statements);
    return new PlannedAccess.Sorted(sortedBy.get(), orders);
  }

  /** Adds an order whose statements are those of the first with other words. */
  PlanDraft order(String name, String old, String fresh) {
    List<String> outputs = fields.stream().map(field -> field.name).toList();
    otherOrders.put(
        name,
        new PlannedAccess.Statements(
            new PrintedQuery(text.replace(old, fresh), bindings, outputs, hidden),
            next.map(
                each ->
                    new PrintedQuery(each.replace(old, fresh), nextBindings, outputs, hidden))));
    return this;
  }

  /** Gives an order other keys. */
  PlanDraft keys(String order, PageKey... keys) {
    PlannedPaging before = paging.orElseThrow();
    SortedMap<String, List<PageKey>> all = new TreeMap<>(before.keys());
    all.put(order, List.of(keys));
    paging = Optional.of(new PlannedPaging(before.read(), all, before.size(), before.max()));
    return this;
  }

  static AnswerShape.Value value(String read, String name, int field) {
    return new AnswerShape.Value(
        name, FieldType.STRING, false, true, Lineage.of(new Origin(read, field)), Optional.empty());
  }

  private static PlannedParameter parameter(String name, List<String> allowed) {
    return new PlannedParameter(
        name,
        ParameterDefinition.Place.QUERY,
        FieldType.STRING,
        Optional.empty(),
        true,
        40,
        OptionalInt.empty(),
        OptionalInt.empty(),
        allowed,
        Optional.empty(),
        TITLE,
        Optional.empty());
  }

  Decisions decisions() {
    return HarbourDecisions.of(decided, deniedBy, closedToAudiences);
  }

  CheckResult check(PlanChecker checker) {
    return checker.check(build(), "fingerprint-1", CATALOG, decisions());
  }
}
