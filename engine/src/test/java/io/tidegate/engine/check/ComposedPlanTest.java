package io.tidegate.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.check.CheckResult.Certified;
import io.tidegate.engine.check.CheckResult.Rejected;
import io.tidegate.engine.compile.BenignSamples;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.AnswerShape.Member;
import io.tidegate.engine.plan.AnswerShape.Nested;
import io.tidegate.engine.plan.AnswerShape.Value;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedAccess.ParentKey;
import io.tidegate.engine.plan.PlannedHeader;
import io.tidegate.engine.plan.PlannedRaw;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.definition.AnswerHeader;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.script.Script;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.sql.PrintedQuery;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.decide.Verdict;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.ServiceFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Routes of every kind of step, resolved and planned by one code and followed by another: both say
 * the same of every member, and a plan that says less is refused.
 */
class ComposedPlanTest {
  private static final Map<String, CheckedPlan> PLANS = new TreeMap<>();
  private static final PlanChecker CHECKER = new PlanChecker(new PgGrammar());

  /** As many as show it: each is a whole check. */
  private static final int MUTANTS = 40;

  private static final String PARENT = "parent-of-an-operation.yaml";

  private static Decider decider;

  @BeforeAll
  static void compile() {
    decider = Decider.build(Samples.workspace().rules()).value().orElseThrow();
    BenignSamples.outcomes()
        .forEach((name, outcome) -> outcome.value().ifPresent(plan -> PLANS.put(name, plan)));
    assertThat(PLANS).hasSizeGreaterThan(60);
  }

  private static final Map<String, Decisions> DECISIONS = new TreeMap<>();

  private static Decisions decisions(GovernedPlan plan) {
    return DECISIONS.computeIfAbsent(plan.service(), service -> decided(plan));
  }

  private static Decisions decided(GovernedPlan plan) {
    Catalog catalog = Samples.workspace().catalog();
    Map<ColumnId, FieldFact> facts = new TreeMap<>();
    for (Resource resource : catalog.resources()) {
      boolean read =
          plan.reads().stream()
              .flatMap(r -> r.tables().stream())
              .anyMatch(t -> t.name().equals(resource.schema() + "." + resource.table()));
      if (read) {
        for (Field field : resource.fields()) {
          facts.put(
              new ColumnId(resource.source(), resource.schema(), resource.table(), field.name()),
              FieldFact.of(resource, field));
        }
      }
    }
    Verdict verdict =
        decider.decide(
            new ServiceFact(plan.service(), plan.area().word(), plan.openness()),
            new ArrayList<>(facts.values()));
    return ((Verdict.Decided) verdict).decisions();
  }

  private static Set<CheckCode> codes(GovernedPlan plan) {
    return codes(CHECKER, plan);
  }

  private static Set<CheckCode> codes(PlanChecker checker, GovernedPlan plan) {
    return switch (checker.check(
        plan, "fingerprint-1", Samples.workspace().catalog(), decisions(plan))) {
      case Certified certified -> Set.of();
      case Rejected rejected ->
          rejected.violations().stream().map(Violation::code).collect(Collectors.toSet());
    };
  }

  @Test
  void theCheckerDerivesForEveryMemberWhatThePlanSays() throws Untraceable {
    for (Map.Entry<String, CheckedPlan> each : PLANS.entrySet()) {
      GovernedPlan plan = each.getValue().plan();
      Map<String, Lineage> said = new LinkedHashMap<>();
      said(plan.answer(), "", said);
      Map<String, Lineage> derived = new LinkedHashMap<>();
      derived(RouteTrace.trace(plan).body(), "", derived);

      assertThat(said).as(each.getKey()).isNotEmpty();
      said.forEach(
          (path, lineage) -> {
            assertThat(derived.get(path).values())
                .as(each.getKey() + ": values of " + path)
                .isEqualTo(lineage.values());
            assertThat(lineage.all())
                .as(each.getKey() + ": all that decides " + path)
                .containsAll(derived.get(path).all());
          });
    }
  }

  private static void said(AnswerShape shape, String before, Map<String, Lineage> said) {
    for (Member member : shape.members()) {
      switch (member) {
        case Value value -> said.put(before + value.name(), value.lineage());
        case Nested nested -> said(nested.shape(), before + nested.name() + ".", said);
      }
    }
  }

