package io.tidegate.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.crypto.Sm4Gcm;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
  private static final Duration LIFE = Duration.ofMinutes(10);

  private static AccessTokens tokens(int key, Instant now) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) key;
    return new AccessTokens(new Sm4Gcm(bytes), Clock.fixed(now, ZoneOffset.UTC), LIFE);
  }

  @Test
  void anyNodeOfThePlatformKnowsWhichKeyATokenStandsForUntilItIsOver() {
    String token = tokens(1, NOW).issue("abcDEF012345");

    assertThat(AccessTokens.isToken(token)).isTrue();
    assertThat(tokens(1, NOW).keyId(token)).contains("abcDEF012345");
    assertThat(tokens(1, NOW.plus(LIFE).minusSeconds(1)).keyId(token)).contains("abcDEF012345");
    assertThat(tokens(1, NOW.plus(LIFE)).keyId(token)).isEmpty();
    assertThat(tokens(2, NOW).keyId(token)).as("another platform").isEmpty();
    assertThat(token).as("nothing can be read from it").doesNotContain("abcDEF");
    assertThat(tokens(1, NOW).issue("abcDEF012345")).isNotEqualTo(token);
  }

  @Test
  void aTokenWithOneCharacterChangedIsNobodys() {
    AccessTokens tokens = tokens(1, NOW);
    String token = tokens.issue("abcDEF012345");
    for (int i = 4; i < token.length() - 1; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(tokens.keyId(token.substring(0, i) + other + token.substring(i + 1))).isEmpty();
    }
    assertThat(tokens.keyId("tgt_")).isEmpty();
    assertThat(tokens.keyId("tgt_$$$")).isEmpty();
    assertThat(tokens.keyId("tgt_" + "A".repeat(10_000))).isEmpty();
    assertThat(tokens.keyId("tgk_abcDEF012345")).isEmpty();
  }
}
