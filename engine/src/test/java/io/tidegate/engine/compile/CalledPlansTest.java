package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that calls another one gives what that one gives, under its conditions. */
class CalledPlansTest {
  private static final String CALLED =
      document(
          "called",
          "closed",
          """
          - to:
              uri: sql
              parameters:
                dataSource: "#customs"
                outputType: SelectOne
                query: >-
                  select h.entry_id, h.status, h.gross_weight from dec.head h
                  where h.entry_id = :#entryId
          """);

  private static final String CALLER =
      document(
          "caller",
          "closed",
          """
          - to:
              uri: service:called
              parameters: { entryId: "${header.entryId}" }
          """);

  private static String document(String service, String openness, String steps) {
    return """
        service: %s
        version: 1.0.0
        title: { zh: 样例, en: Sample }
        summary: { zh: 样例, en: Sample }
        area: declaration
        department: x
        openness: %s
        request:
          get: /%s/{entryId}
          parameters:
            entryId: { in: path, type: string, format: entry-id, title: { zh: 报关单号, en: Entry id } }
        route:
          from:
            uri: direct:request
            steps:
        """
            .formatted(service, openness, service)
        + steps.indent(6);
  }

  private static SourceText text(String document) {
    return new SourceText("test.yaml", document);
  }

  private static Outcome<CheckedPlan> compile(
      Workspace workspace, String document, String... rest) {
    return workspace
        .compiler()
        .among(ServiceLibrary.of(Stream.of(rest).map(CalledPlansTest::text).toList()))
        .compile(text(document));
  }

  private static GovernedPlan plan(String document, String... rest) {
    Outcome<CheckedPlan> outcome = compile(Samples.workspace(), document, rest);
    return outcome
        .value()
        .orElseThrow(() -> new AssertionError(outcome.diagnostics().toString()))
        .plan();
  }

  private static List<String> codes(Outcome<CheckedPlan> outcome) {
    return outcome.diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(d -> d.code().id())
        .toList();
  }

  @Test
  void itsReadsAreGovernedAsInTheServiceThatIsCalled() {
    GovernedPlan own = plan(CALLED);
    GovernedPlan caller = plan(CALLER, CALLED);

    assertThat(caller.reads()).hasSize(1);
    assertThat(caller.reads().getFirst().fields()).isEqualTo(own.reads().getFirst().fields());
    assertThat(caller.reads().getFirst().tables()).isEqualTo(own.reads().getFirst().tables());
    assertThat(caller.calls()).extracting(PlannedCall::service).containsExactly("called");
  }

  @Test
  void aChangeOfTheCalledServiceIsAChangeOfTheCaller() {
    String changed = CALLED.replace("h.status, ", "");
    String renamed = CALLED.replace("department: x", "department: y");
    String before =
        compile(Samples.workspace(), CALLER, CALLED).value().orElseThrow().fingerprint();

    assertThat(compile(Samples.workspace(), CALLER, changed).value().orElseThrow().fingerprint())
        .isNotEqualTo(before);
    assertThat(compile(Samples.workspace(), CALLER, renamed).value().orElseThrow().fingerprint())
        .isNotEqualTo(before);
    assertThat(compile(Samples.workspace(), CALLER, CALLED).value().orElseThrow().fingerprint())
        .isEqualTo(before);
  }

  @Test
  void withoutTheCalledServiceItIsRefused() {
    assertThat(codes(compile(Samples.workspace(), CALLER))).containsExactly("ROUTE-SERVICE");
    assertThat(codes(compile(Samples.workspace(), CALLER, CALLED.replace("h.status", "h.nothing"))))
        .containsExactly("ROUTE-SERVICE");
  }

  @Test
  void onlyWhatTheCalledServiceDeclaresAsItsAnswerComes() {
    String declared =
        CALLED.replace("route:\n", "response:\n  object: { entry_id: string }\nroute:\n");
    String reaching = CALLER + "      - setBody: { groovy: \"[total: body.gross_weight]\" }\n";

    assertThat(plan(reaching, CALLED).answer().members()).hasSize(1);
    assertThat(codes(compile(Samples.workspace(), reaching, declared)))
        .containsExactly("SCRIPT-UNKNOWN-MEMBER");
    assertThat(plan(CALLER, declared).answer().members())
        .extracting(m -> m.name())
        .containsExactly("entry_id");
  }

