package io.tidegate.engine.publish;

import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.emit.EmitException;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.read.Sources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Puts checked plans in force: difference, operations, apply. What is new starts and is probed
 * before what is old is drained; a service that does not start stays as it was and does not keep
 * the others back.
 */
public final class Publisher {
  private final RouteEmitter emitter;
  private final Sources sources;
  private final LiveEndpoints live;
  private final CursorCodec cursors;
  private final MaskKeys maskKeys;
  private final DocumentLinks links;
  private final Function<GovernedPlan, AnswerWatch> watches;
  private final Queue<CompletableFuture<Void>> draining = new ConcurrentLinkedQueue<>();

  /** One that publishes endpoints whose answers nobody watches. */
  public Publisher(
      RouteEmitter emitter,
      Sources sources,
      LiveEndpoints live,
      CursorCodec cursors,
      MaskKeys maskKeys,
      DocumentLinks links) {
    this(emitter, sources, live, cursors, maskKeys, links, plan -> AnswerWatch.NONE);
  }

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
   * @param progress is told how many of them have been started, again and again until it is all
   */
  public List<Publication> publish(List<CheckedPlan> wanted, IntConsumer progress) {
    return publish(wanted, progress, next -> live.current().epoch() + 1);
  }

  /**
   * Makes exactly these services live, in one step for the callers.
   *
   * @param progress is told how many of them have been started, again and again until it is all
   * @param epoch is given what is about to be in force and says under which number; when it throws,
   *     nothing is
   */
  public synchronized List<Publication> publish(
      List<CheckedPlan> wanted, IntConsumer progress, ToLongFunction<List<LiveEndpoint>> epoch) {
    EndpointTable before = live.current();
    Map<String, LiveEndpoint> old = new HashMap<>();
    before.endpoints().forEach(e -> old.put(key(e.plan()), e));
    List<Publication> publications = new ArrayList<>();
    List<LiveEndpoint> next = new ArrayList<>();
    Map<String, String> paths = new HashMap<>();
    for (CheckedPlan checked : wanted) {
      progress.accept(publications.size());
      GovernedPlan plan = checked.plan();
      String taken = paths.putIfAbsent(template(plan), plan.service());
      if (taken != null) {
        publications.add(
            new Publication.Failed(
                plan.service(), "the path " + plan.path() + " belongs to " + taken));
        continue;
      }
      LiveEndpoint running = old.get(key(plan));
      if (running != null && running.certificate().fingerprint().equals(checked.fingerprint())) {
        next.add(running);
        publications.add(new Publication.Unchanged(plan.service()));
        continue;
      }
      Publication publication = start(checked, next);
      publications.add(publication);
      if (publication instanceof Publication.Failed && running != null) {
        next.add(running);
      }
    }
    withdrawOrphans(next, old.values(), publications);
    progress.accept(publications.size());
    boolean switched = false;
    try {
      live.swap(new EndpointTable(epoch.applyAsLong(List.copyOf(next)), next));
      switched = true;
    } finally {
      if (switched) {
        drain(before.endpoints(), next);
      } else {
        discard(next, before.endpoints());
      }
    }
    return publications;
  }

  private void drain(List<LiveEndpoint> old, List<LiveEndpoint> kept) {
    Set<LiveEndpoint> still = Collections.newSetFromMap(new IdentityHashMap<>());
    still.addAll(kept);
    for (LiveEndpoint endpoint : old) {
      if (!still.contains(endpoint) && endpoint instanceof RouteEndpoint routes) {
        draining.add(routes.drain());
      }
    }
  }

