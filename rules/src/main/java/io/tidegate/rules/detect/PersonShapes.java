package io.tidegate.rules.detect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tidegate.route.identifier.IdentityNumber;
import io.tidegate.route.identifier.PaymentCardNumber;
import io.tidegate.route.identifier.VehicleIdentificationNumber;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What belongs to a person: documents, cards, vehicles and the name. */
final class PersonShapes {
  /** The first two digits of GB/T 2260: the provinces. */
  private static final Set<String> PROVINCES =
      Set.of(
          "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
          "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
          "65", "71", "81", "82", "83");

  /** Ordinary, service, diplomatic and regional passports of China. */
  private static final Pattern PASSPORT =
      Pattern.compile("E[0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|[GDSPK][0-9]{8}|[DSP]E[0-9]{7}|MA[0-9]{7}");

  private static final Pattern FOREIGN_PASSPORT = Pattern.compile("[A-Z]{1,2}[0-9]{6,8}|[0-9]{9}");
  private static final Pattern PASS =
      Pattern.compile("[HM][0-9]{8}([0-9]{2})?|C[A-HJ-NP-Z]?[0-9]{7,8}|W[0-9]{8}");
  private static final Pattern OFFICER_CARD = Pattern.compile("\\p{Han}{1,4}字第?[0-9]{6,8}号?");
  private static final Pattern DRIVING_LICENCE = Pattern.compile("[0-9]{12}");
  private static final String PLATE_PLACES =
      Lexicon.lines("places.txt").stream().map(List::getFirst).collect(Collectors.joining());

  /** Letters I and O are not issued; those who invent plates write them for that reason. */
  private static final Pattern PLATE =
      Pattern.compile(
          "["
              + PLATE_PLACES
              + "][A-HJ-NP-Z][ ·.・-]?(?:([A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[DF][A-HJ-NP-Z0-9][0-9]{4}"
              + "|[0-9]{5}[DF])|[A-Z0-9]{5,6})");

  private static final Pattern GROUPED_CARD =
      Pattern.compile("[0-9]{4}([ -])[0-9]{4}[ -][0-9]{4}[ -][0-9]{1,7}([ -][0-9]{1,3})?");

  private static final Set<String> FAMILY_NAMES = familyNames();
  private static final Set<String> NOT_NAMES = Lexicon.words("not-names.txt");
  private static final Pattern HAN = Pattern.compile("\\p{Han}{2,4}");
  private static final Pattern JOINED_NAME =
      Pattern.compile("\\p{Han}{1,8}[·•・.]\\p{Han}{1,8}([·•・.]\\p{Han}{1,8})?");
  private static final Pattern LATIN_NAME =
      Pattern.compile("[A-Z][A-Za-z'-]{1,15},? [A-Z][A-Za-z'.-]{0,15}( [A-Z][A-Za-z'-]{1,15})?");

  /** What posts, offices, firms, places and goods end with and given names do not. */
  private static final Pattern NOT_A_GIVEN_NAME =
      Pattern.compile(
          "(公司|集团|有限|中心|仓库|码头|海关|口岸|机场|大厦|银行|学校|医院|工厂|商行|车队|先生|女士|小姐|经理|主管"
              + "|[部科处局厅组队店厂县镇员级类款号料件器具板管片纱纸箱袋瓶肉酒的了率费税货关])$");

  private PersonShapes() {}

