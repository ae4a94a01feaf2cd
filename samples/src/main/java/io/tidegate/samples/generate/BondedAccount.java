package io.tidegate.samples.generate;

import java.util.Objects;

/**
 * An account of an enterprise in the bonded zone.
 *
 * @param place from 1 on, that of the story first
 * @param zoneOperator who runs the premises the goods lie in
 */
record BondedAccount(
    int place,
    String number,
    Enterprise operator,
    Enterprise declarant,
    Enterprise zoneOperator,
    boolean agentPriceOpen) {
  BondedAccount {
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(declarant, "declarant");
    Objects.requireNonNull(zoneOperator, "zoneOperator");
  }

  /** The customs office in charge, which is part of the number. */
  String customs() {
    return number.substring(1, 5);
  }
}
