package io.tidegate.engine.crypto;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Password hashes: PBKDF2 (RFC 8018) with HMAC-SM3.
 *
 * <p>The stored form is {@code pbkdf2-sm3$<rounds>$<salt>$<hash>}, salt and hash in Base64 without
 * padding. It names its own rounds, so that they can be raised later without touching what is
 * stored.
 */
public final class Pbkdf2Sm3 {
  /**
   * Rounds of a new hash; costs about a third of a second of one core, for us and for a guesser.
   */
  public static final int ROUNDS = 200_000;

  /**
   * More rounds than this are not computed: a forged stored form must not be able to stop us with
   * work.
   */
  private static final int MOST_ROUNDS = 10_000_000;

  private static final int SALT_LENGTH = 16;
  private static final int HASH_LENGTH = 32;
  private static final Pattern STORED =
      Pattern.compile("pbkdf2-sm3\\$([1-9][0-9]{0,7})\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

  private Pbkdf2Sm3() {}

  /** The stored form of a password, under a fresh salt. */
  public static String hash(char[] password, SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    return stored(salt, derive(password, salt, ROUNDS, HASH_LENGTH));
  }

  /**
   * A stored form that no password has: comparing with it takes as long as with any other. The hash
   * is drawn, so a password that fits would have to be found by chance among 2<sup>256</sup>.
   */
  public static String nobodys(SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    byte[] hash = new byte[HASH_LENGTH];
    random.nextBytes(salt);
    random.nextBytes(hash);
    return stored(salt, hash);
  }

  private static String stored(byte[] salt, byte[] hash) {
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return "pbkdf2-sm3$"
        + ROUNDS
        + "$"
        + encoder.encodeToString(salt)
        + "$"
        + encoder.encodeToString(hash);
  }

  /** Whether a password is the one a stored form was made from; a form not understood fits none. */
  public static boolean matches(char[] password, String stored) {
    Matcher matcher = STORED.matcher(stored);
    if (!matcher.matches()) {
      return false;
    }
    int rounds = Integer.parseInt(matcher.group(1));
    if (rounds > MOST_ROUNDS) {
      return false;
    }
    byte[] salt = Base64.getDecoder().decode(matcher.group(2));
    byte[] expected = Base64.getDecoder().decode(matcher.group(3));
    return ConstantTime.equal(expected, derive(password, salt, rounds, HASH_LENGTH));
  }

  static byte[] derive(char[] password, byte[] salt, int rounds, int length) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    try {
      PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SM3Digest());
      generator.init(bytes, salt, rounds);
      return ((KeyParameter) generator.generateDerivedMacParameters(length * 8)).getKey();
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(encoded.array(), (byte) 0);
    }
  }
}
