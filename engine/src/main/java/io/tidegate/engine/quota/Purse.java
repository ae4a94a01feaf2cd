package io.tidegate.engine.quota;

import io.tidegate.engine.quota.LeaseRequest.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one node holds of one account: a lease that is spent, the next one when it is there, and
 * those that were spent and not accounted for yet. Safe for any number of threads; nothing is
 * locked as long as the lease has units.
 */
final class Purse {
  /** Least and most units that are asked for; how many it is follows from what is spent. */
  private static final long LEAST_WANTED = 4;

  private static final long MOST_WANTED = 10_000;

  /** Nanoseconds a refusal is believed: others may hand something back before the window ends. */
  private static final long BELIEVED = 200_000_000;

  /** Nanoseconds that calls of a lease are waited for, once it is over. */
  private static final long LONGEST_CALL = Ledger.KEPT * 1000 / 2;

  private final String account;
  private final String node;
  private final NodeClock clock;
  private final List<Held> closed = new ArrayList<>();
  private volatile Held held;
  private volatile Held next;
  private volatile LeaseRequest pending;
  private volatile Refusal refusal;
  private volatile Seen seen;
  private List<Held> told = List.of();
  private boolean ended;
  private long number;
  private long sentNanos;
  private long sentMillis;
  private long wanted = LEAST_WANTED;

  /**
   * That nothing is left.
   *
   * @param until up to when this is believed, by this node's clock
   * @param reply what the lender said
   * @param toldAt when it did, by this node's clock
   */
  record Refusal(long until, LeaseReply.Refused reply, long toldAt) {}

  /**
   * How the account stood when the lender last told.
   *
   * @param tightest the bucket that will be used up first
   * @param toldAt by this node's clock
   */
  record Seen(Standing standing, Standing.Part tightest, long toldAt) {
    Seen(Standing standing, long toldAt) {
      this(standing, standing.tightest(), toldAt);
    }
  }

  /**
   * An empty purse.
   *
   * @param node which process it is in; no two that ever ran have the same name
   */
  Purse(String account, String node, NodeClock clock) {
    this.account = Objects.requireNonNull(account, "account");
    this.node = Objects.requireNonNull(node, "node");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Takes a unit: of which lease, or null when there is none at hand. */
  Held take() {
    Held now = held;
    if (now != null && now.take() >= 0) {
      return now;
    }
    return takeNext();
  }

  private synchronized Held takeNext() {
    while (held != null) {
      if (held.take() >= 0) {
        return held;
      }
      turn();
    }
    return null;
  }

  /** Puts the lease away and takes up the next. */
  private void turn() {
    Held over = held;
    held = next;
    next = null;
    if (over == null) {
      return;
    }
    boolean early = !over.isOver();
    over.close();
    closed.add(over);
    // what ran out before its time was too small; what lapsed shows how much it takes
    wanted = Math.clamp(early ? over.units() * 2 : over.spent(), LEAST_WANTED, MOST_WANTED);
  }

  /** Whether it is time to ask for the next lease, before the one in use is spent. */
  boolean isLow() {
    Held now = held;
    return now != null
        && now.units() >= LEAST_WANTED
        && now.left() * 4 <= now.units()
        && next == null
        && pending == null
        && refusal() == null;
  }

  /** That nothing is left, as long as it is believed; null when it is worth asking. */
  Refusal refusal() {
    Refusal last = refusal;
    return last != null && clock.nanos() - last.until() < 0 ? last : null;
  }

  /** How the account stood last; null before anything was heard. */
  Seen seen() {
    return seen;
  }

  /** Units at hand. */
  long spendable() {
    Held now = held;
    Held then = next;
    return (now == null ? 0 : now.left()) + (then == null ? 0 : then.left());
  }

  /**
   * What is to be sent to the lender: the request that is not answered yet, or a new one.
   *
   * @param waiting calls that wait for a unit
   */
  synchronized LeaseRequest request(Limits limits, long waiting) {
    if (pending == null) {
      pending = compose(limits, Math.max(wanted, Math.min(waiting, MOST_WANTED)));
    }
    return pending;
  }

  /**
   * What is to be sent when nobody calls: leases that are over, or the request that has no answer.
   */
  synchronized Optional<LeaseRequest> leftOver(Limits limits) {
    while (held != null && held.isOver()) {
      turn();
    }
    if (next != null && next.isOver()) {
      next.close();
      closed.add(next);
      next = null;
    }
    if (pending == null && closed.stream().anyMatch(lease -> isNews(lease))) {
      pending = compose(limits, 0);
    }
    return Optional.ofNullable(pending);
  }

  private boolean isNews(Held lease) {
    return !lease.wasTold() || settlement(lease).last();
  }

  private LeaseRequest compose(Limits limits, long units) {
    number++;
    sentNanos = clock.nanos();
    sentMillis = clock.millis();
    told = List.copyOf(closed);
    return new LeaseRequest(
        account, limits, node, number, units, told.stream().map(this::settlement).toList());
  }

  private Settlement settlement(Held lease) {
    boolean tooMany = closed.size() > Ledger.MOST_LEASES / 2 && lease == closed.getFirst();
    return lease.settlement(tooMany || lease.overSince() > LONGEST_CALL);
  }

  /** Takes an answer in; one that is not to the request that waits is none. */
  synchronized void received(LeaseReply reply) {
    LeaseRequest answered = pending;
    if (answered == null
        || reply.number() != answered.number()
        || reply instanceof LeaseReply.Unavailable) {
      return;
    }
    for (int i = 0; i < told.size(); i++) {
      told.get(i).tell();
      if (answered.settlements().get(i).last()) {
        closed.remove(told.get(i));
      }
    }
    told = List.of();
    pending = null;
    long now = clock.nanos();
    switch (reply) {
      case LeaseReply.Granted granted -> {
        refusal = null;
        seen = new Seen(granted.standing(), now);
        next = new Held(granted, clock, sentNanos, sentMillis);
        if (held == null || held.left() == 0) {
          turn();
        }
        if (ended) {
          putAway();
        }
      }
      case LeaseReply.Refused refused -> {
        seen = new Seen(refused.standing(), now);
        long pause = Math.clamp((refused.resetAt() - refused.at()) * 1000, 0, BELIEVED);
        refusal = new Refusal(now + pause, refused, now);
      }
      case LeaseReply.Settled settled -> refusal = null;
      case LeaseReply.Unavailable unavailable ->
          throw new IllegalStateException("an answer that is none was sorted out before");
    }
  }

  /** Nothing is taken from here on, and what is held is left over, also what is still to come. */
  synchronized void end() {
    ended = true;
    putAway();
  }

  private void putAway() {
    while (held != null) {
      turn();
    }
  }

  /** Whether nothing is held and nothing is owed. */
  synchronized boolean isEmpty() {
    return held == null && next == null && pending == null && closed.isEmpty();
  }
}
