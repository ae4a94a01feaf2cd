package io.tidegate.samples.generate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What systems outside of the platform know of a declaration's goods.
 *
 * @param moved the day the goods came in or went out, when known
 * @param packages as declared
 * @param grossWeight in kilograms
 * @param status the code in the code set {@code dec_status}
 */
public record Shipment(
    String entryId,
    String bill,
    boolean importing,
    String customs,
    Party trade,
    Party owner,
    Party agent,
    Optional<Party> terminal,
    String mode,
    String vessel,
    String voyage,
    String place,
    int packages,
    BigDecimal grossWeight,
    List<Container> containers,
    OffsetDateTime submitted,
    Optional<LocalDate> moved,
    Optional<OffsetDateTime> stored,
    Optional<OffsetDateTime> inspected,
    Optional<OffsetDateTime> released,
    String status) {
  public Shipment {
    Objects.requireNonNull(entryId, "entryId");
    Objects.requireNonNull(bill, "bill");
    Objects.requireNonNull(customs, "customs");
    Objects.requireNonNull(trade, "trade");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(agent, "agent");
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(vessel, "vessel");
    Objects.requireNonNull(voyage, "voyage");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(grossWeight, "grossWeight");
    containers = List.copyOf(containers);
    Objects.requireNonNull(submitted, "submitted");
    Objects.requireNonNull(moved, "moved");
    Objects.requireNonNull(stored, "stored");
    Objects.requireNonNull(inspected, "inspected");
    Objects.requireNonNull(released, "released");
    Objects.requireNonNull(status, "status");
  }

  /** An enterprise, by its credit code and name. */
  public record Party(String usci, String name) {
    public Party {
      Objects.requireNonNull(usci, "usci");
      Objects.requireNonNull(name, "name");
    }
  }

  /** A container; its size is a code of the set {@code container_size}, its weight in kilograms. */
  public record Container(String number, String size, BigDecimal weight) {
    public Container {
      Objects.requireNonNull(number, "number");
      Objects.requireNonNull(size, "size");
      Objects.requireNonNull(weight, "weight");
    }
  }
}
