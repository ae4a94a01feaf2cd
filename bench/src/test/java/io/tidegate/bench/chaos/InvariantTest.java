package io.tidegate.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is looked for in chaos is found where it is. */
class InvariantTest {
  private static Observation goods(int node, long acknowledged, long epoch, String body) {
    return seen(node, acknowledged, 200, OptionalLong.of(epoch), body, "");
  }

  private static Observation signed(int node, int status, String nonce) {
    return seen(node, 1, status, OptionalLong.of(1), "[]", nonce);
  }

  private static Observation seen(
      int node, long acknowledged, int status, OptionalLong epoch, String body, String nonce) {
    return new Observation(
        node, "goods", "app", acknowledged, status, epoch, "trace", body, nonce, 0, 1);
  }

  private static Observation answered(String trace, long sent, long received) {
    return new Observation(
        0, "goods", "app", 1, 200, OptionalLong.of(1), trace, "[]", "", sent, received);
  }

  /** One call in each millisecond, each answered after another. */
  private static Observation[] calls(int count) {
    Observation[] calls = new Observation[count];
    for (int i = 0; i < count; i++) {
      calls[i] = answered("trace " + i, i * 1000L, (i + 1) * 1000L);
    }
    return calls;
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
    assertThat(broken(new OneAnswerPerEpoch(), seen(0, 1, 200, OptionalLong.empty(), "a", "")))
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

  @Test
  void oneCallMoreThanTheRateAllowsIsFound() {
    Map<String, WithinLimits.Limit> limits =
        Map.of("goods", new WithinLimits.Limit(10, 5, 1_000_000));

    assertThat(broken(new WithinLimits(limits), calls(5))).isEmpty();
    assertThat(broken(new WithinLimits(limits), calls(6))).hasSize(1);
    // a second later the burst is there again
    Observation[] later = calls(10);
    for (int i = 5; i < 10; i++) {
      later[i] = answered("later " + i, 1_000_000 + i, 1_100_000 + i);
    }
    assertThat(broken(new WithinLimits(limits), later)).isEmpty();
  }

  @Test
  void oneCallMoreThanADayAllowsIsFound() {
    Map<String, WithinLimits.Limit> limits =
        Map.of("goods", new WithinLimits.Limit(1_000_000, 1_000_000, 7));

    assertThat(broken(new WithinLimits(limits), calls(7))).isEmpty();
    assertThat(broken(new WithinLimits(limits), calls(8))).hasSize(1);
  }

  @Test
  void aCallThatIsNotOnRecordOrTwiceIsFound() {
    assertThat(broken(new OnRecordOnce(() -> List.of("a", "b")), answered("a", 0, 1))).isEmpty();
    assertThat(broken(new OnRecordOnce(List::of), answered("a", 0, 1))).hasSize(1);
    assertThat(broken(new OnRecordOnce(() -> List.of("a", "a")), answered("a", 0, 1))).hasSize(1);
    assertThat(broken(new OnRecordOnce(() -> List.of("")), answered("", 0, 1))).isNotEmpty();
  }
}
