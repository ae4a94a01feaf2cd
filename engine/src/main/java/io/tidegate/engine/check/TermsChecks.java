package io.tidegate.engine.check;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.rules.decide.LimitDecision;
import io.tidegate.rules.decide.Terms;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Nobody is served on easier terms than were decided for the purpose and the organisation. */
final class TermsChecks {
  private final Examined examined;
  private final Report report;
  private final boolean strangers;

  private TermsChecks(Examined examined, Report report) {
    this.examined = examined;
    this.report = report;
    this.strangers =
        examined.statements().stream()
            .flatMap(statement -> statement.tables().stream())
            .anyMatch(table -> !table.party());
  }

  /** Every purpose and level by itself, whatever parts the plan puts them in. */
  static void terms(Examined examined, Report report) {
    TermsChecks checks = new TermsChecks(examined, report);
    for (Purpose purpose : Purpose.values()) {
      for (OrganisationLevel level : OrganisationLevel.values()) {
        checks.terms(purpose, level);
      }
    }
  }

  private static Optional<PlannedTerms> only(
      List<PlannedTerms> terms, Purpose purpose, OrganisationLevel level) {
    List<PlannedTerms> own =
        terms.stream().filter(each -> each.audience().has(purpose, level)).toList();
    return own.size() == 1 ? Optional.of(own.getFirst()) : Optional.empty();
  }

  private void terms(Purpose purpose, OrganisationLevel level) {
    String who = purpose.word() + ", " + level.word();
    GovernedPlan plan = examined.plan();
    Optional<PlannedTerms> planned = only(plan.terms(), purpose, level);
    List<Terms> decided =
        examined.decisions().terms().stream()
            .filter(each -> each.audience().has(purpose, level))
            .toList();
    if (planned.isEmpty() || decided.size() != 1) {
      report.add(who, "there are no terms for it, or several");
      return;
    }
    if (!planned.get().served()) {
      return;
    }
    wrong(planned.get(), decided.getFirst(), purpose, level)
        .ifPresent(message -> report.add(who, message));
  }

  private Optional<String> wrong(
      PlannedTerms planned, Terms decided, Purpose purpose, OrganisationLevel level) {
    if (!decided.deniedBy().isEmpty()) {
      return Optional.of("it is served, and that was denied");
    }
    if (others(table -> true, purpose, level).anyMatch(t -> t.openness() == Openness.CLOSED)) {
      return Optional.of("it is served others' records, and they are closed to it");
    }
    if (!planned.limit().within(decided.limit().limit())) {
      return Optional.of("it may call more often than was decided");
    }
    Optional<Approval> needed = needed(decided, purpose, level);
    if (needed.isPresent() && !enough(planned.approval(), needed.get())) {
      return Optional.of("a stricter approval was decided than it is asked for");
    }
    for (PlannedCall call : examined.plan().calls()) {
      Optional<PlannedTerms> own = only(call.terms(), purpose, level);
      if (own.isEmpty()
          || !own.get().served()
          || !planned.limit().within(own.get().limit())
          || own.get().approval().filter(a -> !enough(planned.approval(), a)).isPresent()) {
        return Optional.of("the called service " + call.service() + " has stricter terms for it");
      }
    }
    return Optional.empty();
  }

  private static boolean enough(Optional<Approval> asked, Approval needed) {
    return asked.filter(given -> given.compareTo(needed) >= 0).isPresent();
  }

  /** The strictest approval of every column that is read as others' record. */
  private Optional<Approval> needed(Terms decided, Purpose purpose, OrganisationLevel level) {
    Stream<Approval> onCondition =
        strangers && examined.decisions().service().openness() == Openness.CONDITIONAL
            ? Stream.of(Approval.AUTO)
            : Stream.empty();
    Stream<Approval> approved =
        others(table -> isBase(table, Relation.APPROVED), purpose, level).map(Terms::approval);
    Stream<Approval> restricted =
        others(table -> isBase(table, Relation.PUBLIC), purpose, level)
            .filter(terms -> terms.openness() != Openness.UNCONDITIONAL)
            .map(Terms::approval);
    // of a table that is only counted, what was decided of the service counts
    Stream<Approval> counted =
        examined.statements().stream()
                .flatMap(statement -> statement.tables().stream())
                .anyMatch(
                    table ->
                        !table.party()
                            && table.columns().isEmpty()
                            && isBase(table, Relation.APPROVED))
            ? Stream.of(decided.approval())
            : Stream.empty();
    return Stream.of(onCondition, approved, restricted, counted)
        .flatMap(Function.identity())
        .reduce(Approval::strictest);
  }

  private static boolean isBase(Occurrence table, Relation relation) {
    return table.planned().flatMap(PlannedTable::base).equals(Optional.of(relation));
  }

  /** What was decided about each column of tables that are read for others than their parties. */
  private Stream<Terms> others(
      Predicate<Occurrence> which, Purpose purpose, OrganisationLevel level) {
    return examined.statements().stream()
        .flatMap(statement -> statement.tables().stream())
        .filter(table -> !table.party() && which.test(table))
        .flatMap(table -> table.columns().stream())
        .map(column -> decided(column, purpose, level));
  }

  /** A column that nobody decided about is closed. */
  private Terms decided(ColumnId column, Purpose purpose, OrganisationLevel level) {
    return Optional.ofNullable(examined.decisions().fields().get(column))
        .flatMap(
            field ->
                field.terms().stream()
                    .filter(each -> each.audience().has(purpose, level))
                    .findFirst())
        .orElseGet(
            () ->
                new Terms(
                    Audience.EVERYBODY,
                    Openness.CLOSED,
                    Approval.OWNER,
                    new LimitDecision(LimitClass.LEAST, List.of()),
                    List.of(),
                    List.of()));
  }
}
