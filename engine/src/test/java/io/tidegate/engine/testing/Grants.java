package io.tidegate.engine.testing;

import io.tidegate.engine.agreement.AgreedCalls;
import io.tidegate.engine.agreement.Grant;
import io.tidegate.route.catalog.Openness;
import io.tidegate.rules.fact.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** Grants of which a test says only what it is about. */
public final class Grants {
  private Grants() {}

  /** Of the first version, of one field. */
  public static Grant of(
      String application,
      String service,
      Instant from,
      Instant to,
      Grant.State state,
      AgreedCalls calls) {
    return new Grant(
        application,
        service,
        1,
        from,
        to,
        state,
        calls,
        Purpose.OWN_BUSINESS,
        "TG-A-1",
        Openness.CONDITIONAL,
        new TreeSet<>(List.of("field")));
  }
}
