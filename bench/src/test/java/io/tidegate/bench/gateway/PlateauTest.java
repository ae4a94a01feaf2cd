package io.tidegate.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlateauTest {
  private final Plateau plateau = new Plateau();

  @Test
  void oneTurnSaysNothing() {
    assertThat(plateau.isReached(100)).isFalse();
  }

  @Test
  void whatBecomesCheaperIsNotWarmYet() {
    plateau.isReached(200);
    assertThat(plateau.isReached(120)).isFalse();
    assertThat(plateau.isReached(110)).isFalse();
    assertThat(plateau.isReached(106)).isTrue();
  }

  @Test
  void aTurnThatCostsMoreIsNoCheaper() {
    plateau.isReached(100);
    assertThat(plateau.isReached(130)).isTrue();
  }
}
