package io.tidegate.rules.detect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tidegate.route.identifier.AirWaybillNumber;
import io.tidegate.route.identifier.ContainerNumber;
import io.tidegate.route.identifier.EntryId;
import io.tidegate.route.identifier.ImoNumber;
import io.tidegate.route.identifier.OrganisationCode;
import io.tidegate.route.identifier.UnifiedSocialCreditCode;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The numbers of trade: enterprises, documents, goods, boxes and ships. */
final class TradeShapes {
  private static final Pattern CREDIT_CODE = Pattern.compile("[0-9A-HJ-NPQRTUWXY]{18}");

  /** Departments and kinds GB 32100 gives out. */
  private static final Pattern REGISTERED =
      Pattern.compile(
          "(1[1239]|2[19]|3[1-59]|4[19]|5[1239]|6[129]|7[129]|8[19]|9[123]|A[19]|N[1239]|Y1).*");

  private static final Pattern ORGANISATION = Pattern.compile("[0-9A-Z]{8}-?[0-9X]");
  private static final Pattern REGISTRATION = Pattern.compile("[0-9]{4}[0-9A-Z]{2}[0-9A-Z]{4}");
  private static final Pattern HS = Pattern.compile("[0-9]{8}([0-9]{2})?");
  private static final Pattern DOTTED_HS =
      Pattern.compile(
          "[0-9]{4}\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2})?|\\.[0-9]{4})|[0-9]{4}\\.[0-9]{4}(\\.?[0-9]{2})?");
  private static final Pattern CONTAINER = Pattern.compile("([A-Z]{3}[UJZ])([0-9]{6})([0-9])");
  private static final Pattern BILL = Pattern.compile("([A-Z]{4})[A-Z0-9]{6,12}");
  private static final Pattern ANY_BILL = Pattern.compile("[A-Z0-9]{6,20}");
  private static final Pattern AIR_WAYBILL = Pattern.compile("[0-9]{3}[- ]?[0-9]{8}");
  private static final Pattern INVENTORY =
      Pattern.compile("QD([0-9]{2})[0-9]{2}[0-9]{2}[IE][0-9]{9}");
  private static final Pattern GATE_PASS =
      Pattern.compile(
          "Z([0-9]{2})[0-9]{2}[IE][0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{12}");
  private static final Pattern ACCOUNT =
      Pattern.compile("[A-HK-NPT]([0-9]{2})[0-9]{2}([A-Z][0-9]{6}|[0-9]{7})");
  private static final Pattern IMO =
      Pattern.compile("(IMO[ :.#-]{0,2}(?:NO[ :.]{0,2})?)?([0-9]{7})");

  private static final Set<String> DISTRICTS = Lexicon.words("customs-districts.txt");
  private static final Set<String> CONTAINER_OWNERS = Lexicon.words("container-owners.txt");
  private static final Set<String> CARRIERS = Lexicon.words("carriers.txt");
  private static final Set<String> AIRLINES = Lexicon.words("airlines.txt");
  private static final int EARLIEST_ENTRY = 2000;

  private TradeShapes() {}

  static Optional<Evidence> creditCode(String plain) {
    String code = Plain.joined(plain).toUpperCase(Locale.ROOT);
    if (!CREDIT_CODE.matches(code)) {
      return Optional.empty();
    }
    if (UnifiedSocialCreditCode.isValid(code)) {
      String region = code.substring(2, 8);
      return Optional.of(
          REGISTERED.matches(code) && (PersonShapes.isProvince(region) || region.startsWith("10"))
              ? Evidence.of(
                  Evidence.LIKELY,
                  "登记部门、行政区划和两个校验位均相符",
                  "department, region and both check digits fit")
              : Evidence.of(Evidence.POSSIBLE, "两个校验位相符", "both check digits fit"));
    }
    return code.substring(2, 8).chars().allMatch(c -> c <= '9')
            && code.charAt(17) == UnifiedSocialCreditCode.expectedCheckDigit(code)
        ? Optional.of(Evidence.of(Evidence.FAINT, "末位校验位相符", "the last check digit fits"))
        : Optional.empty();
  }

  static Optional<Evidence> organisationCode(String plain) {
    String code = plain.toUpperCase(Locale.ROOT);
    if (!ORGANISATION.matches(code) || !OrganisationCode.isValid(Plain.joined(code))) {
      return Optional.empty();
    }
    return Optional.of(
        code.indexOf('-') > 0
            ? Evidence.of(Evidence.POSSIBLE, "带连字符，校验位相符", "with a hyphen; the check digit fits")
            : Evidence.of(Evidence.FAINT, "9 位，校验位相符", "9 characters; the check digit fits"));
  }

  static Optional<Evidence> customsRegistration(String plain) {
    String code = plain.toUpperCase(Locale.ROOT);
    return REGISTRATION.matches(code) && PersonShapes.isProvince(code) && code.charAt(4) != '0'
        ? Optional.of(
            Evidence.of(Evidence.FAINT, "10 位，行政区划开头", "10 characters that begin with a region"))
        : Optional.empty();
  }

