package io.tidegate.engine.gateway;

import io.tidegate.engine.accounting.CallAccount;
import io.tidegate.engine.accounting.CallRecord;
import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.trace.CallFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts each request on record once, before its answer leaves. A request that ended before it was
 * known who calls or what for is counted and no more: records of those would let anybody fill the
 * books.
 */
final class Bookkeeping {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final CallAccount account;
  private final Clock clock;

  Bookkeeping(CallAccount account, Clock clock) {
    this.account = Objects.requireNonNull(account, "account");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** One that keeps nothing, for documents about the platform. */
  static Bookkeeping none() {
    return new Bookkeeping(CallAccount.NONE, Clock.systemUTC());
  }

  /** When a request came. */
  Instant now() {
    return clock.instant();
  }

  /**
   * Refuses the call when there would be no room to put it on record.
   *
   * @throws CallProblem before anything is read for it
   */
  void open() throws CallProblem {
    if (!account.isOpen()) {
      throw full();
    }
  }

  /** What a call is told for which there is no room on record. */
  CallProblem full() {
    return new CallProblem(ProblemCode.ACCOUNTING, SOON);
  }

  /**
   * Puts an answer on record that is about to leave.
   *
   * @param bytes of its body, as it is sent
   * @return false when that cannot be done, and it must not leave
   */
  boolean answered(Exchange exchange, int status, AnswerTally tally, long bytes) {
    if (exchange.matched().isEmpty()) {
      return true;
    }
    return exchange.closeBooks()
        && account.record(
            record(
                exchange,
                exchange.matched().get(),
                CallRecord.Outcome.ANSWERED,
                status,
                Optional.empty(),
                tally,
                bytes));
  }

  /**
   * Puts a part of a list on record that is about to leave. A list that is sent part by part is on
   * record part by part, under one trace id.
   *
   * @throws CallProblem when that cannot be done, and it must not leave
   */
  void part(Exchange exchange, AnswerTally tally, long bytes) throws CallProblem {
    exchange.closeBooks();
    if (!account.record(
        record(
            exchange,
            exchange.endpoint(),
            CallRecord.Outcome.ANSWERED,
            200,
            Optional.empty(),
            tally,
            bytes))) {
      throw full();
    }
  }

  /**
   * Puts a problem on record that is about to leave. It leaves in any case, for it tells nothing.
   */
  void refused(Exchange exchange, ProblemCode code, long bytes) {
    CallRecord.Outcome outcome =
        code.status() >= 500 ? CallRecord.Outcome.FAILED : CallRecord.Outcome.REFUSED;
    end(exchange, outcome, code.status(), Optional.of(code.id()), bytes);
  }

  /** Puts on record that the caller went away before there was an answer. */
  void gone(Exchange exchange) {
    end(exchange, CallRecord.Outcome.GONE, 0, Optional.empty(), 0);
  }

  private void end(
      Exchange exchange,
      CallRecord.Outcome outcome,
      int status,
      Optional<String> problem,
      long bytes) {
    if (!exchange.closeBooks()) {
      return;
    }
    if (exchange.matched().isPresent() && exchange.caller().isPresent()) {
      account.record(
          record(
              exchange,
              exchange.matched().get(),
              outcome,
              status,
              problem,
              AnswerTally.NOTHING,
              bytes));
    } else {
      exchange
          .matched()
          .ifPresent(
              endpoint ->
                  follow(exchange, endpoint, outcome, status, problem, AnswerTally.NOTHING));
      account.refused(outcome, problem.orElse("none"));
    }
  }

  /** Tells who follows the call, if somebody does. A list that is sent in parts is one call. */
  private static void follow(
      Exchange exchange,
      LiveEndpoint endpoint,
      CallRecord.Outcome outcome,
      int status,
      Optional<String> problem,
      AnswerTally tally) {
    if (exchange.running().trace().isPresent()) {
      exchange.came(
          new CallFacts(
              endpoint.plan().service(),
              endpoint.plan().version().toString(),
              exchange.table().epoch(),
              outcome.name().toLowerCase(Locale.ROOT),
              status,
              problem,
              exchange.came().map(CallFacts::rows).orElse(0L) + tally.rows()));
    }
  }

  private CallRecord record(
      Exchange exchange,
      LiveEndpoint endpoint,
      CallRecord.Outcome outcome,
      int status,
      Optional<String> problem,
      AnswerTally tally,
      long bytes) {
    follow(exchange, endpoint, outcome, status, problem, tally);
    return new CallRecord(
        exchange.at(),
        Duration.ofNanos(System.nanoTime() - exchange.beganNanos()),
        exchange.traceId(),
        exchange.table().epoch(),
        new CallRecord.Plan(
            endpoint.plan().service(),
            endpoint.plan().version().toString(),
            endpoint.certificate().fingerprint()),
        exchange.caller().map(Identity::application),
        exchange.caller().map(Identity::creditCode),
        exchange.owner(),
        outcome,
        status,
        problem,
        tally,
        bytes);
  }
}
