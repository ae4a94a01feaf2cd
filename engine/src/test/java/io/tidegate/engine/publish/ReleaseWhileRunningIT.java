package io.tidegate.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.source.OperationClient;
import io.tidegate.engine.source.SourceFault;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.pack.DecisionTable;
import io.tidegate.rules.pack.RulePack;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What began before a release ends under the rules it began with, whole. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class ReleaseWhileRunningIT {
  private static final byte[] KEY = new byte[32];
  private static final String FORWARDER = "91350299MAT000034P";
  private static final String SHIP = "2300014";

  @Inject RouteEmitter emitter;
  @Inject Sources sources;

  /** A source that holds its first caller until it is let go. */
  private final class Held implements Sources {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final AtomicBoolean holding = new AtomicBoolean();

    @Override
    public Optional<DataSource> database(String source) {
      return sources.database(source);
    }

    @Override
    public Optional<OperationClient> operation(String resource) {
      return sources.operation(resource).map(this::held);
    }

    private OperationClient held(OperationClient client) {
      return new OperationClient() {
        @Override
        public List<Object[]> read(Map<String, Object> inputs, Instant deadline, String traceId)
            throws SourceFault {
          if (holding.compareAndSet(true, false)) {
            entered.countDown();
            try {
              letGo.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return client.read(inputs, deadline, traceId);
        }

        @Override
        public void close() {
          // the one that is held belongs to the application
        }
      };
    }
  }

  private static CheckedPlan compiled(ServiceCompiler compiler) throws Exception {
    Path file = Samples.FOLDERS.root().resolve("transport/services/vessel-position.yaml");
    // a machine under load takes longer than two seconds for all that is done meanwhile
    String text = Files.readString(file).replace("timeout: 2s", "timeout: 30s");
    return compiler.compile(new SourceText("vessel-position.yaml", text)).value().orElseThrow();
  }

  /** The rules of the samples without one row. */
  private static Decider without(String rule) {
    RulePack pack = Samples.workspace().rules();
    List<DecisionTable> tables =
        pack.tables().stream()
            .map(
                table ->
                    new DecisionTable(
                        table.id(),
                        table.stage(),
                        table.title(),
                        table.rows().stream()
                            .filter(row -> !table.ruleName(row).equals(rule))
                            .toList()))
            .toList();
    return Decider.build(
            new RulePack(
                pack.id(),
                pack.version(),
                pack.title(),
                pack.switches(),
                pack.masks(),
                pack.limits(),
                tables,
                pack.expert(),
                pack.scenarios()))
        .value()
        .orElseThrow();
  }

  private static String ask(LiveEndpoint endpoint) throws Exception {
    return new String(
        endpoint
            .answer(
                new Call(
                    Optional.of(FORWARDER),
                    Map.of("imo", SHIP),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Instant.now().plusSeconds(30),
                    "held"))
            .body(),
        StandardCharsets.UTF_8);
  }

  @Test
  void whatBeganBeforeEndsWholeUnderTheRulesItBeganWith() throws Exception {
    Held held = new Held();
    LiveEndpoints live = new LiveEndpoints();
    Publisher publisher =
        new Publisher(
            emitter,
            held,
            live,
            new CursorCodec(KEY),
            new MaskKeys(KEY),
            new DocumentLinks(KEY, Duration.ofMinutes(5), Clock.systemUTC()),
            plan -> AnswerWatch.NONE);
    CheckedPlan old = compiled(Samples.compiler());
    CheckedPlan next = compiled(Samples.compiler().judgingBy(without("mask-open/approved")));
    publisher.publish(List.of(old));
    String before = ask(live.current().endpoints().getFirst());
    assertThat(before).contains("TIDE PIONEER");

    held.holding.set(true);
    CompletableFuture<String> running = new CompletableFuture<>();
    List<Publisher.Publication> published =
        publisher.publishWhole(
            List.of(next),
            done -> {},
            () -> {
              LiveEndpoint then = live.current().endpoints().getFirst();
              Thread.ofVirtual()
                  .start(
                      () -> {
                        try {
                          running.complete(ask(then));
                        } catch (Exception e) {
                          running.completeExceptionally(e);
                        }
                      });
              try {
                assertThat(held.entered.await(20, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              return live.current().epoch() + 1;
            });

    assertThat(published).allMatch(p -> p instanceof Publisher.Publication.Live);
    LiveEndpoint now = live.current().endpoints().getFirst();
    assertThat(now.certificate().fingerprint()).isEqualTo(next.fingerprint());
    String after = ask(now);
    assertThat(running).isNotDone();
    held.letGo.countDown();

    assertThat(after).isNotEqualTo(before);
    assertThat(running.get(20, TimeUnit.SECONDS)).isEqualTo(before);
    publisher.publish(List.of());
  }
}
