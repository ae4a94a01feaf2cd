package io.tidegate.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short form of {@code ./tidegate bench chaos}; needs the packaged program. */
class ChaosIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @Test
  void whateverHappensToNodesNothingWrongIsAnsweredAndNothingCountsTwice(@TempDir Path folder)
      throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    boolean held =
        ChaosRun.run(
            folder,
            HOME,
            Duration.ofSeconds(20),
            20261130,
            ChaosRun.invariants(),
            new PrintStream(told, true, StandardCharsets.UTF_8));

    assertThat(held).as(told.toString(StandardCharsets.UTF_8)).isTrue();
  }
}
