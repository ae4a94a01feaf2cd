package io.tidegate.engine.publish;

import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.emit.EmitException;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.emit.RunningRoutes;
import io.tidegate.engine.emit.StepWatch;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/**
 * Puts checked plans in force: difference, operations, apply. What is new starts and is probed
 * before what is old is drained; a service that does not start stays as it was and does not keep
 * the others back.
 */
public final class Publisher {
  private static final Logger LOG = Logger.getLogger(Publisher.class);

  private final RouteEmitter emitter;
  private final Sources sources;
  private final LiveEndpoints live;
  private final CursorCodec cursors;
  private final MaskKeys maskKeys;
  private final DocumentLinks links;
  private final Function<GovernedPlan, AnswerWatch> watches;
  private final Queue<CompletableFuture<Void>> draining = new ConcurrentLinkedQueue<>();

  /**
   * @param watches from a plan to what sees its answers leave
   */
  public Publisher(
      RouteEmitter emitter,
      Sources sources,
      LiveEndpoints live,
      CursorCodec cursors,
      MaskKeys maskKeys,
      DocumentLinks links,
      Function<GovernedPlan, AnswerWatch> watches) {
    this.emitter = emitter;
    this.sources = sources;
    this.live = live;
    this.cursors = cursors;
    this.maskKeys = maskKeys;
    this.links = links;
    this.watches = watches;
  }

  /** What became of one service. */
  public sealed interface Publication {
    String service();

    /** It answers now. */
    record Live(String service, String path) implements Publication {}

    /** It was live with this very plan already. */
    record Unchanged(String service) implements Publication {}

    /**
     * It is not live, or is live as it was before; a service is not that calls one which is not.
     */
    record Failed(String service, String reason) implements Publication {}
  }

  /**
   * How far one service has come on its way into force.
   *
   * @param endpoint what would serve it
   * @param fresh whether the endpoint was started for this, and is to be discarded if it is not
   *     used
   */
  private record Attempt(Publication publication, Optional<LiveEndpoint> endpoint, boolean fresh) {}

  /** The number of what is in force. */
  public long epoch() {
    return live.current().epoch();
  }

  /** Makes exactly these services live, in one step for the callers. */
  public List<Publication> publish(List<CheckedPlan> wanted) {
    return publish(wanted, done -> {});
  }

  /**
   * Makes exactly these services live, in one step for the callers.
   *
   * @param progress is told how many of them have been started, again and again until it is all; by
   *     any thread
   */
  public List<Publication> publish(List<CheckedPlan> wanted, IntConsumer progress) {
    return publish(wanted, progress, next -> live.current().epoch() + 1);
  }

  /**
   * Makes exactly these services live, in one step for the callers.
   *
   * @param progress as for {@link #publish(List, IntConsumer)}
   * @param epoch is given what is about to be in force and says under which number; when it throws,
   *     nothing is
   */
  public synchronized List<Publication> publish(
      List<CheckedPlan> wanted, IntConsumer progress, ToLongFunction<List<LiveEndpoint>> epoch) {
    Map<String, LiveEndpoint> old = running();
    List<Publication> publications = new ArrayList<>();
    List<LiveEndpoint> next = new ArrayList<>();
    for (Attempt attempt : attempts(wanted, old, progress)) {
      publications.add(attempt.publication());
      attempt.endpoint().ifPresent(next::add);
    }
    withdrawOrphans(next, old.values(), publications);
    boolean switched = false;
    try {
      swap(epoch.applyAsLong(List.copyOf(next)), next);
      switched = true;
    } finally {
      if (!switched) {
        Set<LiveEndpoint> kept = identities(old.values());
        next.stream().filter(endpoint -> !kept.contains(endpoint)).forEach(Publisher::discard);
      }
    }
    return publications;
  }

