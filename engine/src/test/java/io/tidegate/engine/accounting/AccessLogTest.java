package io.tidegate.engine.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
  @TempDir Path folder;

  @Test
  void callsAreInTheFileOneALine() throws Exception {
    Path file = folder.resolve("access.log");
    try (AccessLog log = new AccessLog(file)) {
      log.accept(Calls.answered("a"));
    }
    try (AccessLog log = new AccessLog(file)) {
      log.accept(Calls.answered("b"));
    }

    assertThat(Files.readAllLines(file))
        .containsExactly(AccessLog.line(Calls.answered("a")), AccessLog.line(Calls.answered("b")));
  }

  @Test
  void aCallIsOneLineOfJson() {
    assertThat(AccessLog.line(Calls.answered("0a".repeat(16))))
        .isEqualTo(
            "{\"at\":\"2026-01-02T04:00:00.123456789Z\",\"micros\":12345,\"trace_id\":\""
                + "0a".repeat(16)
                + "\",\"epoch\":7,\"service\":\"declaration-details\",\"version\":\"1.2.0\","
                + "\"fingerprint\":\""
                + "f1".repeat(32)
                + "\",\"application\":\"trader\",\"enterprise\":\"91350299MAT0000182\","
                + "\"outcome\":\"answered\",\"status\":200,\"problem\":null,\"rows\":3,"
                + "\"relations\":[\"AGENT\",\"PRINCIPAL\"],\"masks\":[\"M-DROP\",\"M-NAME(x)\"],"
                + "\"bytes\":1024}");
  }
}
