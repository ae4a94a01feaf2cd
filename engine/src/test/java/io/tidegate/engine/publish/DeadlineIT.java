package io.tidegate.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.route.text.SourceText;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A statement that nobody waits for any more is gone from the database. Statements are slow here
 * because another session holds a lock on the table they read.
 */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class DeadlineIT {
  private static final byte[] KEY = new byte[32];

  /** Much less than a whole second, which is the finest that JDBC's own limit knows. */
  private static final Duration SHORTLY = Duration.ofMillis(400);

  @Inject RouteEmitter emitter;
  @Inject Sources sources;
  @Inject PlatformDatabase database;

  private Connection holder;
  private Connection observer;

  @BeforeEach
  void hold() throws SQLException {
    holder = connect();
    observer = connect();
    holder.setAutoCommit(false);
    try (Statement lock = holder.createStatement()) {
      lock.execute("lock table dec.head in access exclusive mode");
    }
  }

  @AfterEach
  void release() throws SQLException {
    holder.rollback();
    holder.close();
    observer.close();
  }

  @Test
  void aStatementIsCancelledAtTheDeadlineOfItsCall() throws Exception {
    RouteEndpoint endpoint = start("tutorial/declaration-goods.yaml", "", "");
    try {
      Instant begin = Instant.now();
      CallProblem problem =
          catchThrowableOfType(
              CallProblem.class, () -> endpoint.answer(call(begin.plusMillis(300))));

      assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_TIMEOUT);
      assertThat(goneAfter(begin))
          .isBetween(Duration.ofMillis(290), Duration.ofMillis(300).plus(SHORTLY));
    } finally {
      endpoint.discard();
    }
  }

  @Test
  void theStatementsOfBranchesAreCancelledAtTheirOwnTimeout() throws Exception {
    RouteEndpoint endpoint =
        start(
            "declaration/services/declaration-status.yaml",
            "parallelProcessing: true",
            "parallelProcessing: true\n          timeout: 300");
    try {
      Instant begin = Instant.now();
      CallProblem problem =
          catchThrowableOfType(
              CallProblem.class, () -> endpoint.answer(call(begin.plusSeconds(5))));

      assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_TIMEOUT);
      assertThat(goneAfter(begin))
          .isBetween(Duration.ofMillis(290), Duration.ofMillis(300).plus(SHORTLY));
    } finally {
      endpoint.discard();
    }
  }

  /** A server that stands still neither answers nor takes the order to end the statement. */
  @Test
  void aDatabaseThatStandsStillIsWaitedForNoLonger() throws Exception {
    RouteEndpoint endpoint = start("tutorial/declaration-goods.yaml", "", "");
    long server = 0;
    try {
      Instant begin = Instant.now();
      Thread waiting =
          Thread.ofVirtual()
              .start(
                  () ->
                      catchThrowableOfType(
                          CallProblem.class, () -> endpoint.answer(call(begin.plusSeconds(4)))));
      while (waiting() < 1 && Instant.now().isBefore(begin.plusSeconds(4))) {
        Thread.sleep(10);
      }
      server = waitingServer();
      signal("STOP", server);

      assertThat(waiting.join(Duration.ofSeconds(8))).isTrue();
      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofMillis(5500));
    } finally {
      signal("CONT", server);
      endpoint.discard();
    }
  }

  private static void signal(String name, long process) throws Exception {
    assertThat(process).isPositive();
    assertThat(
            new ProcessBuilder("kill", "-" + name, Long.toString(process))
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
  }

  private long waitingServer() throws SQLException {
    try (Statement ask = observer.createStatement();
        ResultSet answer =
            ask.executeQuery(
                "select pid from pg_stat_activity where state = 'active'"
                    + " and pid <> pg_backend_pid() and wait_event_type = 'Lock'")) {
      assertThat(answer.next()).isTrue();
      return answer.getLong(1);
    }
  }

  @Test
  void theStatementOfACallerWhoHungUpIsCancelled() throws Exception {
    hangUp("tutorial/declaration-goods.yaml", 1);
  }

  @Test
  void theStatementsOfBranchesOfACallerWhoHungUpAreCancelled() throws Exception {
    hangUp("declaration/services/declaration-status.yaml", 2);
  }

  @Test
  void aConnectionWhoseStatementWasCancelledServesTheNextCall() throws Exception {
    RouteEndpoint endpoint = start("tutorial/declaration-goods.yaml", "", "");
    try {
      for (int i = 0; i < 20; i++) {
        catchThrowableOfType(
            CallProblem.class, () -> endpoint.answer(call(Instant.now().plusMillis(40))));
      }
      holder.rollback();

      assertThat(endpoint.answer(call(Instant.now().plusSeconds(10))).body()).isNotEmpty();
    } finally {
      endpoint.discard();
    }
  }

  /** The gateway ends what runs for a caller who hung up, as it does here. */
  private void hangUp(String service, int statements) throws Exception {
    RouteEndpoint endpoint = start(service, "", "");
    Call call = call(Instant.now().plusSeconds(20));
    try {
      Thread caller =
          Thread.ofVirtual()
              .start(() -> catchThrowableOfType(CallProblem.class, () -> endpoint.answer(call)));
      Instant patience = Instant.now().plusSeconds(10);
      while (waiting() < statements && Instant.now().isBefore(patience)) {
        Thread.sleep(10);
      }
      assertThat(waiting()).isEqualTo(statements);

      Instant begin = Instant.now();
      call.running().end(caller);

      assertThat(goneAfter(begin)).isLessThan(SHORTLY.multipliedBy(2));
      assertThat(caller.join(Duration.ofSeconds(2))).isTrue();
    } finally {
      endpoint.discard();
    }
  }

  private Duration goneAfter(Instant begin) throws SQLException, InterruptedException {
    Instant patience = begin.plusSeconds(10);
    while (waiting() > 0 && Instant.now().isBefore(patience)) {
      Thread.sleep(5);
    }
    assertThat(waiting()).as("statements that still run").isZero();
    return Duration.between(begin, Instant.now());
  }

  /** Statements of reads that wait for the lock. */
  private int waiting() throws SQLException {
    try (Statement ask = observer.createStatement();
        ResultSet answer =
            ask.executeQuery(
                "select count(*) from pg_stat_activity where state = 'active'"
                    + " and pid <> pg_backend_pid() and wait_event_type = 'Lock'")) {
      answer.next();
      return answer.getInt(1);
    }
  }

  private RouteEndpoint start(String file, String text, String instead) throws Exception {
    String document = Files.readString(Samples.FOLDERS.root().resolve(file));
    assertThat(document).contains(text);
    CheckedPlan checked =
        Samples.compiler()
            .compile(new SourceText(file, document.replace(text, instead)))
            .value()
            .orElseThrow();
    return new RouteEndpoint(
        checked.plan(),
        checked.certificate(),
        emitter.emit(checked.plan(), sources),
        new CursorCodec(KEY),
        new MaskKeys(KEY),
        new DocumentLinks(KEY, Duration.ofMinutes(5), InstantSource.system()));
  }

  private static Call call(Instant deadline) {
    return new Call(
        Optional.of("91350299MAT0000182"),
        Map.of("entryId", "379120241000000004"),
        Optional.empty(),
        OptionalInt.empty(),
        deadline,
        "test");
  }

  private Connection connect() throws SQLException {
    DatabaseAddress samples = database.samples().orElseThrow();
    return DriverManager.getConnection(samples.url(), samples.user(), samples.password().reveal());
  }
}