  /**
   * Makes exactly these services live, all of them or none: everything new starts and is probed
   * first, and a single failure leaves everything as it was. Requests that run end on what they
   * began with.
   *
   * @param progress as for {@link #publish(List, IntConsumer)}
   * @param ready runs when all have started and before the first is switched over, and says under
   *     which number they come into force; when it throws, nothing is
   * @return one entry for each; the failed ones only, when there are any
   */
  public List<Publication> publishWhole(
      List<CheckedPlan> wanted, IntConsumer progress, LongSupplier ready) {
    Prepared prepared = prepareWhole(wanted, progress);
    if (prepared.failed()) {
      return prepared.publications();
    }
    boolean switched = false;
    try {
      prepared.putInForce(ready.getAsLong());
      switched = true;
    } finally {
      if (!switched) {
        prepared.discard();
      }
    }
    return prepared.publications();
  }

  /**
   * Starts and probes services without putting them in force; what runs already with the very plan
   * is taken as it is. Unless all could be started, nothing is left running.
   *
   * @param progress as for {@link #publish(List, IntConsumer)}
   */
  public synchronized Prepared prepareWhole(List<CheckedPlan> wanted, IntConsumer progress) {
    EndpointTable before = live.current();
    List<Attempt> attempts = attempts(wanted, running(), progress);
    List<Publication> failed =
        attempts.stream()
            .map(Attempt::publication)
            .filter(p -> p instanceof Publication.Failed)
            .toList();
    if (!failed.isEmpty()) {
      discard(attempts);
      return new Prepared(before, failed, List.of());
    }
    return new Prepared(before, attempts.stream().map(Attempt::publication).toList(), attempts);
  }

  /** Services that were started and are not in force yet. */
  public final class Prepared {
    private final EndpointTable before;
    private final List<Publication> publications;
    private final List<Attempt> attempts;

    private Prepared(EndpointTable before, List<Publication> publications, List<Attempt> attempts) {
      this.before = before;
      this.publications = publications;
      this.attempts = attempts;
    }

    /** One entry for each; the failed ones only, when there are any. */
    public List<Publication> publications() {
      return publications;
    }

    /** Whether one could not be started, so that none is. */
    public boolean failed() {
      return publications.stream().anyMatch(p -> p instanceof Publication.Failed);
    }

    /**
     * Switches over to them and drains what was in force before.
     *
     * @throws IllegalStateException when something else came into force since they were started, so
     *     that what they share with it may have been stopped
     */
    public void putInForce(long epoch) {
      synchronized (Publisher.this) {
        if (live.current() != before) {
          throw new IllegalStateException(
              "something else came into force since these services were started");
        }
        swap(epoch, attempts.stream().map(attempt -> attempt.endpoint().orElseThrow()).toList());
      }
    }

    /** Stops what was started and never put in force. */
    public void discard() {
      Publisher.discard(attempts);
    }
  }

  private static void discard(List<Attempt> attempts) {
    for (Attempt attempt : attempts) {
      if (attempt.fresh()) {
        attempt.endpoint().ifPresent(Publisher::discard);
      }
    }
  }

  private static void discard(LiveEndpoint endpoint) {
    if (endpoint instanceof RouteEndpoint routes) {
      routes.discard();
    }
  }

  /**
   * Starts a service that is never in force: nobody but the holder of the trial can call it.
   *
   * @throws TrialException when it does not start
   */
  public Trial tryOut(CheckedPlan checked) throws TrialException {
    return tryOut(checked, Map.of(), Optional.empty());
  }

  /**
   * Starts a service that is never in force.
   *
   * @param faults what reads of a source end with, by its id; nothing is asked of these sources
   *     when the service is called
   * @param watch sees each call step by step
   * @throws TrialException when it does not start
   */
  public Trial tryOut(
      CheckedPlan checked, Map<String, ProblemCode> faults, Optional<StepWatch> watch)
      throws TrialException {
    // what is tried raises no alarm about what is live
    Attempt attempt =
        start(
            checked,
            Optional.empty(),
            live.current().epoch(),
            AnswerWatch.NONE,
            plan -> emitter.emit(plan, new FaultySources(sources, faults), watch),
            // it is tried as by somebody of whom nothing is known
            List.of());
    return switch (attempt.publication()) {
      case Publication.Live ignored -> new Trial(attempt.endpoint().orElseThrow());
      case Publication.Unchanged unchanged ->
          throw new IllegalStateException(unchanged.service() + " was to be started anew");
      case Publication.Failed failed -> throw new TrialException(failed.reason());
    };
  }

