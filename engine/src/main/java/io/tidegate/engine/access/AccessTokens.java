package io.tidegate.engine.access;

import io.tidegate.engine.crypto.Sm4Gcm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * Tokens that stand for a key for a short time. A token is a sealed note of the key and of its own
 * end, which nobody but the nodes of this platform can read or make: it is kept nowhere, known on
 * every node at once, and worth nothing when its key is not good. Safe for any number of threads.
 */
public final class AccessTokens {
  private static final String BEGIN = "tgt_";
  private static final byte[] BOUND = "access token 1".getBytes(StandardCharsets.US_ASCII);

  /** A key's id has twelve letters; no token is longer than this. */
  private static final int LONGEST = 200;

  private final Sm4Gcm seal;
  private final Clock clock;
  private final Duration life;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param seal under a key that all nodes have and that is used for nothing else
   * @param life of a token, in whole seconds
   */
  public AccessTokens(Sm4Gcm seal, Clock clock, Duration life) {
    this.seal = Objects.requireNonNull(seal, "seal");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.life = Objects.requireNonNull(life, "life");
  }

  public Duration life() {
    return life;
  }

  /** A new token for a key. */
  public String issue(String keyId) {
    byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
    byte[] note =
        ByteBuffer.allocate(Long.BYTES + id.length)
            .putLong(clock.instant().plus(life).getEpochSecond())
            .put(id)
            .array();
    return BEGIN
        + Base64.getUrlEncoder().withoutPadding().encodeToString(seal.seal(note, BOUND, random));
  }

  /** Whether what is shown is meant to be a token. */
  public static boolean isToken(String presented) {
    return presented.startsWith(BEGIN);
  }

  /**
   * The id of the key a token stands for, whether or not that is good; empty when the token is over
   * or none of ours.
   */
  public Optional<String> keyId(String presented) {
    if (!isToken(presented) || presented.length() > LONGEST) {
      return Optional.empty();
    }
    byte[] sealed;
    try {
      sealed = Base64.getUrlDecoder().decode(presented.substring(BEGIN.length()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return seal.open(sealed, BOUND)
        .map(ByteBuffer::wrap)
        .filter(note -> clock.instant().isBefore(Instant.ofEpochSecond(note.getLong())))
        .map(note -> StandardCharsets.US_ASCII.decode(note).toString());
  }
}
