package io.tidegate.engine.gateway;

/**
 * Whether this node may answer now. Called on the event loop: answers from memory and never blocks.
 */
@FunctionalInterface
public interface Standing {
  /** A node that no other can tell anything. */
  Standing ALWAYS = epoch -> true;

  /** Whether an answer that was made under an epoch may leave. */
  boolean holds(long epoch);
}
