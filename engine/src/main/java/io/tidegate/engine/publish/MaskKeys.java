package io.tidegate.engine.publish;

import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.rules.mask.MaskKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The keys surrogates depend on: one for each receiver, derived from the platform's mask key by
 * HMAC-SM3. Within what one enterprise receives, equal values have equal surrogates; two
 * enterprises that compare notes see different ones.
 */
public final class MaskKeys {
  private final byte[] key;

  public MaskKeys(byte[] key) {
    this.key = key.clone();
  }

  MaskKey of(Optional<String> receiver) {
    byte[] own =
        HmacSm3.code(key, ("receiver\n" + receiver.orElse("")).getBytes(StandardCharsets.UTF_8));
    return (purpose, input) -> {
      byte[] head = (purpose + "\n").getBytes(StandardCharsets.UTF_8);
      byte[] message = Arrays.copyOf(head, head.length + input.length);
      System.arraycopy(input, 0, message, head.length, input.length);
      return HmacSm3.code(own, message);
    };
  }
}
