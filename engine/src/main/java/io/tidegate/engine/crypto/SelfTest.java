package io.tidegate.engine.crypto;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Computes known answers before anything relies on the algorithms. The expected values are those of
 * the annexes of GB/T 32905-2016 and GM/T 0042; the one for PBKDF2 has no outside authority and
 * pins our own stored form.
 */
public final class SelfTest {
  private static final Map<String, Supplier<byte[]>> ANSWERS = answers();

  private SelfTest() {}

  private static Map<String, Supplier<byte[]>> answers() {
    Map<String, Supplier<byte[]>> answers = new TreeMap<>();
    answers.put(
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        () -> Sm3.digest("abc"));
    answers.put(
        "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882",
        () -> HmacSm3.code(ascii("Jefe"), ascii("what do ya want for nothing?")));
    answers.put(
        "738c8c432372d98a73350bc252209e4cf2acdde7cc816730b9812bdfd55c1265",
        () -> Pbkdf2Sm3.derive("password".toCharArray(), ascii("salt"), 10_000, 32));
    return answers;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * @throws IllegalStateException when an algorithm does not give its known answer; the process
   *     must not go on
   */
  public static void run() {
    run(ANSWERS);
  }

  static void run(Map<String, Supplier<byte[]>> answers) {
    answers.forEach(
        (expected, computation) -> {
          String actual = HexFormat.of().formatHex(computation.get());
          if (!actual.equals(expected)) {
            throw new IllegalStateException(
                "cryptographic self-test failed: " + expected + " was expected");
          }
        });
  }
}
