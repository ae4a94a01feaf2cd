package io.tidegate.engine.access;

import io.tidegate.engine.crypto.Sm3;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;

/**
 * The key of an application: {@code tgk_<id>_<secret>}. The id is public, 12 letters and digits;
 * the secret is 43 of them, a little over 256 bits. The platform keeps only the SM3 digest of the
 * whole, which ties the secret to its id; the secret has the full strength of the digest, so the
 * digest needs no salt and no rounds.
 */
public record ApiKey(String id, String secret) {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID_LENGTH = 12;
  private static final int SECRET_LENGTH = 43;
  private static final String PREFIX = "tgk_";
  private static final int LENGTH = PREFIX.length() + ID_LENGTH + 1 + SECRET_LENGTH;

  public ApiKey {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(secret, "secret");
  }

  /** A new key that nobody has. */
  public static ApiKey generate(SecureRandom random) {
    return new ApiKey(draw(random, ID_LENGTH), draw(random, SECRET_LENGTH));
  }

  private static String draw(SecureRandom random, int length) {
    StringBuilder drawn = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      drawn.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return drawn.toString();
  }

  /** A key as somebody presents it; empty when it has another form. */
  public static Optional<ApiKey> parse(String presented) {
    int idEnd = PREFIX.length() + ID_LENGTH;
    boolean formed =
        presented.length() == LENGTH
            && presented.startsWith(PREFIX)
            && presented.charAt(idEnd) == '_'
            && areLettersAndDigits(presented, PREFIX.length(), idEnd)
            && areLettersAndDigits(presented, idEnd + 1, LENGTH);
    return formed
        ? Optional.of(
            new ApiKey(presented.substring(PREFIX.length(), idEnd), presented.substring(idEnd + 1)))
        : Optional.empty();
  }

  private static boolean areLettersAndDigits(String text, int begin, int end) {
    for (int i = begin; i < end; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')) {
        return false;
      }
    }
    return true;
  }

  /** The key in clear, as its owner keeps it. */
  public String presented() {
    return PREFIX + id + "_" + secret;
  }

  /** What the platform keeps of it: 32 bytes. */
  public byte[] hash() {
    return Sm3.digest(presented());
  }

  @Override
  public String toString() {
    return PREFIX + id + "_(secret)";
  }
}
