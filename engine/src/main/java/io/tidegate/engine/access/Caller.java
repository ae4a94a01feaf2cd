package io.tidegate.engine.access;

import java.util.Objects;

/**
 * Who is calling, once proved.
 *
 * @param usci unified social credit code of the enterprise, which relations are decided by
 * @param name the enterprise's name
 */
public record Caller(String applicationId, String usci, String name, String keyId) {
  public Caller {
    Objects.requireNonNull(applicationId, "applicationId");
    Objects.requireNonNull(usci, "usci");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(keyId, "keyId");
  }
}
