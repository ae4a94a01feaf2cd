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
 */
public record Identity(
    String application, String creditCode, OrganisationLevel level, String keyId) {
  public Identity {
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(creditCode, "creditCode");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(keyId, "keyId");
  }

  /** Of an enterprise that nobody has rated, not proved with a key of the platform. */
  public Identity(String application, String creditCode) {
    this(application, creditCode, OrganisationLevel.UNRATED, "");
  }
}
