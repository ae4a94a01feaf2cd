package io.tidegate.rules.fact;

import io.tidegate.route.catalog.Openness;
import java.util.Objects;
import java.util.Optional;

/**
 * The service that is compiled, as rules see it.
 *
 * @param service its id
 * @param area its business area
 * @param asked the openness its provider asks for; rules may only tighten it
 * @param limit the class of limits its provider asks for, likewise
 */
public record ServiceFact(String service, String area, Openness asked, Optional<String> limit) {
  public ServiceFact {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(area, "area");
    Objects.requireNonNull(asked, "asked");
    Objects.requireNonNull(limit, "limit");
  }

  /** A service whose provider leaves its limits to the rules. */
  public ServiceFact(String service, String area, Openness asked) {
    this(service, area, asked, Optional.empty());
  }
}