  private static Set<String> familyNames() {
    return Lexicon.lines("family-names.txt").stream()
        .flatMap(
            line ->
                line.size() == 1
                    ? line.getFirst().codePoints().mapToObj(Character::toString)
                    : line.stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  static Optional<Evidence> idCard(String plain, LocalDate today) {
    String number = Plain.joined(plain).toUpperCase(Locale.ROOT);
    if (number.length() != IdentityNumber.LENGTH
        || !IdentityNumber.isValid(number)
        || LocalDate.of(
                Integer.parseInt(number.substring(6, 10)),
                Integer.parseInt(number.substring(10, 12)),
                Integer.parseInt(number.substring(12, 14)))
            .isAfter(today)) {
      return Optional.empty();
    }
    return Optional.of(
        PROVINCES.contains(number.substring(0, 2))
            ? Evidence.of(
                Evidence.CONVINCING,
                "18 位，省份、出生日期和校验位均相符",
                "18 characters whose province, date of birth and check digit all fit")
            : Evidence.of(
                Evidence.LIKELY,
                "18 位，出生日期和校验位相符，省份未知",
                "18 characters whose date of birth and check digit fit; the province is unknown"));
  }

  static Optional<Evidence> passport(String plain) {
    String number = plain.toUpperCase(Locale.ROOT);
    if (PASSPORT.matches(number)) {
      return Optional.of(
          Evidence.of(0.3, "中国护照的字头和位数", "the letters and length of a Chinese passport"));
    }
    return FOREIGN_PASSPORT.matches(number)
        ? Optional.of(Evidence.of(0.21, "字母和位数似外国护照", "letters and length of a foreign passport"))
        : Optional.empty();
  }

  static Optional<Evidence> pass(String plain) {
    return PASS.matches(plain.toUpperCase(Locale.ROOT))
        ? Optional.of(Evidence.of(0.3, "通行证的字头和位数", "the letter and length of a pass"))
        : Optional.empty();
  }

  static Optional<Evidence> officerCard(String plain) {
    return OFFICER_CARD.matches(plain)
        ? Optional.of(
            Evidence.of(Evidence.POSSIBLE, "“字第…号”的写法", "written as documents of the forces are"))
        : Optional.empty();
  }

  static Optional<Evidence> drivingLicence(String plain) {
    return DRIVING_LICENCE.matches(plain)
        ? Optional.of(Evidence.of(Evidence.FAINT, "12 位数字", "12 digits"))
        : Optional.empty();
  }

  static Optional<Evidence> plate(String plain) {
    Matcher plate = PLATE.matcher(plain.toUpperCase(Locale.ROOT));
    if (!plate.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        plate.group(1) != null
            ? Evidence.of(0.9, "省份简称、发牌地字母和序号", "province, letter of the place and serial")
            : Evidence.of(
                0.85,
                "省份简称、发牌地字母和不发放的序号",
                "province, letter of the place and a serial that is not issued"));
  }

  static Optional<Evidence> vin(String plain) {
    String number = plain.toUpperCase(Locale.ROOT);
    if (!VehicleIdentificationNumber.hasForm(number)) {
      return Optional.empty();
    }
    boolean letters = number.chars().anyMatch(c -> c >= 'A');
    boolean digits = number.chars().anyMatch(c -> c <= '9');
    if (letters && digits && VehicleIdentificationNumber.isValid(number)) {
      return Optional.of(
          Evidence.of(Evidence.POSSIBLE, "17 位，校验位正确", "17 characters with the right check digit"));
    }
    return Optional.of(
        Evidence.of(
            Evidence.FAINT,
            "17 位，无 I、O、Q；校验位不符，其他地区的车常如此",
            "17 characters without I, O and Q; the check digit does not fit, as with vehicles of"
                + " other regions"));
  }

  static Optional<Evidence> bankCard(String plain) {
    String number = Plain.joined(plain);
    if (!PaymentCardNumber.isValid(number)) {
      return Optional.empty();
    }
    boolean grouped = GROUPED_CARD.matches(plain);
    if (grouped || plain.equals(number)) {
      if (isIssued(number)) {
        return Optional.of(
            Evidence.of(
                grouped ? Evidence.LIKELY : Evidence.POSSIBLE,
                "发卡机构号段、位数和校验位相符",
                "issuer, length and check digit fit"));
      }
      return Optional.of(
          Evidence.of(Evidence.FAINT, "校验位相符，号段未知", "the check digit fits; the issuer is unknown"));
    }
    return Optional.empty();
  }

  /** Whether an issuer's numbers begin so and are so long (ISO/IEC 7812). */
  private static boolean isIssued(String number) {
    int two = Integer.parseInt(number.substring(0, 2));
    int four = Integer.parseInt(number.substring(0, 4));
    return switch (number.length()) {
      case 13 -> number.startsWith("4") && !number.startsWith("49");
      case 15 -> two == 34 || two == 37;
      case 16 ->
          two == 62
              || number.startsWith("4")
              || two >= 51 && two <= 55
              || four >= 2221 && four <= 2720
              || four >= 3528 && four <= 3589
              || two == 65
              || four == 6011;
      case 17, 18 -> two == 62;
      case 19 -> two == 62 || four == 9558;
      default -> false;
    };
  }

  static Optional<Evidence> name(String plain) {
    if (JOINED_NAME.matches(plain)) {
      return Optional.of(Evidence.of(Evidence.POSSIBLE, "以间隔号连接的姓名", "a name with a dot between"));
    }
    if (LATIN_NAME.matches(plain)) {
      return Optional.of(
          Evidence.of(Evidence.FAINT, "大写开头的两三个词", "two or three words with capitals"));
    }
    if (!HAN.matches(plain)
        || NOT_NAMES.contains(plain)
        || NOT_A_GIVEN_NAME.matcher(plain).find()) {
      return Optional.empty();
    }
    int length = plain.codePointCount(0, plain.length());
    if (length > 2 && FAMILY_NAMES.contains(plain.substring(0, 2))) {
      return Optional.of(
          Evidence.of(Evidence.POSSIBLE, "复姓加名字", "a compound family name and a given name"));
    }
    String first = Character.toString(plain.codePointAt(0));
    return length <= 3 && FAMILY_NAMES.contains(first)
        ? Optional.of(
            Evidence.of(
                Evidence.POSSIBLE,
                "姓氏加一至二字名",
                "a family name and a given name of one or two characters"))
        : Optional.empty();
  }

  /** Whether the first two digits are those of a province. */
  static boolean isProvince(String region) {
    return PROVINCES.contains(region.substring(0, 2));
  }
}