  @Test
  void whatItsCallersNeedOursNeedToo() {
    String reviewed =
        document(
            "called",
            "conditional",
            """
            - to:
                uri: sql
                parameters:
                  dataSource: "#port"
                  outputType: SelectOne
                  query: select v.imo_no, v.flag from tran.vessel v where v.imo_no = :#entryId
            """);
    GovernedPlan own = plan(reviewed);
    GovernedPlan caller =
        plan(CALLER.replace("openness: closed", "openness: unconditional"), reviewed);

    assertThat(own.approval()).isPresent();
    assertThat(caller.approval()).isEqualTo(own.approval());
    assertThat(caller.calls().getFirst().approval()).isEqualTo(own.approval());
    assertThat(caller.anonymous()).isFalse();
  }

  @Test
  void rulesThatAreForOneServiceAreNotPassedByThroughAnother(@TempDir Path folder)
      throws IOException {
    Workspace workspace = Samples.workspace();
    Path rules = Files.createDirectory(folder.resolve("rules"));
    try (Stream<Path> files = Files.list(Samples.FOLDERS.rules())) {
      for (Path file : files.toList()) {
        Files.copy(file, rules.resolve(file.getFileName().toString()));
      }
    }
    Files.writeString(
        rules.resolve("one-service.yaml"),
        """
        table: one-service
        stage: mask
        title: { zh: 单个服务, en: One service }
        rows:
          - id: called
            when: { service: called, field: status }
            then: { mask: M-DROP }
            why: { zh: 测试, en: a test }
        """);
    Workspace stricter =
        Workspace.open(workspace.catalog(), rules, new PgGrammar()).value().orElseThrow();

    assertThat(codes(compile(stricter, CALLED))).isEmpty();
    assertThat(codes(compile(stricter, CALLER, CALLED))).containsExactly("PLAN-SERVICE");
  }

  @Test
  void aCircleIsRefusedWhereverItBegins() {
    String one =
        CALLER.replace("service: caller", "service: one").replace("service:called", "service:two");
    String two =
        CALLER.replace("service: caller", "service: two").replace("service:called", "service:one");

    assertThat(codes(compile(Samples.workspace(), one, one, two))).containsExactly("ROUTE-SERVICE");
    assertThat(codes(compile(Samples.workspace(), two, one, two))).containsExactly("ROUTE-SERVICE");
  }

  @Test
  void aRowOfServicesHasAnEnd() {
    String[] row = new String[12];
    row[0] = CALLED.replace("service: called", "service: s0");
    for (int i = 1; i < row.length; i++) {
      row[i] =
          CALLER
              .replace("service: caller", "service: s" + i)
              .replace("service:called", "service:s" + (i - 1));
    }

    assertThat(codes(compile(Samples.workspace(), row[4], row))).isEmpty();
    assertThat(codes(compile(Samples.workspace(), row[11], row))).containsExactly("ROUTE-SERVICE");
  }

  @Test
  void theLatestVersionIsCalledUnlessOneIsNamed() {
    String two = CALLED.replace("version: 1.0.0", "version: 2.1.0").replace("h.status, ", "");
    String named = CALLER.replace("service:called", "service:called@1");

    assertThat(plan(CALLER, CALLED, two).calls().getFirst().version().toString())
        .isEqualTo("2.1.0");
    assertThat(plan(named, CALLED, two).calls().getFirst().version().toString()).isEqualTo("1.0.0");
  }

  @Test
  void twoVersionsOfOneServiceAreNotMistakenForEachOther() {
    String two = CALLED.replace("version: 1.0.0", "version: 2.1.0");
    String both =
        document(
            "caller",
            "closed",
            """
            - multicast:
                aggregationStrategy: "#concat"
                steps:
                  - to: { uri: "service:called@1", parameters: { entryId: "${header.entryId}" } }
                  - to: { uri: "service:called@2", parameters: { entryId: "${header.entryId}" } }
            """);

    assertThat(codes(compile(Samples.workspace(), both, CALLED, two)))
        .containsExactly("ROUTE-SERVICE");
  }
}
