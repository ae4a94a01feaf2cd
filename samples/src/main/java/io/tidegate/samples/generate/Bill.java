package io.tidegate.samples.generate;

import io.tidegate.samples.generate.Filing.Box;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * A bill as its manifest tells it, which is nearly always as its declaration does.
 *
 * @param gross in kilograms
 */
record Bill(
    Consignment consignment,
    Enterprise forwarder,
    String voyage,
    int packages,
    BigDecimal gross,
    List<Box> boxes) {
  Bill {
    Objects.requireNonNull(consignment, "consignment");
    Objects.requireNonNull(forwarder, "forwarder");
    Objects.requireNonNull(voyage, "voyage");
    Objects.requireNonNull(gross, "gross");
    boxes = List.copyOf(boxes);
  }
}