  private static void derived(Content content, String before, Map<String, Lineage> derived) {
    switch (content) {
      case Content.Rows list -> derived(list.element(), before, derived);
      case Content.Parts record ->
          record
              .members()
              .forEach(
                  (name, member) -> {
                    derived.put(before + name, member.lineage());
                    derived(member, before + name + ".", derived);
                  });
      case Content.Single single -> {}
      case Content.Nothing nothing -> {}
    }
  }

  @Test
  void theSamePlansAreCertifiedHere() {
    PLANS.forEach((name, plan) -> assertThat(codes(plan.plan())).as(name).isEmpty());
  }

  @Test
  void anOriginThatIsLeftOutIsMissed() {
    int mutants = 0;
    for (Map.Entry<String, CheckedPlan> each : PLANS.entrySet()) {
      GovernedPlan plan = each.getValue().plan();
      for (String path : paths(plan.answer(), "")) {
        Origin gone = first(plan.answer(), path);
        if (gone != null && mutants < MUTANTS) {
          AnswerShape faulty =
              changed(
                  plan.answer(), "", path, value -> with(value, without(value.lineage(), gone)));
          assertThat(codes(with(plan, plan.route(), faulty, plan.reads())))
              .as(each.getKey() + " without " + gone + " of " + path)
              .contains(CheckCode.ANSWER);
          mutants++;
        }
      }
    }
    assertThat(mutants).isEqualTo(MUTANTS);
  }

  @Test
  void membersThatAreExchangedAreMissed() {
    int mutants = 0;
    for (Map.Entry<String, CheckedPlan> each : PLANS.entrySet()) {
      GovernedPlan plan = each.getValue().plan();
      List<Value> values =
          plan.answer().members().stream()
              .filter(m -> m instanceof Value v && !v.lineage().isNone())
              .map(Value.class::cast)
              .toList();
      if (mutants < MUTANTS / 2
          && values.size() > 1
          && !values.get(0).lineage().equals(values.get(1).lineage())) {
        AnswerShape faulty =
            changed(plan.answer(), "", values.get(0).name(), v -> with(v, values.get(1).lineage()));
        assertThat(codes(with(plan, plan.route(), faulty, plan.reads())))
            .as(each.getKey())
            .contains(CheckCode.ANSWER);
        mutants++;
      }
    }
    assertThat(mutants).isEqualTo(MUTANTS / 2);
  }

  @Test
  void relationsThatAreNotToldAreMissed() {
    int mutants = 0;
    for (Map.Entry<String, CheckedPlan> each : PLANS.entrySet()) {
      GovernedPlan plan = each.getValue().plan();
      if (mutants < MUTANTS / 2 && plan.answer().related()) {
        AnswerShape silent = new AnswerShape(plan.answer().list(), plan.answer().members(), false);
        assertThat(codes(with(plan, plan.route(), silent, plan.reads())))
            .as(each.getKey())
            .contains(CheckCode.ANSWER);
        mutants++;
      }
    }
    assertThat(mutants).isEqualTo(MUTANTS / 2);
  }

  @Test
  void aRawKeyThatThePlanDoesNotNameIsMissed() {
    for (String name : List.of("raw-bill.yaml", "raw-in-split.yaml", "raw-operation.yaml")) {
      GovernedPlan plan = PLANS.get(name).plan();
      List<PlannedRead> reads = new ArrayList<>();
      for (PlannedRead read : plan.reads()) {
        reads.add(
            new PlannedRead(
                read.id(),
                read.source(),
                read.single(),
                read.access(),
                read.rowLimit(),
                read.tables(),
                read.fields(),
                read.influences(),
                List.of(),
                read.line()));
      }

      assertThat(codes(with(plan, plan.route(), plan.answer(), reads)))
          .as(name)
          .containsExactly(CheckCode.RAW);
    }
  }