  private static void discard(List<LiveEndpoint> started, List<LiveEndpoint> kept) {
    Set<LiveEndpoint> still = Collections.newSetFromMap(new IdentityHashMap<>());
    still.addAll(kept);
    for (LiveEndpoint endpoint : started) {
      if (!still.contains(endpoint) && endpoint instanceof RouteEndpoint routes) {
        routes.discard();
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

  /**
   * A service holds for the very plans of the services it calls: without one of them it is taken
   * out of force, and so is what calls it in turn.
   */
  private static void withdrawOrphans(
      List<LiveEndpoint> next, Collection<LiveEndpoint> old, List<Publication> publications) {
    Optional<LiveEndpoint> orphan;
    do {
      Set<String> inForce =
          next.stream().map(e -> e.certificate().fingerprint()).collect(Collectors.toSet());
      orphan =
          next.stream()
              .filter(
                  e -> e.plan().calls().stream().anyMatch(c -> !inForce.contains(c.fingerprint())))
              .findFirst();
      orphan.ifPresent(
          e -> {
            next.remove(e);
            PlannedCall missing =
                e.plan().calls().stream()
                    .filter(c -> !inForce.contains(c.fingerprint()))
                    .findFirst()
                    .orElseThrow();
            publications.removeIf(p -> p.service().equals(e.plan().service()));
            publications.add(
                new Publication.Failed(
                    e.plan().service(),
                    "it calls "
                        + missing.service()
                        + " "
                        + missing.version()
                        + ", which is not in force as it was compiled with"));
            if (e instanceof RouteEndpoint routes && !old.contains(e)) {
              routes.discard();
            }
          });
    } while (orphan.isPresent());
  }

  /**
   * Makes exactly these services live, all of them or none: everything new starts and is probed
   * first, and a single failure leaves everything as it was. Requests that run end on what they
   * began with.
   *
   * @param ready runs when all have started and before the first is switched over, and says under
   *     which number they come into force; when it throws, nothing is
   * @return one entry for each; the failed ones only, when there are any
   */
  public List<Publication> publishWhole(List<CheckedPlan> wanted, LongSupplier ready) {
    Prepared prepared = prepareWhole(wanted);
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
   * Starts and probes services without putting them in force. Whatever failed, nothing is left
   * running unless all could be started.
   */
  public synchronized Prepared prepareWhole(List<CheckedPlan> wanted) {
    List<Publication> publications = new ArrayList<>();
    List<LiveEndpoint> next = new ArrayList<>();
    Map<String, String> paths = new HashMap<>();
    boolean whole = false;
    try {
      for (CheckedPlan checked : wanted) {
        GovernedPlan plan = checked.plan();
        String taken = paths.putIfAbsent(template(plan), plan.service());
        publications.add(
            taken == null
                ? start(checked, next)
                : new Publication.Failed(
                    plan.service(), "the path " + plan.path() + " belongs to " + taken));
      }
      List<Publication> failed =
          publications.stream().filter(p -> p instanceof Publication.Failed).toList();
      whole = failed.isEmpty();
      return whole
          ? new Prepared(publications, next, false)
          : new Prepared(failed, List.of(), true);
    } finally {
      if (!whole) {
        discard(next, List.of());
      }
    }
  }

  /** Services that were started and are not in force yet. */
  public final class Prepared {
    private final List<Publication> publications;
    private final List<LiveEndpoint> endpoints;
    private final boolean failed;

    private Prepared(List<Publication> publications, List<LiveEndpoint> endpoints, boolean failed) {
      this.publications = List.copyOf(publications);
      this.endpoints = List.copyOf(endpoints);
      this.failed = failed;
    }

    /** One entry for each; the failed ones only, when there are any. */
    public List<Publication> publications() {
      return publications;
    }

    /** Whether one could not be started, so that none is. */
    public boolean failed() {
      return failed;
    }

    /** Switches over to them and drains what was in force before. */
    public void putInForce(long epoch) {
      synchronized (Publisher.this) {
        EndpointTable before = live.current();
        live.swap(new EndpointTable(epoch, endpoints));
        drain(before.endpoints(), endpoints);
      }
    }

    /** Stops what was never put in force. */
    public void discard() {
      Publisher.discard(endpoints, List.of());
    }
  }

  private Publication start(CheckedPlan checked, List<LiveEndpoint> next) {
    GovernedPlan plan = checked.plan();
    Optional<RouteEndpoint> started = Optional.empty();
    try {
      RouteEndpoint endpoint =
          new RouteEndpoint(
              plan,
              checked.certificate(),
              emitter.emit(plan, sources),
              cursors,
              maskKeys,
              links,
              watches.apply(plan));
      started = Optional.of(endpoint);
      endpoint.probe();
      next.add(endpoint);
      return new Publication.Live(plan.service(), plan.path());
    } catch (EmitException e) {
      return new Publication.Failed(plan.service(), e.getMessage());
    } catch (CallProblem e) {
      started.ifPresent(RouteEndpoint::discard);
      return new Publication.Failed(plan.service(), "its sources do not answer: " + e.code().id());
    }
  }

  private static String key(GovernedPlan plan) {
    return plan.service() + "/" + plan.version().major();
  }

  /** Two paths that differ only in the names of their parameters are one. */
  private static String template(GovernedPlan plan) {
    return plan.path().replaceAll("\\{[^}]*}", "{}");
  }
}
