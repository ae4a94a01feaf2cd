package io.tidegate.rules.pack;

import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import io.tidegate.rules.fact.ServiceFact;
import java.util.List;
import java.util.Objects;

/**
 * A test inside the pack: given facts, and what must be decided about them. What it does not speak
 * of may be decided in any way.
 *
 * @param id unique in its pack
 * @param purpose what is claimed of terms is for this purpose
 * @param level and for an organisation of this level
 * @param claims at least one
 */
public record Scenario(
    Located<String> id,
    Bilingual title,
    ServiceFact service,
    FieldFact field,
    Purpose purpose,
    OrganisationLevel level,
    List<Claim> claims) {
  public Scenario {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(level, "level");
    claims = List.copyOf(claims);
    if (claims.isEmpty()) {
      throw new IllegalArgumentException("a scenario must say what is decided");
    }
  }
}
