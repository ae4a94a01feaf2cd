package io.tidegate.engine.check;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.decide.FieldDecision;
import io.tidegate.rules.decide.InfluenceDecision;
import io.tidegate.rules.decide.InfluenceKey;
import io.tidegate.rules.decide.LabelDecision;
import io.tidegate.rules.decide.LimitDecision;
import io.tidegate.rules.decide.MaskDecision;
import io.tidegate.rules.decide.OpennessDecision;
import io.tidegate.rules.decide.Terms;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.LeastParties;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.Vocabulary;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decisions about every column of {@link HarbourCatalog}. Principals see everything; agents see a
 * short form of the trader's name, no totals unless the principal lets them, and no text of
 * notices; everybody sees codes, whoever is approved sees berths. Totals may decide the order and
 * conditions within a value, as long as the caller does not ask about them.
 */
final class HarbourDecisions {
  static final MaskSpec SHORT =
      new MaskSpec("M-SHORT", MaskKind.KEEP, new TreeMap<>(Map.of("first", "1", "last", "1")));

  private HarbourDecisions() {}

  static Decisions of(Openness service) {
    return of(service, List.of());
  }

  /**
   * @param deniedBy the rules that deny it to everybody
   */
  static Decisions of(Openness service, List<String> deniedBy) {
    return of(service, deniedBy, false);
  }

  /**
   * @param closedToAll whether every field is closed to every audience, although it is open to
   *     everybody: what no rules could decide, and a checker must not rely on
   */
  static Decisions of(Openness service, List<String> deniedBy, boolean closedToAll) {
    SortedMap<ColumnId, FieldDecision> fields = new TreeMap<>();
    for (Resource resource : new HarbourCatalog().resources()) {
      resource
          .fields()
          .forEach(
              field ->
                  fields.put(
                      resource.column(field.name()),
                      decision(
                          resource.column(field.name()),
                          resource.openness(),
                          closedToAll ? Openness.CLOSED : resource.openness())));
    }
    return new Decisions(
        "harbour",
        "1.0.0",
        "pack-1",
        LeastParties.DEFAULT,
        new OpennessDecision(service, Approval.REVIEW, List.of("open-1")),
        List.of(terms(service, deniedBy)),
        fields);
  }

  private static FieldDecision decision(ColumnId column, Openness openness, Openness ofAudiences) {
    SortedMap<Relation, MaskDecision> masks = new TreeMap<>();
    for (Relation relation : Relation.values()) {
      masks.put(relation, mask(column.column(), relation, openness));
    }
    SortedMap<InfluenceKey, InfluenceDecision> influences = new TreeMap<>();
    for (String kind : Vocabulary.INFLUENCES) {
      boolean total = column.column().equals("decl_total");
      boolean allowed = total && List.of("ORDER", "CONTROL").contains(kind);
      influences.put(
          new InfluenceKey(kind, false),
          new InfluenceDecision(allowed, List.of(allowed ? "totals-decide" : "nothing-else")));
      influences.put(
          new InfluenceKey(kind, true), new InfluenceDecision(false, List.of("no-questions")));
    }
    return new FieldDecision(
        column,
        label(column.column(), openness),
        new OpennessDecision(openness, Approval.REVIEW, List.of("open-1")),
        List.of(terms(ofAudiences, List.of())),
        masks,
        influences);
  }

  private static Terms terms(Openness openness, List<String> deniedBy) {
    return new Terms(
        Audience.EVERYBODY,
        openness,
        Approval.REVIEW,
        new LimitDecision(LimitClass.LEAST, List.of("limit-1")),
        deniedBy,
        List.of("open-1"));
  }

  private static LabelDecision label(String column, Openness openness) {
    return switch (column) {
      case "decl_total" ->
          new LabelDecision(Optional.of(Sensitivity.S2), List.of("amount"), List.of("total"));
      case "trade_name" ->
          new LabelDecision(Optional.of(Sensitivity.S2), List.of("party-name"), List.of("name"));
      case "text" -> new LabelDecision(Optional.empty(), List.of(), List.of("unknown"));
      default ->
          new LabelDecision(
              Optional.of(openness == Openness.UNCONDITIONAL ? Sensitivity.S0 : Sensitivity.S1),
              List.of(),
              List.of("plain"));
    };
  }

  private static MaskDecision mask(String column, Relation relation, Openness openness) {
    boolean everybody = relation == Relation.PUBLIC && openness == Openness.UNCONDITIONAL;
    boolean approved = relation == Relation.APPROVED && openness != Openness.CLOSED;
    if (everybody || approved || relation == Relation.PRINCIPAL) {
      return new MaskDecision(MaskSpec.NONE, Optional.empty(), List.of("full"));
    }
    if (relation != Relation.AGENT) {
      return new MaskDecision(MaskSpec.DROP, Optional.empty(), List.of("not-theirs"));
    }
    return switch (column) {
      case "trade_name" -> new MaskDecision(SHORT, Optional.empty(), List.of("agent-name"));
      case "decl_total" ->
          new MaskDecision(MaskSpec.DROP, Optional.of("agent_prices"), List.of("agent-total"));
      case "text" -> new MaskDecision(MaskSpec.COVER, Optional.empty(), List.of("agent-text"));
      default -> new MaskDecision(MaskSpec.NONE, Optional.empty(), List.of("full"));
    };
  }
}
