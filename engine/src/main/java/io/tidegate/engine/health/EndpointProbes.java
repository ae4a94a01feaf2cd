package io.tidegate.engine.health;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Asks live endpoints whether they could answer, up to {@value #MOST_ASKED} at once and not for
 * longer than a bound. Where there are more, they take turns: first those that could not answer,
 * then those that were asked longest ago; the others stand as they were last found, which for a new
 * one is what its publication found. What was found is given again for a while, so that however
 * often somebody asks, the databases are asked rarely. Safe for any number of threads; one asks and
 * the others wait for it.
 */
public final class EndpointProbes {
  /** Each runs its statements, and ten thousand would have to share one pool within the bound. */
  static final int MOST_ASKED = 256;

  private final Supplier<EndpointTable> live;
  private final Duration bound;
  private final Duration reuse;
  private final LongSupplier nanoTime;
  private final ReentrantLock asking = new ReentrantLock();
  private final Set<LiveEndpoint> unanswered =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
  private Map<LiveEndpoint, Found> found = new IdentityHashMap<>();
  private long round;
  private Report last;
  private EndpointTable lastTable;
  private long lastNanos;

  /**
   * Makes the probes.
   *
   * @param bound how long an endpoint has to answer
   * @param reuse how long a report is good
   * @param nanoTime a clock that never goes back, such as {@link System#nanoTime}
   */
  public EndpointProbes(
      Supplier<EndpointTable> live, Duration bound, Duration reuse, LongSupplier nanoTime) {
    this.live = Objects.requireNonNull(live, "live");
    this.bound = Objects.requireNonNull(bound, "bound");
    this.reuse = Objects.requireNonNull(reuse, "reuse");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
  }

  /**
   * What was found.
   *
   * @param endpoints for each service with its major version, such as {@code
   *     declaration-status/v1}, whether it could answer
   */
  public record Report(Map<String, Boolean> endpoints) {
    public Report {
      endpoints = Collections.unmodifiableMap(new TreeMap<>(endpoints));
    }

    /** Whether there is something to serve and all of it can be served. */
    public boolean ready() {
      return !endpoints.isEmpty() && endpoints.values().stream().allMatch(up -> up);
    }
  }

  /**
   * The report, at most as old as the time it is good for. Blocks for at most the bound.
   *
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public Report report() throws InterruptedException {
    asking.lockInterruptibly();
    try {
      EndpointTable table = live.get();
      // another table is another question
      if (last == null
          || lastTable != table
          || nanoTime.getAsLong() - lastNanos >= reuse.toNanos()) {
        last = ask(table);
        lastTable = table;
        lastNanos = nanoTime.getAsLong();
      }
      return last;
    } finally {
      asking.unlock();
    }
  }

  /** How an endpoint was last found, and in which round; round 0 is its publication. */
  private record Found(boolean up, long round) {
    static final Found PUBLISHED = new Found(true, 0);

    static final Comparator<Found> DOWN_FIRST_THEN_LONGEST_AGO =
        Comparator.comparing(Found::up).thenComparing(Found::round);
  }

  private Report ask(EndpointTable table) throws InterruptedException {
    round++;
    Map<LiveEndpoint, Found> now = new IdentityHashMap<>();
    table.endpoints().forEach(e -> now.put(e, found.getOrDefault(e, Found.PUBLISHED)));
    List<LiveEndpoint> turn =
        table.endpoints().stream()
            .sorted(Comparator.comparing(now::get, Found.DOWN_FIRST_THEN_LONGEST_AGO))
            .limit(MOST_ASKED)
            .toList();
    Set<LiveEndpoint> up = up(turn);
    turn.forEach(e -> now.put(e, new Found(up.contains(e), round)));
    found = now;
    Map<String, Boolean> answers = new LinkedHashMap<>();
    table.endpoints().forEach(e -> answers.put(name(e.plan()), now.get(e).up()));
    return new Report(answers);
  }

  /** Those of them that could answer within the bound. */
  private Set<LiveEndpoint> up(List<LiveEndpoint> asked) throws InterruptedException {
    Set<LiveEndpoint> up =
        Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    List<Thread> threads = new ArrayList<>();
    CountDownLatch left = new CountDownLatch(asked.size());
    for (LiveEndpoint endpoint : asked) {
      if (unanswered.add(endpoint)) {
        threads.add(
            Thread.ofVirtual()
                .name("probe-" + endpoint.plan().service())
                .start(() -> ask(endpoint, up, left)));
      } else {
        // still hangs from an earlier time; asking again would only make it worse
        left.countDown();
      }
    }
    if (!left.await(bound.toNanos(), TimeUnit.NANOSECONDS)) {
      threads.forEach(Thread::interrupt);
    }
    synchronized (up) {
      Set<LiveEndpoint> inTime = Collections.newSetFromMap(new IdentityHashMap<>());
      inTime.addAll(up);
      return inTime;
    }
  }

  private void ask(LiveEndpoint endpoint, Set<LiveEndpoint> up, CountDownLatch left) {
    try {
      endpoint.probe();
      up.add(endpoint);
    } catch (CallProblem | RuntimeException down) {
      // whoever is not up is down
    } finally {
      unanswered.remove(endpoint);
      left.countDown();
    }
  }

  private static String name(GovernedPlan plan) {
    return plan.service() + "/v" + plan.version().major();
  }
}