  @Test
  void aRawKeyThatDoesMoreThanJoinIsMissed() {
    GovernedPlan plan = PLANS.get("raw-bill.yaml").plan();
    String joins = "(\"o\".\"bill_no\" = CAST(? AS varchar))";
    for (String tells :
        List.of(
            "(\"o\".\"bill_no\" <> CAST(? AS varchar))",
            "(NOT " + joins + ")",
            "(" + joins + " OR " + "(\"o\".\"status\" = 'X')" + ")",
            "(CASE WHEN " + joins + " THEN TRUE ELSE TRUE END)")) {
      List<PlannedRead> reads = new ArrayList<>();
      for (PlannedRead read : plan.reads()) {
        reads.add(
            read.access() instanceof PlannedAccess.Statements statements
                ? new PlannedRead(
                    read.id(),
                    read.source(),
                    read.single(),
                    new PlannedAccess.Statements(
                        new PrintedQuery(
                            statements.query().text().replace(joins, tells),
                            statements.query().bindings(),
                            statements.query().outputs(),
                            statements.query().hidden()),
                        statements.next()),
                    read.rowLimit(),
                    read.tables(),
                    read.fields(),
                    read.influences(),
                    read.raws(),
                    read.line())
                : read);
      }

      assertThat(codes(with(plan, plan.route(), plan.answer(), reads)))
          .as(tells)
          .contains(CheckCode.RAW);
    }
    assertThat(codes(plan)).isEmpty();
  }

  @Test
  void aRawKeyOfAnotherOutputIsMissed() {
    GovernedPlan plan = PLANS.get("raw-bill.yaml").plan();
    Flow other =
        replaced(
            plan.route(),
            step ->
                step instanceof Flow.SetRaw raw
                    ? new Flow.SetRaw(raw.name(), raw.read(), 0)
                    : step);

    assertThat(codes(with(plan, other, plan.answer(), plan.reads())))
        .containsExactly(CheckCode.RAW);
  }

  @Test
  void aRawKeyThatNoStepSetsIsMissed() {
    GovernedPlan plan = PLANS.get("raw-bill.yaml").plan();
    Flow without =
        replaced(
            plan.route(),
            step -> step instanceof Flow.SetRaw ? new Flow.Sequence(List.of()) : step);

    assertThat(codes(with(plan, without, plan.answer(), plan.reads()))).contains(CheckCode.RAW);
  }

  @Test
  void anOperationAskedWithARawKeyOfAnotherOutputIsMissed() {
    GovernedPlan plan = PLANS.get("raw-operation.yaml").plan();
    assertThat(codes(plan)).isEmpty();
    for (int output : List.of(0, 9)) {
      Flow other =
          replaced(
              plan.route(),
              step ->
                  step instanceof Flow.SetRaw raw
                      ? new Flow.SetRaw(raw.name(), raw.read(), output)
                      : step);

      assertThat(codes(with(plan, other, plan.answer(), plan.reads())))
          .containsAnyOf(CheckCode.RAW, CheckCode.ROUTE);
    }
  }

  @Test
  void anOperationAskedWithARawKeyThatIsNotSetIsMissed() {
    GovernedPlan plan = PLANS.get("raw-operation.yaml").plan();
    Flow without =
        replaced(
            plan.route(),
            step -> step instanceof Flow.SetRaw ? new Flow.Sequence(List.of()) : step);

    assertThat(codes(with(plan, without, plan.answer(), plan.reads()))).contains(CheckCode.ROUTE);
  }

  @Test
  void anInputThatSelectsByAHiddenFieldIsMissedThoughARawKeyIsGivenForIt() {
    GovernedPlan plan = PLANS.get("raw-operation.yaml").plan();
    List<PlannedRead> reads = new ArrayList<>();
    for (PlannedRead read : plan.reads()) {
      reads.add(
          new PlannedRead(
              read.id(),
              read.source(),
              read.single(),
              read.access(),
              read.rowLimit(),
              read.tables(),
              read.fields(),
              read.access() instanceof PlannedAccess.Operation ? List.of() : read.influences(),
              read.raws(),
              read.line()));
    }

    assertThat(codes(with(plan, plan.route(), plan.answer(), reads)))
        .containsExactly(CheckCode.INFLUENCE);
  }

  @Test
  void recordsAskedByAnotherColumnThanTheParentsKeyAreMissed() {
    GovernedPlan plan = PLANS.get(PARENT).plan();
    assertThat(codes(plan)).isEmpty();
    Flow other =
        replaced(
            plan.route(),
            step ->
                step instanceof Flow.SetRaw raw
                    ? new Flow.SetRaw(raw.name(), raw.read(), 1)
                    : step);
    List<PlannedRead> named =
        plan.reads().stream().map(read -> raws(read, List.of(status(plan)))).toList();

    GovernedPlan mutant = with(plan, other, plan.answer(), named);
    assertThat(codes(mutant)).containsExactly(CheckCode.PARENT);
    assertThat(codes(CHECKER.without(CheckCode.PARENT), mutant)).isEmpty();
  }

