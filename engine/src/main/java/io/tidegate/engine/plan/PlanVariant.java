package io.tidegate.engine.plan;

import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.util.List;

/**
 * What some audiences see of the records that are read: the fields of each read with other masks.
 * Everything else is that of the plan.
 *
 * @param audiences who sees it
 * @param fields of each read of the plan, in its order
 */
public record PlanVariant(List<Audience> audiences, List<List<PlannedField>> fields) {
  public PlanVariant {
    audiences = List.copyOf(audiences);
    fields = fields.stream().map(List::copyOf).toList();
  }

  public boolean has(Purpose purpose, OrganisationLevel level) {
    return audiences.stream().anyMatch(audience -> audience.has(purpose, level));
  }

  /** Whether a call of the audience can see it. */
  public boolean overlaps(Audience audience) {
    return audiences.stream().anyMatch(audience::overlaps);
  }
}
