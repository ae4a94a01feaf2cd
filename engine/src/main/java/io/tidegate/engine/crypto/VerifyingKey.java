package io.tidegate.engine.crypto;

import java.util.HexFormat;
import java.util.Objects;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Verifies signatures of SM2 over SM3 (GB/T 32918.2-2016, the curve of part 5, the usual user id
 * {@code 1234567812345678}), written in DER. Safe for use by several threads.
 */
public final class VerifyingKey {
  private static final X9ECParameters CURVE = GMNamedCurves.getByName("sm2p256v1");
  static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

  /** Length of an uncompressed point: a mark and two coordinates of 32 bytes. */
  private static final int LENGTH = 65;

  private final ECPublicKeyParameters key;

  VerifyingKey(ECPoint point) {
    this.key = new ECPublicKeyParameters(Objects.requireNonNull(point, "point"), DOMAIN);
  }

  /**
   * The key with a public part.
   *
   * @param encoded an uncompressed point of the curve, 65 bytes
   * @throws IllegalArgumentException when that is no public key
   */
  public static VerifyingKey of(byte[] encoded) {
    if (encoded.length != LENGTH || encoded[0] != 4) {
      throw new IllegalArgumentException(
          "a public key of SM2 is an uncompressed point of " + LENGTH + " bytes");
    }
    // what is not on the curve, or not in the group, is refused by the library
    return new VerifyingKey(CURVE.getCurve().decodePoint(encoded));
  }

  /** The key, uncompressed, 65 bytes. */
  public byte[] encoded() {
    return key.getQ().getEncoded(false);
  }

  /** The key, uncompressed, in hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(encoded());
  }

  /** Whether a signature is this key's of this message; what is no signature is not. */
  public boolean verifies(byte[] message, byte[] signature) {
    SM2Signer signer = new SM2Signer();
    signer.init(false, key);
    signer.update(message, 0, message.length);
    return signer.verifySignature(signature);
  }
}
