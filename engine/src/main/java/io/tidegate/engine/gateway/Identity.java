package io.tidegate.engine.gateway;

import io.tidegate.rules.fact.OrganisationLevel;
import java.util.Objects;

/**
 * Who is calling, once proved.
 *
 * @param application the id of the consumer's application
 * @param creditCode the unified social credit code of its enterprise, which relations are decided
 *     by
 * @param level how far its enterprise is trusted
 * @param keyId the key it was proved with; empty when it cannot end meanwhile
 * @param token number of the token that stood for the key; empty without one
 * @param certificate thumbprint of the certificate the call is held to; empty when to none
 */
public record Identity(
    String application,
    String creditCode,
    OrganisationLevel level,
    String keyId,
    String token,
    String certificate) {
  public Identity {
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(creditCode, "creditCode");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(certificate, "certificate");
  }

  /** Proved with a key itself. */
  public Identity(String application, String creditCode, OrganisationLevel level, String keyId) {
    this(application, creditCode, level, keyId, "", "");
  }

  /**
   * The same, by a token that stands for the key.
   *
   * @param bound thumbprint of the certificate the token was given to; empty without one
   */
  public Identity by(String number, String bound) {
    return new Identity(application, creditCode, level, keyId, number, bound);
  }

  /** The same, held to the certificate of this thumbprint; to none when it is empty. */
  public Identity heldTo(String thumbprint) {
    return new Identity(application, creditCode, level, keyId, token, thumbprint);
  }

  /** Of an enterprise that nobody has rated, not proved with a key of the platform. */
  public Identity(String application, String creditCode) {
    this(application, creditCode, OrganisationLevel.UNRATED, "");
  }
}
