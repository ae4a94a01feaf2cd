package io.tidegate.rules.mask;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A mask ready to run: a pure function of value and key, safe for any number of threads.
 *
 * <p>Values are {@code String}, {@code Integer}, {@code Long}, {@code BigDecimal}, {@code Boolean},
 * {@code LocalDate} and {@code OffsetDateTime}; null stays null. A value the mask does not
 * recognise is covered completely, and so is one that would come out as it went in, unless that is
 * what the mask means. Nothing is thrown over a value; what the key throws is passed on, and then
 * there is no value at all.
 */
public final class CompiledMask {
  /** Longest text a mask looks into; a longer one is covered. */
  public static final int LONGEST = 512;

  static final String COVERED = "***";
  private static final String COVERED_OTHERWISE = "****";

  private final MaskSpec spec;
  private final RecordMasking masking;
  private final Scope scope;

  private CompiledMask(MaskSpec spec, RecordMasking masking) {
    this.spec = spec;
    this.masking = masking;
    this.scope = spec.scope();
  }

  /** Whether it leaves every value as it is. */
  public boolean isNone() {
    return spec.kind() == MaskKind.NONE;
  }

  public static CompiledMask compile(MaskSpec spec) {
    Objects.requireNonNull(spec, "spec");
    return new CompiledMask(spec, masking(spec));
  }

  private static RecordMasking masking(MaskSpec spec) {
    return switch (spec.kind()) {
      case DATE_SHIFT -> new DateShift(spec.whole("days"));
      case IDENTITY_PART ->
          new IdentityPart(
              IdentityPart.Part.ofWord(spec.parameters().get("part")),
              spec.mode(),
              LocalDate.parse(spec.parameters().get("at")));
      case LOOKUP_ROW ->
          new LookupRow(spec.parameters().get("domain"), spec.texts("keys"), spec.texts("values"));
      case NONE, COVER, DROP -> Masking.UNRECOGNISED.ofAnyRecord();
      case TOP_CODE -> new TopCode(spec.number("most")).ofAnyRecord();
      case ROUND -> new Round(spec.number("to")).ofAnyRecord();
      case GEO_TO -> new GeoTo(spec.whole("decimals")).ofAnyRecord();
      case DATE_TO -> new DateTo(DateTo.Unit.ofWord(spec.parameters().get("unit"))).ofAnyRecord();
      case PREFIX -> new Prefix(spec.whole("keep")).ofAnyRecord();
      case TRUNCATE -> new Truncate(spec.whole("keep")).ofAnyRecord();
      case BAND ->
          new Band(MaskParameter.thresholds(spec.parameters().get("thresholds"))).ofAnyRecord();
      case DISTRICT -> new District().ofAnyRecord();
      case COVER_RANGE -> new CoverRange(spec.whole("from"), spec.whole("to")).ofAnyRecord();
      case COVER_AFTER -> new CoverBeside(mark(spec), false).ofAnyRecord();
      case COVER_BEFORE -> new CoverBeside(mark(spec), true).ofAnyRecord();
      case KEEP -> new Keep(spec.whole("first"), spec.whole("last")).ofAnyRecord();
      case PLATE -> new Plate().ofAnyRecord();
      case FAMILY_NAME -> new FamilyName().ofAnyRecord();
      case SURROGATE -> new IdentifierSurrogate(spec.identifier(), spec.mode()).ofAnyRecord();
      case PARTY_SURROGATE -> new PartySurrogate(spec.whole("digits")).ofAnyRecord();
      case HMAC_SM3 ->
          new KeyedDigest(spec.parameters().get("domain"), spec.whole("digits")).ofAnyRecord();
      case LOOKUP ->
          new Lookup(spec.parameters().get("domain"), spec.texts("values")).ofAnyRecord();
    };
  }

  private static char mark(MaskSpec spec) {
    return spec.parameters().get("mark").charAt(0);
  }

  public MaskSpec spec() {
    return spec;
  }

  /** The masked value, of a mask that looks at nothing but the value. */
  public Object apply(Object value, MaskKey key) {
    return apply(value, null, key);
  }

  /**
   * The masked value.
   *
   * @param companion the value of {@link MaskSpec#companion()} in the same record, as it is in the
   *     source; null when it is not read there, and then the value is covered
   */
  public Object apply(Object value, Object companion, MaskKey key) {
    if (value == null || spec.kind() == MaskKind.DROP) {
      return null;
    }
    if (spec.kind() == MaskKind.NONE) {
      return value;
    }
    if (isTooLong(value) || isTooLong(companion)) {
      return covered(value);
    }
    Object masked = masking.mask(value, companion, key.within(scope)).orElse(null);
    return masked == null || masked.equals(value) && !spec.kind().canLeaveAsIs()
        ? covered(value)
        : masked;
  }

  /**
   * The value a surrogate stands for; empty when the mask has no way back or the text is no
   * surrogate of it. Whoever calls this has been granted to see the value.
   */
  public Optional<String> restore(String surrogate, MaskKey key) {
    return spec.kind() == MaskKind.SURROGATE && !isTooLong(surrogate)
        ? spec.identifier().recipe(spec.mode()).original(surrogate, key.within(scope))
        : Optional.empty();
  }

  private static boolean isTooLong(Object value) {
    return value instanceof String text && text.length() > LONGEST;
  }

  private String covered(Object value) {
    if (!(value instanceof String) && !spec.kind().alwaysYieldsText()) {
      return null;
    }
    return COVERED.equals(value) ? COVERED_OTHERWISE : COVERED;
  }

  @Override
  public String toString() {
    return spec.name();
  }
}
