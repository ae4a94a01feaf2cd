package io.tidegate.engine.access;

import io.tidegate.engine.crypto.Sm4Gcm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens that stand for a key for a short time. A token is a sealed note of the key, of a number of
 * its own and of its end, which nobody but the nodes of this platform can read or make: it is kept
 * nowhere, known on every node at once, and worth nothing when its key is not good. What is kept
 * are the numbers of those that were revoked. Safe for any number of threads.
 */
public final class AccessTokens {
  private static final String BEGIN = "tgt_";
  private static final byte[] BOUND = "access token 3".getBytes(StandardCharsets.US_ASCII);

  /** A key's id has twelve letters; no token is longer than this. */
  private static final int LONGEST = 200;

  private static final int NUMBER_LENGTH = 16;

  private final Sm4Gcm seal;
  private final Revocations revocations;
  private final Clock clock;
  private final Duration life;
  private final SecureRandom random = new SecureRandom();
  private volatile Set<String> revoked = Set.of();

  /** Where it is kept which tokens were revoked. */
  public interface Revocations {
    /** The numbers of those that would be good otherwise. */
    Set<String> revoked();

    /**
     * Keeps one more.
     *
     * @param application whose token it has to be; empty for anybody's
     * @return whether it is the application's
     */
    boolean revoke(Note note, Optional<String> application, String actor);
  }

  /**
   * What a token says.
   *
   * @param id the number of the token, 32 hexadecimal digits
   * @param keyId the key it stands for, good or not
   * @param certificate thumbprint of the certificate it was given to; empty without one
   */
  public record Note(String id, String keyId, String certificate, Instant endsAt) {
    public Note {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(keyId, "keyId");
      Objects.requireNonNull(certificate, "certificate");
      Objects.requireNonNull(endsAt, "endsAt");
    }
  }

  /**
   * Knows of no revocation until {@link #refresh()}.
   *
   * @param seal under a key that all nodes have and that is used for nothing else
   * @param life of a token, in whole seconds
   */
  public AccessTokens(Sm4Gcm seal, Revocations revocations, Clock clock, Duration life) {
    this.seal = Objects.requireNonNull(seal, "seal");
    this.revocations = Objects.requireNonNull(revocations, "revocations");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.life = Objects.requireNonNull(life, "life");
  }

  public Duration life() {
    return life;
  }

  /**
   * A new token for a key.
   *
   * @param certificate thumbprint of the certificate it is given to; empty without one
   */
  public String issue(String keyId, String certificate) {
    byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
    byte[] thumbprint = Base64.getUrlDecoder().decode(certificate);
    byte[] number = new byte[NUMBER_LENGTH];
    random.nextBytes(number);
    byte[] note =
        ByteBuffer.allocate(Long.BYTES + NUMBER_LENGTH + 1 + thumbprint.length + id.length)
            .putLong(clock.instant().plus(life).getEpochSecond())
            .put(number)
            .put((byte) thumbprint.length)
            .put(thumbprint)
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
   * What a token says, whether or not its key is good; empty when the token is over, revoked, or
   * none of ours.
   */
  public Optional<Note> read(String presented) {
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
        .map(AccessTokens::note)
        .filter(note -> clock.instant().isBefore(note.endsAt()))
        .filter(note -> !isRevoked(note.id()));
  }

  private static Note note(ByteBuffer opened) {
    Instant endsAt = Instant.ofEpochSecond(opened.getLong());
    byte[] number = new byte[NUMBER_LENGTH];
    opened.get(number);
    byte[] thumbprint = new byte[opened.get()];
    opened.get(thumbprint);
    return new Note(
        HexFormat.of().formatHex(number),
        StandardCharsets.US_ASCII.decode(opened).toString(),
        Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint),
        endsAt);
  }

  /** Whether the token of a number was revoked. */
  public boolean isRevoked(String id) {
    return revoked.contains(id);
  }

  /** Reads anew which tokens were revoked. Keeps what it knew on failure. */
  public void refresh() {
    revoked = Set.copyOf(revocations.revoked());
  }

  /**
   * Revokes a token for good: here when this ends, on other nodes with the next look at what
   * changed. What is no good token any more is left alone.
   *
   * @param application whose token it has to be; empty for anybody's
   * @return false, and nothing is changed, when it is a good token of another application
   */
  public boolean revoke(String presented, Optional<String> application, String actor) {
    Optional<Note> note = read(presented);
    if (note.isEmpty()) {
      return true;
    }
    boolean done = revocations.revoke(note.get(), application, actor);
    refresh();
    return done;
  }
}
