package io.tidegate.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.read.RunningStatements.ReadTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerTimingTest {
  @Test
  void eachReadIsToldByItsNameAndTheWholeLast() {
    assertThat(
            ServerTiming.of(
                List.of(
                    new ReadTime("head", "customs", 0, Duration.ofNanos(1_234_567)),
                    new ReadTime("moves, \"x\"", "terminal", 0, Duration.ofMillis(40))),
                Duration.ofMillis(42)))
        .isEqualTo(
            "head;desc=customs;dur=1.235, moves---x-;desc=terminal;dur=40.000, total;dur=42.000");
  }
}
