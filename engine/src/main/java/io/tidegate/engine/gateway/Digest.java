package io.tidegate.engine.gateway;

/**
 * A cryptographic hash; the edge names answers by it, so that two different answers never have one
 * name.
 */
@FunctionalInterface
public interface Digest {
  /** The hash of the content, at least 16 bytes. Safe for any number of threads. */
  byte[] of(byte[] content);
}
