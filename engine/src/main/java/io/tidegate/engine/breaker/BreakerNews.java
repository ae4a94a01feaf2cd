package io.tidegate.engine.breaker;

import java.time.Duration;

/** What one node tells the others of its breakers. Nobody waits for it, and nothing hangs on it. */
public interface BreakerNews {
  /** Of a node that is alone. */
  BreakerNews NOBODY =
      new BreakerNews() {
        @Override
        public void opened(String name, Duration time) {}

        @Override
        public void closed(String name) {}
      };

  /**
   * A breaker of this node has opened.
   *
   * @param time after which this node tries again
   */
  void opened(String name, Duration time);

  /** A breaker of this node has closed again, for the trials went well. */
  void closed(String name);
}
