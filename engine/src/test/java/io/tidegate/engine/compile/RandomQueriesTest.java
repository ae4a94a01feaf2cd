package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.plan.Certificate.CertifiedOutput;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.diagnostic.Phase;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.OutputColumn;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.sql.SqlAnalyzer;
import io.tidegate.route.sql.SqlText;
import io.tidegate.route.text.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Statements at random by the samples' rules: what the planner accepts the checker accepts, and
 * finds the same columns behind each output. {@code -Dtidegate.random.seed} and {@code
 * -Dtidegate.random.statements} look at others, and at more.
 */
class RandomQueriesTest {
  private static final long SEED = Long.getLong("tidegate.random.seed", 20_261_201);
  private static final int STATEMENTS = Integer.getInteger("tidegate.random.statements", 120);

  private static final SqlAnalyzer ANALYZER = new SqlAnalyzer(new PgGrammar());

  @Test
  void plannerAndCheckerAgree() {
    List<String> differences = new ArrayList<>();
    int accepted = 0;
    for (long seed = SEED; seed < SEED + STATEMENTS; seed++) {
      String sql = RandomQueries.of(seed);
      Optional<AnalyzedQuery> query =
          ANALYZER
              .analyze(
                  SqlText.of(new SourceText("random", sql)),
                  Samples.workspace().catalog(),
                  Samples.workspace().catalog().source("customs").orElseThrow())
              .value();
      if (query.isPresent()) {
        Outcome<CheckedPlan> outcome = compiled(sql, query.get());
        accepted += outcome.value().isPresent() ? 1 : 0;
        difference(query.get(), outcome)
            .map(("seed " + seed + ": ")::concat)
            .ifPresent(differences::add);
      }
    }

    assertThat(differences).isEmpty();
    assertThat(accepted).isGreaterThan(STATEMENTS / 6);
  }

  private static Outcome<CheckedPlan> compiled(String sql, AnalyzedQuery query) {
    byte[] document = QueryDocument.of(sql, query).getBytes(StandardCharsets.UTF_8);
    return Samples.compiler().compile("random.yaml", document);
  }

  private static Optional<String> difference(AnalyzedQuery query, Outcome<CheckedPlan> outcome) {
    Optional<Diagnostic> fault =
        outcome.diagnostics().stream().filter(d -> d.code().phase() == Phase.CHECK).findFirst();
    if (fault.isPresent() || outcome.isRefused()) {
      return fault.map(Diagnostic::message);
    }
    List<CertifiedOutput> certified = outcome.value().orElseThrow().certificate().outputs();
    for (int i = 0; i < certified.size(); i++) {
      OutputColumn output = query.outputs().get(i);
      boolean same =
          new TreeSet<>(certified.get(i).proof().sources()).equals(columns(output.sources()))
              && new TreeSet<>(certified.get(i).proof().control())
                  .equals(columns(output.control()));
      if (!same) {
        return Optional.of("other columns behind " + output.name());
      }
    }
    return Optional.empty();
  }

  private static SortedSet<ColumnId> columns(Collection<ColumnUse> uses) {
    return uses.stream().map(ColumnUse::column).collect(Collectors.toCollection(TreeSet::new));
  }
}
