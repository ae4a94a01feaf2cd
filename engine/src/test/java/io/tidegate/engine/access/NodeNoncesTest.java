package io.tidegate.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NodeNoncesTest {
  private Instant now = Instant.parse("2026-01-02T04:00:00Z");
  private final NodeNonces nonces =
      new NodeNonces(
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          },
          2);

  @Test
  void aNonceIsNewOnceForEachApplication() {
    Instant end = now.plusSeconds(600);
    assertThat(nonces.firstUse("a", "n", now, end)).isTrue();
    assertThat(nonces.firstUse("a", "n", now, end)).isFalse();
    assertThat(nonces.firstUse("b", "n", now, end)).isTrue();
  }

  @Test
  void roomIsMadeByWhatHasEnded() {
    nonces.firstUse("a", "1", now, now.plusSeconds(1));
    nonces.firstUse("a", "2", now, now.plusSeconds(2));
    now = now.plusSeconds(1);
    assertThat(nonces.firstUse("a", "3", now, now.plusSeconds(2))).isTrue();
    assertThat(nonces.firstUse("a", "2", now, now.plusSeconds(2))).isFalse();
  }

  @Test
  void ofManyAtOnceOneIsTheFirst() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> use = () -> nonces.firstUse("a", "n", now, now.plusSeconds(600));
      List<Future<Boolean>> uses =
          threads.invokeAll(Stream.generate(() -> use).limit(200).toList());
      int first = 0;
      for (Future<Boolean> one : uses) {
        first += one.get() ? 1 : 0;
      }
      assertThat(first).isEqualTo(1);
    }
  }
}
