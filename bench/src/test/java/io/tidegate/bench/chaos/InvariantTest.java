package io.tidegate.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is looked for in chaos is found where it is. */
class InvariantTest {
  private static Observation goods(int node, long acknowledged, long epoch, String body) {
    return new Observation(node, acknowledged, 200, OptionalLong.of(epoch), body, "");
  }

  private static Observation signed(int node, int status, String nonce) {
    return new Observation(node, 1, status, OptionalLong.of(1), "[]", nonce);
  }

  private static List<String> broken(Invariant invariant, Observation... seen) {
    for (Observation observation : seen) {
      invariant.see(observation);
    }
    return invariant.broken();
  }

  @Test
  void twoAnswersUnderOneEpochAreFound() {
    assertThat(broken(new OneAnswerPerEpoch(), goods(0, 1, 1, "a"), goods(1, 1, 2, "b"))).isEmpty();
    assertThat(broken(new OneAnswerPerEpoch(), goods(0, 1, 1, "a"), goods(1, 1, 1, "b")))
        .hasSize(1);
  }

  @Test
  void anAnswerWithoutAnEpochIsFound() {
    assertThat(
            broken(
                new OneAnswerPerEpoch(), new Observation(0, 1, 200, OptionalLong.empty(), "a", "")))
        .hasSize(1);
  }

  @Test
  void whatIsOlderThanAcknowledgedIsFound() {
    assertThat(broken(new NothingOlderThanAcknowledged(), goods(0, 2, 2, "a"))).isEmpty();
    assertThat(broken(new NothingOlderThanAcknowledged(), goods(0, 3, 2, "a"))).hasSize(1);
  }

  @Test
  void aCopyThatIsLetInIsFound() {
    assertThat(broken(new ReplayedOnce(), signed(0, 200, "n"), signed(1, 401, "n"))).isEmpty();
    assertThat(broken(new ReplayedOnce(), signed(0, 200, "n"), signed(1, 200, "n"))).hasSize(1);
  }
}
