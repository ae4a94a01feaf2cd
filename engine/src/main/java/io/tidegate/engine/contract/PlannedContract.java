package io.tidegate.engine.contract;

import io.tidegate.catalog.registry.Contract;
import io.tidegate.engine.openapi.ContractSchemas;
import io.tidegate.engine.openapi.OpenApiDocument;
import io.tidegate.engine.plan.GovernedPlan;
import java.nio.charset.StandardCharsets;

/** Makes the contract of a plan. */
final class PlannedContract {
  private PlannedContract() {}

  /**
   * @param fingerprint of the plan
   * @param document it was made from
   */
  static Contract of(GovernedPlan plan, String fingerprint, String document) {
    return new Contract(
        plan.service(),
        plan.version().major(),
        plan.version().toString(),
        document,
        new String(OpenApiDocument.render(plan, fingerprint), StandardCharsets.UTF_8),
        ContractSchemas.answer(plan),
        ContractSchemas.parameters(plan));
  }
}
