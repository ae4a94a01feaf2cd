package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One answer being made on a thread of its own for that time, until it is there, its time is over,
 * or the caller has gone; the first of the three counts and the work is interrupted, or what it
 * waits for in a database is cancelled. All but the task runs on the event loop of the request.
 */
final class Attempt {
  /**
   * The work has the deadline itself and tells better what was late. Only when it does not keep to
   * it is it cut off from outside.
   */
  private static final Duration GRACE = Duration.ofMillis(250);

  private final Exchange exchange;
  private final Task task;
  private final Consumer<Outcome> settled;
  private final Runnable gone;
  private boolean over;

  /**
   * @param settled told what came of it
   * @param gone told that the caller has gone instead
   */
  Attempt(Exchange exchange, Task task, Consumer<Outcome> settled, Runnable gone) {
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.task = Objects.requireNonNull(task, "task");
    this.settled = Objects.requireNonNull(settled, "settled");
    this.gone = Objects.requireNonNull(gone, "gone");
  }

  /** What is done on the thread. */
  @FunctionalInterface
  interface Task {
    Reply run() throws CallProblem;
  }

  /** What came of it. */
  sealed interface Outcome {
    record Answered(Reply reply) implements Outcome {}

    record Refused(CallProblem problem) implements Outcome {}

    record Broken(Throwable cause) implements Outcome {}
  }

  /**
   * Begins.
   *
   * @param threads where it is made
   * @param released run when the work is through, however long after the response that may be
   */
  void start(AnswerThreads threads, Duration timeout, Runnable released) {
    Vertx vertx = exchange.routing().vertx();
    Context context = vertx.getOrCreateContext();
    AnswerThreads.Turn turn =
        new AnswerThreads.Turn(
            () -> {
              Outcome outcome;
              try {
                outcome = run();
              } finally {
                released.run();
              }
              context.runOnContext(ignored -> settle(outcome));
            });
    long timer =
        vertx.setTimer(
            timeout.plus(GRACE).toMillis(),
            ignored -> {
              settle(new Outcome.Refused(new CallProblem(ProblemCode.SOURCE_TIMEOUT)));
              turn.end(exchange.running());
            });
    exchange
        .routing()
        .addEndHandler(
            ignored -> {
              if (!over) {
                over = true;
                gone.run();
              }
              vertx.cancelTimer(timer);
              turn.end(exchange.running());
            });
    threads.start(turn);
  }

  private Outcome run() {
    try {
      return new Outcome.Answered(task.run());
    } catch (CallProblem problem) {
      return new Outcome.Refused(problem);
    } catch (Throwable e) {
      return new Outcome.Broken(e);
    }
  }

  private void settle(Outcome outcome) {
    if (!over) {
      over = true;
      settled.accept(outcome);
    }
  }
}
