package io.tidegate.engine.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.breaker.Breaker;
import io.tidegate.engine.breaker.BreakerNews;
import io.tidegate.engine.breaker.Breakers;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.source.SourceFault;
import io.tidegate.route.catalog.Reliability.Breaking;
import io.tidegate.route.catalog.Reliability.Retrying;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceGateTest {
  private static final int CALLS = 3;
  private static final Duration OPEN = Duration.ofSeconds(90);

  private final Breaker breaker =
      new Breakers(BreakerNews.NOBODY)
          .of(
              "terminal",
              new Breaking(100, CALLS, Optional.of(Duration.ofMillis(50)), 100, OPEN, 1));
  private int asked;

  private SourceGate gate(int attempts) {
    return new SourceGate(
        Bulkhead.OPEN, Optional.of(breaker), new Retrying(attempts, Duration.ofMillis(10)));
  }

  private static Instant in(Duration time) {
    return Instant.now().plus(time);
  }

  private CallProblem failing(SourceGate gate, CallProblem problem) {
    return catchThrowableOfType(
        CallProblem.class,
        () ->
            gate.run(
                in(Duration.ofSeconds(5)),
                progress -> {
                  asked++;
                  throw problem;
                }));
  }

  private static CallProblem fault(SourceFault.Kind kind) {
    return new CallProblem(OperationRead.code(kind), new SourceFault(kind, "it"));
  }

  @Test
  void anOpenSourceIsNotAskedAndTellsWhenToTryAgain() {
    SourceGate gate = gate(1);
    for (int i = 0; i < CALLS; i++) {
      assertThat(failing(gate, fault(SourceFault.Kind.FAULT)).code())
          .isEqualTo(ProblemCode.SOURCE_FAILED);
    }

    CallProblem refused = failing(gate, fault(SourceFault.Kind.FAULT));

    assertThat(asked).isEqualTo(CALLS);
    assertThat(refused.code()).isEqualTo(ProblemCode.SOURCE_UNAVAILABLE);
    assertThat(refused.retryAfter().orElseThrow())
        .isBetween(OPEN.minusSeconds(20), OPEN.plusSeconds(1));
    assertThat(refused.detail()).isPresent();
  }

  @Test
  void whatMayLieInTheQuestionOrInOurselvesDoesNotOpenIt() {
    SourceGate gate = gate(1);
    for (int i = 0; i < 3 * CALLS; i++) {
      failing(gate, fault(SourceFault.Kind.DECLINED));
      failing(gate, fault(SourceFault.Kind.BAD_REPLY));
      failing(gate, new CallProblem(ProblemCode.SOURCE_BUSY));
      failing(gate, new CallProblem(ProblemCode.ANSWER_TOO_LARGE));
      failing(gate, new CallProblem(ProblemCode.SOURCE_TIMEOUT));
    }
    assertThat(asked).isEqualTo(15 * CALLS);
  }

  @Test
  void aTimeOutThatHadItsTimeOpensIt() {
    SourceGate gate = gate(1);
    for (int i = 0; i < CALLS; i++) {
      catchThrowableOfType(
          CallProblem.class,
          () ->
              gate.run(
                  in(Duration.ofSeconds(5)),
                  progress -> {
                    sleep(60);
                    throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
                  }));
    }
    assertThat(breaker.isOpen()).isTrue();
  }

  @Test
  void howLongTheCallerTakesForItsRowsIsNoMatterOfTheSource() throws CallProblem {
    SourceGate gate = gate(1);
    for (int i = 0; i < 2 * CALLS; i++) {
      gate.run(
          in(Duration.ofSeconds(5)),
          progress -> {
            progress.row();
            sleep(60);
            return 0;
          });
    }
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void whatCannotBeReachedIsAskedAgain() throws CallProblem {
    int got =
        gate(3)
            .run(
                in(Duration.ofSeconds(5)),
                progress -> {
                  if (++asked < 3) {
                    throw new CallProblem(ProblemCode.SOURCE_UNAVAILABLE);
                  }
                  return 7;
                });
    assertThat(got).isEqualTo(7);
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void nothingElseIsAskedAgain() {
    SourceGate gate = gate(3);
    failing(gate, fault(SourceFault.Kind.FAULT));
    failing(gate, new CallProblem(ProblemCode.SOURCE_TIMEOUT));
    failing(gate, new CallProblem(ProblemCode.DATA_NOT_FOUND));
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void whatHandedARowOnIsNotAskedAgain() {
    SourceGate gate = gate(3);
    catchThrowableOfType(
        CallProblem.class,
        () ->
            gate.run(
                in(Duration.ofSeconds(5)),
                progress -> {
                  asked++;
                  progress.row();
                  throw new CallProblem(ProblemCode.SOURCE_UNAVAILABLE);
                }));
    assertThat(asked).isOne();
  }

  @Test
  void nothingIsAskedAgainThatWouldBeTooLate() {
    SourceGate gate =
        new SourceGate(Bulkhead.OPEN, Optional.empty(), new Retrying(3, Duration.ofSeconds(30)));
    CallProblem problem = failing(gate, new CallProblem(ProblemCode.SOURCE_UNAVAILABLE));

    assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_UNAVAILABLE);
    assertThat(asked).isOne();
  }

  @Test
  void eachAttemptCounts() {
    failing(gate(3), new CallProblem(ProblemCode.SOURCE_UNAVAILABLE));

    assertThat(breaker.isOpen()).isTrue();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
