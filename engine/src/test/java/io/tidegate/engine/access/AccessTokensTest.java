package io.tidegate.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.crypto.Sm4Gcm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final Set<String> revoked = new HashSet<>();

  private AccessTokens tokens(int key, Instant now) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) key;
    return new AccessTokens(
        new Sm4Gcm(bytes),
        new AccessTokens.Revocations() {
          @Override
          public Set<String> revoked() {
            return revoked;
          }

          @Override
          public boolean revoke(
              AccessTokens.Note note, Optional<String> application, String actor) {
            return application.equals(Optional.of("mine")) && revoked.add(note.id());
          }
        },
        Clock.fixed(now, ZoneOffset.UTC),
        LIFE);
  }

  private static Optional<String> key(AccessTokens tokens, String token) {
    return tokens.read(token).map(AccessTokens.Note::keyId);
  }

  @Test
  void anyNodeOfThePlatformKnowsWhichKeyATokenStandsForUntilItIsOver() {
    String token = tokens(1, NOW).issue("abcDEF012345", "");

    assertThat(AccessTokens.isToken(token)).isTrue();
    assertThat(key(tokens(1, NOW), token)).contains("abcDEF012345");
    assertThat(key(tokens(1, NOW.plus(LIFE).minusSeconds(1)), token)).contains("abcDEF012345");
    assertThat(key(tokens(1, NOW.plus(LIFE)), token)).isEmpty();
    assertThat(key(tokens(2, NOW), token)).as("another platform").isEmpty();
    assertThat(token).as("nothing can be read from it").doesNotContain("abcDEF");
    assertThat(tokens(1, NOW).issue("abcDEF012345", "")).isNotEqualTo(token);
  }

  @Test
  void aTokenWithOneCharacterChangedIsNobodys() {
    AccessTokens tokens = tokens(1, NOW);
    String token = tokens.issue("abcDEF012345", "");
    for (int i = 4; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(key(tokens, token.substring(0, i) + other + token.substring(i + 1))).isEmpty();
    }
    assertThat(key(tokens, "tgt_")).isEmpty();
    assertThat(key(tokens, "tgt_$$$")).isEmpty();
    assertThat(key(tokens, "tgt_" + "A".repeat(10_000))).isEmpty();
    assertThat(key(tokens, "tgk_abcDEF012345")).isEmpty();
  }

  @Test
  void aRevokedTokenIsNobodysOnEveryNodeThatLooked() {
    AccessTokens here = tokens(1, NOW);
    AccessTokens there = tokens(1, NOW);
    String token = here.issue("abcDEF012345", "");
    String other = here.issue("abcDEF012345", "");

    assertThat(here.revoke(token, Optional.of("mine"), "somebody")).isTrue();

    assertThat(key(here, token)).isEmpty();
    assertThat(key(there, token)).as("not looked yet").contains("abcDEF012345");
    there.refresh();
    assertThat(key(there, token)).isEmpty();
    assertThat(key(there, other)).as("the key goes on").contains("abcDEF012345");
    assertThat(here.revoke(token, Optional.of("mine"), "somebody")).as("again").isTrue();
  }

  /** The last character of base64 has bits that say nothing: another text, the same token. */
  @Test
  void aRevokedTokenInAnotherSpellingIsRevokedToo() {
    AccessTokens tokens = tokens(1, NOW);
    String token = tokens.issue("abcDEF012345", "");
    tokens.revoke(token, Optional.of("mine"), "somebody");

    for (char last :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
      assertThat(key(tokens, token.substring(0, token.length() - 1) + last)).isEmpty();
    }
  }

  @Test
  void anothersTokenIsNotRevoked() {
    AccessTokens tokens = tokens(1, NOW);
    String token = tokens.issue("abcDEF012345", "");

    assertThat(tokens.revoke(token, Optional.of("theirs"), "somebody")).isFalse();
    assertThat(key(tokens, token)).contains("abcDEF012345");
  }
}
