package io.tidegate.route.identifier;

import java.util.Objects;

/**
 * The unified social credit code of GB 32100: 18 characters from an alphabet of 31, namely the
 * registering department and the kind of organisation (2), the region (6 digits), the organisation
 * code of GB 11714 with its own check digit (9) and a check digit modulo 31.
 */
public final class UnifiedSocialCreditCode {
  /** Characters with the check digit. */
  public static final int LENGTH = 18;

  /** The region of sample codes; no such region is in the list of GB/T 2260. */
  public static final String SAMPLE_REGION = "350299";

  /** Digits and capitals without I, O, S, V and Z. */
  public static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  private static final int[] WEIGHTS = {
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28
  };
  private static final int REGION_START = 2;
  private static final int ORGANISATION_START = 8;

  private UnifiedSocialCreditCode() {}

  /** Whether the text has the form of a credit code and both check digits are right. */
  public static boolean isValid(String text) {
    Objects.requireNonNull(text, "text");
    return text.length() == LENGTH
        && hasForm(text)
        && OrganisationCode.isValid(text.substring(ORGANISATION_START, LENGTH - 1))
        && text.charAt(LENGTH - 1) == expectedCheckDigit(text);
  }

  /**
   * The last check digit that belongs to the first 17 characters; later characters are not looked
   * at. It says nothing about the check digit of the organisation code within.
   *
   * @throws IllegalArgumentException when the first 17 characters have not the form of a credit
   *     code
   */
  public static char expectedCheckDigit(String text) {
    if (text.length() < LENGTH - 1 || !hasForm(text)) {
      throw new IllegalArgumentException("the first 17 characters of a credit code are expected");
    }
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * ALPHABET.indexOf(text.charAt(i));
    }
    return ALPHABET.charAt((31 - sum % 31) % 31);
  }

  /**
   * The code with both check digits.
   *
   * @param registration department, kind and region: two characters of the alphabet and six digits
   * @param organisation the first eight characters of the organisation code
   */
  public static String complete(String registration, String organisation) {
    if (registration.length() != ORGANISATION_START) {
      throw new IllegalArgumentException("a registration has eight characters");
    }
    String body = registration + OrganisationCode.complete(organisation);
    return body + expectedCheckDigit(body);
  }

  /** A code of an enterprise in the sample region, which belongs to nobody. */
  public static String sample(String organisation) {
    return complete("91" + SAMPLE_REGION, organisation);
  }

  private static boolean hasForm(String text) {
    return Characters.allOf(text, 0, LENGTH - 1, ALPHABET)
        && Characters.allOf(text, REGION_START, ORGANISATION_START, Characters.DIGITS);
  }
}
