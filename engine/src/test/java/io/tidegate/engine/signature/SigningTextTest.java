package io.tidegate.engine.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.signature.SigningText.Pair;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The published example of the scheme, and the corners of what is encoded and sorted. */
class SigningTextTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Map<String, String> HEADERS =
      Map.of(
          "content-type", "application/json",
          "host", "api.example.test",
          "x-tg-app-key", "demo-app-0001",
          "x-tg-key-id", "k1",
          "x-tg-nonce", "5f0c9f1a-6a55-4b0e-9d5f-2f1f3f0a7c11",
          "x-tg-timestamp", "1793448000000");

  private static byte[] example(SignatureScheme scheme) {
    return SigningText.of(
        scheme,
        "POST",
        List.of("api", "v1", "customs", "declarations"),
        List.of(new Pair("size", "20"), new Pair("page", "1")),
        new TreeMap<>(HEADERS),
        HEX.formatHex(Sm3.digest("{\"declarationNo\":\"379120241000000001\"}")));
  }

  @Test
  void theExampleOfHmacHasItsDigestAndItsCode() {
    byte[] text = example(SignatureScheme.HMAC_SM3);
    assertThat(text).hasSize(367);
    assertThat(HEX.formatHex(Sm3.digest(text)))
        .isEqualTo("49c9e8a2ebb7880567f7ed99b8a0683d5b3c142b68fe68d4bdcccd1be5ab9899");
    assertThat(HEX.formatHex(HmacSm3.code("tidegate-demo-secret-do-not-use".getBytes(UTF_8), text)))
        .isEqualTo("bf1d21d633b2f2631801154d97053e3df6e8dcb25c1682402bad7f966efb8ea9");
  }

  @Test
  void theExampleOfSm2HasItsDigest() {
    byte[] text = example(SignatureScheme.SM2_SM3);
    assertThat(text).hasSize(366);
    assertThat(HEX.formatHex(Sm3.digest(text)))
        .isEqualTo("149c5009c3a969ebd002854ebbf8db1d7458a81ef0cee922eb02bca0600eb0a6");
  }

  @Test
  void whatIsNoLetterOrDigitIsEncodedAndRepeatedNamesAreSortedByTheirValues() {
    String text =
        new String(
            SigningText.of(
                SignatureScheme.HMAC_SM3,
                "GET",
                List.of("api", "港口 a+b"),
                List.of(
                    new Pair("b", "~-._"),
                    new Pair("a", "2"),
                    new Pair("a", "1"),
                    new Pair("a+", "")),
                new TreeMap<>(Map.of("host", "h")),
                "00"),
            UTF_8);
    assertThat(text.lines().skip(2).limit(2))
        .containsExactly("/api/%E6%B8%AF%E5%8F%A3%20a%2Bb", "a=1&a=2&a%2B=&b=~-._");
  }

  @Test
  void withoutAQueryItsLineIsEmpty() {
    String text =
        new String(
            SigningText.of(
                SignatureScheme.HMAC_SM3,
                "GET",
                List.of("api"),
                List.of(),
                new TreeMap<>(Map.of("host", "h")),
                "00"),
            UTF_8);
    assertThat(text).isEqualTo("TG1-HMAC-SM3\nGET\n/api\n\nhost:h\n\nhost\n00");
  }
}
