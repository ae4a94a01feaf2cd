package io.tidegate.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayOptionsTest {
  private static GatewayOptions read(String line) {
    return GatewayOptions.read(List.of(line.split(" "))).orElseThrow();
  }

  @Test
  void withoutOptionsEverythingIsMeasuredAtFullSize() {
    GatewayOptions options = GatewayOptions.read(List.of()).orElseThrow();
    assertThat(options.heads()).isEqualTo(250_000);
    assertThat(options.workloads()).containsExactlyInAnyOrder(Workload.values());
    assertThat(options.profile()).isEmpty();
  }

  @Test
  void whatIsSaidAfterShortCounts() {
    GatewayOptions options = read("--short --rounds 5 --workloads w1,W3 --own-load --profile out");
    assertThat(options.rounds()).isEqualTo(5);
    assertThat(options.seconds()).isEqualTo(3);
    assertThat(options.workloads()).containsExactlyInAnyOrder(Workload.W1, Workload.W3);
    assertThat(options.ownLoad()).isTrue();
    assertThat(options.profile()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--rounds",
        "--rounds 0",
        "--rounds x",
        "--heads 3999",
        "--heads 10000001",
        "--what 1",
        "--workloads W5",
        "--workloads",
        "rounds 1"
      })
  void whatIsNotUnderstoodIsNotRun(String line) {
    assertThat(GatewayOptions.read(List.of(line.split(" ")))).isEmpty();
  }
}
