package io.tidegate.engine.gateway;

/**
 * Whether a key, or a token that stands for one, is good still once it was shown. Called on the
 * event loop: answers from memory and never blocks.
 */
@FunctionalInterface
public interface LiveKeys {
  boolean isGood(Identity caller);
}
