package io.tidegate.engine.publish;

import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.answer.AnswerWriter;
import io.tidegate.engine.answer.DirectAnswer;
import io.tidegate.engine.answer.ResponseGuard;
import io.tidegate.engine.emit.RunningRoutes;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedHeader;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.ReadCall;
import io.tidegate.engine.run.RunState;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.definition.AnswerHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A plan that runs as Camel routes: page, run, guard, write. One that is a single read and nothing
 * else is answered from the rows as they come.
 */
final class RouteEndpoint implements LiveEndpoint {
  private static final int MOST_NARROWED = 64;
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

  private final GovernedPlan plan;
  private final Certificate certificate;
  private final RunningRoutes routes;
  private final ResponseGuard guard;
  private final Writers whole;

  /** Of those who may be given less; few, for agreements about a service are alike. */
  private final Map<SortedSet<String>, Writers> narrowed = new ConcurrentHashMap<>();

  /**
   * The last of them: the fields of one agreement are the same object until grants are read anew.
   */
  private volatile Narrowed lastNarrowed;

  private record Narrowed(SortedSet<String> fields, Writers writers) {}

  private final AnswerWatch watch;
  private final Supplier<Optional<Ending>> ending;
  private final String state;
  private final CursorCodec cursors;
  private final MaskKeys maskKeys;
  private final DocumentLinks links;
  private final List<RouteEndpoint> variants;
  private final Phaser calls = new Phaser(1);

  /** One whose answers nobody watches, in force from the beginning. */
  RouteEndpoint(
      GovernedPlan plan,
      Certificate certificate,
      RunningRoutes routes,
      CursorCodec cursors,
      MaskKeys maskKeys,
      DocumentLinks links) {
    this(
        plan,
        certificate,
        routes,
        cursors,
        maskKeys,
        links,
        AnswerWatch.NONE,
        Optional::empty,
        "0",
        List.of());
  }

  /**
   * @param ending asked with each answer
   * @param since the first epoch it can come in force with, and what sets it apart from others that
   *     answer for the same plan
   * @param variants what answers those who see a variant of the plan, in the order of these; those
   *     for whom there is none are answered as if it were not known who they are
   */
  RouteEndpoint(
      GovernedPlan plan,
      Certificate certificate,
      RunningRoutes routes,
      CursorCodec cursors,
      MaskKeys maskKeys,
      DocumentLinks links,
      AnswerWatch watch,
      Supplier<Optional<Ending>> ending,
      String since,
      List<RouteEndpoint> variants) {
    this.plan = plan;
    this.certificate = certificate;
    this.routes = routes;
    this.guard = new ResponseGuard(certificate, plan.reads());
    this.watch = watch;
    this.whole = writers(plan.answer());
    this.ending = ending;
    this.state = certificate.fingerprint() + "@" + since;
    this.variants = List.copyOf(variants);
    this.cursors = cursors;
    this.maskKeys = maskKeys;
    this.links = links;
  }

  /**
   * What writes answers.
   *
   * @param direct where the plan is a single read
   * @param headers those that tell nothing but what is written
   */
  private record Writers(
      AnswerWriter writer, Optional<DirectAnswer> direct, Set<AnswerHeader> headers) {
    private SortedMap<AnswerHeader, String> headers(RunState end) {
      SortedMap<AnswerHeader, String> told = new TreeMap<>(end.answerHeaders());
      told.keySet().retainAll(headers);
      return told;
    }
  }

