package io.tidegate.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.cluster.Eventually;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTracesTest {
  private static final String REQUEST = "5af7651916cd43dd8448eb211c80319c";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final String PARENT = "00-" + TRACE + "-" + CALLER + "-01";
  private static final CallFacts ANSWERED =
      new CallFacts("declaration-goods", "1.0.0", 7, "answered", 200, Optional.empty(), 3);

  private final List<TracedCall> done = new ArrayList<>();

  private CallTrace trace() {
    return new CallTrace(
        TRACE, Optional.of(CALLER), REQUEST, Instant.now(), System.nanoTime(), done::add);
  }

  private static boolean sends() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(SpanSender.THREAD));
  }

  private static String bytes(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }

  @Test
  void offNothingIsFollowedAndNothingRuns() {
    CallTraces off = CallTraces.off();

    assertThat(off.isOn()).isFalse();
    assertThat(off.begin(List.of(PARENT), REQUEST, Instant.now(), 0)).isEmpty();
    assertThat(sends()).isFalse();
    off.close();
  }

  @Test
  void aCallAndItsStepsComeToTheCollectorUnderTheTraceOfTheCaller() throws Exception {
    try (Collector collector = new Collector();
        CallTraces traces = CallTraces.to(collector.address(), 1, 16)) {
      assertThat(sends()).isTrue();
      CallTrace trace =
          traces.begin(List.of(PARENT), REQUEST, Instant.now(), System.nanoTime()).orElseThrow();
      String within;
      try (CallTrace.Step step = trace.step("lines", "customs")) {
        try (CallTrace.Step asking = trace.asking("lines", "customs-rest")) {
          within = asking.within().text();
          asking.failed("TIMEOUT");
        }
        step.failed("TG-SOURCE-504");
      }
      trace.end(ANSWERED);
      Eventually.holds(() -> traces.sent() == 1);

      assertThat(within).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
      assertThat(collector.sent())
          .contains(
              bytes(TRACE),
              bytes(CALLER),
              bytes(within.substring(36, 52)),
              "declaration-goods",
              "lines",
              "customs",
              "ask customs-rest",
              "TG-SOURCE-504",
              "TIMEOUT",
              REQUEST);
      assertThat(traces.dropped()).isZero();
    }
    assertThat(sends()).as("it ends").isFalse();
  }

  @Test
  void aStepIsWithinTheOneThatIsUnderWayOnItsThread() throws Exception {
    CallTrace trace = trace();
    try (CallTrace.Step outer = trace.step("head", "customs")) {
      Thread branch =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (CallTrace.Step beside = trace.step("port", "terminal")) {
                      beside.yielded(1);
                    }
                  });
      branch.join();
      try (CallTrace.Step inner = trace.asking("head", "customs")) {
        inner.yielded(4);
      }
      outer.yielded(2);
    }
    trace.end(ANSWERED);
    trace.end(ANSWERED);

    TracedCall call = done.getFirst();
    assertThat(done).as("told once").hasSize(1);
    assertThat(call.parentId()).contains(CALLER);
    TracedStep port = call.steps().get(0);
    TracedStep inner = call.steps().get(1);
    TracedStep outer = call.steps().get(2);
    assertThat(List.of(port.name(), inner.name(), outer.name()))
        .containsExactly("port", "head", "head");
    assertThat(port.parentId()).isEqualTo(call.own().spanId());
    assertThat(outer.parentId()).isEqualTo(call.own().spanId());
    assertThat(inner.parentId()).isEqualTo(outer.spanId());
    assertThat(inner.outward()).isTrue();
    assertThat(List.of(port.rows(), inner.rows(), outer.rows())).containsExactly(1L, 4L, 2L);
  }

  @Test
  void ofVeryManyStepsTheRestIsCounted() {
    CallTrace trace = trace();
    for (int i = 0; i < CallTrace.MOST_STEPS + 5; i++) {
      trace.step("line", "customs").close();
    }
    trace.end(ANSWERED);

    assertThat(done.getFirst().steps()).hasSize(CallTrace.MOST_STEPS);
    assertThat(done.getFirst().leftOut()).isEqualTo(5);
  }

  /** Nobody waits for a collector that hangs; what finds no room is counted. */
  @Test
  void aCollectorThatHangsHoldsNobodyUp() throws Exception {
    try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        CallTraces traces =
            CallTraces.to(
                URI.create("http://127.0.0.1:" + hanging.getLocalPort() + "/v1/traces"), 1, 4)) {
      long began = System.nanoTime();
      for (int i = 0; i < 1000; i++) {
        follow(traces);
      }

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      // at most a batch is under way, and four wait
      assertThat(traces.dropped()).isGreaterThan(800);
      assertThat(traces.sent()).isZero();
    }
  }

  @Test
  void whatACollectorRefusesIsCountedAndTheNextIsSent() throws Exception {
    try (Collector collector = new Collector();
        CallTraces traces = CallTraces.to(collector.address(), 1, 16)) {
      collector.answers(500);
      follow(traces);
      Eventually.holds(() -> traces.dropped() == 1);
      collector.answers(200);
      follow(traces);
      Eventually.holds(() -> traces.sent() == 1);
    }
  }

  private static void follow(CallTraces traces) {
    traces
        .begin(List.of(), REQUEST, Instant.now(), System.nanoTime())
        .ifPresent(trace -> trace.end(ANSWERED));
  }

  @Test
  void callsAreDrawnByTheirTrace() throws Exception {
    try (Collector collector = new Collector();
        CallTraces none = CallTraces.to(collector.address(), 0, 4);
        CallTraces half = CallTraces.to(collector.address(), 0.5, 4);
        CallTraces all = CallTraces.to(collector.address(), 1, 4)) {
      String low = "ffffffffffffffff0fffffffffffffff";
      String high = "00000000000000007fffffffffffffff";

      assertThat(none.begin(List.of(PARENT), REQUEST, Instant.now(), 0)).isEmpty();
      assertThat(half.begin(List.of(), low, Instant.now(), 0)).isPresent();
      assertThat(half.begin(List.of(), high, Instant.now(), 0)).isEmpty();
      assertThat(all.begin(List.of(), high, Instant.now(), 0)).isPresent();
      assertThat(all.begin(List.of(PARENT.replace("-01", "-00")), REQUEST, Instant.now(), 0))
          .as("its caller does not keep it")
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nX: y"
      })
  void whatIsNoTraceparentIsAsIfItWereNotSent(String sent) {
    assertThat(TraceParent.read(List.of(sent))).isEmpty();
  }

  @Test
  void aTraceparentIsReadAndWrittenAsItIs() {
    TraceParent parent = TraceParent.read(List.of(PARENT)).orElseThrow();

    assertThat(parent).isEqualTo(new TraceParent(TRACE, CALLER, true));
    assertThat(parent.text()).isEqualTo(PARENT);
    assertThat(TraceParent.read(List.of("01" + PARENT.substring(2) + "-more"))).isPresent();
    assertThat(TraceParent.read(List.of(PARENT, PARENT))).as("which one?").isEmpty();
    assertThat(TraceParent.read(List.of())).isEmpty();
  }
}
