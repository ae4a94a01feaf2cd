package io.tidegate.engine.access;

import io.tidegate.rules.fact.OrganisationLevel;
import java.util.Objects;

/**
 * Who is calling, once proved.
 *
 * @param usci unified social credit code of the enterprise, which relations are decided by
 * @param name the enterprise's name
 * @param level how far the enterprise is trusted
 */
public record Caller(
    String applicationId, String usci, String name, String keyId, OrganisationLevel level) {
  public Caller {
    Objects.requireNonNull(applicationId, "applicationId");
    Objects.requireNonNull(usci, "usci");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(level, "level");
  }
}
