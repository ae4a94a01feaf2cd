package io.tidegate.engine.crypto;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Computes known answers before anything relies on the algorithms. The expected values are those of
 * the annexes of GB/T 32905-2016, GB/T 32918.5-2017 and GM/T 0042; the one for PBKDF2 has no
 * outside authority and pins our own stored form; those for HKDF and FF1 pin our surrogates.
 */
public final class SelfTest {
  /** The key of the example of GB/T 32907-2016. */
  private static final byte[] EXAMPLE_KEY =
      HexFormat.of().parseHex("0123456789abcdeffedcba9876543210");

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
    answers.put(
        "57c68d8e8e0884d87d5c661007de16a9f33b7e7d8f08df0c958b0737d485734b",
        () -> HkdfSm3.derive(EXAMPLE_KEY, ascii("salt"), "tidegate", 32));
    answers.put(
        "05000903080808010303",
        () -> symbols(new Ff1Sm4(EXAMPLE_KEY, ascii("mobile")), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    answers.put(
        "3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
            + "022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa",
        SelfTest::standardSignature);
    return answers;
  }

  /** The permuted digits, one byte each; nothing when they do not lead back. */
  private static byte[] symbols(Ff1Sm4 ff1, int... digits) {
    int[] permuted = ff1.encipher(10, digits);
    byte[] bytes = new byte[permuted.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) permuted[i];
    }
    return Arrays.equals(ff1.decipher(10, permuted), digits) ? bytes : new byte[0];
  }

  /** The example of GB/T 32918.5: its key, its message, and the nonce it fixes; then verified. */
  private static byte[] standardSignature() {
    SigningKey key =
        SigningKey.of("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
    byte[] message = ascii("message digest");
    byte[] signature =
        key.sign(
            message,
            new FixedBytes("59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21"));
    byte[] other = ascii("message digesT");
    return key.verifies(message, signature) && !key.verifies(other, signature)
        ? signature
        : new byte[0];
  }

  /** Gives the bytes it is told to, for an example that fixes what is random otherwise. */
  private static final class FixedBytes extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] fixed;

    FixedBytes(String hex) {
      this.fixed = HexFormat.of().parseHex(hex);
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(fixed, 0, bytes, 0, bytes.length);
    }
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
