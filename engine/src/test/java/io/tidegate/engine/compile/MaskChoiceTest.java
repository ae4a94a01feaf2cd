package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MaskChoiceTest {
  private static final PlannedMask NONE = mask(MaskSpec.NONE, null, "A");
  private static final PlannedMask NAME =
      mask(new MaskSpec("M-NAME", MaskKind.FAMILY_NAME, new TreeMap<>()), null, "B");
  private static final PlannedMask COVER = mask(MaskSpec.COVER, null, "C");
  private static final PlannedMask PRICE = mask(MaskSpec.DROP, "agent_prices", "D");

  private static PlannedMask mask(MaskSpec spec, String unless, String... rules) {
    return new PlannedMask(spec, Optional.ofNullable(unless), Arrays.asList(rules));
  }

  @Test
  void theStrictestWinsWhateverTheOrder() {
    assertThat(MaskChoice.strictest(List.of(NONE, NAME, COVER)).mask()).isEqualTo(MaskSpec.COVER);
    assertThat(MaskChoice.strictest(List.of(COVER, NAME, NONE)))
        .isEqualTo(MaskChoice.strictest(List.of(NAME, NONE, COVER)));
  }

  @Test
  void aValueComputedFromSomethingMaskedIsLeftOut() {
    assertThat(MaskChoice.derived(List.of(NONE, NAME)).mask()).isEqualTo(MaskSpec.DROP);
    assertThat(MaskChoice.derived(List.of(NONE, NONE)).mask()).isEqualTo(MaskSpec.NONE);
  }

  @Test
  void aSwitchLiftsAValueOnlyWhenItLiftsAllThatHidesIt() {
    assertThat(MaskChoice.derived(List.of(PRICE, NONE)).unless()).contains("agent_prices");
    assertThat(MaskChoice.derived(List.of(PRICE, NAME)).unless()).isEmpty();
    assertThat(MaskChoice.strictest(List.of(PRICE, COVER)).unless()).isEmpty();
  }

  @Test
  void noSwitchLiftsWhatStandsForNoSingleRecord() {
    assertThat(MaskChoice.strictest(List.of(PRICE, NONE)).unless()).contains("agent_prices");
    assertThat(MaskChoice.always(List.of(PRICE, NONE))).isEqualTo(mask(MaskSpec.DROP, null, "D"));
    assertThat(MaskChoice.always(List.of(NONE))).isEqualTo(NONE);
  }

  @Test
  void everyRuleThatHidesIsNamed() {
    assertThat(MaskChoice.derived(List.of(PRICE, NAME, NONE)).rules()).containsExactly("B", "D");
  }
}
