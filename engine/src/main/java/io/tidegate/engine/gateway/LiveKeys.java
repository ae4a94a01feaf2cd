package io.tidegate.engine.gateway;

/**
 * Whether a key that was shown is good still. Called on the event loop: answers from memory and
 * never blocks.
 */
@FunctionalInterface
public interface LiveKeys {
  boolean isGood(Identity caller);
}
