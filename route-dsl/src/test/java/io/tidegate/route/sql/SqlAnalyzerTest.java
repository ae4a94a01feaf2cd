package io.tidegate.route.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Roles;
import io.tidegate.route.catalog.Roles.RoleColumn;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import io.tidegate.route.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqlAnalyzerTest {
  private static final SqlAnalyzer ANALYZER = new SqlAnalyzer(new PgGrammar());

  @Test
  void pointsIntoTheYamlTheStatementStandsIn() {
    SourceText yaml =
        new SourceText(
            "service.yaml",
            """
            uri: sql
            query: >
              select h.entry_id,
                     h.statsu  -- 状态
                from head h
               where h.entry_id = :#entryId
            """);
    YamlMap map = (YamlMap) YamlReader.read(yaml, new Diagnostics()).orElseThrow();
    YamlScalar query = (YamlScalar) map.get("query").orElseThrow();

    Outcome<AnalyzedQuery> outcome =
        ANALYZER.analyze(SqlText.of(query), CustomsCatalog.standard(), CustomsCatalog.CUSTOMS);

    assertThat(outcome.diagnostics()).hasSize(1);
    Diagnostic only = outcome.diagnostics().getFirst();
    assertThat(only.code()).isEqualTo(SqlCode.UNKNOWN_COLUMN);
    assertThat(only.message()).isEqualTo("the table `h` has no column `statsu`");
    assertThat(only.help()).isEqualTo("did you mean `status`?");
    assertThat(only.span().text()).isEqualTo("h.statsu");
    assertThat(only.span().toString()).isEqualTo("service.yaml:4:10");
  }

  @Test
  void tellsEveryUseOfAParameter() {
    String sql = "select entry_id from head where status = :#s or i_e_flag = :#s";

    AnalyzedQuery query = analyze(sql, CustomsCatalog.standard()).value().orElseThrow();

    ParameterUse use = query.parameters().getFirst();
    assertThat(use.sqlType()).isEqualTo("text");
    assertThat(use.spans())
        .extracting(Span::start)
        .containsExactly(sql.indexOf(":#s"), sql.lastIndexOf(":#s"));
  }

  @Test
  void refusesWhatIsTooLongOrTooDeep() {
    List<String> texts =
        List.of(
            "select '" + "x".repeat(PgGrammar.MAX_BYTES) + "' as a",
            "select " + "upper(".repeat(250) + "'x'" + ")".repeat(250) + " as a");

    for (String text : texts) {
      assertThat(codes(analyze(text, CustomsCatalog.standard())))
          .containsExactly(SqlCode.TOO_COMPLEX);
    }
  }

  @Test
  void isAFunctionOfItsInputs() {
    String sql =
        "with t as (select * from item) select h.entry_id, sum(t.qty) over w as q from head h"
            + " join t on t.head_id = h.head_id window w as (order by h.d_date)";

    AnalyzedQuery one = analyze(sql, CustomsCatalog.standard()).value().orElseThrow();
    AnalyzedQuery two =
        new SqlAnalyzer(new PgGrammar())
            .analyze(
                SqlText.of(new SourceText("statement", sql)),
                CustomsCatalog.standard(),
                CustomsCatalog.CUSTOMS)
            .value()
            .orElseThrow();

    assertThat(Corpus.describe(Outcome.of(one, new Diagnostics())))
        .isEqualTo(Corpus.describe(Outcome.of(two, new Diagnostics())));
    assertThat(SqlPrinter.print(one, Scoping.party(one), 7))
        .isEqualTo(SqlPrinter.print(two, Scoping.party(two), 7));
    assertThat(ANALYZER.fingerprint())
        .isEqualTo(new SqlAnalyzer(new PgGrammar()).fingerprint())
        .matches("[0-9a-f]{64}");
  }

  static Stream<Roles> rolesThatAreNotWhole() {
    return Stream.of(
        new Roles(Optional.of("nowhere"), Map.of("head_id", "head_id"), List.of(), Map.of()),
        new Roles(Optional.of("ref_code"), Map.of("head_id", "code"), List.of(), Map.of()),
        new Roles(Optional.of("dec_item"), Map.of("head_id", "head_id"), List.of(), Map.of()),
        new Roles(Optional.of("dec_head"), Map.of("head", "head_id"), List.of(), Map.of()),
        new Roles(Optional.of("dec_head"), Map.of("head_id", "head"), List.of(), Map.of()),
        new Roles(
            Optional.empty(),
            Map.of(),
            List.of(new RoleColumn("usci", Relation.PRINCIPAL)),
            Map.of()),
        new Roles(Optional.empty(), Map.of(), List.of(), Map.of("open", "is_open")));
  }

  @ParameterizedTest
  @MethodSource("rolesThatAreNotWhole")
  void refusesATableWhosePartiesCannotBeTold(Roles roles) {
    CustomsCatalog whole = CustomsCatalog.standard();
    Resource container = whole.resource("dec_container").orElseThrow();
    CustomsCatalog broken = whole.with(CustomsCatalog.withRoles(container, roles));

    Outcome<AnalyzedQuery> outcome = analyze("select container_no from container", broken);

    assertThat(codes(outcome)).containsExactly(SqlCode.ROLES);
    assertThat(outcome.diagnostics().getFirst().span().text()).isEqualTo("container");
    assertThat(analyze("select container_no from container", whole).isRefused()).isFalse();
  }

  @Test
  void everyFunctionOfTheListCanBeFound() {
    assertThat(SqlFunctions.names()).hasSizeGreaterThan(80);
    for (String name : SqlFunctions.names()) {
      for (SqlFunction form : SqlFunctions.forms(name)) {
        List<SqlType> exact =
            form.arguments().stream()
                .map(argument -> argument.exact().orElse(sample(argument.type())))
                .toList();
        assertThat(SqlFunctions.best(name, exact)).as(form.toString()).isPresent();
      }
    }
  }

  private static SqlType sample(String group) {
    return switch (group) {
      case "number" -> SqlType.INT4;
      case "moment" -> SqlType.DATE;
      case "array" -> SqlType.TEXT.arrayOf();
      default -> SqlType.TEXT;
    };
  }

  private static List<Object> codes(Outcome<AnalyzedQuery> outcome) {
    return outcome.diagnostics().stream().map(found -> (Object) found.code()).toList();
  }

  private static Outcome<AnalyzedQuery> analyze(String sql, CustomsCatalog catalog) {
    return ANALYZER.analyze(
        SqlText.of(new SourceText("statement", sql)), catalog, CustomsCatalog.CUSTOMS);
  }
}
