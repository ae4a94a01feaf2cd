package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.plan.PlannedLabel;
import io.tidegate.route.catalog.Sensitivity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanonicalTextTest {
  @Test
  void everyComponentOfARecordIsWritten() {
    PlannedLabel label =
        new PlannedLabel(Optional.of(Sensitivity.S2), List.of("price", "fee"), List.of("C01"));

    assertThat(CanonicalText.of(label))
        .isEqualTo(
            "PlannedLabel(sensitivity=some(S2),categories=[\"fee\",\"price\",],rules=[\"C01\",],)\n");
  }

  @Test
  void textsThatLookLikeStructureStayTexts() {
    assertThat(CanonicalText.of(List.of("a\",\"b")))
        .isNotEqualTo(CanonicalText.of(List.of("a", "b")));
    assertThat(CanonicalText.of(Optional.of("none")))
        .isNotEqualTo(CanonicalText.of(Optional.empty()));
  }

  @Test
  void aValueWithoutAFixedOrderIsRefused() {
    Map<String, String> unordered = new HashMap<>();

    assertThatThrownBy(() -> CanonicalText.of(unordered))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
