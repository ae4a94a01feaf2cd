package io.tidegate.engine.breaker;

import io.tidegate.route.catalog.Reliability.Breaking;
import java.time.Duration;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The breakers of this node, one for each name. Names are those of sources and operations of the
 * catalog, so they are few. Safe for any number of threads.
 */
public final class Breakers {
  private final ConcurrentMap<String, Breaker> breakers = new ConcurrentHashMap<>();

  /** What others said of names nobody has asked for here: moments by {@link System#nanoTime}. */
  private final ConcurrentMap<String, Long> opened = new ConcurrentHashMap<>();

  private final ConcurrentMap<String, LongAdder> openings = new ConcurrentHashMap<>();
  private final BreakerNews news;

  /**
   * @param news told when one of them opens or closes by what this node saw
   */
  public Breakers(BreakerNews news) {
    this.news = Objects.requireNonNull(news, "news");
  }

  /** The breaker of a name; made when there is none, or when it had other settings. */
  public Breaker of(String name, Breaking settings) {
    return breakers.compute(
        name,
        (key, known) -> {
          if (known != null && known.settings().equals(settings)) {
            return known;
          }
          Breaker fresh =
              new Breaker(key, settings, news, openings.computeIfAbsent(key, k -> new LongAdder()));
          Long until = opened.remove(key);
          if (until != null && until - System.nanoTime() > 0) {
            fresh.openedElsewhere(Duration.ofNanos(until - System.nanoTime()));
          }
          return fresh;
        });
  }

  /** How each stands at this node, by its name, in order. */
  public SortedMap<String, Breaker.Standing> standings() {
    SortedMap<String, Breaker.Standing> standings = new TreeMap<>();
    breakers.forEach((name, breaker) -> standings.put(name, breaker.standing()));
    return standings;
  }

  /** How often the breaker of a name opened since this node started, whatever its settings. */
  public long openings(String name) {
    LongAdder count = openings.get(name);
    return count == null ? 0 : count.sum();
  }

  /**
   * Another node's breaker has opened.
   *
   * @param time after which that node tries again
   */
  public void openedElsewhere(String name, Duration time) {
    Breaker known = breakers.get(name);
    if (known == null) {
      opened.put(name, System.nanoTime() + time.toNanos());
    } else {
      known.openedElsewhere(time);
    }
  }

  /** Another node's breaker has closed. */
  public void closedElsewhere(String name) {
    opened.remove(name);
    Breaker known = breakers.get(name);
    if (known != null) {
      known.closedElsewhere();
    }
  }
}
