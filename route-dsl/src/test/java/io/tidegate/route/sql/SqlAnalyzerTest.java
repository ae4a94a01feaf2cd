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
  void refusesAShortTextThatAsksForEndlessWork() {
    StringBuilder stars = new StringBuilder("with t0 as (select code from ref.code)");
    StringBuilder sums = new StringBuilder("with t0(a) as (select decl_total from head)");
    for (int i = 1; i < 60; i++) {
      stars.append(", t%d as (select * from t%d x, t%d y)".formatted(i, i - 1, i - 1));
      sums.append(
          ", t%d(a) as (select case when x.a > y.a then x.a else y.a end from t%d x, t%d y)"
              .formatted(i, i - 1, i - 1));
    }
    StringBuilder recursion = new StringBuilder("with recursive r(");
    recursion.append("c0");
    for (int i = 1; i < 300; i++) {
      recursion.append(", c").append(i);
    }
    recursion.append(") as (select code");
    recursion.append(", name_zh".repeat(299)).append(" from ref.code union all select c299");
    for (int i = 0; i < 299; i++) {
      recursion.append(", c").append(i);
    }
    recursion.append(" from r) select c0 from r");

    assertThat(codes(analyze(stars + " select 1 as one from t59", CustomsCatalog.standard())))
        .contains(SqlCode.TOO_COMPLEX);
    assertThat(codes(analyze(recursion.toString(), CustomsCatalog.standard())))
        .containsExactly(SqlCode.TOO_COMPLEX);
    assertThat(analyze(sums + " select a from t59", CustomsCatalog.standard()).isRefused())
        .isFalse();
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