  /** A service that runs for its holder alone, until it is closed. */
  public static final class Trial implements AutoCloseable {
    private final LiveEndpoint endpoint;

    private Trial(LiveEndpoint endpoint) {
      this.endpoint = endpoint;
    }

    /** What answers as it would be in force. */
    public LiveEndpoint endpoint() {
      return endpoint;
    }

    @Override
    public void close() {
      discard(endpoint);
    }
  }

  /** A service does not start; the message says why. */
  public static final class TrialException extends Exception {
    private static final long serialVersionUID = 1L;

    private TrialException(String reason) {
      super(reason);
    }
  }

  private Map<String, LiveEndpoint> running() {
    Map<String, LiveEndpoint> running = new HashMap<>();
    live.current().endpoints().forEach(e -> running.put(e.plan().key(), e));
    return running;
  }

  private static Set<LiveEndpoint> identities(Collection<LiveEndpoint> endpoints) {
    Set<LiveEndpoint> identities = Collections.newSetFromMap(new IdentityHashMap<>());
    identities.addAll(endpoints);
    return identities;
  }

  /** Puts endpoints in force instead of all others, which end what they have begun. */
  private void swap(long epoch, List<LiveEndpoint> next) {
    EndpointTable before = live.current();
    live.swap(new EndpointTable(epoch, next));
    Set<LiveEndpoint> kept = identities(next);
    for (LiveEndpoint endpoint : before.endpoints()) {
      if (!kept.contains(endpoint) && endpoint instanceof RouteEndpoint routes) {
        draining.add(routes.drain());
      }
    }
  }

  /**
   * Waits until no call runs any more on what was taken out of force; at most as long as a call may
   * take.
   */
  public void awaitDrained() {
    for (CompletableFuture<Void> one = draining.poll(); one != null; one = draining.poll()) {
      one.join();
    }
  }

