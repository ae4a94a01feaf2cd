package io.tidegate.engine.accounting;

/**
 * Where calls are put on record. Called on the event loop: never blocks. Safe for use by several
 * threads.
 */
public interface CallAccount {
  /** Keeps nothing, for what is not accounted for. */
  CallAccount NONE =
      new CallAccount() {
        @Override
        public boolean isOpen() {
          return true;
        }

        @Override
        public boolean record(CallRecord call) {
          return true;
        }

        @Override
        public void refused(CallRecord.Outcome outcome, String problem) {
          // nothing is counted either
        }
      };

  /** Whether another call can be put on record. When not, no call may be served. */
  boolean isOpen();

  /**
   * Puts a call on record. Once this has returned true, the record outlives the process.
   *
   * @return false when there is no room; then no data may leave
   */
  boolean record(CallRecord call);

  /**
   * Counts a call that is not on record: it was refused before it was known who calls or what for,
   * and records of it would let anybody fill the books.
   */
  void refused(CallRecord.Outcome outcome, String problem);
}
