package io.tidegate.engine.compile;

import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlanInputs;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedStep;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.definition.PagingDefinition;
import io.tidegate.route.definition.ParameterDefinition;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.Keyset;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.fact.Approval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes the plan: decisions become masks, scopes and reasons of the reads. The only maker of a
 * {@code GovernedPlan}.
 */
final class Planner {
  /** Every public path begins with this. */
  static final String PREFIX = "/api";

  private Planner() {}

  static Outcome<GovernedPlan> plan(
      ResolvedService service, Catalog catalog, Decisions decisions, PlanInputs inputs) {
    Diagnostics diagnostics = new Diagnostics();
    ServiceDefinition definition = service.definition();
    ReadPlanner planner = new ReadPlanner(catalog, decisions, diagnostics);
    int pageMax = definition.paging().map(PagingDefinition::max).orElse(0);
    List<PlannedRead> reads = new ArrayList<>();
    for (Read read : service.reads()) {
      reads.add(planner.plan(read, service.keyset(), pageMax));
    }
    Optional<PlannedPaging> paging =
        definition
            .paging()
            .map(p -> paging(p, service.keyset().orElseThrow(), reads.getFirst(), diagnostics));
    boolean parties =
        reads.stream()
            .flatMap(r -> r.tables().stream())
            .anyMatch(t -> t.scope() == PlannedTable.Scope.PARTY);
    if (definition.openness() == Openness.CLOSED && !parties) {
      diagnostics.error(
          PlanCode.NOBODY,
          definition.service().span(),
          "the service asks to be closed and reads nothing that has parties, so nobody could call it",
          "ask for `openness: conditional`, or read a resource with role columns");
    }
    Set<String> opennessRules = new TreeSet<>(decisions.service().rules());
    Optional<Approval> approval = approval(service, reads, decisions);
    boolean anonymous =
        decisions.service().openness() == Openness.UNCONDITIONAL
            && reads.stream()
                .flatMap(r -> r.tables().stream())
                .allMatch(t -> t.base().equals(Optional.of(Relation.PUBLIC)));
    return diagnostics.hasErrors()
        ? Outcome.refused(diagnostics)
        : Outcome.of(
            new GovernedPlan(
                definition.service().value(),
                definition.version().value(),
                definition.title(),
                definition.summary(),
                definition.area().value(),
                definition.department(),
                definition.tags(),
                path(definition),
                decisions.service().openness(),
                approval,
                List.copyOf(opennessRules),
                anonymous,
                definition.request().parameters().stream().map(Planner::parameter).toList(),
                reads,
                step(service.route()),
                shape(service.answer(), reads),
                paging,
                definition.timeout(),
                inputs),
            diagnostics);
  }

  private static String path(ServiceDefinition definition) {
    return PREFIX
        + "/"
        + definition.area().value().segment()
        + "/v"
        + definition.version().value().major()
        + definition.request().path().value();
  }

  /**
   * What a caller needs for the tables it reads without being a party: the strictest that was
   * decided for any of them.
   */
  private static Optional<Approval> approval(
      ResolvedService service, List<PlannedRead> reads, Decisions decisions) {
    Optional<Approval> strictest = Optional.empty();
    for (int i = 0; i < reads.size(); i++) {
      List<PlannedTable> tables = reads.get(i).tables();
      for (ColumnUse use : Lineage.columns(service.reads().get(i).query())) {
        if (tables.get(use.table()).base().equals(Optional.of(Relation.APPROVED))) {
          Approval own = decisions.fields().get(use.column()).openness().approval();
          strictest = Optional.of(strictest.map(own::strictest).orElse(own));
        }
      }
    }
    if (service.definition().openness() == Openness.CONDITIONAL) {
      Approval own = decisions.service().approval();
      strictest = Optional.of(strictest.map(own::strictest).orElse(own));
    }
    return strictest;
  }

  private static PlannedPaging paging(
      PagingDefinition paging, Keyset keyset, PlannedRead read, Diagnostics diagnostics) {
    List<PlannedPaging.PageKey> keys = new ArrayList<>();
    for (int k = 0; k < keyset.keys().size(); k++) {
      Keyset.Key key = keyset.keys().get(k);
      int index = read.query().outputs().indexOf(key.output());
      PlannedField field = read.fields().get(index);
      boolean shown =
          MaskChoice.isNone(field.fixed())
              && field.masks().values().stream().allMatch(MaskChoice::isNone);
      if (!shown) {
        diagnostics.error(
            PlanCode.KEY_MASKED,
            paging.keys().get(k).span(),
            "the paging key `" + key.output() + "` is hidden from some callers");
      }
      keys.add(new PlannedPaging.PageKey(index, key.output(), field.sqlType(), key.descending()));
    }
    return new PlannedPaging(read.id(), keys, paging.size(), paging.max());
  }

  private static PlannedParameter parameter(ParameterDefinition p) {
    return new PlannedParameter(
        p.name().value(),
        p.in(),
        p.type(),
        p.format(),
        p.required(),
        p.maxLength(),
        p.minimum(),
        p.maximum(),
        p.allowed(),
        p.otherwise(),
        p.title(),
        p.example());
  }

  private static PlannedStep step(ResolvedService.Step step) {
    return switch (step) {
      case ResolvedService.ReadStep read -> new PlannedStep.ReadStep(read.read());
      case ResolvedService.MulticastStep multicast ->
          new PlannedStep.MulticastStep(
              multicast.parallel(),
              multicast.timeoutMillis(),
              multicast.strategy(),
              multicast.branches().stream()
                  .map(b -> new PlannedStep.Branch(b.name(), step(b.step())))
                  .toList());
    };
  }

  private static AnswerShape shape(ResolvedService.Shape shape, List<PlannedRead> reads) {
    List<AnswerShape.Member> members = new ArrayList<>();
    boolean related = false;
    for (ResolvedService.Member member : shape.members()) {
      switch (member) {
        case ResolvedService.Value value -> {
          members.add(
              new AnswerShape.Value(
                  value.name(),
                  value.type(),
                  value.nullable(),
                  new TreeMap<>(value.outputs()),
                  value.title()));
          related |=
              reads.stream().anyMatch(r -> value.outputs().containsKey(r.id()) && governed(r));
        }
        case ResolvedService.Nested nested ->
            members.add(new AnswerShape.Nested(nested.name(), shape(nested.shape(), reads)));
      }
    }
    return new AnswerShape(shape.list(), members, related);
  }

  private static boolean governed(PlannedRead read) {
    return read.tables().stream()
        .anyMatch(t -> t.scope() == PlannedTable.Scope.PARTY || t.relations().size() > 1);
  }
}
