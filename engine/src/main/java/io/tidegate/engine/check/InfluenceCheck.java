package io.tidegate.engine.check;

import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.check.Trace.Effect;
import io.tidegate.engine.plan.PlannedInfluence;
import io.tidegate.route.sql.InfluenceKind;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.decide.FieldDecision;
import io.tidegate.rules.decide.InfluenceDecision;
import io.tidegate.rules.decide.InfluenceKey;
import java.util.ArrayList;
import java.util.List;

/** Every column that decides which rows come, or whether any do, is named and allowed to. */
final class InfluenceCheck implements Check {
  @Override
  public void check(Examined examined, Report report) {
    for (Statement statement : examined.statements()) {
      Decisions decisions = examined.decisions();
      for (PlannedInfluence influence : statement.read().influences()) {
        if (!allowed(influence, influence.probe(), statement, decisions)) {
          wrong(report, statement, influence, "it is not allowed by " + influence.allowedBy());
        }
      }
      for (Effect failure : statement.trace().failures()) {
        if (!mayFail(failure, statement, decisions)) {
          report.at(
              statement.read(),
              failure.column().toString(),
              "it decides whether the statement fails");
        }
      }
      List<Effect> effects = new ArrayList<>(statement.trace().effects());
      effects.addAll(statement.trace().outputEffects());
      for (Effect effect : effects) {
        List<PlannedInfluence> named =
            statement.read().influences().stream().filter(each -> names(each, effect)).toList();
        if (named.isEmpty()) {
          report.at(
              statement.read(),
              effect.column().toString(),
              "it takes part in " + effect.kind() + ", and the plan does not say so");
        }
        for (PlannedInfluence influence : named) {
          boolean asked = effect.probed() && !influence.probe();
          if (asked && !mayBeProbed(influence, statement, decisions)) {
            wrong(report, statement, influence, "the caller can ask about it step by step");
          }
        }
      }
    }
  }

  /** Whether everybody may read what decides about an error, or ask about it by a condition. */
  private static boolean mayFail(Effect failure, Statement statement, Decisions decisions) {
    FieldDecision decided = decisions.fields().get(failure.column());
    if (decided == null || failure.table() >= statement.tables().size()) {
      return false;
    }
    InfluenceDecision decision =
        decided.influences().get(new InfluenceKey(failure.kind().name(), failure.probed()));
    return MaskCheck.shownToAll(decided, statement.tables().get(failure.table()).relations())
        || decision != null && decision.allowed();
  }

  private static boolean names(PlannedInfluence influence, Effect effect) {
    return influence.column().table() == effect.table()
        && influence.column().column().equals(effect.column())
        && (influence.where() == effect.kind()
            || effect.nested() && influence.where() == InfluenceKind.CONTROL);
  }

  private static boolean allowed(
      PlannedInfluence influence, boolean probe, Statement statement, Decisions decisions) {
    FieldDecision decided = decisions.fields().get(influence.column().column());
    int table = influence.column().table();
    if (decided == null || table >= statement.tables().size()) {
      return false;
    }
    if (influence.allowedBy().equals(List.of(PlannedInfluence.UNMASKED))) {
      return MaskCheck.shownToAll(decided, statement.tables().get(table).relations());
    }
    if (influence.allowedBy().equals(List.of(PlannedInfluence.OUTPUT))) {
      return decidesOutputsOnly(influence, statement);
    }
    InfluenceDecision decision =
        decided.influences().get(new InfluenceKey(influence.where().name(), probe));
    return decision != null
        && decision.allowed()
        && !decision.rules().isEmpty()
        && influence.allowedBy().equals(decision.rules().stream().sorted().distinct().toList());
  }

  /** What decides a value and no row is judged with the value, by the check of masks. */
  private static boolean decidesOutputsOnly(PlannedInfluence influence, Statement statement) {
    return statement.trace().effects().stream().noneMatch(effect -> names(influence, effect));
  }

  /**
   * A plan that takes a question of the caller's for none needs the rules to allow it all the same.
   */
  private static boolean mayBeProbed(
      PlannedInfluence influence, Statement statement, Decisions decisions) {
    if (influence.allowedBy().equals(List.of(PlannedInfluence.UNMASKED))
        || influence.allowedBy().equals(List.of(PlannedInfluence.OUTPUT))) {
      return allowed(influence, true, statement, decisions);
    }
    FieldDecision decided = decisions.fields().get(influence.column().column());
    InfluenceDecision decision =
        decided == null
            ? null
            : decided.influences().get(new InfluenceKey(influence.where().name(), true));
    return decision != null && decision.allowed();
  }

  private static void wrong(
      Report report, Statement statement, PlannedInfluence influence, String message) {
    report.at(
        statement.read(),
        influence.column().column().toString(),
        message + " in " + influence.where());
  }
}
