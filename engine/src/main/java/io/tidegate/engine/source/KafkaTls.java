package io.tidegate.engine.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How brokers of Kafka are entered over TLS. Their certificates have to be of their names, always.
 *
 * @param authorities certificates in PEM of those who vouch for the brokers; absent for those the
 *     JDK trusts
 * @param mechanism by which a user and password are shown, where there are any
 */
public record KafkaTls(Optional<String> authorities, Mechanism mechanism) {
  public KafkaTls {
    Objects.requireNonNull(authorities, "authorities");
    Objects.requireNonNull(mechanism, "mechanism");
  }

  /** Ways of SASL to show a password. */
  public enum Mechanism {
    SCRAM_SHA_512("SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule"),
    SCRAM_SHA_256("SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule"),
    PLAIN("PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule");

    private final String word;
    private final String module;

    Mechanism(String word, String module) {
      this.word = word;
      this.module = module;
    }

    /** Its registered name. */
    public String word() {
      return word;
    }

    String module() {
      return module;
    }
  }

  /**
   * Reads what is configured.
   *
   * @param authorities a file of certificates in PEM
   * @param mechanism the name of one; SCRAM-SHA-512 without
   * @throws IllegalArgumentException when one of them cannot be used, with what to do about it
   */
  public static KafkaTls of(Optional<Path> authorities, Optional<String> mechanism) {
    return new KafkaTls(
        authorities.map(KafkaTls::certificates),
        mechanism.map(KafkaTls::mechanism).orElse(Mechanism.SCRAM_SHA_512));
  }

  private static Mechanism mechanism(String word) {
    return Arrays.stream(Mechanism.values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "its sasl is none of "
                        + Arrays.stream(Mechanism.values()).map(Mechanism::word).toList()));
  }

  /** Only certificates are passed on, whatever else the file holds. */
  private static String certificates(Path file) {
    Collection<? extends Certificate> found;
    try (InputStream in = Files.newInputStream(file)) {
      found = CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (IOException | CertificateException e) {
      throw new IllegalArgumentException("its ca-file cannot be read as certificates in PEM");
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("its ca-file holds no certificate");
    }
    return found.stream().map(KafkaTls::pem).collect(Collectors.joining());
  }

  private static String pem(Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
              .encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateException e) {
      throw new IllegalArgumentException("its ca-file cannot be read as certificates in PEM");
    }
  }
}