  @Test
  void aKeyThatIsAnotherOneOnOneWayIsMissed() {
    GovernedPlan plan = PLANS.get(PARENT).plan();
    Flow.SetRaw key = (Flow.SetRaw) find(plan.route(), Flow.SetRaw.class);
    Flow same = new Flow.SetRaw(key.name(), key.read(), key.output());
    Flow other = new Flow.SetRaw(key.name(), key.read(), 1);
    Script condition =
        ((Flow.SetVariable)
                find(PLANS.get("variable-constant.yaml").plan().route(), Flow.SetVariable.class))
            .value();
    for (List<Flow> ways : List.of(List.of(same, other), List.of(other, same))) {
      Flow.Choice either =
          new Flow.Choice(List.of(new Flow.When(condition, ways.getFirst())), ways.getLast());
      Flow changed = replaced(plan.route(), step -> step == key ? either : step);

      assertThat(codes(with(plan, changed, plan.answer(), plan.reads())))
          .as(ways.toString())
          .containsExactlyInAnyOrder(CheckCode.RAW, CheckCode.PARENT);
    }
  }

  @Test
  void recordsThatAreNotToldByTheirParentsKeyAreMissed() {
    GovernedPlan plan = PLANS.get(PARENT).plan();
    for (Optional<ParentKey> parent :
        List.of(
            Optional.<ParentKey>empty(),
            Optional.of(new ParentKey("accountNo", 1)),
            Optional.of(new ParentKey("materialNo", 0)),
            Optional.of(new ParentKey("nothing", 0)))) {
      List<PlannedRead> reads = plan.reads().stream().map(read -> parent(read, parent)).toList();

      assertThat(codes(with(plan, plan.route(), plan.answer(), reads)))
          .as(parent.toString())
          .isNotEmpty()
          .isSubsetOf(CheckCode.OUTPUT, CheckCode.PARENT);
    }
  }

  private static PlannedRaw status(GovernedPlan plan) {
    PlannedRaw raw = plan.read("items").raws().getFirst();
    return new PlannedRaw(
        raw.parameter(),
        new Origin(raw.origin().read(), 1),
        List.of(new ColumnId("bonded", "bond", "account", "status")),
        raw.allowedBy());
  }

  private static PlannedRead raws(PlannedRead read, List<PlannedRaw> raws) {
    return new PlannedRead(
        read.id(),
        read.source(),
        read.single(),
        read.access(),
        read.rowLimit(),
        read.tables(),
        read.fields(),
        read.influences(),
        read.raws().isEmpty() ? List.of() : raws,
        read.line());
  }

  private static PlannedRead parent(PlannedRead read, Optional<ParentKey> parent) {
    return read.access() instanceof PlannedAccess.Operation asked
        ? new PlannedRead(
            read.id(),
            read.source(),
            read.single(),
            new PlannedAccess.Operation(
                asked.resource(),
                asked.name(),
                asked.inputs(),
                asked.keys(),
                asked.parties(),
                asked.switches(),
                parent),
            read.rowLimit(),
            read.tables(),
            read.fields(),
            read.influences(),
            read.raws(),
            read.line())
        : read;
  }

  @Test
  void aLineOfTheLogThatHoldsWhatIsHiddenIsMissed() {
    GovernedPlan plan = PLANS.get("log-line.yaml").plan();
    GovernedPlan worth = PLANS.get("split-total.yaml").plan();
    Flow.SetBody price = (Flow.SetBody) find(worth.route(), Flow.SetBody.class);
    Flow logged =
        replaced(worth.route(), step -> step == price ? new Flow.Log(price.value()) : step);

    assertThat(codes(plan)).isEmpty();
    assertThat(codes(with(worth, logged, worth.answer(), worth.reads()))).contains(CheckCode.ROUTE);
  }

  @Test
  void aHeaderThatThePlanDoesNotNameIsMissed() {
    GovernedPlan plan = PLANS.get("header-as-of.yaml").plan();
    GovernedPlan silent = with(plan, List.of());

    assertThat(codes(plan)).isEmpty();
    assertThat(codes(silent)).containsExactly(CheckCode.HEADER);
    assertThat(codes(CHECKER.without(CheckCode.HEADER), silent)).isEmpty();
  }

