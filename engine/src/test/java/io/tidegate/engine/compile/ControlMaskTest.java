package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedInfluence;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.mask.MaskKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A value that a masked column only decides about is hidden like one computed from it; no row
 * depends on it, so it may stand.
 */
class ControlMaskTest {
  private static final String DOCUMENT =
      """
      service: control
      version: 1.0.0
      title: { zh: 判断, en: Control }
      summary: { zh: 判断, en: Control }
      area: declaration
      department: 海关
      openness: closed
      request:
        get: /controls
        parameters: { limitPrice: { in: query, type: number, title: { zh: 价, en: Price } } }
      route:
        from:
          uri: direct:request
          steps:
            - to:
                uri: sql
                parameters:
                  dataSource: "#customs"
                  query: select i.g_no, case when i.decl_price > :#limitPrice then 'high' else 'low' end as level from dec.item i
      """;

  @Test
  void theOutputIsHiddenFromWhoeverMayNotReadTheColumn() {
    Outcome<CheckedPlan> outcome =
        Samples.compiler().compile(new SourceText("control.yaml", DOCUMENT));
    assertThat(outcome.isRefused()).as(outcome.diagnostics().toString()).isFalse();
    PlannedRead read = outcome.value().orElseThrow().plan().reads().getFirst();
    PlannedField level = read.fields().get(1);

    assertThat(level.masks().get(Relation.PRINCIPAL).mask().kind()).isEqualTo(MaskKind.NONE);
    assertThat(level.masks().get(Relation.AGENT).text()).isEqualTo("M-DROP unless agent_prices");
    assertThat(level.masks().get(Relation.CARRIER).text()).isEqualTo("M-DROP");
    assertThat(read.influences())
        .filteredOn(i -> i.column().column().column().equals("decl_price"))
        .extracting(PlannedInfluence::allowedBy)
        .containsOnly(List.of(PlannedInfluence.OUTPUT));
  }
}
