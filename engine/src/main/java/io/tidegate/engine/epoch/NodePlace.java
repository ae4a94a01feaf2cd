package io.tidegate.engine.epoch;

import io.tidegate.engine.store.EpochStore;
import io.tidegate.engine.store.EpochStore.Heard;
import io.tidegate.engine.store.EpochStore.Told;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * This node's place among the others: a lease in the database that is renewed four times a second.
 * With each renewal the node tells what it serves and hears what it should. It may answer for as
 * long as the lease lasts by its own clock, counted from before it was asked for; one that stood
 * still, or is cut off, finds the lease over and does not answer.
 *
 * <p>Safe for any number of threads; the lease is renewed by one of its own.
 */
public final class NodePlace implements AutoCloseable {
  /** How long a node may answer without having heard from the database. */
  public static final Duration LEASE = Duration.ofSeconds(3);

  /** The lease ends earlier here than there, by more than the clocks drift apart meanwhile. */
  private static final Duration MARGIN = Duration.ofMillis(300);

  /** Of a node that is alone, which nobody waits for: a busy machine does not cost it its place. */
  private static final Duration LONG_LEASE = Duration.ofSeconds(60);

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Logger LOG = Logger.getLogger(NodePlace.class);

  private final EpochStore store;
  private final UUID id = UUID.randomUUID();
  private final String name;
  private final String keyCheck;
  private final boolean bound;
  private final Duration lease;
  private final Runnable accessChanged;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("node-lease").daemon().factory());

  private Consumer<Heard> listener = heard -> {};
  private Told told = Told.NOTHING;
  private boolean taken;
  private long access;
  private boolean silent;
  private volatile long floor;
  private volatile boolean serving;
  private volatile long leaseEnd;

  /**
   * Has no place until {@link #take}.
   *
   * @param name where others reach the node, for people
   * @param keyCheck a digest of the keys of this node
   * @param bound whether it stops answering when its lease is over; a node that is alone by its
   *     configuration goes on
   * @param accessChanged reads anew who may call
   * @param nanoTime a clock that never goes back, such as {@link System#nanoTime}
   */
  public NodePlace(
      EpochStore store,
      String name,
      String keyCheck,
      boolean bound,
      Runnable accessChanged,
      LongSupplier nanoTime) {
    this.store = Objects.requireNonNull(store, "store");
    this.name = Objects.requireNonNull(name, "name");
    this.keyCheck = Objects.requireNonNull(keyCheck, "keyCheck");
    this.bound = bound;
    this.lease = bound ? LEASE : LONG_LEASE;
    this.accessChanged = Objects.requireNonNull(accessChanged, "accessChanged");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    this.leaseEnd = nanoTime.getAsLong();
  }

  public UUID id() {
    return id;
  }

  /**
   * Takes a place and keeps it.
   *
   * @return false when there are nodes with other keys
   */
  public boolean take() {
    if (!bound) {
      store.removeAll();
    }
    boolean joined = store.join(id, name, keyCheck, lease);
    if (joined) {
      synchronized (this) {
        taken = true;
      }
      timer.scheduleWithFixedDelay(this::beat, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
    return joined;
  }

  /** Who is told what was heard, on the thread that renews the lease; must not hold it up. */
  public synchronized void listen(Consumer<Heard> heard) {
    listener = Objects.requireNonNull(heard, "heard");
  }

  /** Looks at once whether there is something new. */
  public void look() {
    try {
      timer.execute(this::beat);
    } catch (RejectedExecutionException e) {
      // the node is stopping and has nothing to look for
    }
  }

  /** Whether an answer that was made under an epoch may leave now. */
  public boolean holds(long epoch) {
    return epoch >= floor && (!bound || (serving && nanoTime.getAsLong() - leaseEnd < 0));
  }

  public synchronized Told told() {
    return told;
  }

  /** Could answer under an epoch from now on. */
  synchronized void prepared(long epoch) {
    told = new Told(told.serving(), epoch, told.refused(), told.trouble());
  }

  /** Cannot answer under an epoch. */
  synchronized void refused(long epoch, String trouble) {
    told = new Told(told.serving(), told.prepared(), epoch, trouble);
  }

  /** Answers under an epoch and no more under earlier ones. */
  public synchronized void serves(long epoch) {
    floor = Math.max(floor, epoch);
    told = new Told(epoch, epoch, told.refused(), "");
    serving = true;
  }

  private synchronized void out() {
    told = new Told(0, told.prepared(), told.refused(), told.trouble());
    serving = false;
  }

  /** Renews the lease and passes on what was heard. */
  void beat() {
    long before = nanoTime.getAsLong();
    try {
      Told tells = told();
      Optional<Heard> heard = store.renew(id, lease, tells);
      if (heard.isEmpty()) {
        LOG.warn("the lease of this node was over; it takes its place anew");
        out();
        store.join(id, name, keyCheck, lease);
        return;
      }
      hear(heard.get(), tells);
      if (heard.get().access() != access) {
        accessChanged.run();
        access = heard.get().access();
      }
      leaseEnd = before + lease.minus(MARGIN).toNanos();
      Consumer<Heard> tell;
      synchronized (this) {
        tell = listener;
      }
      tell.accept(heard.get());
      silent = false;
    } catch (RuntimeException e) {
      if (!silent) {
        LOG.warnf(
            "the node cannot renew its lease%s: %s",
            bound ? " and answers for " + LEASE.toSeconds() + " s more at most" : "",
            e.getMessage());
      }
      silent = true;
    }
  }

  /** A node that is behind what is in force, or that the others do not count, is out at once. */
  private synchronized void hear(Heard heard, Told tells) {
    boolean behind =
        told.serving() > 0
            && heard.committed() > told.serving()
            && heard.committed() != told.prepared();
    boolean uncounted = tells.serving() > 0 && heard.serving() == 0;
    if (behind || uncounted) {
      out();
    }
  }

  /** Gives the place up, so that nobody waits for this node. */
  @Override
  public void close() {
    timer.shutdownNow();
    boolean leaves;
    synchronized (this) {
      leaves = taken;
    }
    out();
    if (leaves) {
      try {
        store.remove(id);
      } catch (RuntimeException e) {
        LOG.debugf("the place of the node is left to end by itself: %s", e.getMessage());
      }
    }
  }
}
