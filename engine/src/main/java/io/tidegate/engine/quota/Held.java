package io.tidegate.engine.quota;

import io.tidegate.engine.quota.LeaseRequest.Settlement;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A lease at the node that has it. Safe for any number of threads; taking a unit is one exchange of
 * a counter and two looks at a clock.
 */
final class Held {
  private static final long CLOSED = -1;

  private final long number;
  private final long units;
  private final NodeClock clock;
  private final long overNanos;
  private final long overMillis;
  private final AtomicLong left;
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private long unspent;
  private boolean told;

  /**
   * A lease.
   *
   * @param nanos when the request that was answered with it was first sent
   * @param millis the same by the other clock
   */
  Held(LeaseReply.Granted granted, NodeClock clock, long nanos, long millis) {
    this.number = granted.number();
    this.units = granted.units();
    this.clock = clock;
    long micros = Math.max(0, granted.until() - granted.at());
    // a clock that is slow by as much as is allowed has counted no more than this by then
    long safe = micros - Math.ceilDiv(micros, Lender.DRIFT);
    this.overNanos = nanos + safe * 1000;
    this.overMillis = millis + safe / 1000;
    this.left = new AtomicLong(granted.units());
  }

  /**
   * Takes a unit: how many are left, or less than zero when there is none. The clocks are read
   * after it is taken, so that a process that was stopped in between does not count as in time.
   */
  long take() {
    long now = left.get();
    while (now > 0) {
      if (left.compareAndSet(now, now - 1)) {
        if (isOver()) {
          ended.incrementAndGet();
          return CLOSED;
        }
        return now - 1;
      }
      now = left.get();
    }
    return CLOSED;
  }

  /** Gives a unit back that was taken and never used. */
  void giveBack() {
    long now = left.get();
    while (now >= 0 && !left.compareAndSet(now, now + 1)) {
      now = left.get();
    }
    if (now < 0) {
      ended.incrementAndGet();
    }
  }

  /** A call that took a unit is over. */
  void end(boolean failedHere) {
    if (failedHere) {
      failed.incrementAndGet();
    }
    ended.incrementAndGet();
  }

  boolean isOver() {
    return clock.nanos() - overNanos >= 0 || clock.millis() >= overMillis;
  }

  long left() {
    return Math.max(0, left.get());
  }

  long units() {
    return units;
  }

  /** Nothing is taken from here on. Called once, by who holds the purse. */
  void close() {
    unspent = Math.max(0, left.getAndSet(CLOSED));
  }

  long spent() {
    return units - unspent;
  }

  /**
   * What to hand back of a closed lease, when there is anything new to say.
   *
   * @param finish whether calls that are under way are not waited for any longer
   */
  Settlement settlement(boolean finish) {
    boolean last = finish || ended.get() >= units - unspent;
    // read after: a call notes its failure before it ends
    return new Settlement(number, unspent, failed.get(), last);
  }

  boolean wasTold() {
    return told;
  }

  void tell() {
    told = true;
  }

  /** Nanoseconds since it was over; less than zero before. */
  long overSince() {
    return clock.nanos() - overNanos;
  }
}
