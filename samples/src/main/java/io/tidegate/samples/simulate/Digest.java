package io.tidegate.samples.simulate;

/** The SM3 digest of some bytes, 32 bytes; whoever starts the simulators brings it. */
@FunctionalInterface
public interface Digest {
  byte[] sm3(byte[] bytes);
}
