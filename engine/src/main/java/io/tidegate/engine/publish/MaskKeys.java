package io.tidegate.engine.publish;

import io.tidegate.engine.crypto.Ff1Sm4;
import io.tidegate.engine.crypto.HkdfSm3;
import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.rules.mask.MaskKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys surrogates depend on: one for each receiver, derived from the platform's mask key by
 * HMAC-SM3. Within what one enterprise receives, equal values have equal surrogates; two
 * enterprises that compare notes see different ones.
 */
public final class MaskKeys {
  /** Receivers whose keys are kept; with more, those that are kept are made anew. */
  private static final int MOST_KEPT = 1024;

  private final byte[] key;
  private final Map<String, MaskKey> kept = new ConcurrentHashMap<>();

  public MaskKeys(byte[] key) {
    this.key = key.clone();
  }

  /**
   * The key of a receiver; callers who are not known share one.
   *
   * @param receiver credit code of the enterprise that gets the answer
   */
  public MaskKey of(Optional<String> receiver) {
    String name = receiver.orElse("");
    MaskKey known = kept.get(name);
    if (known != null) {
      return known;
    }
    if (kept.size() >= MOST_KEPT) {
      kept.clear();
    }
    return kept.computeIfAbsent(
        name, one -> new ScopeKey(HmacSm3.code(key, utf8("receiver\n" + one))));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A key within whose scope equal values have equal surrogates. */
  static final class ScopeKey implements MaskKey {
    private final byte[] own;
    private final Map<String, Ff1Sm4> ciphers = new ConcurrentHashMap<>();

    ScopeKey(byte[] own) {
      this.own = own.clone();
    }

    @Override
    public byte[] mac(String purpose, byte[] input) {
      byte[] head = utf8(purpose + "\n");
      byte[] message = Arrays.copyOf(head, head.length + input.length);
      System.arraycopy(input, 0, message, head.length, input.length);
      return HmacSm3.code(own, message);
    }

    @Override
    public int[] encipher(String domain, int radix, int[] symbols) {
      return cipher(domain).encipher(radix, symbols);
    }

    @Override
    public int[] decipher(String domain, int radix, int[] symbols) {
      return cipher(domain).decipher(radix, symbols);
    }

    /** Key and tweak both name the domain, so that neither is ever used for another. */
    private Ff1Sm4 cipher(String domain) {
      return ciphers.computeIfAbsent(
          domain,
          name ->
              new Ff1Sm4(
                  HkdfSm3.derive(
                      own, new byte[0], "tidegate/fpe/" + name + "/v1", Ff1Sm4.KEY_LENGTH),
                  utf8("tidegate|" + name + "|v1")));
    }
  }
}
