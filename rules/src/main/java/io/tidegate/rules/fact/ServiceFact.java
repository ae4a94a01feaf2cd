package io.tidegate.rules.fact;

import io.tidegate.route.catalog.Openness;
import java.util.Objects;

/**
 * The service that is compiled, as rules see it.
 *
 * @param service its id
 * @param area its business area
 * @param asked the openness its provider asks for; rules may only tighten it
 */
public record ServiceFact(String service, String area, Openness asked) {
  public ServiceFact {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(area, "area");
    Objects.requireNonNull(asked, "asked");
  }
}
