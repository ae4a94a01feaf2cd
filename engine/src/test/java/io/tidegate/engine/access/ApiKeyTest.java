package io.tidegate.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final String SECRET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";

  @Test
  void aGeneratedKeyIsParsedBackFromItsPresentedForm() {
    ApiKey key = ApiKey.generate(new SecureRandom());
    assertThat(key.presented()).matches("tgk_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}");
    assertThat(ApiKey.parse(key.presented())).contains(key);
  }

  @Test
  void keysDoNotRepeat() {
    SecureRandom random = new SecureRandom();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      ApiKey key = ApiKey.generate(random);
      assertThat(seen.add(key.id())).isTrue();
      assertThat(seen.add(key.secret())).isTrue();
    }
  }

  @Test
  void theHashTiesTheSecretToItsId() {
    assertThat(new ApiKey("AAAAAAAAAAAA", SECRET).hash())
        .hasSize(32)
        .isNotEqualTo(new ApiKey("AAAAAAAAAAAB", SECRET).hash());
  }

  @Test
  void printingAKeyDoesNotShowItsSecret() {
    assertThat(new ApiKey("AAAAAAAAAAAA", SECRET).toString())
        .contains("AAAAAAAAAAAA")
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tgk_",
        "tgk_AAAAAAAAAAAA_",
        "tgk_AAAAAAAAAAAA_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef",
        "tgk_AAAAAAAAAAAA_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefgh",
        "tgk_AAAAAAAAAAA-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg",
        "TGK_AAAAAAAAAAAA_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg",
        " tgk_AAAAAAAAAAAA_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg",
        "tgk_AAAAAAAAAAAA_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg\n"
      })
  void whatIsAlmostAKeyIsNone(String presented) {
    assertThat(ApiKey.parse(presented)).isEmpty();
  }
}
