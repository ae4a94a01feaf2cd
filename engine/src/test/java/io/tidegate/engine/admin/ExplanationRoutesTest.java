package io.tidegate.engine.admin;

import static io.tidegate.route.catalog.Relation.AGENT;
import static io.tidegate.route.catalog.Relation.APPROVED;
import static io.tidegate.route.catalog.Relation.CARRIER;
import static io.tidegate.route.catalog.Relation.PRINCIPAL;
import static io.tidegate.route.catalog.Relation.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplanationRoutesTest {
  @Test
  void aFieldOfARecordIsExplainedByWhatTheCallerWasToIt() {
    assertThat(ExplanationRoutes.told(Set.of(PRINCIPAL), Set.of(PRINCIPAL, AGENT, APPROVED)))
        .containsExactly(PRINCIPAL);
    assertThat(ExplanationRoutes.told(Set.of(PRINCIPAL, APPROVED), Set.of(PRINCIPAL, APPROVED)))
        .containsExactly(PRINCIPAL, APPROVED);
  }

  @Test
  void aFieldNobodyIsAPartyOfIsExplainedByWhatEverybodyIs() {
    assertThat(ExplanationRoutes.told(Set.of(PRINCIPAL), Set.of(APPROVED, PUBLIC)))
        .containsExactly(APPROVED, PUBLIC);
    assertThat(ExplanationRoutes.told(Set.of(), Set.of(AGENT, APPROVED))).containsExactly(APPROVED);
  }

  @Test
  void aFieldOfOthersIsNeverTheCallersByWhatSomebodyElseIs() {
    assertThat(ExplanationRoutes.told(Set.of(CARRIER), Set.of(PRINCIPAL, AGENT))).isEmpty();
    assertThat(ExplanationRoutes.told(Set.of(), Set.of(PRINCIPAL))).isEmpty();
  }
}
