package io.tidegate.samples.generate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A bonded inventory list as it was filed and what became of it.
 *
 * @param number the number others know it by
 * @param declaration the declaration that goes with it; none where none is needed
 * @param released when customs released the declaration, or the list itself where there is none
 * @param preDeducted when its quantities were set aside
 * @param passed when the goods passed the gate of the zone
 * @param deducted when its quantities were put into the ledger, after release and passage
 */
record BondedList(
    long id,
    String number,
    BondedAccount account,
    Enterprise receiver,
    Enterprise declarant,
    boolean importing,
    Optional<Filing> declaration,
    OffsetDateTime filed,
    Optional<OffsetDateTime> released,
    Optional<OffsetDateTime> preDeducted,
    Optional<OffsetDateTime> passed,
    Optional<OffsetDateTime> deducted,
    List<Item> items) {
  BondedList {
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(receiver, "receiver");
    Objects.requireNonNull(declarant, "declarant");
    Objects.requireNonNull(declaration, "declaration");
    Objects.requireNonNull(filed, "filed");
    Objects.requireNonNull(released, "released");
    Objects.requireNonNull(preDeducted, "preDeducted");
    Objects.requireNonNull(passed, "passed");
    Objects.requireNonNull(deducted, "deducted");
    items = List.copyOf(items);
  }

  /** The code of the set {@code deduct_state}. */
  String deductState() {
    return deducted.isPresent() ? "2" : preDeducted.isPresent() ? "1" : "0";
  }

  /** When the last of what is known happened. */
  OffsetDateTime updated() {
    return deducted.or(() -> passed).or(() -> released).or(() -> preDeducted).orElse(filed);
  }

  /**
   * One item. The price is for one unit of the quantity.
   *
   * @param currency alpha-3
   * @param origin alpha-3
   * @param net in kilograms
   */
  record Item(
      TariffLine tariff,
      BigDecimal quantity,
      BigDecimal price,
      String currency,
      String origin,
      BigDecimal net) {
    private static final BigDecimal PACKING = new BigDecimal("1.06");

    Item {
      Objects.requireNonNull(tariff, "tariff");
      Objects.requireNonNull(quantity, "quantity");
      Objects.requireNonNull(price, "price");
      Objects.requireNonNull(currency, "currency");
      Objects.requireNonNull(origin, "origin");
      Objects.requireNonNull(net, "net");
    }

    BigDecimal total() {
      return price.multiply(quantity).setScale(2, RoundingMode.HALF_UP);
    }

    /** In kilograms, with packing. */
    BigDecimal gross() {
      return net.multiply(PACKING).setScale(2, RoundingMode.UP);
    }
  }
}
