package io.tidegate.engine.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.tidegate.engine.answer.Representation;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import java.lang.ref.WeakReference;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The answers a node keeps. Bounded in bytes; what is used least goes first. Equal calls that come
 * at the same time are one run of the plan. Safe for any number of threads.
 *
 * <p>There is nothing to purge by hand: a name holds the plan, the epoch it came in force with, the
 * members that were closed and the grants of the caller, so that what was made before any of them
 * changed cannot be asked for any more.
 */
public final class AnswerCache {
  /** More than this is not decrypted on an event loop. */
  private static final int MOST_TO_OPEN_AT_ONCE = 4 * 1024;

  private final CacheSettings settings;
  private final LongSupplier nanos;
  private final Sealing sealing;
  private final Cache<CacheKey, Kept> kept;
  private final Map<CacheKey, Flight> flights = new ConcurrentHashMap<>();
  private final Map<Given.Origin, LongAdder> given = new EnumMap<>(Given.Origin.class);

  /**
   * @param nanos a clock that only goes forward, in nanoseconds from any beginning
   */
  public AnswerCache(CacheSettings settings, SecureRandom random, LongSupplier nanos) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.nanos = Objects.requireNonNull(nanos, "nanos");
    this.sealing = new Sealing(random);
    for (Given.Origin origin : Given.Origin.values()) {
      given.put(origin, new LongAdder());
    }
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(settings.maxBytes())
            .weigher((CacheKey key, Kept value) -> key.weight() + value.content().weight())
            .expireAfter(Expiry.creating((CacheKey key, Kept value) -> value.until()))
            .ticker(nanos::getAsLong)
            .scheduler(Scheduler.systemScheduler())
            .build();
  }

  /**
   * A way to make an answer.
   *
   * @see #give
   */
  public interface Making {
    Made make() throws CallProblem;

    /**
     * Nobody waits any more.
     *
     * @param worker the thread that makes it
     */
    void end(Thread worker);
  }

  /**
   * What was made.
   *
   * @param whole whether it lacks nothing; what lacks something is given and not kept
   */
  public record Made(Representation representation, boolean whole) {
    public Made {
      Objects.requireNonNull(representation, "representation");
    }
  }

  /** What is kept of an answer, open or sealed. */
  private sealed interface Content {
    int weight();

    record Open(Representation representation) implements Content {
      @Override
      public int weight() {
        return representation.content().length;
      }
    }

    /** With what was opened of it last, for as long as that is not collected. */
    record Sealed(byte[] bytes, AtomicReference<WeakReference<Representation>> opened)
        implements Content {
      Sealed(byte[] bytes) {
        this(bytes, new AtomicReference<>(new WeakReference<>(null)));
      }

      @Override
      public int weight() {
        return bytes.length;
      }
    }
  }

  /**
   * An answer that is kept.
   *
   * @param made when its sources were asked
   * @param until how long after that it is of any use
   */
  private record Kept(Content content, long made, Duration until) {}

  /**
   * An answer that is kept and fresh, if it can be had at once. Never blocks; a large one that is
   * sealed cannot be had at once and is given by {@link #give}.
   */
  public Optional<Given> ready(CacheKey key, PlannedCache terms) {
    Kept found = kept.getIfPresent(key);
    if (found == null
        || found.content() instanceof Content.Sealed sealed
            && sealed.bytes().length > MOST_TO_OPEN_AT_ONCE
            && sealed.opened().get().refersTo(null)) {
      return Optional.empty();
    }
    Optional<Given> ready = fresh(key, terms, found);
    ready.ifPresent(this::count);
    return ready;
  }

  private void count(Given answer) {
    given.get(answer.origin()).increment();
  }

  private Optional<Given> fresh(CacheKey key, PlannedCache terms, Kept found) {
    Duration age = Duration.ofNanos(nanos.getAsLong() - found.made());
    Duration left = terms.life().minus(age);
    return left.isPositive()
        ? open(key, found.content()).map(r -> new Given(r, Given.Origin.KEPT, age, left))
        : Optional.empty();
  }

  private Optional<Representation> open(CacheKey key, Content content) {
    return switch (content) {
      case Content.Open open -> Optional.of(open.representation());
      case Content.Sealed sealed -> open(key, sealed);
    };
  }

  /**
   * What one call has opened is in the heap until it is collected, whether or not anybody knows
   * where. Another call that comes before takes it from there; a reference that is weak keeps
   * nothing open for longer.
   */
  private Optional<Representation> open(CacheKey key, Content.Sealed sealed) {
    Representation opened = sealed.opened().get().get();
    if (opened != null) {
      return Optional.of(opened);
    }
    Optional<Representation> now = sealing.open(key, sealed.bytes());
    now.ifPresent(open -> sealed.opened().set(new WeakReference<>(open)));
    return now;
  }

  /**
   * An answer: kept and fresh, or made. Blocks; the making ends when everybody who waits for it was
   * interrupted.
   *
   * @param making run at most once at a time for a key
   * @throws CallProblem what the making was refused with, where nothing older may be given;
   *     SOURCE_TIMEOUT when the thread is interrupted
   */
  public Given give(CacheKey key, PlannedCache terms, Making making) throws CallProblem {
    while (true) {
      Optional<Given> ready =
          Optional.ofNullable(kept.getIfPresent(key)).flatMap(found -> fresh(key, terms, found));
      if (ready.isPresent()) {
        count(ready.get());
        return ready.get();
      }
      Flight flight = flights.computeIfAbsent(key, k -> new Flight());
      if (flight.join(
          () -> make(key, terms, making), making::end, () -> flights.remove(key, flight))) {
        try {
          Given made = flight.await();
          count(made);
          return made;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
        } finally {
          flight.leave();
        }
      }
      flights.remove(key, flight);
    }
  }

  private Given make(CacheKey key, PlannedCache terms, Making making) throws CallProblem {
    // it can have come between the look and the flight
    Optional<Given> come =
        Optional.ofNullable(kept.getIfPresent(key)).flatMap(found -> fresh(key, terms, found));
    if (come.isPresent()) {
      return come.get();
    }
    // an answer is as old as its question
    long asked = nanos.getAsLong();
    try {
      Made made = making.make();
      if (made.whole() && made.representation().content().length <= settings.maxAnswerBytes()) {
        keep(key, terms, made.representation(), asked);
      }
      return new Given(made.representation(), Given.Origin.MADE, Duration.ZERO, terms.life());
    } catch (CallProblem problem) {
      Optional<Given> stale =
          terms.staleOnError() && isOfSource(problem.code()) ? stale(key, terms) : Optional.empty();
      return stale.orElseThrow(() -> problem);
    }
  }

  private void keep(CacheKey key, PlannedCache terms, Representation made, long asked) {
    Content content =
        terms.sealed() ? new Content.Sealed(sealing.seal(key, made)) : new Content.Open(made);
    Duration until = terms.staleOnError() ? terms.life().plus(settings.staleFor()) : terms.life();
    kept.put(key, new Kept(content, asked, until));
  }

  private Optional<Given> stale(CacheKey key, PlannedCache terms) {
    return Optional.ofNullable(kept.getIfPresent(key))
        .flatMap(
            found -> {
              Duration age = Duration.ofNanos(nanos.getAsLong() - found.made());
              return open(key, found.content())
                  .map(r -> new Given(r, Given.Origin.STALE, age, terms.life().minus(age)));
            });
  }

  /** Only what is wrong with a source is a reason to give what it said before. */
  private static boolean isOfSource(ProblemCode code) {
    return switch (code) {
      case SOURCE_TIMEOUT, SOURCE_UNAVAILABLE, SOURCE_FAILED -> true;
      default -> false;
    };
  }

  /** How many answers of this origin were given since this node started. */
  public long given(Given.Origin origin) {
    return given.get(origin).sum();
  }

  /** What the answers take that are kept, in bytes, about. */
  public long bytes() {
    kept.cleanUp();
    return kept.policy().eviction().orElseThrow().weightedSize().orElse(0);
  }

  /** How many answers are kept, about. */
  public long size() {
    kept.cleanUp();
    return kept.estimatedSize();
  }
}
