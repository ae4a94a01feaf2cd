package io.tidegate.engine.quota;

import io.tidegate.engine.quota.Standing.Part;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One account at one node: its purse, whether it is being asked for, and what is done meanwhile.
 */
final class Slot {
  private static final long MINUTE = 60_000_000_000L;

  /** Nanoseconds for which it is believed that nobody can be asked. */
  private static final long BELIEVED = 200_000_000;

  private final Account account;
  private final Purse purse;
  private final NodeClock clock;
  private final AtomicReference<CompletableFuture<Boolean>> round = new AtomicReference<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong localMinute = new AtomicLong(Long.MIN_VALUE);
  private final AtomicInteger localCalls = new AtomicInteger();
  private volatile Limits limits;
  private volatile boolean unreachable;
  private volatile long unreachableSince;
  private volatile long usedAt;

  Slot(Account account, String node, Limits limits, NodeClock clock) {
    this.account = account;
    this.purse = new Purse(account.text(), node, clock);
    this.limits = limits;
    this.clock = clock;
    this.usedAt = clock.nanos();
  }

  Account account() {
    return account;
  }

  Purse purse() {
    return purse;
  }

  Limits limits() {
    return limits;
  }

  AtomicInteger waiting() {
    return waiting;
  }

  /** Takes a unit under limits that may be others than before; null when there is none. */
  Held take(Limits now) {
    if (limits != now) {
      limits = now;
    }
    return purse.take();
  }

  // ---- asking

  /** Begins to ask, unless that is under way; what ends with whether there was an answer. */
  CompletableFuture<Boolean> ask(Consumer<Slot> send) {
    CompletableFuture<Boolean> next = new CompletableFuture<>();
    CompletableFuture<Boolean> running = round.compareAndExchange(null, next);
    if (running != null) {
      return running;
    }
    usedAt = clock.nanos();
    send.accept(this);
    return next;
  }

  boolean isAsking() {
    return round.get() != null;
  }

  /** Whether a lease is to be handed back, or a request has no answer yet. */
  boolean isOwing() {
    return isAsking() || purse.leftOver(limits).isPresent();
  }

  LeaseRequest request() {
    return purse.request(limits, waiting.get());
  }

  void answered(LeaseReply reply) {
    boolean told = !(reply instanceof LeaseReply.Unavailable);
    if (told) {
      purse.received(reply);
      unreachable = false;
    }
    end(told);
  }

  void failed() {
    end(false);
  }

  private void end(boolean told) {
    CompletableFuture<Boolean> over = round.getAndSet(null);
    if (over != null) {
      over.complete(told);
    }
  }

  // ---- out of reach

  void notReached() {
    unreachableSince = clock.nanos();
    unreachable = true;
  }

  boolean isUnreachable() {
    return unreachable && clock.nanos() - unreachableSince < BELIEVED;
  }

  /** Whether this node may admit one more call by itself. */
  boolean admitsLocally(int perMinute) {
    long now = clock.nanos();
    long since = localMinute.get();
    if (since == Long.MIN_VALUE || now - since >= MINUTE) {
      if (localMinute.compareAndSet(since, now)) {
        localCalls.set(0);
      }
    }
    return localCalls.incrementAndGet() <= perMinute;
  }

  boolean isIdle(long nanos) {
    return purse.isEmpty() && !isAsking() && clock.nanos() - usedAt > nanos;
  }

  // ---- what callers are told

  /** Of the bucket that ends first; null before anything was heard of the account. */
  Figures figures() {
    Purse.Seen seen = purse.seen();
    if (seen == null) {
      return null;
    }
    Part part = seen.tightest();
    return new Figures(
        part.bucket(),
        part.limit(),
        part.left() + purse.spendable(),
        seconds(part.resetAt() - seen.standing().at(), seen.toldAt()));
  }

  Verdict.Refused refused(Purse.Refusal refusal) {
    LeaseReply.Refused reply = refusal.reply();
    long limit =
        reply.standing().parts().stream()
            .filter(part -> part.bucket() == reply.bucket())
            .mapToLong(Part::limit)
            .findFirst()
            .orElse(0);
    long seconds = seconds(reply.resetAt() - reply.at(), refusal.toldAt());
    return new Verdict.Refused(
        account, new Figures(reply.bucket(), limit, 0, Math.max(1, seconds)), reply.resetAt());
  }

  private long seconds(long micros, long toldAt) {
    long left = micros - (clock.nanos() - toldAt) / 1000;
    return Math.max(0, Math.ceilDiv(left, Bucket.SECOND_MICROS));
  }
}
