package io.tidegate.engine.gateway;

import java.util.Objects;

/**
 * Who is calling, once proved.
 *
 * @param application the id of the consumer's application
 * @param creditCode the unified social credit code of its enterprise, which relations are decided
 *     by
 * @param keyId the key it was proved with; empty when it cannot end meanwhile
 */
public record Identity(String application, String creditCode, String keyId) {
  public Identity {
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(creditCode, "creditCode");
    Objects.requireNonNull(keyId, "keyId");
  }

  /** One that was not proved with a key of the platform. */
  public Identity(String application, String creditCode) {
    this(application, creditCode, "");
  }
}