  static Optional<Evidence> hsCode(String plain) {
    boolean dotted = DOTTED_HS.matches(plain);
    if (!dotted && !HS.matches(plain)) {
      return Optional.empty();
    }
    int chapter = Integer.parseInt(plain.substring(0, 2));
    if (chapter == 0 || chapter == 77 || chapter > 97 || plain.startsWith("00", 2)) {
      return Optional.empty();
    }
    return Optional.of(
        dotted
            ? Evidence.of(0.6, "税则写法，章号存在", "written as in the tariff; the chapter exists")
            : Evidence.of(Evidence.FAINT, "8 或 10 位，章号存在", "8 or 10 digits; the chapter exists"));
  }

  static Optional<Evidence> container(String plain) {
    Matcher number =
        CONTAINER.matcher(Plain.joined(plain).replace("/", "").toUpperCase(Locale.ROOT));
    if (!number.matches() || !ContainerNumber.isValid(number.group())) {
      return Optional.empty();
    }
    return Optional.of(
        CONTAINER_OWNERS.contains(number.group(1))
            ? Evidence.of(0.9, "已知箱主代码，校验位正确", "a known owner and the right check digit")
            : Evidence.of(
                Evidence.POSSIBLE,
                "箱号格式，校验位正确",
                "the form of a container and the right check digit"));
  }

  static Optional<Evidence> billNo(String plain) {
    String number = plain.toUpperCase(Locale.ROOT);
    Matcher bill = BILL.matcher(number);
    if (bill.matches()
        && CARRIERS.contains(bill.group(1))
        && number.substring(4).chars().filter(c -> c <= '9').count() >= 4) {
      return Optional.of(
          Evidence.of(Evidence.POSSIBLE, "船公司代码开头", "begins with the code of a carrier"));
    }
    return ANY_BILL.matches(number) && number.chars().filter(c -> c <= '9').count() >= 4
        ? Optional.of(Evidence.of(0.21, "字母数字组成的单号", "a number of letters and digits"))
        : Optional.empty();
  }

  static Optional<Evidence> airWaybill(String plain) {
    if (!AIR_WAYBILL.matches(plain) || !AirWaybillNumber.isValid(Plain.joined(plain))) {
      return Optional.empty();
    }
    boolean apart = plain.length() > AirWaybillNumber.LENGTH;
    boolean airline = AIRLINES.contains(plain.substring(0, 3));
    if (airline && apart) {
      return Optional.of(
          Evidence.of(
              Evidence.POSSIBLE,
              "已知航空公司前缀，校验位正确",
              "the prefix of an airline and the right check digit"));
    }
    return Optional.of(
        Evidence.of(Evidence.FAINT, "11 位，校验位正确", "11 digits with the right check digit"));
  }

  static Optional<Evidence> bondAccount(String plain) {
    Matcher account = ACCOUNT.matcher(plain.toUpperCase(Locale.ROOT));
    return account.matches() && DISTRICTS.contains(account.group(1))
        ? Optional.of(
            Evidence.of(
                Evidence.POSSIBLE,
                "账册字头、关区和流水号",
                "the letter of an account, a customs district and a serial"))
        : Optional.empty();
  }

  static Optional<Evidence> bondInventory(String plain) {
    Matcher inventory = INVENTORY.matcher(plain.toUpperCase(Locale.ROOT));
    return inventory.matches() && DISTRICTS.contains(inventory.group(1))
        ? Optional.of(
            Evidence.of(0.9, "QD、关区、年份和进出标志", "QD, a customs district, a year and a direction"))
        : Optional.empty();
  }

  static Optional<Evidence> gatePass(String plain) {
    Matcher pass = GATE_PASS.matcher(plain.toUpperCase(Locale.ROOT));
    return pass.matches() && DISTRICTS.contains(pass.group(1))
        ? Optional.of(
            Evidence.of(0.9, "Z、关区、进出标志和日期", "Z, a customs district, a direction and a date"))
        : Optional.empty();
  }

  static Optional<Evidence> entryId(String plain, LocalDate today) {
    String number = plain.toUpperCase(Locale.ROOT);
    if (!EntryId.isValid(number) || !DISTRICTS.contains(number.substring(0, 2))) {
      return Optional.empty();
    }
    int year = Integer.parseInt(number.substring(4, 8));
    return year >= EARLIEST_ENTRY && year <= today.getYear() + 1
        ? Optional.of(
            Evidence.of(
                Evidence.LIKELY,
                "18 位，关区、年份和进出标志均相符",
                "18 characters; customs district, year and direction all fit"))
        : Optional.empty();
  }

  static Optional<Evidence> imo(String plain) {
    Matcher imo = IMO.matcher(plain.toUpperCase(Locale.ROOT));
    if (!imo.matches() || !ImoNumber.isValid(imo.group(2))) {
      return Optional.empty();
    }
    return Optional.of(
        imo.group(1) != null
            ? Evidence.of(
                Evidence.CONVINCING, "IMO 前缀，校验位正确", "the prefix IMO and the right check digit")
            : Evidence.of(Evidence.POSSIBLE, "7 位，校验位正确", "7 digits with the right check digit"));
  }
}
