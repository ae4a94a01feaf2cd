package io.tidegate.engine.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Marks of messages that mean something to this process alone: SHA-256 (FIPS 180-4) behind a block
 * that is drawn when the process begins. Nothing that is kept or sent rests on it; it tells whether
 * a message is one that was seen before, for a fraction of what {@link Sm3} takes, as processors
 * compute it by themselves. Safe for any number of threads.
 */
public final class ProcessMark {
  /** Length of a mark, in bytes. */
  public static final int LENGTH = 32;

  private static final int BLOCK_LENGTH = 64;

  private final MessageDigest begun;

  public ProcessMark(SecureRandom random) {
    byte[] block = new byte[BLOCK_LENGTH];
    random.nextBytes(block);
    try {
      begun = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    begun.update(block);
  }

  public byte[] of(byte[] message) {
    try {
      return ((MessageDigest) begun.clone()).digest(message);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the digest of Java can be copied", e);
    }
  }
}
