package io.tidegate.engine.organisation;

import io.tidegate.engine.organisation.OrganisationException.Kind;
import io.tidegate.engine.signature.Thumbprint;
import io.tidegate.engine.store.AccessStore.State;
import io.tidegate.engine.store.CertificateStore;
import io.tidegate.engine.store.CertificateStore.Added;
import io.tidegate.engine.store.CertificateStore.StoredCertificate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Registers the certificates programs connect by, and binds the programs to them. What is another
 * organisation's is nobody's. Safe for any number of threads.
 */
public final class ProgramCertificates {
  private static final int LONGEST = 16 * 1024;
  private static final String FOR_CLIENTS = "1.3.6.1.5.5.7.3.2";

  private final CertificateStore store;
  private final Applications applications;
  private final boolean taken;
  private final Clock clock;

  /**
   * @param taken whether this engine takes certificates of clients at all
   */
  public ProgramCertificates(
      CertificateStore store, Applications applications, boolean taken, Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.applications = Objects.requireNonNull(applications, "applications");
    this.taken = taken;
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * What a program has to show.
   *
   * @param bound whether its keys count only beside one of the certificates
   * @param certificates the latest first
   */
  public record Shown(boolean bound, List<StoredCertificate> certificates) {
    public Shown {
      certificates = List.copyOf(certificates);
    }
  }

  /** The certificates of a program, and whether it is bound to them. */
  public Shown of(String code, String id) throws OrganisationException {
    String application = applications.program(code, id).id();
    return new Shown(store.isBound(application), store.certificates(application));
  }

  public boolean isGood(StoredCertificate certificate) {
    return certificate.state() == State.ACTIVE && clock.instant().isBefore(certificate.expiresAt());
  }

  /**
   * Registers a certificate; the one before it goes on for a while, so that no call fails while it
   * is changed over.
   *
   * @param pem the certificate as text; what vouches for it is asked when it is shown
   */
  public StoredCertificate register(String code, String id, String pem, String actor)
      throws OrganisationException {
    String application = applications.program(code, id).id();
    if (!taken) {
      throw new OrganisationException(
          Kind.STATE,
          "本平台未启用客户端证书（tidegate.access.client-authorities）",
          "this platform takes no certificates of clients (tidegate.access.client-authorities)");
    }
    Instant now = clock.instant();
    StoredCertificate certificate = read(pem, now);
    Added added = store.add(application, certificate, actor);
    if (added == Added.FULL) {
      throw new OrganisationException(
          Kind.STATE,
          "已有两个有效证书，请先吊销一个",
          "there are two good certificates already; revoke one first");
    }
    if (added == Added.KNOWN) {
      throw new OrganisationException(
          Kind.STATE, "该证书已登记", "the certificate is registered already");
    }
    return certificate;
  }

  private static StoredCertificate read(String pem, Instant now) throws OrganisationException {
    if (pem.length() > LONGEST || pem.contains("PRIVATE KEY")) {
      throw unsound("no private key, and at most 16 KB", "不得含私钥，最多 16 KB");
    }
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      Instant end = certificate.getNotAfter().toInstant();
      if (!now.isBefore(end) || now.isBefore(certificate.getNotBefore().toInstant())) {
        throw unsound("it is over, or its time has not come", "证书已过期或尚未生效");
      }
      List<String> uses = certificate.getExtendedKeyUsage();
      if (uses != null && !uses.contains(FOR_CLIENTS)) {
        throw unsound("it is not for clients", "证书的扩展用途不含客户端认证");
      }
      return new StoredCertificate(
          Thumbprint.of(certificate),
          certificate.getSubjectX500Principal().getName(),
          State.ACTIVE,
          now,
          end);
    } catch (CertificateException e) {
      throw unsound("it cannot be read", "无法读取");
    }
  }

  private static OrganisationException unsound(String en, String zh) {
    return new OrganisationException(
        Kind.INVALID,
        "certificate 应为一个 PEM 格式的 X.509 客户端证书：" + zh,
        "certificate is one X.509 certificate of a client in PEM: " + en);
  }

  /** Revokes a certificate for good: the next call by it is refused on every node. */
  public void revoke(String code, String id, String thumbprint, String actor)
      throws OrganisationException {
    if (!store.revoke(applications.program(code, id).id(), thumbprint, actor)) {
      throw new OrganisationException(
          Kind.UNKNOWN, "没有有效的证书 " + thumbprint, "there is no good certificate " + thumbprint);
    }
  }

  /** Has the keys of a program count only beside one of its certificates, or by themselves. */
  public Shown bind(String code, String id, boolean bound, String actor)
      throws OrganisationException {
    String application = applications.program(code, id).id();
    if (!store.bind(application, bound, actor)) {
      throw new OrganisationException(
          Kind.STATE, "该应用没有有效的证书，请先登记", "the program has no good certificate; register one first");
    }
    return of(code, id);
  }
}
