package io.tidegate.engine.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Signs and verifies by SM2 over SM3 (GB/T 32918.2-2016, the curve of part 5, the usual user id
 * {@code 1234567812345678}). Signatures are in DER. Safe for use by several threads.
 */
public final class SigningKey {
  private static final ECDomainParameters DOMAIN = VerifyingKey.DOMAIN;
  private static final int LENGTH = 32;
  private static final BigInteger TWO = BigInteger.TWO;

  private final BigInteger secret;
  private final VerifyingKey open;

  private SigningKey(BigInteger secret) {
    if (secret.signum() <= 0 || secret.compareTo(DOMAIN.getN().subtract(TWO)) > 0) {
      throw new IllegalArgumentException("a private key of SM2 lies between 1 and n - 2");
    }
    this.secret = secret;
    this.open = new VerifyingKey(new FixedPointCombMultiplier().multiply(DOMAIN.getG(), secret));
  }

  /** A fresh key. */
  public static SigningKey generate(SecureRandom random) {
    byte[] bytes = new byte[LENGTH];
    while (true) {
      random.nextBytes(bytes);
      BigInteger candidate = new BigInteger(1, bytes);
      if (candidate.signum() > 0 && candidate.compareTo(DOMAIN.getN().subtract(TWO)) <= 0) {
        return new SigningKey(candidate);
      }
    }
  }

  /**
   * The key with a private part.
   *
   * @param hex 64 hexadecimal digits
   * @throws IllegalArgumentException when that is no private key
   */
  public static SigningKey of(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a private key of SM2 has 32 bytes");
    }
    return new SigningKey(new BigInteger(1, bytes));
  }

  /**
   * The key that belongs to a secret of another kind, always the same: what is made of it by {@code
   * HKDF} is a number far above the order of the curve, so that no key is likelier than another.
   *
   * @param secret at least 32 bytes nobody knows, used for nothing else
   */
  public static SigningKey derived(byte[] secret) {
    byte[] wide = HkdfSm3.derive(secret, new byte[0], "SM2 private key", 2 * LENGTH);
    return new SigningKey(
        new BigInteger(1, wide).mod(DOMAIN.getN().subtract(TWO)).add(BigInteger.ONE));
  }

  /** The private part, 64 hexadecimal digits; whoever has it can sign in this node's name. */
  public String secretHex() {
    return String.format("%064x", secret);
  }

  /** The public part. */
  public VerifyingKey verifyingKey() {
    return open;
  }

  /** The signature of a message. */
  public byte[] sign(byte[] message, SecureRandom random) {
    Objects.requireNonNull(message, "message");
    SM2Signer signer = new SM2Signer();
    signer.init(true, new ParametersWithRandom(new ECPrivateKeyParameters(secret, DOMAIN), random));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("a message cannot be signed", e);
    }
  }

  /** Whether a signature is this key's of this message; what is no signature is not. */
  public boolean verifies(byte[] message, byte[] signature) {
    return open.verifies(message, signature);
  }
}
