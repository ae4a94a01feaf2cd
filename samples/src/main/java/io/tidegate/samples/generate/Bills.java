package io.tidegate.samples.generate;

import io.tidegate.samples.generate.Filing.Box;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * The bills of the manifests: one for each declaration of goods by sea, told as the declaration
 * tells it but for a few, which show what a reconciliation of the two has to find.
 */
final class Bills {
  /** Story 6: the manifest has two packages less than the declaration of this head. */
  static final long STORY_HEAD = 4;

  static final int STORY_PACKAGES = 478;

  private static final List<Difference> DIFFERENCES =
      List.of(
          Difference.NONE,
          Difference.MISSING,
          Difference.PACKAGES,
          Difference.WEIGHT,
          Difference.BOX,
          Difference.VOYAGE);
  private static final Shares DIFFERENCE_SHARES = Shares.of(98.2, 0.3, 0.6, 0.4, 0.3, 0.2);

  private final Consignments consignments;
  private final Enterprises enterprises;
  private final List<Enterprise> forwarders;
  private final long seed;

  Bills(Consignments consignments, Enterprises enterprises, long seed) {
    this.consignments = consignments;
    this.enterprises = enterprises;
    this.forwarders =
        enterprises.all().stream().filter(e -> e.kind() == Enterprise.Kind.FORWARDER).toList();
    this.seed = seed;
  }

  /** In what the manifest differs from the declaration. */
  private enum Difference {
    NONE,
    /** The bill has no manifest. */
    MISSING,
    PACKAGES,
    /** By more than is put down to weighing. */
    WEIGHT,
    /** A container of the declaration is not in the manifest. */
    BOX,
    VOYAGE
  }

  int count() {
    return consignments.count();
  }

  /** The values of a row of the manifest; those of a story are the same for every seed. */
  Draw draw(long headId) {
    return new Draw(headId <= Stories.COUNT ? 0 : seed, "bill", headId);
  }

  /** The bill of a declaration; none where the goods do not travel by sea or have no manifest. */
  Optional<Bill> of(long headId) {
    return consignments.of(headId).flatMap(this::told);
  }

  private Optional<Bill> told(Consignment consignment) {
    Filing filing = consignment.filing();
    long headId = filing.headId();
    boolean ofStories = headId <= Stories.COUNT;
    Draw draw = draw(headId);
    Difference difference =
        ofStories
            ? Difference.NONE
            : DIFFERENCES.get(DIFFERENCE_SHARES.at(draw.unit("difference")));
    String voyage = filing.transport().voyage();
    int packages = headId == STORY_HEAD ? STORY_PACKAGES : filing.cargo().packages();
    BigDecimal gross = filing.cargo().gross();
    List<Box> boxes = filing.cargo().boxes();
    switch (difference) {
      case NONE -> {}
      case MISSING -> {
        return Optional.empty();
      }
      case PACKAGES -> packages += draw.between("more", 1, 3);
      case WEIGHT ->
          gross =
              gross
                  .multiply(BigDecimal.valueOf(draw.between("heavier", 104, 115)))
                  .movePointLeft(2)
                  .add(BigDecimal.TEN)
                  .setScale(1, RoundingMode.HALF_UP);
      case BOX -> boxes = boxes.isEmpty() ? boxes : boxes.subList(1, boxes.size());
      case VOYAGE ->
          voyage = voyage.substring(0, voyage.length() - 1) + (voyage.endsWith("E") ? "W" : "E");
    }
    return Optional.of(
        new Bill(
            consignment,
            ofStories ? enterprises.cast(3) : draw.oneOf("forwarder", forwarders),
            voyage,
            packages,
            gross,
            boxes));
  }
}
