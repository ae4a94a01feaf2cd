package io.tidegate.rules.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What several classes allow is what each of them does. */
class LimitClassTest {
  private static final LimitClass OWN = new LimitClass("OWN", 20, 40, 100_000);
  private static final LimitClass PLATFORM = new LimitClass("PLATFORM", 5, 10, 20_000);
  private static final LimitClass SANDBOX = new LimitClass("SANDBOX", 10, 20, 5_000);

  @Test
  void theClassWithinAllOthersIsTheStrictest() {
    assertThat(LimitClass.strictest(List.of(OWN, PLATFORM))).isEqualTo(PLATFORM);
    assertThat(LimitClass.strictest(List.of(OWN))).isEqualTo(OWN);
  }

  @Test
  void whereNoneIsTheLeastOfEachNumberCounts() {
    assertThat(LimitClass.strictest(List.of(SANDBOX, OWN, PLATFORM)))
        .isEqualTo(new LimitClass("PLATFORM+SANDBOX", 5, 10, 5_000));
  }

  @Test
  void theOrderMakesNoDifferenceAndNothingIsAddedByAskingAgain() {
    Random random = new Random(11);
    for (int run = 0; run < 500; run++) {
      List<LimitClass> some = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(5); i++) {
        int perSecond = 1 + random.nextInt(4);
        some.add(
            new LimitClass(
                "L" + i, perSecond, perSecond + random.nextInt(4), 1 + random.nextInt(4)));
      }
      LimitClass strictest = LimitClass.strictest(some);
      assertThat(some).allSatisfy(each -> assertThat(strictest.within(each)).isTrue());
      List<LimitClass> again = new ArrayList<>(some);
      again.addAll(some);
      Collections.shuffle(again, random);
      assertThat(LimitClass.strictest(again)).isEqualTo(strictest);
    }
  }

  @Test
  void letsSomebodyCall() {
    assertThatThrownBy(() -> new LimitClass("X", 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LimitClass("X", 5, 4, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
