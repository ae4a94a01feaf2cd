package io.tidegate.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.testing.StandInRules;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks from a rule pack in a plan that the checker accepts, as it is reviewed. */
class MasksInPlansTest {
  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "masks", "masked-heads.plan.txt");

  private static final String DOCUMENT =
      """
      service: masked-heads
      version: 1.0.0
      title: { zh: 报关单, en: Declarations }
      summary: { zh: 报关单, en: Declarations }
      area: declaration
      department: 海关
      openness: closed
      request:
        get: /heads
      route:
        from:
          uri: direct:request
          steps:
            - to:
                uri: sql
                parameters:
                  dataSource: "#customs"
                  query: select h.entry_id, h.trade_usci, h.declare_date, h.ie_date, h.bill_no, h.gross_weight from dec.head h
      """;

  private static CheckedPlan compile(Path folder) throws IOException {
    Outcome<CheckedPlan> outcome =
        StandInRules.compiler(folder).compile(new SourceText("heads.yaml", DOCUMENT));
    assertThat(outcome.isRefused()).as(outcome.diagnostics().toString()).isFalse();
    return outcome.value().orElseThrow();
  }

  @Test
  void theCheckerAcceptsThemAndThePlanTellsThem(@TempDir Path folder) throws IOException {
    Golden.check(GOLDEN, GoldenPlanTest.withoutHashes(PlanText.of(compile(folder), false)));
  }
}
