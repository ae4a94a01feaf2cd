package io.tidegate.engine.crypto;

import java.security.MessageDigest;

/** Compares secrets in a time that does not depend on where they differ. */
public final class ConstantTime {
  private ConstantTime() {}

  public static boolean equal(byte[] left, byte[] right) {
    return MessageDigest.isEqual(left, right);
  }
}
