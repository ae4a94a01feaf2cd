package io.tidegate.engine.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Known answers of the standards, and what happens when an answer is not the known one. */
class SmVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({
    "abc, 1, 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    "abcd, 16, debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
    "'', 1, 1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b",
    "a, 1000000, c8aaf89429554029e231941a2acc0ad61ff2a5acd8fadd25847a3a732b3b02c3"
  })
  void sm3GivesTheDigestsOfTheStandard(String unit, int times, String expected) {
    assertThat(HEX.formatHex(Sm3.digest(unit.repeat(times)))).isEqualTo(expected);
  }

  @Test
  void hmacSm3GivesTheCodesOfTheStandard() {
    String block = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assertThat(code(counting(0x20), (block + block).getBytes(UTF_8)))
        .isEqualTo("ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a");
    assertThat(code(counting(0x25), filled(0xcd, 50)))
        .isEqualTo("220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae");
    assertThat(code(filled(0x0b, 32), "Hi There".getBytes(UTF_8)))
        .isEqualTo("c0ba18c68b90c88bc07de794bfc7d2c8d19ec31ed8773bc2b390c9604e0be11e");
    assertThat(code("Jefe".getBytes(UTF_8), "what do ya want for nothing?".getBytes(UTF_8)))
        .isEqualTo("2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882");
  }

  @Test
  void pbkdf2GivesThePinnedKey() {
    byte[] key = Pbkdf2Sm3.derive("password".toCharArray(), "salt".getBytes(UTF_8), 10_000, 32);
    assertThat(HEX.formatHex(key))
        .isEqualTo("738c8c432372d98a73350bc252209e4cf2acdde7cc816730b9812bdfd55c1265");
  }

  @Test
  void aPasswordMatchesItsOwnStoredFormAndNoOther() {
    String stored = Pbkdf2Sm3.hash("潮汐 gate 1".toCharArray(), new SecureRandom());
    assertThat(stored).startsWith("pbkdf2-sm3$200000$").doesNotContain("gate");
    assertThat(Pbkdf2Sm3.matches("潮汐 gate 1".toCharArray(), stored)).isTrue();
    assertThat(Pbkdf2Sm3.matches("潮汐 gate 2".toCharArray(), stored)).isFalse();
  }

  @Test
  void onePasswordHasAnotherStoredFormEachTime() {
    char[] password = "the same".toCharArray();
    assertThat(Pbkdf2Sm3.hash(password, new SecureRandom()))
        .isNotEqualTo(Pbkdf2Sm3.hash(password, new SecureRandom()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "password",
        "pbkdf2-sm3$0$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "pbkdf2-sm3$99999999$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "pbkdf2-sha1$1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void aStoredFormThatIsNotUnderstoodMatchesNoPassword(String stored) {
    assertThat(Pbkdf2Sm3.matches("password".toCharArray(), stored)).isFalse();
  }

  @Test
  void theSelfTestPassesOnThisMachine() {
    assertThatCode(SelfTest::run).doesNotThrowAnyException();
  }

  @Test
  void theSelfTestStopsEverythingWhenAnAnswerIsWrong() {
    assertThatThrownBy(
            () -> SelfTest.run(Map.of("66c7f0f462eeedd9", () -> HEX.parseHex("66c7f0f462eeedd8"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("self-test failed");
  }

  private static String code(byte[] key, byte[] message) {
    return HEX.formatHex(HmacSm3.code(key, message));
  }

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i + 1);
    }
    return bytes;
  }

  private static byte[] filled(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** There is no outside authority for FF1 over SM4; these pin our own surrogates. */
  @ParameterizedTest
  @CsvSource({
    "10, '', 0123456789, 4865229067",
    "10, mobile, 0123456789, 5093888133",
    "10, 9876543210, 0123456789, 0167303662",
    "10, mobile, 13800138000, 38021130535",
    "10, mobile, 110101199003070, 693714048231333",
    "36, usci, 91350200MA2XYZAB1, 6YNT27AD94NY22UHN"
  })
  void ff1WithSm4PermutesTextsAndBack(int radix, String tweak, String plain, String cipher) {
    Ff1Sm4 ff1 =
        new Ff1Sm4(HEX.parseHex("0123456789abcdeffedcba9876543210"), tweak.getBytes(UTF_8));
    int[] symbols = plain.chars().map(c -> Character.digit(c, 36)).toArray();

    int[] permuted = ff1.encipher(radix, symbols);

    assertThat(text(permuted)).isEqualTo(cipher);
    assertThat(ff1.decipher(radix, permuted)).containsExactly(symbols);
  }

  private static String text(int[] symbols) {
    StringBuilder text = new StringBuilder();
    for (int symbol : symbols) {
      text.append(Character.toUpperCase(Character.forDigit(symbol, 36)));
    }
    return text.toString();
  }

  @Test
  void ff1WithSm4PermutesSymbolsOfTwoBytes() {
    Ff1Sm4 ff1 = new Ff1Sm4(new byte[16], new byte[0]);
    for (int radix : new int[] {255, 256, 257, 3_300, 65_535, 65_536}) {
      int[] symbols = {0, radix - 1, radix / 2, 1};
      int[] permuted = ff1.encipher(radix, symbols);
      assertThat(permuted).isNotEqualTo(symbols);
      assertThat(Arrays.stream(permuted)).allMatch(s -> s >= 0 && s < radix);
      assertThat(ff1.decipher(radix, permuted)).containsExactly(symbols);
    }
  }

  /** Few texts can be tried; a key of another length is none of SM4. */
  @Test
  void ff1WithSm4RefusesWhatWouldHideNothing() {
    Ff1Sm4 ff1 = new Ff1Sm4(new byte[16], new byte[0]);
    assertThatThrownBy(() -> ff1.encipher(10, new int[5]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ff1.encipher(10, new int[] {1, 2, 3, 4, 5, 10}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ff1.encipher(300, new int[] {1, 2, -1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ff1Sm4(new byte[32], new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hkdfSm3GivesTheKeysWePinned() {
    byte[] secret = HEX.parseHex("0123456789abcdeffedcba9876543210");
    assertThat(HEX.formatHex(HkdfSm3.derive(secret, "salt".getBytes(UTF_8), "tidegate", 32)))
        .isEqualTo("57c68d8e8e0884d87d5c661007de16a9f33b7e7d8f08df0c958b0737d485734b");
    assertThat(HEX.formatHex(HkdfSm3.derive(secret, new byte[0], "tidegate/fpe/cn.mobile/v1", 16)))
        .isEqualTo("410bf066e0979c4a07fbbd56a396e3ef");
  }
}
