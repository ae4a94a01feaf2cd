package io.tidegate.rules.mask;

import java.util.Objects;

/**
 * A mask ready to run: a pure function of value and key, safe for any number of threads.
 *
 * <p>Values are {@code String}, {@code Integer}, {@code Long}, {@code BigDecimal}, {@code Boolean},
 * {@code LocalDate} and {@code OffsetDateTime}; null stays null. A value the mask does not
 * recognise, and one that would come out as it went in, is covered completely. Nothing is thrown
 * over a value; what the key throws is passed on, and then there is no value at all.
 */
public final class CompiledMask {
  /** Longest text a mask looks into; a longer one is covered. */
  public static final int LONGEST = 512;

  static final String COVERED = "***";
  private static final String COVERED_OTHERWISE = "****";

  private final MaskSpec spec;
  private final Masking masking;

  /** Whether it leaves every value as it is. */
  public boolean isNone() {
    return spec.kind() == MaskKind.NONE;
  }

  private CompiledMask(MaskSpec spec, Masking masking) {
    this.spec = spec;
    this.masking = masking;
  }

  public static CompiledMask compile(MaskSpec spec) {
    Objects.requireNonNull(spec, "spec");
    return new CompiledMask(spec, masking(spec));
  }

  private static Masking masking(MaskSpec spec) {
    return switch (spec.kind()) {
      case NONE, COVER, DROP -> Masking.UNRECOGNISED;
      case MONTH -> new Month();
      case PREFIX -> new Prefix(spec.whole("keep"));
      case BAND -> new Band(MaskParameter.thresholds(spec.parameters().get("thresholds")));
      case DISTRICT -> new District();
      case KEEP -> new Keep(spec.whole("first"), spec.whole("last"));
      case PLATE -> new Plate();
      case FAMILY_NAME -> new FamilyName();
      case CONTAINER_SURROGATE -> new ContainerSurrogate();
      case PARTY_SURROGATE -> new PartySurrogate(spec.whole("digits"));
    };
  }

  public MaskSpec spec() {
    return spec;
  }

  /** The masked value. */
  public Object apply(Object value, MaskKey key) {
    if (value == null || spec.kind() == MaskKind.DROP) {
      return null;
    }
    if (spec.kind() == MaskKind.NONE) {
      return value;
    }
    if (value instanceof String text && text.length() > LONGEST) {
      return COVERED;
    }
    return masking
        .mask(value, key)
        .filter(masked -> !masked.equals(value))
        .orElseGet(() -> covered(value));
  }

  private String covered(Object value) {
    if (spec.kind() == MaskKind.COVER && !(value instanceof String)) {
      return null;
    }
    return COVERED.equals(value) ? COVERED_OTHERWISE : COVERED;
  }

  @Override
  public String toString() {
    return spec.name();
  }
}
