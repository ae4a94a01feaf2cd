package io.tidegate.engine.publish;

import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.answer.AnswerWriter;
import io.tidegate.engine.answer.ResponseGuard;
import io.tidegate.engine.emit.RunningRoutes;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.ReadCall;
import io.tidegate.engine.run.RunState;
import io.tidegate.route.data.DataRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A plan that runs as Camel routes: page, run, guard, write. */
final class RouteEndpoint implements LiveEndpoint {
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

  private final GovernedPlan plan;
  private final Certificate certificate;
  private final RunningRoutes routes;
  private final AnswerWriter writer;
  private final CursorCodec cursors;
  private final MaskKeys maskKeys;
  private final DocumentLinks links;
  private final Phaser calls = new Phaser(1);

  /** One whose answers nobody watches. */
  RouteEndpoint(
      GovernedPlan plan,
      Certificate certificate,
      RunningRoutes routes,
      CursorCodec cursors,
      MaskKeys maskKeys,
      DocumentLinks links) {
    this(plan, certificate, routes, cursors, maskKeys, links, AnswerWatch.NONE);
  }

  RouteEndpoint(
      GovernedPlan plan,
      Certificate certificate,
      RunningRoutes routes,
      CursorCodec cursors,
      MaskKeys maskKeys,
      DocumentLinks links,
      AnswerWatch watch) {
    this.plan = plan;
    this.certificate = certificate;
    this.routes = routes;
    this.writer =
        new AnswerWriter(
            plan.answer(),
            plan.route().mayLack(),
            new ResponseGuard(certificate, plan.reads()),
            watch);
    this.cursors = cursors;
    this.maskKeys = maskKeys;
    this.links = links;
  }

  @Override
  public GovernedPlan plan() {
    return plan;
  }

  @Override
  public Certificate certificate() {
    return certificate;
  }

  @Override
  public Answer answer(Call call) throws CallProblem {
    calls.register();
    try {
      return plan.paging().isPresent() ? page(call, plan.paging().get()) : whole(call);
    } finally {
      calls.arriveAndDeregister();
    }
  }

  private Answer whole(Call call) throws CallProblem {
    RunState end = routes.run(readCall(call, Optional.empty(), Integer.MAX_VALUE));
    if (end.absent()) {
      throw new CallProblem(ProblemCode.DATA_NOT_FOUND);
    }
    return new Answer(
        writer.write(end.body(), end.missing(), Optional.empty()), end.answerHeaders());
  }

  private Answer page(Call call, PlannedPaging paging) throws CallProblem {
    List<PlannedPaging.PageKey> pageKeys = paging.keys().get(order(call, paging));
    int size = Math.min(call.limit().orElse(paging.size()), paging.max());
    Optional<List<Object>> after = Optional.empty();
    if (call.cursor().isPresent()) {
      after =
          Optional.of(cursors.decode(plan.service(), call.caller(), pageKeys, call.cursor().get()));
    }
    RunState end = routes.run(readCall(call, after, size + 1));
    List<?> rows = (List<?>) end.body();
    Optional<String> next = Optional.empty();
    if (rows.size() > size) {
      rows = rows.subList(0, size);
      List<Object> keys = new ArrayList<>();
      for (PlannedPaging.PageKey key : pageKeys) {
        keys.add(((DataRecord) rows.getLast()).values()[key.field()]);
      }
      next = Optional.of(cursors.encode(plan.service(), call.caller(), pageKeys, keys));
    }
    return new Answer(
        writer.write(rows, end.missing(), Optional.of(new AnswerWriter.PageEnd(next))),
        end.answerHeaders());
  }

  /** The order the caller chose; a cursor of another order does not fit its keys. */
  private String order(Call call, PlannedPaging paging) {
    return plan.read(paging.read()).access() instanceof PlannedAccess.Sorted sorted
        ? call.parameters().get(sorted.parameter()).toString()
        : PlannedPaging.ONLY;
  }

  private ReadCall readCall(Call call, Optional<List<Object>> after, int rows) {
    return new ReadCall(
            call.caller(),
            call.parameters(),
            after,
            rows,
            call.deadline(),
            call.traceId(),
            maskKeys.of(call.caller()))
        .with(
            links.of(
                plan,
                certificate.fingerprint(),
                new DocumentLinks.Holder(call.application(), call.caller())));
  }

  /**
   * Runs every statement for a caller who is nobody and with no parameter, which finds nothing in a
   * moment or fails.
   */
  @Override
  public void probe() throws CallProblem {
    Map<String, Object> none = new LinkedHashMap<>();
    routes.probe(
        new ReadCall(
            Optional.empty(),
            none,
            Optional.empty(),
            1,
            Instant.now().plus(PROBE_TIMEOUT),
            "probe of " + plan.service(),
            maskKeys.of(Optional.empty())));
  }

  /**
   * Waits until no call is under way, at most as long as one may take, and stops the routes.
   *
   * @return is complete when it has
   */
  CompletableFuture<Void> drain() {
    CompletableFuture<Void> drained = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("drain-" + plan.service())
        .start(
            () -> {
              int phase = calls.arrive();
              try {
                calls.awaitAdvanceInterruptibly(
                    phase, plan.timeout().plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (TimeoutException e) {
                // the deadline of every call has passed; what still runs is answered with a timeout
              }
              drained.complete(null);
              routes.stop();
            });
    return drained;
  }

  /** Stops the routes of an endpoint that was never put in force. */
  void discard() {
    routes.stop();
  }
}
