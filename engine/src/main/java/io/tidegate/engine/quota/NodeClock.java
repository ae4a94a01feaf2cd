package io.tidegate.engine.quota;

/**
 * The two clocks of a process. The first never goes back and goes on while the process is stopped,
 * but it may stand still while the whole machine does; the second goes on then, and may be set.
 * What has to be over in time must be so by neither.
 */
interface NodeClock {
  /** The clocks of this process. */
  NodeClock SYSTEM =
      new NodeClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public long millis() {
          return System.currentTimeMillis();
        }
      };

  /** Nanoseconds since some moment. */
  long nanos();

  /** Milliseconds since 1970, as far as this machine knows. */
  long millis();
}
