package io.tidegate.engine.gateway;

import io.tidegate.engine.answer.AnswerForm;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.EndpointTable;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Takes a request through its steps, has the work done on another thread, and writes what came of
 * it. Whatever is thrown on the way becomes a problem document: a caller never sees an exception.
 */
public final class Pipeline {
  private static final Logger LOG = Logger.getLogger(Pipeline.class);

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Supplier<EndpointTable> live;
  private final List<Step> steps;
  private final List<Step> leaving;
  private final Work work;
  private final Encoder encoder;
  private final Bookkeeping books;
  private final Responder responder;
  private final AnswerThreads threads;
  private final Semaphore permits;
  private final Semaphore streams;
  private final ListStream.Limits streamLimits;

  /**
   * Puts a pipeline together.
   *
   * @param live the table in force; asked once for each request
   * @param leaving what is asked again before an answer leaves, and before each further part of it,
   *     for it may have changed meanwhile; from memory, and on the event loop where the answer is
   *     whole
   * @param challenge how to authenticate, as {@code WWW-Authenticate} says it
   * @param concurrent most answers being made at once; one more is refused with BUSY
   * @param settings of lists that are sent part by part
   * @param books where requests are put on record
   */
  Pipeline(
      Supplier<EndpointTable> live,
      List<Step> steps,
      List<Step> leaving,
      Work work,
      Digest digest,
      String challenge,
      int concurrent,
      GatewaySettings settings,
      Bookkeeping books) {
    this.live = Objects.requireNonNull(live, "live");
    this.steps = List.copyOf(steps);
    this.leaving = List.copyOf(leaving);
    this.work = Objects.requireNonNull(work, "work");
    this.encoder = new Encoder(digest);
    this.books = Objects.requireNonNull(books, "books");
    this.responder = new Responder(challenge, books);
    this.threads = new AnswerThreads(concurrent);
    this.permits = new Semaphore(concurrent);
    this.streams = new Semaphore(settings.maxConcurrentStreams());
    this.streamLimits = new ListStream.Limits(settings.streamStall(), settings.longestStream());
  }

  /**
   * A pipeline for documents about the platform, which are at fixed paths: limits, path, method,
   * accept. Whoever uses it routes and authenticates in the work.
   */
  public static Pipeline ofDocuments(
      Supplier<EndpointTable> live,
      GatewaySettings settings,
      Work work,
      Digest digest,
      String challenge,
      int concurrent) {
    return new Pipeline(
        live,
        List.of(
            new LimitStep(settings),
            PathStep.each(),
            new MethodStep(),
            new AcceptStep(List.of(AnswerForm.JSON))),
        List.of(),
        work,
        digest,
        challenge,
        concurrent,
        settings,
        Bookkeeping.none());
  }

  /** Serves a request. Call it on the event loop of the request. */
  public void serve(RoutingContext routing) {
    Exchange exchange = new Exchange(routing, live.get(), books.now());
    try {
      int next = 0;
      while (next < steps.size() && !steps.get(next).mayBlock(exchange)) {
        steps.get(next).apply(exchange);
        next++;
      }
      List<Step> still = steps.subList(next, steps.size());
      Optional<Reply.Whole> ready = still.isEmpty() ? work.ready(exchange) : Optional.empty();
      if (ready.isPresent()) {
        leave(exchange, ready.get());
      } else {
        answer(exchange, still);
      }
    } catch (CallProblem problem) {
      responder.problem(exchange, problem);
    } catch (RuntimeException | Error e) {
      broken(exchange, e);
    }
  }

  /**
   * Writes a problem for a request that did not come as far as the steps.
   *
   * @param cause what was thrown; null when nothing was
   */
  void refuse(RoutingContext routing, ProblemCode code, Throwable cause) {
    Exchange exchange = new Exchange(routing, live.get(), books.now());
    if (cause == null) {
      responder.problem(exchange, new CallProblem(code));
    } else {
      broken(exchange, cause);
    }
  }

  private void answer(Exchange exchange, List<Step> still) throws CallProblem {
    books.open();
    Duration timeout = work.timeout(exchange);
    Attempt attempt =
        new Attempt(
            exchange,
            () -> {
              for (Step step : still) {
                step.apply(exchange);
              }
              return work.reply(exchange, encoder);
            },
            outcome -> settle(exchange, outcome),
            () -> books.gone(exchange));
    if (!permits.tryAcquire()) {
      throw new CallProblem(ProblemCode.BUSY, SOON);
    }
    attempt.start(threads, timeout, permits::release);
  }

  private void settle(Exchange exchange, Attempt.Outcome outcome) {
    switch (outcome) {
      case Attempt.Outcome.Answered answered -> leave(exchange, answered.reply());
      case Attempt.Outcome.Refused refused -> responder.problem(exchange, refused.problem());
      case Attempt.Outcome.Broken broken -> broken(exchange, broken.cause());
    }
  }

  /** Lets an answer go unless something has changed meanwhile that keeps it back. */
  private void leave(Exchange exchange, Reply reply) {
    try {
      mayLeave(exchange);
      switch (reply) {
        case Reply.Whole whole -> responder.answer(exchange, whole);
        case Reply.Parts parts -> stream(exchange, parts);
      }
    } catch (CallProblem problem) {
      responder.problem(exchange, problem);
    } catch (RuntimeException | Error e) {
      broken(exchange, e);
    }
  }

  private void mayLeave(Exchange exchange) throws CallProblem {
    for (Step step : leaving) {
      step.apply(exchange);
    }
  }

  private void stream(Exchange exchange, Reply.Parts parts) {
    if (!streams.tryAcquire()) {
      responder.problem(exchange, new CallProblem(ProblemCode.BUSY, SOON));
      return;
    }
    boolean gzip = exchange.wantsGzip();
    if (!responder.head(exchange, parts, gzip)) {
      streams.release();
      return;
    }
    new ListStream(exchange, books, streamLimits)
        .start(parts.first(), gzip, () -> again(exchange), streams::release);
  }

  /** A revocation, a node that is out, or another plan in force ends what is being sent. */
  private void again(Exchange exchange) throws CallProblem {
    for (Step step : steps) {
      step.again(exchange);
    }
    mayLeave(exchange);
    if (!live.get().endpoints().contains(exchange.endpoint())) {
      throw new CallProblem(ProblemCode.PATH_UNKNOWN);
    }
  }

  private void broken(Exchange exchange, Throwable cause) {
    LOG.errorf("request %s broke: %s", exchange.traceId(), Fault.describe(cause));
    responder.problem(exchange, new CallProblem(ProblemCode.INTERNAL));
  }
}