  private Writers writers(AnswerShape shape) {
    return new Writers(
        new AnswerWriter(shape, plan.route().mayLack(), guard, watch),
        routes.alone().flatMap(read -> DirectAnswer.of(shape, read, routes::each, guard, watch)),
        plan.headers().stream()
            .filter(header -> shape == plan.answer() || header.toldBy(shape))
            .map(PlannedHeader::header)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** What writes the values a call may be given. What is not in a shape cannot be written by it. */
  private Writers writers(Call call) {
    if (call.fields().isEmpty()) {
      return whole;
    }
    SortedSet<String> fields = call.fields().get();
    Narrowed last = lastNarrowed;
    if (last != null && last.fields() == fields) {
      return last.writers();
    }
    Writers known = writers(fields);
    lastNarrowed = new Narrowed(fields, known);
    return known;
  }

  private Writers writers(SortedSet<String> fields) {
    Writers known = narrowed.get(fields);
    if (known == null) {
      known = writers(plan.answer().only(fields));
      if (narrowed.size() < MOST_NARROWED) {
        narrowed.put(fields, known);
      }
    }
    return known;
  }

  @Override
  public GovernedPlan plan() {
    return plan;
  }

  @Override
  public LiveEndpoint seenAs(int variant) {
    return variant >= 0 && variant < variants.size() ? variants.get(variant) : this;
  }

  @Override
  public Certificate certificate() {
    return certificate;
  }

  @Override
  public String state() {
    int closed = watch.closed();
    return closed == 0 ? state : state + "-" + closed;
  }

  @Override
  public Optional<Ending> ending() {
    return ending.get();
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
    ReadCall asked = readCall(call, Optional.empty(), Integer.MAX_VALUE);
    AnswerTally.Counter counter = new AnswerTally.Counter();
    Writers writers = writers(call);
    if (writers.direct().isPresent()) {
      byte[] body = writers.direct().get().whole(asked, counter);
      return new Answer(body, new TreeMap<>(), Optional.empty(), List.of(), counter.tally());
    }
    RunState end = routes.run(asked);
    if (end.absent()) {
      throw new CallProblem(ProblemCode.DATA_NOT_FOUND);
    }
    byte[] body = writers.writer().write(end.body(), end.missing(), Optional.empty(), counter);
    return new Answer(body, writers.headers(end), Optional.empty(), end.missing(), counter.tally());
  }

  private Answer page(Call call, PlannedPaging paging) throws CallProblem {
    List<PlannedPaging.PageKey> pageKeys = paging.keys().get(order(call, paging));
    int size = Math.min(call.limit().orElse(paging.size()), paging.max());
    Optional<List<Object>> after = Optional.empty();
    if (call.cursor().isPresent()) {
      after =
          Optional.of(cursors.decode(plan.service(), holder(call), pageKeys, call.cursor().get()));
    }
    ReadCall asked = readCall(call, after, size + 1);
    AnswerTally.Counter counter = new AnswerTally.Counter();
    Writers writers = writers(call);
    if (writers.direct().isPresent()) {
      DirectAnswer.Page page =
          writers
              .direct()
              .get()
              .page(
                  asked,
                  size,
                  pageKeys.stream().map(PlannedPaging.PageKey::field).toList(),
                  counter);
      Optional<String> next =
          page.lastKeys().map(last -> cursors.encode(plan.service(), holder(call), pageKeys, last));
      return new Answer(page.end(next), new TreeMap<>(), next, List.of(), counter.tally());
    }
    RunState end = routes.run(asked);
    List<?> rows = (List<?>) end.body();
    Optional<String> next = Optional.empty();
    if (rows.size() > size) {
      rows = rows.subList(0, size);
      List<Object> keys = new ArrayList<>();
      for (PlannedPaging.PageKey key : pageKeys) {
        keys.add(((DataRecord) rows.getLast()).values()[key.field()]);
      }
      next = Optional.of(cursors.encode(plan.service(), holder(call), pageKeys, keys));
    }
    byte[] body =
        writers
            .writer()
            .write(rows, end.missing(), Optional.of(new AnswerWriter.PageEnd(next)), counter);
    return new Answer(body, writers.headers(end), next, end.missing(), counter.tally());
  }

  /**
   * For whom a cursor is good. Where everybody gets the same answer, everybody gets the same cursor
   * in it.
   */
  private Optional<String> holder(Call call) {
    boolean shared =
        plan.cache().filter(c -> c.audience() == PlannedCache.Audience.EVERYBODY).isPresent();
    return shared
        ? Optional.empty()
        : call.caller().map(caller -> call.owner().map(o -> caller + " for " + o).orElse(caller));
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
        call.owner(),
        call.parameters(),
        after,
        rows,
        call.deadline(),
        call.traceId(),
        maskKeys.of(call.caller(), call.agreement()),
        links.of(
            plan,
            certificate.fingerprint(),
            new DocumentLinks.Holder(call.application(), call.caller(), call.agreement())),
        Optional.empty(),
        call.running());
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
    return CompletableFuture.allOf(
        Stream.concat(Stream.of(drained), variants.stream().map(RouteEndpoint::drain))
            .toArray(CompletableFuture[]::new));
  }

  /** Stops the routes of an endpoint that was never put in force. */
  void discard() {
    variants.forEach(RouteEndpoint::discard);
    routes.stop();
  }
}
