package io.tidegate.catalog.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.View;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Views in catalog files. */
class ViewFilesTest {
  private static Outcome<CatalogSnapshot> read(String... files) {
    return CatalogFiles.parse(
        TestCatalog.files(
            Stream.concat(
                    Stream.of(TestCatalog.CUSTOMS, TestCatalog.HEAD, TestCatalog.ITEM),
                    Stream.of(files))
                .toArray(String[]::new)));
  }

  @Test
  void aViewIsReadWithItsQuery() {
    CatalogSnapshot catalog = read(TestCatalog.VIEW).value().orElseThrow();

    Resource view = catalog.resource("dec_open").orElseThrow();
    assertThat(view.view().map(View::barrier)).contains(true);
    assertThat(view.view().orElseThrow().statement()).startsWith("select h.head_id");
    assertThat(view.roles()).isEmpty();
    assertThat(view.fields().stream().filter(view::labels).map(field -> field.name()))
        .containsExactly("number");
  }

  @Test
  void theFingerprintCoversTheQuery() {
    String fingerprint = read(TestCatalog.VIEW).value().orElseThrow().fingerprint();

    for (String other :
        List.of(
            TestCatalog.VIEW.replace("where h.agent_price_open", "where not h.agent_price_open"),
            TestCatalog.VIEW.replace("barrier: true", "barrier: false"))) {
      assertThat(read(other).value().orElseThrow().fingerprint()).isNotEqualTo(fingerprint);
    }
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(
            "CATALOG-VIEW",
            "has no column `number`",
            TestCatalog.VIEW.replace("entry_id as number", "entry_id")),
        Arguments.of(
            "CATALOG-VIEW",
            "is int8 by the query",
            TestCatalog.VIEW.replace("int8, example", "int4, example")),
        Arguments.of(
            "CATALOG-VIEW",
            "can be null by the query",
            TestCatalog.VIEW.replace(
                "select h.head_id,", "select nullif(h.head_id, 1) as head_id,")),
        Arguments.of(
            "CATALOG-VIEW",
            "has no parameters",
            TestCatalog.VIEW.replace("where h.agent_price_open", "where h.entry_id = :#number")),
        Arguments.of(
            "CATALOG-VIEW",
            "no roles of its own",
            TestCatalog.VIEW + "roles: { columns: { number: principal } }\n"),
        Arguments.of(
            "CATALOG-VIEW",
            "at most 60 characters",
            TestCatalog.VIEW.replace("dec_open", "d".repeat(61))),
        Arguments.of(
            "SQL-UNKNOWN-TABLE",
            "`dec.heads` is not in the catalog",
            TestCatalog.VIEW.replace("dec.head h", "dec.heads h")),
        Arguments.of(
            "SQL-MULTIPLE-STATEMENTS",
            "second statement",
            TestCatalog.VIEW.replace("select h.head_id", "delete from dec.head; select h.head_id")),
        Arguments.of(
            "SQL-TOO-COMPLEX",
            "leads back to itself",
            TestCatalog.VIEW.replace(
                "from dec.head h", "from dec.open o join dec.head h on o.head_id = h.head_id")),
        Arguments.of(
            "YAML-MISSING", "statement", TestCatalog.VIEW.replace("statement:", "query:")));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatDoesNotFitTheQueryIsRefused(String code, String message, String file) {
    Outcome<CatalogSnapshot> outcome = read(file);

    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.diagnostics().stream().map(each -> each.code().id())).contains(code);
    assertThat(outcome.diagnostics().stream().map(Diagnostic::message))
        .anyMatch(each -> each.contains(message));
  }

  @Test
  void viewsThatReadEachOtherAreRefused() {
    String one =
        TestCatalog.VIEW.replace(
            "from dec.head h", "from dec.other o join dec.head h on o.head_id = h.head_id");
    String other =
        TestCatalog.VIEW
            .replace("dec_open", "dec_other")
            .replace("dec.open", "dec.other")
            .replace("from dec.head h", "from dec.open o join dec.head h on o.head_id = h.head_id");

    assertThat(read(one, other).diagnostics().stream().map(Diagnostic::message))
        .anyMatch(each -> each.contains("leads back to itself"));
  }
}
