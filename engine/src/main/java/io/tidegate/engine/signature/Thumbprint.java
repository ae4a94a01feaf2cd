package io.tidegate.engine.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The name of a certificate: the SHA-256 of it in DER, in Base64 for URLs without padding. RFC 8705
 * calls it {@code x5t#S256} and demands this digest.
 */
public final class Thumbprint {
  private static final String KEPT = "tidegate.thumbprint";
  private static final String NONE = "";

  private Thumbprint() {}

  /**
   * The thumbprint of a certificate, 43 characters.
   *
   * @throws CertificateEncodingException when it cannot be written in DER
   */
  public static String of(Certificate certificate) throws CertificateEncodingException {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The thumbprint of the certificate a client showed and the listener accepted; computed once for
   * a session.
   */
  public static Optional<String> shown(SSLSession session) {
    Object kept = session.getValue(KEPT);
    if (kept == null) {
      kept = computed(session);
      session.putValue(KEPT, kept);
    }
    return NONE.equals(kept) ? Optional.empty() : Optional.of((String) kept);
  }

  private static String computed(SSLSession session) {
    try {
      return of(session.getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
      // none was shown, or none that can be named: both are no certificate
      return NONE;
    }
  }
}
