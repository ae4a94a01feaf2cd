package io.tidegate.engine.store;

import java.util.Objects;

/** A password or key in clear. Printing it shows that there is one and nothing else. */
public record Secret(String reveal) {
  public Secret {
    Objects.requireNonNull(reveal, "reveal");
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
