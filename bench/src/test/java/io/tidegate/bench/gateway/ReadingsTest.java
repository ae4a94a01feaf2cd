package io.tidegate.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a round is read as it was meant. */
class ReadingsTest {
  private static final String WRK =
      """
      Running 3s test @ http://127.0.0.1:41831
        1 threads and 32 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency     7.48ms    3.37ms  48.31ms   83.26%
          Req/Sec     4.35k   512.14     5.11k    70.00%
        Latency Distribution
           50%  812.00us
           75%    8.56ms
           90%   11.20ms
           99%    1.02s
        13012 requests in 3.01s, 8.93MB read
      Requests/sec:   4324.61
      Transfer/sec:      2.97MB
      """;

  @Test
  void wrkTellsCountRateAndQuantilesInUnitsOfItsOwn() throws IOException {
    Load.Answers answers = WrkLoad.read(WRK);

    assertThat(answers.count()).isEqualTo(13_012);
    assertThat(answers.perSecond()).isEqualTo(4324.61);
    assertThat(answers.median()).isEqualTo(0.812, within(1e-9));
    assertThat(answers.slow()).isEqualTo(1020, within(1e-9));
  }

  @Test
  void manyAnswersThatAreNoneEndTheRun() throws IOException {
    for (String wrong :
        List.of("  Non-2xx or 3xx responses: 131\n", "  Socket errors: connect 0, read 3\n")) {
      assertThatThrownBy(() -> WrkLoad.read(WRK + wrong)).isInstanceOf(IOException.class);
    }
    assertThat(WrkLoad.read(WRK + "  Non-2xx or 3xx responses: 130\n").count()).isEqualTo(13_012);
    assertThatThrownBy(() -> WrkLoad.read("unable to connect")).isInstanceOf(IOException.class);
  }

  @Test
  void processorTimeIsThatOfUserAndSystemWhateverTheProcessIsCalled() {
    String stat = "123 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 150 25 99 99 20 0 61 0 1 2 3";
    assertThat(ProcessUse.processor(stat)).isEqualTo(Duration.ofMillis(1750));
    assertThat(ProcessUse.resident("Name:\tjava\nVmHWM:\t  900 kB\nVmRSS:\t  524288 kB\n"))
        .isEqualTo(512);
  }

  @Test
  void aProcessCanBeLookedAt() throws IOException {
    ProcessUse own = ProcessUse.of(ProcessHandle.current().pid());
    assertThat(own.processor()).isPositive();
    assertThat(own.residentMegabytes()).isBetween(10L, 100_000L);
  }

  @Test
  void theProcessorTimeOfARoundIsThatBetweenItsEndsOverItsAnswers() {
    Measured round =
        Measured.round(
            new Load.Answers(1000, 500, 2, 9),
            new ProcessUse(Duration.ofMillis(100), 10),
            new ProcessUse(Duration.ofMillis(350), 12));
    assertThat(round.processor()).isEqualTo(250);
    Measured medians =
        Measured.medians(
            List.of(round, new Measured(100, 1, 1, 1, 1), new Measured(900, 900, 900, 900, 900)));
    assertThat(medians).isEqualTo(new Measured(250, 500, 2, 9, 12));
    assertThat(medians.line("engine", new Measured(200, 1, 1, 1, 1))).contains("×  1.25");
  }

  @Test
  void answersAreTheSameButForWhatTheEngineTellsBeside() throws IOException {
    assertThat(
            difference(
                "{'a': 1.50, '_masked': ['b'], 'b': [{'c': null}]}",
                "{'b': [{'c': null}], 'a': 1.5}"))
        .isEmpty();
    assertThat(difference("{'a': 1}", "{'a': '1'}")).startsWith("/a");
    assertThat(difference("{'a': 1}", "{'a': 1, 'b': null}")).startsWith("/b");
    assertThat(difference("{'a': [1, 2]}", "{'a': [2, 1]}")).startsWith("/a/0");
    assertThat(difference("{'a': [1, 2]}", "{'a': [1]}")).startsWith("/a");
  }

  private static String difference(String one, String other) throws IOException {
    return SameAnswer.difference(
            SameAnswer.read(one.replace('\'', '"')), SameAnswer.read(other.replace('\'', '"')), "")
        .orElse("");
  }

  @Test
  void theOwnLoaderReadsAnswersOfEitherFormAndNoMore() throws IOException {
    InputStream in =
        new ByteArrayInputStream(
            ("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc"
                    + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n"
                    + "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    assertThat(OwnLoad.readAnswer(in)).isEqualTo(200);
    assertThat(OwnLoad.readAnswer(in)).isEqualTo(200);
    assertThat(OwnLoad.readAnswer(in)).isEqualTo(404);
    assertThatThrownBy(() -> OwnLoad.readAnswer(in)).hasMessageContaining("broke off");
  }
}
