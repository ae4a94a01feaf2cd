package io.tidegate.engine.gateway;

import java.util.Objects;

/**
 * Who is calling, once proved.
 *
 * @param application the id of the consumer's application
 * @param creditCode the unified social credit code of its enterprise, which relations are decided
 *     by
 */
public record Identity(String application, String creditCode) {
  public Identity {
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(creditCode, "creditCode");
  }
}
