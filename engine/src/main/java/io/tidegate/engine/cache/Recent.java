package io.tidegate.engine.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.Optional;

/**
 * What was found out lately and would be found out again. Bounded in number and in time; safe for
 * any number of threads.
 */
public final class Recent<K, V> {
  private final Cache<K, V> found;

  /**
   * @param most what is used least goes when there is more
   * @param life how long after it was found something is kept
   */
  public Recent(int most, Duration life) {
    this.found =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfterWrite(life)
            .scheduler(Scheduler.systemScheduler())
            .build();
  }

  public Optional<V> of(K key) {
    return Optional.ofNullable(found.getIfPresent(key));
  }

  public void keep(K key, V value) {
    found.put(key, value);
  }
}
