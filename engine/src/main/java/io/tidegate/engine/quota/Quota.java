package io.tidegate.engine.quota;

import io.tidegate.engine.cluster.ClusterMember;
import io.tidegate.engine.cluster.ClusterPart;
import io.tidegate.engine.store.QuotaStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Decides at one node whether calls are admitted: from the leases it has, and by asking the owner
 * of an account when it has none. Safe for any number of threads.
 */
public final class Quota implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Quota.class);

  /** What has no answer by then is asked again. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

  /** Milliseconds between looking for leases that nobody uses. */
  private static final long ROUND = 250;

  private static final long PAUSE = 20;
  private static final long IDLE = Duration.ofMinutes(10).toNanos();
  private static final int NAME_BYTES = 8;

  /** What could not be handed back by then is spent for all that is known. */
  private static final long HAND_BACK = Duration.ofSeconds(3).toNanos();

  private final Lenders lenders;
  private final NodeClock clock;
  private final long wait;
  private final Runnable close;
  private final String process;
  private final AtomicLong purses = new AtomicLong();
  private final ConcurrentMap<Account, Slot> slots = new ConcurrentHashMap<>();
  private final BlockingQueue<Slot> asking = new LinkedBlockingQueue<>();
  private final Thread asker;
  private final Thread sweeper;
  private volatile boolean ending;

  /**
   * Quota of one node.
   *
   * @param wait how long a call waits for an answer of the owner
   * @param close run when it is closed
   */
  Quota(Lenders lenders, NodeClock clock, Duration wait, Runnable close) {
    this.lenders = Objects.requireNonNull(lenders, "lenders");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.wait = wait.toNanos();
    this.close = Objects.requireNonNull(close, "close");
    byte[] name = new byte[NAME_BYTES];
    new SecureRandom().nextBytes(name);
    this.process = HexFormat.of().formatHex(name);
    this.asker = Thread.ofPlatform().name("quota-asker").daemon().start(this::ask);
    this.sweeper = Thread.ofPlatform().name("quota-sweeper").daemon().start(this::sweep);
  }

  /** What a node of a cluster has of quota: what is shared, and what decides. */
  public record Node(ClusterPart part, Quota quota) {}

  /**
   * Quota in a cluster.
   *
   * @param cluster this node's place; asked for when it is first needed
   * @param store of the ledgers; asked for when it is first needed
   * @param wait how long a call waits for an answer of the owner
   */
  public static Node of(
      Supplier<ClusterMember> cluster, Supplier<QuotaStore> store, Duration wait) {
    Desk desk = new Desk(store);
    ClusterLenders lenders = new ClusterLenders(cluster, desk::get);
    return new Node(lenders, new Quota(lenders, NodeClock.SYSTEM, wait, desk::close));
  }

  /** The desk of this node, opened when somebody first asks there. */
  private static final class Desk {
    private final Supplier<QuotaStore> store;
    private LendingDesk desk;

    Desk(Supplier<QuotaStore> store) {
      this.store = Objects.requireNonNull(store, "store");
    }

    synchronized LendingDesk get() {
      if (desk == null) {
        desk = new LendingDesk(new StoredLedgers(store.get()));
      }
      return desk;
    }

    synchronized void close() {
      if (desk != null) {
        desk.close();
      }
    }
  }

  /**
   * Decides from memory. Never blocks.
   *
   * @param charges what the call is counted in; at most two, in a fixed order
   * @return null when somebody has to be asked
   */
  public Verdict atHand(List<Charge> charges) {
    if (charges.isEmpty()) {
      return Verdict.uncounted();
    }
    Charge charge = charges.getFirst();
    if (ending) {
      return new Verdict.OutOfReach(charge.account());
    }
    Slot slot = slot(charge);
    Held held = slot.take(charge.limits());
    if (held == null) {
      return without(slot, charge);
    }
    if (slot.purse().isLow()) {
      slot.ask(asking::add);
    }
    if (charges.size() == 1) {
      return new Verdict.Admitted(new Ticket(held, null, slot.figures()));
    }
    return second(charges.get(1), held, slot);
  }

  private Verdict second(Charge charge, Held first, Slot firstSlot) {
    Slot slot = slot(charge);
    Held held = slot.take(charge.limits());
    if (held == null) {
      Verdict verdict = without(slot, charge);
      if (!(verdict instanceof Verdict.Admitted)) {
        first.giveBack();
        return verdict;
      }
    } else if (slot.purse().isLow()) {
      slot.ask(asking::add);
    }
    return new Verdict.Admitted(
        new Ticket(first, held, tighter(firstSlot.figures(), slot.figures())));
  }

  private static Figures tighter(Figures one, Figures other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.remaining() * (double) other.limit() <= other.remaining() * (double) one.limit()
        ? one
        : other;
  }

  /** What is decided where no unit is at hand; null when it is worth asking. */
  private Verdict without(Slot slot, Charge charge) {
    Purse.Refusal refusal = slot.purse().refusal();
    if (refusal != null) {
      return slot.refused(refusal);
    }
    if (!slot.isUnreachable()) {
      return null;
    }
    slot.ask(asking::add);
    return slot.admitsLocally(charge.localPerMinute())
        ? new Verdict.Admitted(new Ticket(null, null, null))
        : new Verdict.OutOfReach(charge.account());
  }

  /** Decides, and asks the owners where that is needed. Blocks; call it on a virtual thread. */
  public Verdict ask(List<Charge> charges) {
    long began = clock.nanos();
    while (true) {
      Verdict verdict = atHand(charges);
      if (verdict != null) {
        return verdict;
      }
      Slot slot = empty(charges);
      try {
        if (slot != null && !await(slot, wait - (clock.nanos() - began))) {
          slot.notReached();
        }
      } catch (InterruptedException e) {
        // who asked has gone, which says nothing of the owner
        Thread.currentThread().interrupt();
        return new Verdict.OutOfReach(slot.account());
      }
    }
  }

  private Slot empty(List<Charge> charges) {
    for (Charge charge : charges) {
      Slot slot = slot(charge);
      if (slot.purse().spendable() == 0) {
        return slot;
      }
    }
    // others were faster to take, or to bring
    return null;
  }

  /** Whether an answer came within the time. */
  private boolean await(Slot slot, long nanos) throws InterruptedException {
    slot.waiting().incrementAndGet();
    try {
      boolean told = slot.ask(asking::add).get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      if (!told && nanos > 0) {
        TimeUnit.MILLISECONDS.sleep(PAUSE);
      }
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } finally {
      slot.waiting().decrementAndGet();
    }
  }

  private Slot slot(Charge charge) {
    Slot known = slots.get(charge.account());
    return known != null
        ? known
        : slots.computeIfAbsent(
            charge.account(),
            account ->
                new Slot(
                    account,
                    process + "." + Long.toString(purses.incrementAndGet(), Character.MAX_RADIX),
                    charge.limits(),
                    clock));
  }

  private void ask() {
    List<Slot> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(asking.take());
        asking.drainTo(batch);
        send(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      // it was closed; whoever waits gets no answer in time
      LOG.debug("quota is closed");
    }
  }

  private void send(List<Slot> batch) {
    Map<String, List<Slot>> byOwner = new TreeMap<>();
    for (Slot slot : batch) {
      try {
        byOwner
            .computeIfAbsent(lenders.owner(slot.account().text()), o -> new ArrayList<>())
            .add(slot);
      } catch (RuntimeException e) {
        LOG.debugf("nobody owns %s: %s", slot.account(), e.getMessage());
        slot.failed();
      }
    }
    byOwner.forEach(this::send);
  }

  private void send(String owner, List<Slot> batch) {
    CompletableFuture<List<LeaseReply>> answer;
    try {
      answer = lenders.ask(owner, batch.stream().map(Slot::request).toList());
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    answer
        .orTimeout(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (replies, fault) -> {
              if (fault != null) {
                LOG.debugf("quota was not answered: %s", fault);
              }
              for (int i = 0; i < batch.size(); i++) {
                if (replies == null) {
                  batch.get(i).failed();
                } else {
                  batch.get(i).answered(replies.get(i));
                }
              }
            });
  }

  private void sweep() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(ROUND);
        for (Slot slot : slots.values()) {
          if (slot.isIdle(IDLE)) {
            slots.remove(slot.account(), slot);
          } else if (!slot.isAsking() && slot.purse().leftOver(slot.limits()).isPresent()) {
            slot.ask(asking::add);
          }
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("quota is closed");
    }
  }

  /** How the accounts stood when this node last heard of them: those it had calls of lately. */
  public Map<Account, Standing> standings() {
    Map<Account, Standing> standings = new HashMap<>();
    for (Slot slot : slots.values()) {
      Purse.Seen seen = slot.purse().seen();
      if (seen != null) {
        standings.put(slot.account(), seen.standing());
      }
    }
    return standings;
  }

  /**
   * Hands back what was borrowed and not spent, so that a node that is ended in order takes nothing
   * with it. Admits nothing from here on. Waits a few seconds at most for the owners' answers.
   */
  public void handBack() {
    ending = true;
    slots.values().forEach(slot -> slot.purse().end());
    long began = clock.nanos();
    try {
      while (slots.values().stream().anyMatch(Slot::isOwing)) {
        if (clock.nanos() - began > HAND_BACK) {
          LOG.warn(
              "not all of the quota that was borrowed could be handed back; it counts as spent");
          return;
        }
        for (Slot slot : slots.values()) {
          if (slot.isOwing()) {
            slot.ask(asking::add);
          }
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends as a process does that is killed: what was borrowed is not handed back. */
  @Override
  public void close() {
    asker.interrupt();
    sweeper.interrupt();
    close.run();
  }
}
