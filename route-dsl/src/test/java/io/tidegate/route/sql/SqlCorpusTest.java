package io.tidegate.route.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.CorpusFiles;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement of the corpus means what its file says, or is refused where its file says. */
class SqlCorpusTest {
  private static final SqlAnalyzer ANALYZER = new SqlAnalyzer(new PgGrammar());
  private static final CustomsCatalog CATALOG = CustomsCatalog.standard();

  static List<CorpusFiles.Case> accepted() {
    return Corpus.accepted();
  }

  static List<CorpusFiles.Case> refused() {
    return Corpus.refused();
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void meansWhatIsExpected(CorpusFiles.Case statement) {
    Outcome<AnalyzedQuery> outcome = analyze(statement);

    assertThat(Corpus.describe(outcome)).containsExactlyElementsOf(statement.expected());
    assertThat(outcome.isRefused()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedWhereItIsWrong(CorpusFiles.Case statement) {
    Outcome<AnalyzedQuery> outcome = analyze(statement);

    assertThat(Corpus.describe(outcome)).containsExactlyElementsOf(statement.expected());
    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.diagnostics())
        .extracting(Diagnostic::message)
        .allSatisfy(message -> assertThat(message).doesNotContain("\n").doesNotEndWith("."));
  }

  @Test
  void formsThatAreMetSayWhatToWriteInstead() {
    List<Diagnostic> found =
        Corpus.refused().stream()
            .filter(each -> each.file().getFileName().toString().startsWith("05"))
            .flatMap(each -> analyze(each).diagnostics().stream())
            .filter(each -> each.code() == SqlCode.UNSUPPORTED)
            .toList();

    assertThat(found).hasSizeGreaterThan(20);
    assertThat(found)
        .extracting(Diagnostic::help)
        .allSatisfy(help -> assertThat(help).isNotBlank());
    assertThat(found.stream().filter(each -> !each.help().equals(SqlCode.UNSUPPORTED.help())))
        .hasSizeGreaterThan(found.size() / 2);
  }

  @Test
  void coversEnough() {
    assertThat(Corpus.accepted()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(Corpus.refused()).hasSizeGreaterThanOrEqualTo(60);
  }

  private static Outcome<AnalyzedQuery> analyze(CorpusFiles.Case statement) {
    return ANALYZER.analyze(Corpus.text(statement), CATALOG, CustomsCatalog.CUSTOMS);
  }
}
