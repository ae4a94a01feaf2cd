package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.EndpointTable;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Takes a request through its steps, has the work done on a virtual thread, and writes what came of
 * it. Whatever is thrown on the way becomes a problem document: a caller never sees an exception.
 */
public final class Pipeline {
  private static final Logger LOG = Logger.getLogger(Pipeline.class);

  private final Supplier<EndpointTable> live;
  private final List<Step> steps;
  private final List<Step> leaving;
  private final Work work;
  private final Digest digest;
  private final Responder responder;
  private final Semaphore permits;

  /**
   * Puts a pipeline together.
   *
   * @param live the table in force; asked once for each request
   * @param leaving what is asked again before an answer leaves, for it may have changed meanwhile;
   *     on the event loop and from memory
   * @param challenge how to authenticate, as {@code WWW-Authenticate} says it
   * @param concurrent most answers being made at once; one more is refused with BUSY
   */
  Pipeline(
      Supplier<EndpointTable> live,
      List<Step> steps,
      List<Step> leaving,
      Work work,
      Digest digest,
      String challenge,
      int concurrent) {
    this.live = Objects.requireNonNull(live, "live");
    this.steps = List.copyOf(steps);
    this.leaving = List.copyOf(leaving);
    this.work = Objects.requireNonNull(work, "work");
    this.digest = Objects.requireNonNull(digest, "digest");
    this.responder = new Responder(challenge);
    this.permits = new Semaphore(concurrent);
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
        List.of(new LimitStep(settings), new PathStep(), new MethodStep(), new AcceptStep()),
        List.of(),
        work,
        digest,
        challenge,
        concurrent);
  }

  /** Serves a request. Call it on the event loop of the request. */
  public void serve(RoutingContext routing) {
    Exchange exchange = new Exchange(routing, live.get());
    try {
      int next = 0;
      while (next < steps.size() && !steps.get(next).mayBlock(exchange)) {
        steps.get(next).apply(exchange);
        next++;
      }
      answer(exchange, steps.subList(next, steps.size()));
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
    Exchange exchange = new Exchange(routing, live.get());
    if (cause == null) {
      responder.problem(exchange, new CallProblem(code));
    } else {
      broken(exchange, cause);
    }
  }

  private void answer(Exchange exchange, List<Step> still) throws CallProblem {
    Duration timeout = work.timeout(exchange);
    boolean gzip = Negotiation.wantsGzip(exchange.headers("Accept-Encoding"));
    Attempt attempt =
        new Attempt(
            exchange,
            () -> {
              for (Step step : still) {
                step.apply(exchange);
              }
              return Representation.of(work.answer(exchange), gzip, digest);
            },
            outcome -> settle(exchange, outcome));
    if (!permits.tryAcquire()) {
      throw new CallProblem(ProblemCode.BUSY);
    }
    attempt.start(timeout, permits::release);
  }

  private void settle(Exchange exchange, Attempt.Outcome outcome) {
    switch (outcome) {
      case Attempt.Outcome.Answered answered -> leave(exchange, answered.answer());
      case Attempt.Outcome.Refused refused -> responder.problem(exchange, refused.problem());
      case Attempt.Outcome.Broken broken -> broken(exchange, broken.cause());
    }
  }

  private void leave(Exchange exchange, Representation answer) {
    try {
      for (Step step : leaving) {
        step.apply(exchange);
      }
      responder.answer(exchange, answer);
    } catch (CallProblem problem) {
      responder.problem(exchange, problem);
    }
  }

  private void broken(Exchange exchange, Throwable cause) {
    LOG.errorf("request %s broke: %s", exchange.traceId(), Fault.describe(cause));
    responder.problem(exchange, new CallProblem(ProblemCode.INTERNAL));
  }
}
