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
 * shows everything; below ten a number stays one; the tens and twenties coarsen or move a value;
 * the thirties and forties keep a band, a level or single characters; the fifties and sixties show
 * only a stand-in; 70 a text of a list; 90 shows only that there is a value; 100 shows nothing. Two
 * different masks of equal rank cannot be compared.
 */
public enum MaskKind {
  /** Shows the value as it is. Keeps every promise, for it hides nothing. */
  NONE(
      0,
      EnumSet.allOf(FieldType.class),
      false,
      EnumSet.complementOf(EnumSet.of(Promise.REVERSIBLE))),
  /** A number as it is, but no more than a most. What is below it is shown. */
  TOP_CODE(
      4,
      EnumSet.of(FieldType.INTEGER, FieldType.NUMBER),
      false,
      EnumSet.of(Promise.ORDER),
      new MaskParameter("most", new Form.Positive(), Optional.empty())),
  /** The nearest multiple of a step. Breaks arithmetic. */
  ROUND(
      6,
      EnumSet.of(FieldType.INTEGER, FieldType.NUMBER),
      false,
      EnumSet.of(Promise.ORDER),
      new MaskParameter("to", new Form.Positive(), Optional.empty())),
  /** The corner of the cell a place on earth lies in; a cell of one decimal is about 11 km wide. */
  GEO_TO(
      8,
      EnumSet.of(FieldType.NUMBER, FieldType.STRING),
      false,
      EnumSet.noneOf(Promise.class),
      new MaskParameter("decimals", new Form.Whole(0, 4), Optional.empty())),
  /**
   * A date down to a unit, {@code 2024-01}; a moment as the clocks of China show it. Days and hours
   * are for moments.
   */
  DATE_TO(
      10,
      EnumSet.of(FieldType.DATE, FieldType.DATE_TIME),
      true,
      EnumSet.of(Promise.ORDER),
      new MaskParameter("unit", new Form.Word(DateTo.Unit.words()), Optional.empty())),
  /** Another date: all dates of one subject moved by the same number of days. */
  DATE_SHIFT(
      15,
      EnumSet.of(FieldType.DATE, FieldType.DATE_TIME),
      false,
      EnumSet.of(Promise.ORDER),
      new MaskParameter("days", new Form.Whole(7, 3650), Optional.of("180")),
      MaskParameter.SCOPE,
      new MaskParameter("subject", new Form.Column(), Optional.empty())),
  /** The first characters of a code, {@code 9403}: its heading, which still groups. */
  PREFIX(
      20,
      EnumSet.of(FieldType.STRING),
      true,
      EnumSet.of(Promise.PREFIX),
      new MaskParameter("keep", new Form.Whole(1, 32), Optional.empty())),
  /** The first characters of a text and an ellipsis; only of texts at least twice as long. */
  TRUNCATE(
      25,
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
  /** Stars from one place of a code to another, both included; counted from 1. */
  COVER_RANGE(
      36,
      EnumSet.of(FieldType.STRING),
      true,
      EnumSet.noneOf(Promise.class),
      new MaskParameter("from", new Form.Whole(1, 64), Optional.empty()),
      new MaskParameter("to", new Form.Whole(1, 64), Optional.empty())),
  /** Three stars for what stands behind a mark. */
  COVER_AFTER(
      37,
      EnumSet.of(FieldType.STRING),
      true,
      EnumSet.of(Promise.PREFIX),
      new MaskParameter("mark", new Form.Mark(), Optional.empty())),
  /** Three stars for what stands before a mark, {@code ***@example.com}. */
  COVER_BEFORE(
      38,
      EnumSet.of(FieldType.STRING),
      true,
      EnumSet.noneOf(Promise.class),
      new MaskParameter("mark", new Form.Mark(), Optional.empty())),
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
  /**
   * Another identifier of the same kind with valid check digits. What it keeps besides depends on
   * the identifier and the mode, see {@link MaskSpec#promises()}.
   */
  SURROGATE(
      50,
      EnumSet.of(FieldType.STRING),
      true,
      EnumSet.of(Promise.SAME_IN_SAME_OUT, Promise.FORMAT),
      new MaskParameter("of", new Form.Word(Identifier.words()), Optional.empty()),
      new MaskParameter(
          "mode",
          new Form.Word(Identifier.Mode.words()),
          Optional.of(Identifier.Mode.MARKED.word())),
      MaskParameter.SCOPE),
  /**
   * Day of birth, sex or age as the surrogate of the identity number in the same record tells them.
   */
  IDENTITY_PART(
      54,
      EnumSet.of(FieldType.STRING, FieldType.INTEGER, FieldType.DATE),
      false,
      EnumSet.of(Promise.CROSS_FIELD),
      new MaskParameter("at", new Form.Day(), Optional.of("2026-01-01")),
      new MaskParameter("identity", new Form.Column(), Optional.empty()),
      new MaskParameter(
          "mode",
          new Form.Word(Identifier.Mode.words()),
          Optional.of(Identifier.Mode.MARKED.word())),
      new MaskParameter("part", new Form.Word(IdentityPart.Part.words()), Optional.empty()),
      MaskParameter.SCOPE),
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
      new MaskParameter("digits", new Form.Whole(4, 16), Optional.of("4")),
      MaskParameter.SCOPE),
  /**
   * A digest by HMAC-SM3 in hexadecimal. Not one to one, for it is shorter than what it stands for;
   * of 32 digits or more, two that are equal are not met in practice.
   */
  HMAC_SM3(
      65,
      EnumSet.of(FieldType.STRING, FieldType.INTEGER, FieldType.NUMBER),
      true,
      EnumSet.of(Promise.SAME_IN_SAME_OUT),
      new MaskParameter("digits", new Form.Whole(16, 64), Optional.of("32")),
      new MaskParameter("domain", new Form.Domain(), Optional.of("value")),
      MaskParameter.SCOPE),
  /** The text of a list that stands beside the stand-in of another field of the record. */
  LOOKUP_ROW(
      68,
      EnumSet.of(FieldType.STRING),
      true,
      EnumSet.of(Promise.CROSS_FIELD),
      new MaskParameter("domain", new Form.Domain(), Optional.of("value")),
      new MaskParameter("keys", new Form.Texts(true), Optional.empty()),
      MaskParameter.SCOPE,
      new MaskParameter("subject", new Form.Column(), Optional.empty()),
      new MaskParameter("values", new Form.Texts(false), Optional.empty())),
  /** One of the texts of a list. Many values have the same. */
  LOOKUP(
      70,
      EnumSet.of(FieldType.STRING),
      true,
      EnumSet.of(Promise.SAME_IN_SAME_OUT),
      new MaskParameter("domain", new Form.Domain(), Optional.of("value")),
      MaskParameter.SCOPE,
      new MaskParameter("values", new Form.Texts(true), Optional.empty())),
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

