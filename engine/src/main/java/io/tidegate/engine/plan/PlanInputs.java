package io.tidegate.engine.plan;

import java.util.Objects;

/**
 * What a plan was made from; each value is a hash in hexadecimal unless it is a name.
 *
 * @param source of the service document's text
 * @param catalog of the catalog snapshot
 * @param rulePackId name of the rule pack
 * @param rulePack of the rule pack
 * @param grammar of the SQL grammar
 */
public record PlanInputs(
    String source,
    String catalog,
    String rulePackId,
    String rulePackVersion,
    String rulePack,
    String grammar) {
  public PlanInputs {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(catalog, "catalog");
    Objects.requireNonNull(rulePackId, "rulePackId");
    Objects.requireNonNull(rulePackVersion, "rulePackVersion");
    Objects.requireNonNull(rulePack, "rulePack");
    Objects.requireNonNull(grammar, "grammar");
  }
}