  @Test
  void aHeaderThatHoldsWhatIsHiddenIsMissed() {
    GovernedPlan worth = PLANS.get("split-total.yaml").plan();
    Flow.SetBody price = (Flow.SetBody) find(worth.route(), Flow.SetBody.class);
    Flow header = new Flow.SetHeader(AnswerHeader.SOURCE, price.value());
    Flow same = new Flow.SetBody(price.value(), price.absence());
    Flow route =
        replaced(
            worth.route(), step -> step == price ? new Flow.Sequence(List.of(header, same)) : step);
    GovernedPlan told =
        with(
            with(worth, route, worth.answer(), worth.reads()),
            List.of(new PlannedHeader(AnswerHeader.SOURCE, everything(worth))));

    assertThat(codes(worth)).isEmpty();
    assertThat(codes(told)).containsExactly(CheckCode.HEADER);
    assertThat(codes(CHECKER.without(CheckCode.HEADER), told)).isEmpty();
  }

  @Test
  void whatDecidesWhichElementsAreThereIsMissedWhereThePlanDoesNotSayIt() {
    GovernedPlan plan = PLANS.get("list-of-the-dear.yaml").plan();
    AnswerShape answer = plan.answer();
    AnswerShape silent = new AnswerShape(answer.list(), answer.members(), answer.related());
    GovernedPlan mutant = with(plan, plan.route(), silent, plan.reads());

    assertThat(codes(plan)).isEmpty();
    assertThat(codes(mutant)).containsExactly(CheckCode.ANSWER);
    assertThat(codes(CHECKER.without(CheckCode.ANSWER), mutant)).isEmpty();
  }

  private static Lineage everything(GovernedPlan plan) {
    Lineage all = Lineage.NONE;
    for (PlannedRead read : plan.reads()) {
      for (int i = 0; i < read.fields().size(); i++) {
        all = all.with(Lineage.of(new Origin(read.id(), i)));
      }
    }
    return all;
  }

  @Test
  void aLineOfTheLogThatIsThereForWhatIsHiddenIsMissed() {
    GovernedPlan worth = PLANS.get("split-total.yaml").plan();
    Flow.SetBody price = (Flow.SetBody) find(worth.route(), Flow.SetBody.class);
    Flow.Log line = (Flow.Log) find(PLANS.get("everything.yaml").plan().route(), Flow.Log.class);

    assertThat(codes(loggingWhen(line.message(), line, price, worth))).isEmpty();
    assertThat(codes(loggingWhen(price.value(), line, price, worth))).contains(CheckCode.ROUTE);
  }

  /** The plan, with a line before a step where a condition holds. */
  private static GovernedPlan loggingWhen(
      Script condition, Flow.Log line, Flow.SetBody before, GovernedPlan plan) {
    Flow choice =
        new Flow.Choice(List.of(new Flow.When(condition, line)), new Flow.Sequence(List.of()));
    Flow then = new Flow.SetBody(before.value(), before.absence());
    Flow changed =
        replaced(
            plan.route(), step -> step == before ? new Flow.Sequence(List.of(choice, then)) : step);
    return with(plan, changed, plan.answer(), plan.reads());
  }

  @Test
  void aCodeMapOverAnotherReadIsMissed() {
    GovernedPlan plan = PLANS.get("code-name.yaml").plan();
    String head = plan.reads().stream().filter(PlannedRead::single).findFirst().orElseThrow().id();
    Flow other =
        replaced(
            plan.route(),
            step ->
                step instanceof Flow.CodeMap map
                    ? new Flow.CodeMap(head, map.member(), map.into(), map.miss())
                    : step);

    assertThat(codes(with(plan, other, plan.answer(), plan.reads())))
        .containsExactly(CheckCode.ROUTE);
  }

  @Test
  void aStepThatIsLeftOutIsMissedWhereverItMakesTheAnswer() {
    int mutants = 0;
    for (Map.Entry<String, CheckedPlan> each : PLANS.entrySet()) {
      GovernedPlan plan = each.getValue().plan();
      Flow.SetBody set = (Flow.SetBody) find(plan.route(), Flow.SetBody.class);
      boolean makes =
          set != null
              && find(plan.route(), Flow.Try.class) == null
              && find(plan.route(), Flow.Breaker.class) == null
              && find(plan.route(), Flow.Loop.class) == null;
      if (makes) {
        Flow without =
            replaced(plan.route(), step -> step == set ? new Flow.Sequence(List.of()) : step);
        Set<CheckCode> codes = codes(with(plan, without, plan.answer(), plan.reads()));
        if (!codes.isEmpty()) {
          assertThat(codes).as(each.getKey()).isSubsetOf(CheckCode.ROUTE, CheckCode.ANSWER);
          mutants++;
        }
      }
    }
    assertThat(mutants).isGreaterThan(10);
  }

