package io.tidegate.rules.mask;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.rules.mask.MaskParameter.Form;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The kinds of masks, from the one that shows everything to the one that shows nothing. What a kind
 * does not recognise it covers completely.
 *
 * <p>The rank says how much a kind hides, so that of two decisions the stricter can be taken: 0
 * shows everything; the tens coarsen a value and keep its beginning or its size; the forties keep
 * single characters; the fifties and sixties show only a surrogate; 90 shows only that there is a
 * value; 100 shows nothing. Two different masks of equal rank cannot be compared.
 */
public enum MaskKind {
  /** Shows the value as it is. Keeps every promise, for it hides nothing. */
  NONE(
      0,
      EnumSet.allOf(FieldType.class),
      false,
      EnumSet.complementOf(EnumSet.of(Promise.REVERSIBLE))),
  /** Year and month of a date, {@code 2024-01}; of a moment, as the clocks of China show it. */
  MONTH(10, EnumSet.of(FieldType.DATE, FieldType.DATE_TIME), true, EnumSet.of(Promise.ORDER)),
  /** The first characters of a code, {@code 9403}: its heading, which still groups. */
  PREFIX(
      20,
      EnumSet.of(FieldType.STRING),
      true,
      EnumSet.of(Promise.PREFIX),
      new MaskParameter("keep", new Form.Whole(1, 32), Optional.empty())),
  /** The band a number lies in, {@code 10万–50万}. Breaks arithmetic. */
  BAND(
      30,
      EnumSet.of(FieldType.INTEGER, FieldType.NUMBER),
      true,
      EnumSet.of(Promise.ORDER),
      new MaskParameter("thresholds", new Form.Thresholds(), Optional.empty())),
  /** An address down to its district or county. */
  DISTRICT(35, EnumSet.of(FieldType.STRING), true, EnumSet.of(Promise.PREFIX)),
  /** The first and the last characters of a code; a star for each one between. */
  KEEP(
      40,
      EnumSet.of(FieldType.STRING),
      true,
      EnumSet.of(Promise.PREFIX),
      new MaskParameter("first", new Form.Whole(0, 32), Optional.empty()),
      new MaskParameter("last", new Form.Whole(0, 32), Optional.empty())),
  /** Place of registration and last character of a licence plate, {@code 闽D****1}. */
  PLATE(42, EnumSet.of(FieldType.STRING), true, EnumSet.of(Promise.PREFIX)),
  /** The family name of a person; a star for each further character. */
  FAMILY_NAME(44, EnumSet.of(FieldType.STRING), true, EnumSet.noneOf(Promise.class)),
  /** A container number of the same owner with another serial and a valid check digit. */
  CONTAINER_SURROGATE(
      50,
      EnumSet.of(FieldType.STRING),
      true,
      EnumSet.of(Promise.SAME_IN_SAME_OUT, Promise.FORMAT, Promise.PREFIX)),
  /**
   * Another credit code, in a region that does not exist, with both check digits valid; for a name,
   * a token such as {@code 企业 #8F3A}. Not one to one: surrogates are digests, and a token of four
   * digits often meets another.
   */
  PARTY_SURROGATE(
      60,
      EnumSet.of(FieldType.STRING),
      true,
      EnumSet.of(Promise.SAME_IN_SAME_OUT, Promise.FORMAT),
      new MaskParameter("digits", new Form.Whole(4, 16), Optional.of("4"))),
  /**
   * Three stars, whatever the text. A value that is no text becomes null, so that a consumer who
   * expects a number is not sent a text.
   */
  COVER(90, EnumSet.allOf(FieldType.class), false, EnumSet.noneOf(Promise.class)),
  /** Null, whatever the value. */
  DROP(100, EnumSet.allOf(FieldType.class), false, EnumSet.noneOf(Promise.class));

  private final int rank;
  private final Set<FieldType> accepts;
  private final boolean yieldsText;
  private final Set<Promise> promises;
  private final List<MaskParameter> parameters;

  MaskKind(
      int rank,
      EnumSet<FieldType> accepts,
      boolean yieldsText,
      EnumSet<Promise> promises,
      MaskParameter... parameters) {
    this.rank = rank;
    this.accepts = Collections.unmodifiableSet(accepts);
    this.yieldsText = yieldsText;
    this.promises = Collections.unmodifiableSet(promises);
    this.parameters = List.of(parameters);
  }

  /** How much it hides; the greater is the stricter. */
  public int rank() {
    return rank;
  }

  /** The types of fields it can be put on, in the order of the enum. */
  public Set<FieldType> accepts() {
    return accepts;
  }

  /** The type of what comes out of a field of the given type; absent when it is not accepted. */
  public Optional<FieldType> yields(FieldType type) {
    if (!accepts.contains(type)) {
      return Optional.empty();
    }
    return Optional.of(yieldsText ? FieldType.STRING : type);
  }

  /** What it keeps, in the order of the enum. */
  public Set<Promise> promises() {
    return promises;
  }

  public List<MaskParameter> parameters() {
    return parameters;
  }

  /** The word for it in a rule pack, such as {@code family-name}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<MaskKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