  /**
   * Whether a value can come out as it went in because that is what the mask means: a round number
   * is its own rounding, a permutation has a place it leaves where it is. Of all other kinds such a
   * value is covered.
   */
  boolean canLeaveAsIs() {
    return switch (this) {
      case NONE, TOP_CODE, ROUND, GEO_TO, SURROGATE, IDENTITY_PART, LOOKUP_ROW -> true;
      case DATE_TO,
          DATE_SHIFT,
          PREFIX,
          TRUNCATE,
          BAND,
          DISTRICT,
          COVER_RANGE,
          COVER_AFTER,
          COVER_BEFORE,
          KEEP,
          PLATE,
          FAMILY_NAME,
          PARTY_SURROGATE,
          HMAC_SM3,
          LOOKUP,
          COVER,
          DROP ->
          false;
    };
  }

  /** Whether a text comes out of a field of any type that is accepted. */
  boolean alwaysYieldsText() {
    return yieldsText;
  }

  /**
   * Whether null can come out of a field of the given type: what is covered there would be a text,
   * and the mask promises the type of the field.
   */
  public boolean leavesNull(FieldType type) {
    return this == DROP || this != NONE && !yieldsText && type != FieldType.STRING;
  }

  /** What it keeps whatever its parameters, in the order of the enum. */
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
