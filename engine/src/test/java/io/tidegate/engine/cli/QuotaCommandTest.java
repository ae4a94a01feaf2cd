package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class QuotaCommandTest {
  @Test
  void eachBucketHasALine() throws Exception {
    String text =
        QuotaCommand.text(
            new ObjectMapper()
                .readTree(
                    """
                    {"application": "app-1", "accounts": [
                      {"service": "goods", "agreement": "12", "buckets": [
                        {"bucket": "day", "limit": 1000, "used": 12, "leased": 4, "left": 984,
                         "resets_at": "2026-03-02T16:00:00Z"}]},
                      {"service": "ships", "agreement": null, "buckets": [
                        {"bucket": "second", "limit": 20, "used": 0, "leased": 0, "left": 20,
                         "resets_at": null}]}]}
                    """));

    assertThat(text.lines())
        .containsExactly(
            "app-1",
            "  goods, agreement 12",
            "    day     limit 1000, used 12, leased 4, left 984, full again at 2026-03-02T16:00:00Z",
            "  ships",
            "    second  limit 20, used 0, leased 0, left 20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "app-1 --agreement 12"})
  void itIsOneApplicationOrOneAgreement(String arguments) {
    CommandLine command = TidegateMain.commandLine();
    command.setErr(new PrintWriter(new StringWriter()));
    String line = ("quota --as operator " + arguments).strip();

    assertThat(command.execute(line.split(" "))).isEqualTo(2);
  }
}
