package io.tidegate.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.source.OperationClient;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** An operation is asked with a raw key as its source gave it; its caller sees what he may. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class RawInputIT {
  private static final byte[] KEY = new byte[32];
  private static final String TRADER = "91350299MAT0000182";
  private static final String CARRIER = "91350299MAT000042J";

  @Inject RouteEmitter emitter;
  @Inject Sources sources;

  @Test
  void whatTheCallerSeesMaskedTheSourceIsAskedWithInTheClear() throws Exception {
    String sample =
        Files.readString(Path.of("..", "samples", "benign", "raw-operation.yaml"))
            .replace("bill_no", "trade_usci");
    List<Map<String, Object>> asked = new CopyOnWriteArrayList<>();
    CheckedPlan checked =
        Samples.compiler()
            .compile("raw.yaml", sample.getBytes(StandardCharsets.UTF_8))
            .value()
            .orElseThrow();
    RouteEndpoint endpoint =
        new RouteEndpoint(
            checked.plan(),
            checked.certificate(),
            emitter.emit(checked.plan(), listening(asked)),
            new CursorCodec(KEY),
            new MaskKeys(KEY),
            new DocumentLinks(KEY, Duration.ofMinutes(5), InstantSource.system()));

    String seen = answer(endpoint, CARRIER);
    endpoint.discard();

    assertThat(asked).containsExactly(Map.of("billNo", TRADER));
    assertThat(seen).contains("\"manifest\":[]").doesNotContain(TRADER);
    assertThat(checked.certificate().raws())
        .extracting(raw -> raw.read() + " " + raw.parameter() + " " + raw.columns())
        .containsExactly("manifest billNo [customs.dec.head.trade_usci]");
  }

  private static String answer(RouteEndpoint endpoint, String caller) throws Exception {
    Answer answer =
        endpoint.answer(
            new Call(
                Optional.of(caller),
                Map.of("entryId", "379120241000000004"),
                Optional.empty(),
                OptionalInt.empty(),
                Instant.now().plusSeconds(10),
                "raw"));
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  /** Sources whose operations know nothing and keep what they were asked. */
  private Sources listening(List<Map<String, Object>> asked) {
    return new Sources() {
      @Override
      public Optional<DataSource> database(String source) {
        return sources.database(source);
      }

      @Override
      public Optional<OperationClient> operation(String resource) {
        return Optional.of(
            new OperationClient() {
              @Override
              public List<Object[]> read(
                  Map<String, Object> inputs, Instant deadline, String traceId) {
                asked.add(Map.copyOf(inputs));
                return List.of();
              }

              @Override
              public void close() {
                // there is nothing to close
              }
            });
      }
    };
  }
}
