package io.tidegate.engine.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoAnnouncementTest {
  @Test
  void tellsWhereItIsWhoMayComeInAndThreeCallsToTry() {
    Map<String, String> keys = new LinkedHashMap<>();
    for (CastMember member : CastMember.values()) {
      keys.put(member.word(), "key-of-" + member.word());
    }
    String text =
        DemoAnnouncement.text(
            new DemoSecrets(
                "http://127.0.0.1:8080", keys, List.of(), Map.of("operator", "password-1"), "word"),
            Path.of("data", "demo.json"));

    assertThat(text)
        .contains("ready at http://127.0.0.1:8080\n")
        .contains("  operator      password-1\n")
        .contains("  principal     key-of-principal\n")
        .contains(Path.of("data", "demo.json").toString());
    assertThat(text.lines().filter(line -> line.startsWith("  curl ")))
        .hasSize(3)
        .allMatch(line -> line.matches("  curl -H 'X-API-Key: key-of-[a-z]+' http://127\\S+"));
  }
}
