package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.plan.Certificate.CertifiedOutput;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.OutputColumn;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.sql.SqlAnalyzer;
import io.tidegate.route.sql.SqlText;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every statement the analysis accepts is a service under rules that hide nothing, and the checker,
 * which reads only what was printed, finds the same columns behind each output. So whatever SQL is
 * accepted, both know it.
 */
class CorpusCompilesTest {
  private static final Path CORPUS =
      Path.of("..", "route-dsl", "src", "test", "resources", "sql", "accepted");
  private static final Path CUSTOMS = Path.of("src", "test", "resources", "customs");

  /**
   * What else can be in the way: an answer's members have names that are letters, digits and _, and
   * a request has no parameter of these names and types.
   */
  private static final Set<String> NOT_OF_SQL =
      Set.of("ROUTE-MEMBER", "ROUTE-PARAMETER-TYPE", "SVC-RESERVED");

  private static final PgGrammar GRAMMAR = new PgGrammar();
  private static final Workspace WORKSPACE = open();

  private record Case(String name, String sql) {}

  @TestFactory
  Stream<DynamicTest> corpus() throws IOException {
    List<Case> cases = cases();
    assertThat(cases).hasSizeGreaterThan(160);
    return cases.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }

  private static void check(Case statement) {
    AnalyzedQuery query =
        new SqlAnalyzer(GRAMMAR)
            .analyze(
                SqlText.of(new SourceText("test.sql", statement.sql())),
                WORKSPACE.catalog(),
                WORKSPACE.catalog().source("customs").orElseThrow())
            .value()
            .orElseThrow();

    Outcome<CheckedPlan> outcome =
        WORKSPACE
            .compiler()
            .compile(
                "test.yaml",
                QueryDocument.of(statement.sql(), query).getBytes(StandardCharsets.UTF_8));

    if (outcome.isRefused()) {
      assertThat(outcome.diagnostics().stream().filter(Diagnostic::isError))
          .extracting(d -> d.code().id())
          .isSubsetOf(NOT_OF_SQL);
      return;
    }
    List<CertifiedOutput> fields = outcome.value().orElseThrow().certificate().outputs();
    for (OutputColumn output : query.outputs()) {
      assertThat(fields)
          .filteredOn(field -> field.name().equals(output.name()))
          .singleElement()
          .satisfies(
              field -> {
                assertThat(new TreeSet<>(field.proof().sources()))
                    .isEqualTo(columns(output.sources()));
                assertThat(new TreeSet<>(field.proof().control()))
                    .isEqualTo(columns(output.control()));
              });
    }
  }

  private static SortedSet<ColumnId> columns(Collection<ColumnUse> uses) {
    return uses.stream().map(ColumnUse::column).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The statements of the files, which begin with a title and go on with what is expected. */
  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(CORPUS)) {
      for (Path file : files.sorted().toList()) {
        // a catalog that is read from files has no names in capitals
        String text = Files.readString(file).replace("\"DeclPrice\"", "decl_price");
        for (String each : text.split("(?m)^# ")) {
          String sql =
              each.lines()
                  .skip(1)
                  .filter(line -> !line.startsWith("=> ") && !line.isBlank())
                  .collect(Collectors.joining("\n"));
          if (!sql.isEmpty() && !sql.contains("\\0050rice")) {
            cases.add(new Case(each.lines().findFirst().orElseThrow(), sql));
          }
        }
      }
    }
    return cases;
  }

  private static Workspace open() {
    return Workspace.open(List.of(CUSTOMS.resolve("catalog")), CUSTOMS.resolve("rules"), GRAMMAR)
        .value()
        .orElseThrow();
  }
}
