package io.tidegate.engine.governance;

import io.tidegate.engine.store.EpochStore.Served;

/** Brings a change of what is served into force on all nodes, or on none. */
public interface Agreement {
  /**
   * Asks the other nodes to prepare a change. What it names is stored already.
   *
   * @throws GovernanceException when another change is under way or came first
   */
  Change begin(Served served) throws GovernanceException;

  /**
   * A change that is being prepared. Until it is closed this node decides nothing else and follows
   * nobody; then it catches up with what is stored as in force, also where it could not switch
   * over.
   */
  interface Change extends AutoCloseable {
    /** The number it comes into force under. */
    long epoch();

    /**
     * Waits until every node that serves is ready for it or is out, and so is this one.
     *
     * @throws NotPreparedException when too few are ready
     */
    void awaitPrepared();

    /** Is told when it is in force here; waits until no node answers under anything earlier. */
    void inForce();

    /** Is told when it does not come into force. */
    void abandon();

    @Override
    void close();
  }

  /** Too few nodes are ready for a change. */
  final class NotPreparedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotPreparedException(String message) {
      super(message);
    }
  }
}
