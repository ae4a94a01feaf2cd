package io.tidegate.engine.compile;

import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.decide.Terms;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Plans on what terms each audience is served. */
final class TermsPlanner {
  private final ResolvedService service;
  private final Decisions decisions;
  private final List<PlannedRead> reads;
  private final List<PlannedCall> calls;
  private final List<Use> uses;
  private final boolean countsOnly;

  /**
   * @param reads planned already
   */
  TermsPlanner(
      ResolvedService service,
      Decisions decisions,
      List<PlannedRead> reads,
      List<PlannedCall> calls) {
    this.service = service;
    this.decisions = decisions;
    this.reads = reads;
    this.calls = calls;
    List<SortedSet<ColumnUse>> columns = service.reads().stream().map(Columns::of).toList();
    this.uses = uses(columns, reads);
    this.countsOnly = countsOnly(service, reads);
  }

  /**
   * Those of everybody: purposes that this service does not tell apart, and levels likewise, stand
   * together.
   */
  List<PlannedTerms> terms() {
    List<PlannedTerms> each =
        IntStream.range(0, decisions.terms().size()).mapToObj(this::terms).toList();
    List<PlannedTerms> terms = new ArrayList<>();
    for (List<Purpose> purposes : alike(each, Audience::purposes)) {
      for (List<OrganisationLevel> levels : alike(each, Audience::levels)) {
        PlannedTerms own =
            each.stream()
                .filter(t -> t.audience().has(purposes.getFirst(), levels.getFirst()))
                .findFirst()
                .orElseThrow();
        terms.add(of(new Audience(purposes, levels), own));
      }
    }
    return terms;
  }

  /** Words for which all terms are the same, whatever the others say, together. */
  private static <W> List<List<W>> alike(
      List<PlannedTerms> each, Function<Audience, List<W>> words) {
    Map<List<W>, List<PlannedTerms>> byWords = new LinkedHashMap<>();
    for (PlannedTerms terms : each) {
      byWords
          .computeIfAbsent(words.apply(terms.audience()), key -> new ArrayList<>())
          .add(of(Audience.EVERYBODY, terms));
    }
    Map<List<PlannedTerms>, List<W>> alike = new LinkedHashMap<>();
    byWords.forEach(
        (some, terms) -> alike.computeIfAbsent(terms, key -> new ArrayList<>()).addAll(some));
    return List.copyOf(alike.values());
  }

  private static PlannedTerms of(Audience audience, PlannedTerms terms) {
    return new PlannedTerms(
        audience, terms.served(), terms.approval(), terms.limit(), terms.rules());
  }

  private PlannedTerms terms(int audience) {
    Terms decided = decisions.terms().get(audience);
    List<PlannedTerms> called =
        calls.stream()
            .flatMap(call -> call.terms().stream())
            .filter(own -> own.audience().overlaps(decided.audience()))
            .toList();
    boolean served =
        decided.deniedBy().isEmpty()
            && !closed(audience)
            && called.stream().allMatch(PlannedTerms::served);
    Optional<Approval> approval =
        Stream.concat(
                approval(audience).stream(),
                called.stream().map(PlannedTerms::approval).flatMap(Optional::stream))
            .reduce(Approval::strictest);
    List<LimitClass> limits = new ArrayList<>(List.of(decided.limit().limit()));
    List<String> rules = new ArrayList<>(decided.limit().rules());
    rules.addAll(decided.deniedBy());
    decided.rules().stream()
        .filter(rule -> !decisions.service().rules().contains(rule))
        .forEach(rules::add);
    for (PlannedTerms own : called) {
      limits.add(own.limit());
      rules.addAll(own.rules());
    }
    return new PlannedTerms(
        decided.audience(), served, approval, LimitClass.strictest(limits), rules);
  }

  /** Whether records of others are read that are closed to the audience. */
  private boolean closed(int audience) {
    return uses.stream()
        .anyMatch(
            use ->
                use.base().isPresent()
                    && terms(use.column(), audience).openness() == Openness.CLOSED);
  }

  /**
   * What a caller needs for the tables it reads without being a party: the strictest that was
   * decided for any of their columns that are used. Of a table none is used of, as when rows are
   * only counted, it is that of the service. What is open to everybody else can be open to an
   * audience on condition only.
   */
  private Optional<Approval> approval(int audience) {
    Stream<Approval> asked =
        uses.stream()
            .filter(
                use ->
                    use.base().equals(Optional.of(Relation.APPROVED))
                        || use.base().equals(Optional.of(Relation.PUBLIC))
                            && terms(use.column(), audience).openness() != Openness.UNCONDITIONAL)
            .map(use -> terms(use.column(), audience).approval());
    Stream<Approval> own =
        service.definition().openness() == Openness.CONDITIONAL || countsOnly
            ? Stream.of(decisions.terms().get(audience).approval())
            : Stream.empty();
    return Stream.concat(asked, own).reduce(Approval::strictest);
  }

  /** Whether a table is read with approval of which no column is shown or decides about rows. */
  private static boolean countsOnly(ResolvedService service, List<PlannedRead> reads) {
    return IntStream.range(0, reads.size())
        .anyMatch(
            i -> {
              Set<Integer> used =
                  Columns.shown(service.reads().get(i)).stream()
                      .map(ColumnUse::table)
                      .collect(Collectors.toSet());
              return reads.get(i).tables().stream()
                  .anyMatch(
                      table ->
                          table.base().equals(Optional.of(Relation.APPROVED))
                              && !used.contains(table.index()));
            });
  }

  private Terms terms(ColumnId column, int audience) {
    return decisions.fields().get(column).terms().get(audience);
  }

  /** A column that is used, with what callers are to its table who are no party. */
  private record Use(ColumnId column, Optional<Relation> base) {}

  private static List<Use> uses(List<SortedSet<ColumnUse>> columns, List<PlannedRead> reads) {
    return IntStream.range(0, reads.size())
        .boxed()
        .flatMap(
            i ->
                columns.get(i).stream()
                    .map(
                        use ->
                            new Use(use.column(), reads.get(i).tables().get(use.table()).base())))
        .distinct()
        .toList();
  }
}
