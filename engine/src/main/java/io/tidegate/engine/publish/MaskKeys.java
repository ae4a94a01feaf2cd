package io.tidegate.engine.publish;

import io.tidegate.engine.crypto.Ff1Sm4;
import io.tidegate.engine.crypto.HkdfSm3;
import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.rules.mask.MaskKey;
import io.tidegate.rules.mask.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The keys surrogates depend on: one for each receiver and one for each agreement with it, derived
 * from the platform's mask key by HMAC-SM3. Within a scope equal values have equal surrogates; two
 * enterprises that compare notes see different ones, and so does one that compares what it got
 * under two agreements, where the mask is of that scope.
 */
public final class MaskKeys {
  /** Scopes whose keys are kept; with more, those that are kept are made anew. */
  private static final int MOST_KEPT = 1024;

  private final byte[] key;
  private final Map<String, ScopeKey> kept = new ConcurrentHashMap<>();

  public MaskKeys(byte[] key) {
    this.key = key.clone();
  }

  /**
   * The keys of a call; callers who are not known share one.
   *
   * @param receiver credit code of the enterprise that gets the answer
   * @param agreement under which it calls
   */
  public MaskKey of(Optional<String> receiver, Optional<String> agreement) {
    return new CallKey(
        scope("receiver\n" + receiver.orElse("")),
        () -> scope("agreement\n" + receiver.orElse("") + "\n" + agreement.orElse("")));
  }

  /** The key of a receiver that calls under no agreement. */
  public MaskKey of(Optional<String> receiver) {
    return of(receiver, Optional.empty());
  }

  /**
   * The key of a scope, as it was made before where that is known.
   *
   * @param name begins with the kind of the scope, so that no two scopes have one
   */
  private ScopeKey scope(String name) {
    ScopeKey known = kept.get(name);
    if (known != null) {
      return known;
    }
    if (kept.size() >= MOST_KEPT) {
      kept.clear();
    }
    return kept.computeIfAbsent(name, one -> new ScopeKey(HmacSm3.code(key, utf8(one))));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Both keys of a call; that of the agreement is made when a mask asks for it. */
  private static final class CallKey implements MaskKey {
    private final ScopeKey receiver;
    private final Supplier<ScopeKey> agreement;
    private volatile ScopeKey ofAgreement;

    CallKey(ScopeKey receiver, Supplier<ScopeKey> agreement) {
      this.receiver = receiver;
      this.agreement = agreement;
    }

    @Override
    public MaskKey within(Scope scope) {
      return switch (scope) {
        case RECEIVER -> receiver;
        case AGREEMENT -> {
          // made twice at worst, and equal
          if (ofAgreement == null) {
            ofAgreement = agreement.get();
          }
          yield ofAgreement;
        }
      };
    }

    @Override
    public byte[] mac(String purpose, byte[] input) {
      return receiver.mac(purpose, input);
    }

    @Override
    public int[] encipher(String domain, int radix, int[] symbols) {
      return receiver.encipher(domain, radix, symbols);
    }

    @Override
    public int[] decipher(String domain, int radix, int[] symbols) {
      return receiver.decipher(domain, radix, symbols);
    }
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
