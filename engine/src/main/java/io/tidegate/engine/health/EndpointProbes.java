package io.tidegate.engine.health;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
 * Asks every live endpoint whether it could answer, all at once and not for longer than a bound.
 * What was found is given again for a while, so that however often somebody asks, the databases are
 * asked rarely. Safe for any number of threads; one asks and the others wait for it.
 */
public final class EndpointProbes {
  private final Supplier<EndpointTable> live;
  private final Duration bound;
  private final Duration reuse;
  private final LongSupplier nanoTime;
  private final ReentrantLock asking = new ReentrantLock();
  private final Set<LiveEndpoint> unanswered =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
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

  private Report ask(EndpointTable table) throws InterruptedException {
    Map<String, Boolean> answers = Collections.synchronizedMap(new LinkedHashMap<>());
    List<Thread> threads = new ArrayList<>();
    CountDownLatch left = new CountDownLatch(table.endpoints().size());
    for (LiveEndpoint endpoint : table.endpoints()) {
      answers.put(name(endpoint.plan()), false);
      if (unanswered.add(endpoint)) {
        threads.add(
            Thread.ofVirtual()
                .name("probe-" + endpoint.plan().service())
                .start(() -> ask(endpoint, answers, left)));
      } else {
        // still hangs from an earlier time; asking again would only make it worse
        left.countDown();
      }
    }
    if (!left.await(bound.toNanos(), TimeUnit.NANOSECONDS)) {
      threads.forEach(Thread::interrupt);
    }
    synchronized (answers) {
      return new Report(answers);
    }
  }

  private void ask(LiveEndpoint endpoint, Map<String, Boolean> answers, CountDownLatch left) {
    try {
      endpoint.probe();
      answers.put(name(endpoint.plan()), true);
    } catch (CallProblem | RuntimeException down) {
      answers.put(name(endpoint.plan()), false);
    } finally {
      unanswered.remove(endpoint);
      left.countDown();
    }
  }

  private static String name(GovernedPlan plan) {
    return plan.service() + "/v" + plan.version().major();
  }
}