  // ---- changed plans

  private static List<String> paths(AnswerShape shape, String before) {
    List<String> paths = new ArrayList<>();
    for (Member member : shape.members()) {
      switch (member) {
        case Value value -> paths.add(before + value.name());
        case Nested nested -> paths.addAll(paths(nested.shape(), before + nested.name() + "."));
      }
    }
    return paths;
  }

  private static Origin first(AnswerShape shape, String path) {
    Map<String, Lineage> said = new LinkedHashMap<>();
    said(shape, "", said);
    SortedSet<Origin> values = said.get(path).values();
    return values.isEmpty() ? null : values.first();
  }

  private static Lineage without(Lineage lineage, Origin gone) {
    SortedSet<Origin> fewer = new TreeSet<>(lineage.values());
    fewer.remove(gone);
    return new Lineage(fewer, lineage.control(), lineage.asked());
  }

  private static Value with(Value value, Lineage lineage) {
    return new Value(
        value.name(), value.type(), value.list(), value.nullable(), lineage, value.title());
  }

  private static AnswerShape changed(
      AnswerShape shape, String before, String path, UnaryOperator<Value> change) {
    List<Member> members = new ArrayList<>();
    for (Member member : shape.members()) {
      members.add(
          switch (member) {
            case Value value -> (before + value.name()).equals(path) ? change.apply(value) : value;
            case Nested nested ->
                new Nested(
                    nested.name(),
                    changed(nested.shape(), before + nested.name() + ".", path, change),
                    nested.nullable());
          });
    }
    return new AnswerShape(shape.list(), members, shape.related());
  }

  private static Flow find(Flow flow, Class<? extends Flow> kind) {
    if (kind.isInstance(flow)) {
      return flow;
    }
    for (Flow inner : flow.inner()) {
      Flow found = find(inner, kind);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static Flow replaced(Flow flow, UnaryOperator<Flow> change) {
    Flow changed = change.apply(flow);
    return switch (changed) {
      case Flow.Sequence s ->
          new Flow.Sequence(s.steps().stream().map(step -> replaced(step, change)).toList());
      case Flow.Split s -> new Flow.Split(s.member(), s.parallel(), replaced(s.flow(), change));
      case Flow.Enrich e ->
          new Flow.Enrich(
              e.combination(),
              new Flow.Branch(
                  e.branch().name(), e.branch().members(), replaced(e.branch().flow(), change)));
      case Flow.Multicast m ->
          new Flow.Multicast(
              m.parallel(),
              m.timeoutMillis(),
              m.partial(),
              m.combination(),
              m.branches().stream()
                  .map(b -> new Flow.Branch(b.name(), b.members(), replaced(b.flow(), change)))
                  .toList());
      case Flow.Choice c ->
          new Flow.Choice(
              c.whens().stream()
                  .map(w -> new Flow.When(w.condition(), replaced(w.flow(), change)))
                  .toList(),
              replaced(c.otherwise(), change));
      case Flow other -> other;
    };
  }

  private static GovernedPlan with(
      GovernedPlan plan, Flow route, AnswerShape answer, List<PlannedRead> reads) {
    return with(plan, route, answer, reads, plan.headers());
  }

  private static GovernedPlan with(GovernedPlan plan, List<PlannedHeader> headers) {
    return with(plan, plan.route(), plan.answer(), plan.reads(), headers);
  }

  private static GovernedPlan with(
      GovernedPlan plan,
      Flow route,
      AnswerShape answer,
      List<PlannedRead> reads,
      List<PlannedHeader> headers) {
    return new GovernedPlan(
        plan.service(),
        plan.version(),
        plan.title(),
        plan.summary(),
        plan.area(),
        plan.department(),
        plan.tags(),
        plan.path(),
        plan.openness(),
        plan.approval(),
        plan.opennessRules(),
        plan.anonymous(),
        plan.terms(),
        plan.parameters(),
        reads,
        plan.calls(),
        route,
        answer,
        headers,
        plan.paging(),
        plan.timeout(),
        plan.cache(),
        plan.inputs());
  }
}