  /** Starts what does not run yet, with all processors; in the order of what is wanted. */
  private List<Attempt> attempts(
      List<CheckedPlan> wanted, Map<String, LiveEndpoint> running, IntConsumer progress) {
    Map<String, String> paths = new HashMap<>();
    AtomicInteger done = new AtomicInteger();
    List<Attempt> attempts = new ArrayList<>(wanted.size());
    try (ExecutorService starters =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            task -> Thread.ofPlatform().name("publish").daemon().unstarted(task))) {
      List<Future<Attempt>> futures = new ArrayList<>(wanted.size());
      for (CheckedPlan checked : wanted) {
        String taken = paths.putIfAbsent(template(checked.plan()), checked.plan().service());
        futures.add(
            starters.submit(
                () -> {
                  Attempt attempt = attempt(checked, Optional.ofNullable(taken), running);
                  progress.accept(done.incrementAndGet());
                  return attempt;
                }));
      }
      for (Future<Attempt> future : futures) {
        attempts.add(future.get());
      }
      return attempts;
    } catch (InterruptedException e) {
      discard(attempts);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the publication was interrupted", e);
    } catch (ExecutionException e) {
      discard(attempts);
      throw new IllegalStateException("a service cannot be started", e.getCause());
    }
  }

  private Attempt attempt(
      CheckedPlan checked, Optional<String> taken, Map<String, LiveEndpoint> running) {
    GovernedPlan plan = checked.plan();
    if (taken.isPresent()) {
      return new Attempt(
          new Publication.Failed(
              plan.service(), "the path " + plan.path() + " belongs to " + taken.get()),
          Optional.empty(),
          false);
    }
    // what does not start stays as it was
    Optional<LiveEndpoint> before = Optional.ofNullable(running.get(plan.key()));
    return before
            .filter(e -> e.certificate().fingerprint().equals(checked.fingerprint()))
            .isPresent()
        ? new Attempt(new Publication.Unchanged(plan.service()), before, false)
        : start(
            checked,
            before,
            live.current().epoch() + 1,
            watches.apply(plan),
            wanted -> emitter.emit(wanted, sources),
            checked.variants());
  }

  /** How the routes of a plan are started. */
  @FunctionalInterface
  private interface Emission {
    RunningRoutes of(GovernedPlan plan) throws EmitException;
  }

  /**
   * A service holds for the very plans of the services it calls: without one of them it is taken
   * out of force, and so is what calls it in turn.
   */
  private static void withdrawOrphans(
      List<LiveEndpoint> next, Collection<LiveEndpoint> old, List<Publication> publications) {
    Set<String> inForce = new HashSet<>();
    next.forEach(e -> inForce.add(e.certificate().fingerprint()));
    boolean withdrawn = true;
    // each round goes one call farther; nobody calls in a circle
    while (withdrawn) {
      List<LiveEndpoint> orphans =
          next.stream().filter(e -> missing(e, inForce).isPresent()).toList();
      withdrawn = !orphans.isEmpty();
      for (LiveEndpoint orphan : orphans) {
        PlannedCall missing = missing(orphan, inForce).orElseThrow();
        publications.removeIf(p -> p.service().equals(orphan.plan().service()));
        publications.add(
            new Publication.Failed(
                orphan.plan().service(),
                "it calls "
                    + missing.service()
                    + " "
                    + missing.version()
                    + ", which is not in force as it was compiled with"));
        if (orphan instanceof RouteEndpoint routes && !old.contains(orphan)) {
          routes.discard();
        }
      }
      next.removeAll(orphans);
      orphans.forEach(e -> inForce.remove(e.certificate().fingerprint()));
    }
  }

  private static Optional<PlannedCall> missing(LiveEndpoint endpoint, Set<String> inForce) {
    return endpoint.plan().calls().stream()
        .filter(c -> !inForce.contains(c.fingerprint()))
        .findFirst();
  }

  private Attempt start(
      CheckedPlan checked,
      Optional<LiveEndpoint> before,
      long epoch,
      AnswerWatch watch,
      Emission emission,
      List<Certificate> seen) {
    GovernedPlan plan = checked.plan();
    List<RouteEndpoint> variants = new ArrayList<>();
    Optional<RouteEndpoint> started = Optional.empty();
    try {
      for (int v = 0; v < seen.size(); v++) {
        variants.add(
            endpoint(
                plan.seenAs(plan.variants().get(v)),
                seen.get(v),
                epoch + "/" + v,
                watch,
                emission,
                List.of()));
      }
      RouteEndpoint endpoint =
          endpoint(plan, checked.certificate(), Long.toString(epoch), watch, emission, variants);
      started = Optional.of(endpoint);
      endpoint.probe();
      return new Attempt(
          new Publication.Live(plan.service(), plan.path()), Optional.of(endpoint), true);
    } catch (EmitException e) {
      variants.forEach(RouteEndpoint::discard);
      return new Attempt(new Publication.Failed(plan.service(), e.getMessage()), before, false);
    } catch (CallProblem e) {
      started.ifPresent(RouteEndpoint::discard);
      return new Attempt(
          new Publication.Failed(plan.service(), "its sources do not answer: " + e.code().id()),
          before,
          false);
    } catch (RuntimeException e) {
      // a fault of ours stays that of one service
      LOG.errorf(e, "%s could not be started", plan.service());
      started.ifPresentOrElse(
          RouteEndpoint::discard, () -> variants.forEach(RouteEndpoint::discard));
      return new Attempt(
          new Publication.Failed(plan.service(), "the platform failed to start it"), before, false);
    }
  }

  private RouteEndpoint endpoint(
      GovernedPlan plan,
      Certificate certificate,
      String since,
      AnswerWatch watch,
      Emission emission,
      List<RouteEndpoint> variants)
      throws EmitException {
    return new RouteEndpoint(
        plan,
        certificate,
        emission.of(plan),
        cursors,
        maskKeys,
        links,
        watch,
        () -> live.ending(plan.key()),
        since,
        variants);
  }

  /** Two paths that differ only in the names of their parameters are one. */
  private static String template(GovernedPlan plan) {
    return plan.path().replaceAll("\\{[^}]*}", "{}");
  }
}
