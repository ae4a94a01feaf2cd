package io.tidegate.route.definition;

import io.tidegate.route.identifier.ContainerNumber;
import io.tidegate.route.identifier.ImoNumber;
import io.tidegate.route.identifier.OrganisationCode;
import io.tidegate.route.identifier.UnifiedSocialCreditCode;
import io.tidegate.route.text.Bilingual;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Holds values to the named forms, check digits included. Pure: what year it is, the caller says.
 */
public final class ParameterForms {
  private static final Pattern ENTRY_ID = Pattern.compile("\\d{8}[01IE]\\d{9}");
  private static final int FIRST_YEAR = 1980;
  private static final int LAST_YEAR = 9999;
  private static final Pattern USCI =
      Pattern.compile("[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}");
  private static final Pattern CONTAINER = Pattern.compile("[A-Z]{3}[UJZ]\\d{7}");
  private static final Pattern IMO = Pattern.compile("\\d{7}");
  private static final Pattern HS_CODE = Pattern.compile("(\\d{2}){1,5}");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]+");

  private ParameterForms() {}

  /**
   * What is wrong with a value, as the end of a sentence that begins with the parameter's name;
   * empty when it has the form.
   *
   * @param latestYear the latest year a number may be of; empty where no clock is at hand, as in
   *     the compiler, and then any later year is let pass
   */
  public static Optional<Bilingual> problem(
      ParameterFormat format, String value, OptionalInt latestYear) {
    return switch (format) {
      case ENTRY_ID -> entryId(value, latestYear);
      case USCI -> creditCode(value);
      case ISO6346 -> container(value);
      case IMO -> vessel(value);
      case HS_CODE -> commodity(value);
      case CODE ->
          CODE.matcher(value).matches()
              ? Optional.empty()
              : wrong("只能含字母、数字、- _ .", "has letters, digits, - _ and . only");
    };
  }

  private static Optional<Bilingual> entryId(String value, OptionalInt latestYear) {
    if (!ENTRY_ID.matcher(value).matches()) {
      return wrong(
          "应为 18 位：关区 4 位、年份 4 位、进出口标志 0/1/I/E、顺序号 9 位",
          "has 18 places: office 4, year 4, direction 0, 1, I or E, serial 9");
    }
    int year = Integer.parseInt(value.substring(4, 8));
    int latest = latestYear.orElse(LAST_YEAR);
    return year < FIRST_YEAR || year > latest
        ? wrong(
            "第 5–8 位应为年份，不晚于 " + latest, "has its year in places 5 to 8, not later than " + latest)
        : Optional.empty();
  }

  private static Optional<Bilingual> creditCode(String value) {
    if (!USCI.matcher(value).matches()) {
      return wrong(
          "应为 18 位统一社会信用代码（不含 I、O、S、V、Z）",
          "has 18 digits and capital letters without I, O, S, V and Z");
    }
    Optional<Bilingual> inner =
        checkDigit(value, 16, OrganisationCode.expectedCheckDigit(value.substring(8, 16)));
    return inner.isPresent()
        ? inner
        : checkDigit(value, 17, UnifiedSocialCreditCode.expectedCheckDigit(value));
  }

  private static Optional<Bilingual> container(String value) {
    if (!CONTAINER.matcher(value).matches()) {
      return wrong(
          "应为 4 个大写字母（第 4 位 U、J 或 Z）和 7 位数字",
          "has four capital letters, the fourth U, J or Z, and seven digits");
    }
    return checkDigit(value, 10, ContainerNumber.expectedCheckDigit(value));
  }

  private static Optional<Bilingual> vessel(String value) {
    if (!IMO.matcher(value).matches()) {
      return wrong("应为 7 位数字", "has seven digits");
    }
    return checkDigit(value, 6, ImoNumber.expectedCheckDigit(value));
  }

  private static Optional<Bilingual> commodity(String value) {
    if (!HS_CODE.matcher(value).matches()) {
      return wrong("应为 2、4、6、8 或 10 位数字", "has 2, 4, 6, 8 or 10 digits");
    }
    int chapter = Integer.parseInt(value.substring(0, 2));
    // chapter 77 is kept free by the Harmonized System
    return chapter == 0 || chapter == 77 || chapter == 99
        ? wrong("前 2 位不是商品编码的章", "begins with no chapter of the nomenclature")
        : Optional.empty();
  }

  private static Optional<Bilingual> checkDigit(String value, int index, char expected) {
    int place = index + 1;
    return value.charAt(index) == expected
        ? Optional.empty()
        : wrong(
            "第 " + place + " 位校验码应为 " + expected,
            "has a wrong check digit: place " + place + " should be " + expected);
  }

  private static Optional<Bilingual> wrong(String zh, String en) {
    return Optional.of(new Bilingual(zh, en));
  }
}
