package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.plan.PlannedField;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.mask.MaskKind;
import org.junit.jupiter.api.Test;

/**
 * A window function can bring the value of another record, to which the caller is something else.
 */
class WindowMaskTest {
  private static PlannedField field(String expression) {
    String document =
        """
        service: window
        version: 1.0.0
        title: { zh: 窗口, en: Window }
        summary: { zh: 窗口, en: Window }
        area: declaration
        department: 海关
        openness: closed
        request: { get: /windows }
        route:
          from:
            uri: direct:request
            steps:
              - to:
                  uri: sql
                  parameters: { dataSource: "#customs", query: "select %s as v from dec.head h" }
        """
            .formatted(expression);
    Outcome<CheckedPlan> outcome =
        Samples.compiler().compile(new SourceText("window.yaml", document));
    assertThat(outcome.isRefused()).as(outcome.diagnostics().toString()).isFalse();
    return outcome.value().orElseThrow().plan().reads().getFirst().fields().getFirst();
  }

  @Test
  void aMaskedColumnOfOtherRowsIsLeftOutForEverybody() {
    assertThat(field("lag(h.declarant_person) over (order by h.entry_id)").fixed().mask().kind())
        .isEqualTo(MaskKind.DROP);
    assertThat(
            field("max(h.trade_name) over (partition by h.custom_master order by h.entry_id)")
                .fixed()
                .mask()
                .kind())
        .isEqualTo(MaskKind.DROP);
  }

  @Test
  void aColumnEveryPartyMayReadStaysShown() {
    assertThat(field("lag(h.entry_id) over (order by h.entry_id)").fixed().mask().kind())
        .isEqualTo(MaskKind.NONE);
    assertThat(field("row_number() over (order by h.entry_id)").fixed().mask().kind())
        .isEqualTo(MaskKind.NONE);
  }
}
