package io.tidegate.engine.quota;

import io.tidegate.engine.quota.LeaseRequest.Settlement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was lent out of one account. Immutable; {@link #answer} is the whole of the bookkeeping and
 * knows neither a clock nor a database. It keeps, whatever is asked and in whatever order:
 *
 * <ul>
 *   <li>of every calendar window: units lent in it less units handed back from it ≤ its limit
 *   <li>of the seconds: tokens and what is lent and not lapsed, together ≤ the burst; and tokens
 *       are added by nothing but time at the rate, and by leases handed back before they lapse
 * </ul>
 *
 * @param at up to when it is made up, in microseconds of the database's clock; never goes back
 * @param level tokens of the seconds, in millionths
 * @param windows when the open window of each bucket of the calendar began, and the units used
 * @param holders who holds leases
 */
record Ledger(long at, long level, Map<Bucket, Window> windows, SortedMap<String, Holder> holders) {
  /** How long a node may borrow for; a lease that nobody uses is back soon after. */
  static final long TERM = 2_000_000;

  /** How long a lapsed lease can still be handed back; later its units count as spent. */
  static final long KEPT = 60_000_000;

  /** Nothing was ever lent. */
  static final Ledger OPENING = new Ledger(0, 0, Map.of(), Collections.emptySortedMap());

  /** Most leases a node holds: two in turn, and those whose last calls are under way. */
  static final int MOST_LEASES = 6;

  /** The share of a limit that one lease may be, so that a node that dies takes little with it. */
  private static final int SHARE = 200;

  /** Longer than any bucket takes to fill; keeps the product below within its type. */
  private static final long LONGEST_REFILL = 1_000_000L * Bucket.SECOND_MICROS;

  Ledger {
    windows = Collections.unmodifiableMap(new EnumMap<>(copy(windows)));
    holders = Collections.unmodifiableSortedMap(new TreeMap<>(holders));
  }

  private static Map<Bucket, Window> copy(Map<Bucket, Window> windows) {
    Map<Bucket, Window> copy = new EnumMap<>(Bucket.class);
    copy.putAll(windows);
    return copy;
  }

  /**
   * An open window.
   *
   * @param used units that were lent and not handed back
   */
  record Window(long start, long used) {}

  /**
   * A node that borrows.
   *
   * @param last number of its last request that had an effect
   * @param seen when that was
   * @param leases by the number of the request
   */
  record Holder(long last, long seen, SortedMap<Long, Lease> leases) {
    Holder {
      leases = Collections.unmodifiableSortedMap(new TreeMap<>(leases));
    }
  }

  /** What a request is told, before it is known when the change was written. */
  sealed interface Decision {
    record Lent(Lease lease, Standing standing) implements Decision {}

    record Nothing(Bucket bucket, long resetAt, Standing standing) implements Decision {}

    record Settled() implements Decision {}
  }

  /** A ledger and what its last request is told. */
  record Answer(Ledger ledger, Decision decision) {
    Answer {
      Objects.requireNonNull(ledger, "ledger");
      Objects.requireNonNull(decision, "decision");
    }
  }

  /**
   * Answers a request.
   *
   * @param now not after the moment at which the new ledger will be written; a moment before that
   *     of the ledger counts as that
   */
  Answer answer(LeaseRequest request, long now) {
    Limits limits = request.limits();
    Draft draft = new Draft(this, limits, Math.max(now, at));
    Optional<Holder> known = Optional.ofNullable(holders.get(request.node()));
    if (known.isPresent() && request.number() <= known.get().last()) {
      Lease again = known.get().leases().get(request.number());
      return new Answer(
          this,
          again == null || !again.open()
              ? new Decision.Settled()
              : new Decision.Lent(again, draft.standing()));
    }
    boolean credited = draft.settle(request.node(), request.settlements());
    if (request.wanted() == 0 || draft.holdsEnough(request.node())) {
      return new Answer(credited ? draft.ledger(request) : this, new Decision.Settled());
    }
    long units = draft.share(request);
    if (units == 0) {
      return new Answer(credited ? draft.ledger(request) : this, draft.nothing());
    }
    Lease lease = draft.lend(request, units);
    return new Answer(draft.ledger(request), new Decision.Lent(lease, draft.standing()));
  }

  /** What is left at a moment. */
  Standing standing(Limits limits, long now) {
    return new Draft(this, limits, Math.max(now, at)).standing();
  }

  /** A ledger being written. */
  private static final class Draft {
    private final Limits limits;
    private final long now;
    private final Map<Bucket, Long> starts = new EnumMap<>(Bucket.class);
    private final Map<Bucket, Long> used = new EnumMap<>(Bucket.class);
    private final SortedMap<String, Holder> holders = new TreeMap<>();
    private long level;

    Draft(Ledger before, Limits limits, long now) {
      this.limits = limits;
      this.now = now;
      for (Bucket bucket : Bucket.calendar()) {
        Window window = before.windows.get(bucket);
        long start = bucket.start(now);
        starts.put(bucket, start);
        used.put(bucket, window == null || window.start() != start ? 0 : window.used());
      }
      this.level = refilled(before);
      before.holders.forEach((node, holder) -> keep(node, holder));
    }

    /** Forgets what can be neither handed back nor repeated any more. */
    private void keep(String node, Holder holder) {
      SortedMap<Long, Lease> leases = new TreeMap<>(holder.leases());
      leases.values().removeIf(lease -> lease.until() + KEPT <= now);
      if (!leases.isEmpty() || holder.seen() + KEPT > now) {
        holders.put(node, new Holder(holder.last(), holder.seen(), leases));
      }
    }

    /** Between two lapses of leases the room for tokens is the same. */
    private long refilled(Ledger before) {
      List<Lease> lapsing =
          before.holders.values().stream()
              .flatMap(holder -> holder.leases().values().stream())
              .filter(lease -> lease.isOut(before.at))
              .sorted(Comparator.comparingLong(Lease::until))
              .toList();
      long out = lapsing.stream().mapToLong(Lease::units).sum();
      long tokens = before.level;
      long from = before.at;
      for (Lease lease : lapsing) {
        if (lease.until() > now) {
          break;
        }
        tokens = refilled(tokens, lease.until() - from, out);
        from = lease.until();
        out -= lease.units();
      }
      return refilled(tokens, now - from, out);
    }

    private long refilled(long tokens, long micros, long out) {
      long room = (limits.burst() - out) * Bucket.SECOND_MICROS;
      long more = limits.perSecond() * Math.min(micros, LONGEST_REFILL);
      return Math.max(0, Math.min(tokens + more, room));
    }

    private long out() {
      return holders.values().stream()
          .flatMap(holder -> holder.leases().values().stream())
          .filter(lease -> lease.isOut(now))
          .mapToLong(Lease::units)
          .sum();
    }

    /** Whether anything was taken back. */
    boolean settle(String node, List<Settlement> settlements) {
      Holder holder = holders.get(node);
      if (holder == null) {
        return false;
      }
      SortedMap<Long, Lease> leases = new TreeMap<>(holder.leases());
      boolean any = false;
      for (Settlement settlement : settlements) {
        Lease lease = leases.remove(settlement.number());
        if (lease != null) {
          any = true;
          long spent = lease.units();
          if (lease.open()) {
            long unspent = Math.clamp(settlement.unspent(), 0, lease.units());
            takeBack(lease, unspent);
            spent -= unspent;
          }
          if (settlement.last()) {
            refund(lease, Math.clamp(settlement.failed(), 0, spent));
          } else {
            leases.put(settlement.number(), lease.closed(spent));
          }
        }
      }
      holders.put(node, new Holder(holder.last(), holder.seen(), leases));
      return any;
    }

    private void takeBack(Lease lease, long unspent) {
      Bucket.calendar().forEach(bucket -> uncount(bucket, lease, unspent));
      // once it has lapsed, time has filled its room again
      if (lease.until() > now) {
        level += unspent * Bucket.SECOND_MICROS;
      }
    }

    /** The seconds and minutes protect what is behind, which a failed call has burdened. */
    private void refund(Lease lease, long failed) {
      uncount(Bucket.DAY, lease, failed);
      uncount(Bucket.MONTH, lease, failed);
    }

    private void uncount(Bucket bucket, Lease lease, long units) {
      if (lease.lentAt() >= starts.get(bucket)) {
        used.merge(bucket, -units, Long::sum);
      }
    }

    /** Whether a node has as many leases as one that hands back what it has ever needs. */
    boolean holdsEnough(String node) {
      Holder holder = holders.get(node);
      return holder != null && holder.leases().size() >= MOST_LEASES;
    }

    private long left(Bucket bucket) {
      return bucket == Bucket.SECOND
          ? level / Bucket.SECOND_MICROS
          : Math.max(0, limits.of(bucket) - used.get(bucket));
    }

    /** How much a request gets: the less is left, and the more nodes borrow, the less. */
    long share(LeaseRequest request) {
      long borrowers =
          holders.entrySet().stream()
              .filter(entry -> !entry.getKey().equals(request.node()))
              .filter(entry -> entry.getValue().seen() + TERM > now)
              .count();
      long units = request.wanted();
      for (Bucket bucket : limits.counted()) {
        long left = left(bucket);
        long fair = (left + borrowers) / (borrowers + 1);
        long most = bucket == Bucket.SECOND ? fair : Math.max(1, limits.of(bucket) / SHARE);
        units = Math.min(units, Math.min(left, Math.min(fair, most)));
      }
      return units;
    }

    Lease lend(LeaseRequest request, long units) {
      // days and months end when minutes do; which are limited can change while a lease is out
      Lease lease = new Lease(units, now, Math.min(now + TERM, Bucket.MINUTE.end(now)), true);
      for (Bucket bucket : Bucket.calendar()) {
        used.merge(bucket, units, Long::sum);
      }
      level -= limits.has(Bucket.SECOND) ? units * Bucket.SECOND_MICROS : 0;
      Holder holder = holders.get(request.node());
      SortedMap<Long, Lease> leases =
          holder == null ? new TreeMap<>() : new TreeMap<>(holder.leases());
      leases.put(request.number(), lease);
      holders.put(request.node(), new Holder(request.number(), now, leases));
      return lease;
    }

    Decision nothing() {
      Bucket slowest = null;
      long resetAt = 0;
      for (Bucket bucket : limits.counted()) {
        long again = bucket == Bucket.SECOND ? nextToken() : bucket.end(now);
        if (left(bucket) == 0 && (slowest == null || again > resetAt)) {
          slowest = bucket;
          resetAt = again;
        }
      }
      return new Decision.Nothing(
          Objects.requireNonNull(slowest, "nothing is refused without a reason"),
          resetAt,
          standing());
    }

    private long nextToken() {
      if (limits.burst() - out() >= 1) {
        long missing = Math.max(0, Bucket.SECOND_MICROS - level);
        return now + Math.ceilDiv(missing, limits.perSecond());
      }
      return holders.values().stream()
          .flatMap(holder -> holder.leases().values().stream())
          .filter(lease -> lease.isOut(now))
          .mapToLong(Lease::until)
          .min()
          .orElse(now);
    }

    Standing standing() {
      List<Standing.Part> parts = new ArrayList<>();
      for (Bucket bucket : limits.counted()) {
        long limit = limits.of(bucket);
        long from = bucket == Bucket.SECOND ? Long.MIN_VALUE : starts.get(bucket);
        long lent =
            holders.values().stream()
                .flatMap(holder -> holder.leases().values().stream())
                .filter(lease -> lease.isOut(now) && lease.lentAt() >= from)
                .mapToLong(Lease::units)
                .sum();
        long missing = limit * Bucket.SECOND_MICROS - level;
        long resetAt =
            bucket == Bucket.SECOND
                ? now + Math.ceilDiv(missing, limits.perSecond())
                : bucket.end(now);
        parts.add(new Standing.Part(bucket, limit, left(bucket), lent, resetAt));
      }
      return new Standing(now, parts);
    }

    Ledger ledger(LeaseRequest request) {
      Map<Bucket, Window> windows = new EnumMap<>(Bucket.class);
      starts.forEach((bucket, start) -> windows.put(bucket, new Window(start, used.get(bucket))));
      Holder holder = holders.get(request.node());
      if (holder != null) {
        holders.put(request.node(), new Holder(request.number(), now, holder.leases()));
      }
      return new Ledger(now, level, windows, holders);
    }
  }
}
