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
 */
public record Identity(String application, String creditCode, OrganisationLevel level) {
  public Identity {
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(creditCode, "creditCode");
    Objects.requireNonNull(level, "level");
  }

  /** Of an enterprise that nobody has rated. */
  public Identity(String application, String creditCode) {
    this(application, creditCode, OrganisationLevel.UNRATED);
  }
}
