package io.tidegate.samples.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawTest {
  @Test
  void aValueDependsOnTheSeedTheEntityTheRowAndTheFieldAlone() {
    Set<Long> values = new LinkedHashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      for (String entity : new String[] {"head", "item"}) {
        for (long row = 0; row < 100; row++) {
          Draw draw = new Draw(seed, entity, row);
          values.add(draw.bits("price"));
          values.add(draw.bits("quantity"));
          values.add(draw.part("item", 1).bits("price"));
          assertThat(new Draw(seed, entity, row).bits("price")).isEqualTo(draw.bits("price"));
        }
      }
    }
    assertThat(values).hasSize(10 * 2 * 100 * 3);
  }

  @Test
  void aValueOnceGivenNeverChanges() {
    assertThat(new Draw(0, "declaration", 0).bits("price")).isEqualTo(339_807_148_724_685_248L);
  }

  @Test
  void distributionsHaveTheMeansTheyAreAskedFor() {
    assertThat(mean(d -> d.unit("x"))).isCloseTo(0.5, within(0.01));
    assertThat(mean(d -> d.exponential("x", 4))).isCloseTo(4, within(0.1));
    assertThat(mean(d -> d.normal("x"))).isCloseTo(0, within(0.02));
    assertThat(mean(d -> d.normal("x") * d.normal("x"))).isCloseTo(1, within(0.03));
    assertThat(mean(d -> d.logNormal("x", 40, 0.6) < 40 ? 1 : 0)).isCloseTo(0.5, within(0.01));
    assertThat(mean(d -> d.chance("x", 0.03) ? 1 : 0)).isCloseTo(0.03, within(0.005));
  }

  @Test
  void sharesFollowTheirWeights() {
    Shares shares = Shares.of(74, 14, 10, 0, 2);

    assertThat(shares.at(0)).isZero();
    assertThat(shares.at(0.7399)).isZero();
    assertThat(shares.at(0.7401)).isEqualTo(1);
    assertThat(shares.at(0.98)).isEqualTo(4);
    assertThat(shares.at(Math.nextDown(1.0))).isEqualTo(4);
  }

  @Test
  void rankedSharesFallWithTheRank() {
    Shares shares = Shares.zipf(3, 1);

    assertThat(shares.at(0.54)).isZero();
    assertThat(shares.at(0.55)).isEqualTo(1);
    assertThat(shares.at(0.83)).isEqualTo(2);
  }

  private static double mean(ToDoubleFunction<Draw> value) {
    return LongStream.range(0, 20_000)
        .mapToObj(row -> new Draw(7, "mean", row))
        .mapToDouble(value)
        .average()
        .orElseThrow();
  }
}
