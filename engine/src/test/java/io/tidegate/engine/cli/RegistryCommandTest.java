package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class RegistryCommandTest {
  private static String told(String json) throws Exception {
    return RegistryCommand.text(new ObjectMapper().readTree(json));
  }

  @Test
  void aRegistryThatAnswersIsOneLineAndWhatItHasStillToBeGiven() throws Exception {
    assertThat(
            told(
                """
                {"mode": "embedded", "url": "http://127.0.0.1:20001", "version": "3.3.3", "trouble": "",
                 "pending": 2, "waiting": []}
                """))
        .isEqualTo(
            """
            embedded registry at http://127.0.0.1:20001, version 3.3.3, answers
              contracts it has still to be given: 2
            """);
  }

  @Test
  void oneThatIsAwayIsToldWithWhyAndWhatWaits() throws Exception {
    assertThat(
            told(
                """
                {"mode": "external", "url": "", "version": "", "trouble": "no registry is named",
                 "pending": 0, "waiting": [{"draft": 7, "actor": "provider", "since": "2026-01-01T00:00:00Z"}]}
                """))
        .contains("cannot be asked: no registry is named")
        .contains("draft 7 waits to be published for provider, since 2026-01-01T00:00:00Z");
  }

  @Test
  void noneIsTold() throws Exception {
    assertThat(told("{\"mode\": \"off\"}")).contains("TIDEGATE_REGISTRY_MODE=off");
  }
}
