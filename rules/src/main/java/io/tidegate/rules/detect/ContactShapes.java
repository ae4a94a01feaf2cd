package io.tidegate.rules.detect;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tidegate.route.identifier.MobileNumber;
import io.tidegate.route.identifier.PaymentCardNumber;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where somebody or something is and can be reached. */
final class ContactShapes {
  private static final Pattern MOBILE =
      Pattern.compile("(\\(?(?:\\+|00)?86\\)?[ -]?)?(1[0-9]{2}[ -]?[0-9]{4}[ -]?[0-9]{4})");
  private static final Pattern LANDLINE =
      Pattern.compile(
          "(\\(?(?:\\+|00)?86\\)?[ -]?)?"
              + "(?:\\((0?(?:10|2[0-9]|[3-9][0-9]{2}))\\) ?|(0?(?:10|2[0-9]|[3-9][0-9]{2}))([ -]?))"
              + "([2-8][0-9]{3}[ -]?[0-9]{3,4})((?:-|转| ?[Ee]xt\\.? ?)[0-9]{1,6})?");
  private static final Pattern LOCAL =
      Pattern.compile("[2-8][0-9]{6,7}(-[0-9]{1,6})?|[48]00[ -]?[0-9]{3}[ -]?[0-9]{4}");
  private static final Pattern EMAIL =
      Pattern.compile(
          "[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@([A-Za-z0-9]([A-Za-z0-9-]{0,62})?\\.){1,8}[A-Za-z]{2,24}");
  private static final Pattern IP_V4 =
      Pattern.compile(
          "(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?:/[0-9]{1,2}|:[0-9]{1,5})?");
  private static final Pattern IP_V6 =
      Pattern.compile(
          "([0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|([0-9A-Fa-f]{1,4}:){1,6}(:[0-9A-Fa-f]{1,4}){1,6}|([0-9A-Fa-f]{1,4}:){2,7}:");
  private static final Pattern MAC =
      Pattern.compile(
          "([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}|([0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}|([0-9A-Fa-f]{4}\\.){2}[0-9A-Fa-f]{4}");
  static final Pattern PAIR =
      Pattern.compile(
          "[(\\[]?(-?[0-9]{1,3}\\.[0-9]{2,12})°?([EWNS]?)[,;/ ]{1,2}(-?[0-9]{1,3}\\.[0-9]{2,12})°?([EWNS]?)[)\\]]?");
  private static final Pattern DEGREES =
      Pattern.compile(
          "[NSEW北南东西]?[0-9]{1,3}°[0-9]{1,2}(\\.[0-9]{1,6})?['′]([0-9]{1,2}(\\.[0-9]{1,6})?[\"″])?[NSEW北南东西]?"
              + "([,; ]{0,2}[NSEW北南东西]?[0-9]{1,3}°[0-9]{1,2}(\\.[0-9]{1,6})?['′]([0-9]{1,2}(\\.[0-9]{1,6})?[\"″])?[NSEW北南东西]?)?");
  private static final Pattern SINGLE = Pattern.compile("-?[0-9]{1,3}\\.[0-9]{3,12}");

  private static final String PROVINCE =
      "(?:"
          + Lexicon.lines("places.txt").stream()
              .flatMap(line -> line.subList(1, line.size()).stream())
              .collect(Collectors.joining("|"))
          + ")省?市?";

  /** A level of the administration behind its name. */
  private static final Pattern LEVEL = Pattern.compile("\\p{Han}{1,8}?(?:自治州|地区|市|区|县|旗|镇|乡|盟)");

  private static final Pattern BEGINS_WITH_PROVINCE = Pattern.compile("^(中国)?" + PROVINCE);
  private static final Pattern STREET =
      Pattern.compile("(路|街|大道|道|巷|弄|胡同|里|村|社|工业园|产业园|园区|开发区|小区|花园|大厦|广场|保税区|港区|屯|组)");
  private static final Pattern HOUSE =
      Pattern.compile(
          "([0-9A-Za-z一二三四五六七八九十百]{1,8}-?[0-9]{0,6}(号|弄|栋|幢|座|室|楼|层|单元|房|库|门|区|组|排|户|仓))");
  private static final Pattern LATIN_STREET =
      Pattern.compile(
          "(?i)\\b(road|rd|street|avenue|ave|lane|boulevard|blvd|drive|highway|building|bldg|room)\\b");
  private static final Pattern NUMBER = Pattern.compile("\\b[0-9]{1,6}[A-Za-z]?\\b");
  private static final Pattern COMPANY = Pattern.compile("(公司|厂|集团|商行|中心|局|银行|事务所|海关|学校|医院)$");

  /** Beyond this an address is a report in which there is one. */
  private static final int LONGEST_ADDRESS = 120;

  private ContactShapes() {}

  static Optional<Evidence> mobile(String plain) {
    Matcher mobile = MOBILE.matcher(plain);
    if (!mobile.matches()) {
      return Optional.empty();
    }
    String number = Plain.joined(mobile.group(2));
    if (!MobileNumber.isValid(number) && !MobileNumber.isSample(number)) {
      return Optional.empty();
    }
    boolean written = mobile.group(1) != null || !mobile.group(2).equals(number);
    return Optional.of(
        written
            ? Evidence.of(
                Evidence.LIKELY, "带国家码或分段的手机号", "a mobile number with country code or in groups")
            : Evidence.of(
                Evidence.POSSIBLE, "11 位，手机号段", "11 digits of a range of mobile numbers"));
  }

  static Optional<Evidence> landline(String plain) {
    Matcher landline = LANDLINE.matcher(plain);
    if (landline.matches()) {
      // the zero of the area code is left out behind the country's code
      boolean area =
          landline.group(1) != null
              || landline.group(2) != null
              || landline.group(3).startsWith("0");
      boolean apart = landline.group(2) != null || !landline.group(4).isEmpty();
      if (area) {
        return Optional.of(
            apart
                ? Evidence.of(Evidence.POSSIBLE, "区号加 7 至 8 位号码", "an area code and 7 or 8 digits")
                : Evidence.of(Evidence.FAINT, "区号开头的数字", "digits that begin with an area code"));
      }
    }
    return LOCAL.matches(plain)
        ? Optional.of(Evidence.of(0.22, "市话或客服号码的位数", "the length of a local or service number"))
        : Optional.empty();
  }

  static Optional<Evidence> email(String plain) {
    return EMAIL.matches(plain)
        ? Optional.of(Evidence.of(Evidence.CONVINCING, "邮箱格式", "the form of an e-mail address"))
        : Optional.empty();
  }

  static Optional<Evidence> ipAddress(String plain) {
    if (IP_V4.matches(plain)) {
      return Optional.of(
          Evidence.of(Evidence.LIKELY, "四段 0 至 255 的数字", "four numbers from 0 to 255"));
    }
    return IP_V6.matches(plain) && plain.length() >= 7
        ? Optional.of(Evidence.of(Evidence.LIKELY, "IPv6 格式", "the form of IPv6"))
        : Optional.empty();
  }

  static Optional<Evidence> macAddress(String plain) {
    return MAC.matches(plain)
        ? Optional.of(Evidence.of(0.9, "六组十六进制数", "six groups of hexadecimal digits"))
        : Optional.empty();
  }

  static Optional<Evidence> imei(String plain) {
    String number = Plain.joined(plain);
    if (number.length() != 15 || !PaymentCardNumber.isValid(number)) {
      return Optional.empty();
    }
    // the bodies that give numbers out: GSMA's reporting body identifiers
    boolean reported = List.of("01", "35", "86", "99").contains(number.substring(0, 2));
    return Optional.of(
        reported
            ? Evidence.of(
                Evidence.POSSIBLE,
                "15 位，机构前缀和校验位相符",
                "15 digits; reporting body and check digit fit")
            : Evidence.of(Evidence.FAINT, "15 位，校验位相符", "15 digits; the check digit fits"));
  }

  static Optional<Evidence> coordinates(String plain) {
    Matcher pair = PAIR.matcher(plain);
    if (pair.matches()) {
      double first = Double.parseDouble(pair.group(1));
      double second = Double.parseDouble(pair.group(3));
      boolean fits =
          Math.abs(first) <= 180 && Math.abs(second) <= 90
              || Math.abs(first) <= 90 && Math.abs(second) <= 180;
      return fits
          ? Optional.of(Evidence.of(Evidence.LIKELY, "经纬度数对", "a pair of longitude and latitude"))
          : Optional.empty();
    }
    if (DEGREES.matches(plain)) {
      return Optional.of(Evidence.of(0.8, "度分秒写法", "written in degrees and minutes"));
    }
    return SINGLE.matches(plain) && new BigDecimal(plain).abs().intValue() <= 180
        ? Optional.of(Evidence.of(Evidence.FAINT, "不超过 180 的小数", "a decimal number of at most 180"))
        : Optional.empty();
  }

  static Optional<Evidence> address(String plain) {
    if (plain.length() < 5 || plain.length() > LONGEST_ADDRESS) {
      return Optional.empty();
    }
    if (LATIN_STREET.matcher(plain).find() && NUMBER.matcher(plain).find()) {
      return Optional.of(
          Evidence.of(0.6, "外文街道加门牌", "a street or building and a number, in Latin letters"));
    }
    String text = plain.replace(" ", "");
    boolean province = BEGINS_WITH_PROVINCE.matcher(text).find();
    int levels = count(LEVEL, text);
    boolean street = STREET.matcher(text).find();
    boolean house = HOUSE.matcher(text).find();
    if (!house && COMPANY.matcher(text).find()) {
      return Optional.empty();
    }
    if (levels >= 1 && province && (street || house) || levels >= 2 && street && house) {
      return Optional.of(
          Evidence.of(0.9, "省市区加路街门牌", "province, city or district with street or house"));
    }
    if (street && house) {
      return Optional.of(
          levels >= 1
              ? Evidence.of(Evidence.LIKELY, "区县加路街门牌", "a district with street and house")
              : Evidence.of(0.55, "路街加门牌", "a street with the number of a house"));
    }
    return province && levels >= 1 || levels >= 1 && (street || house)
        ? Optional.of(
            Evidence.of(Evidence.POSSIBLE, "仅有行政区划", "a province with its city or district"))
        : Optional.empty();
  }

  private static int count(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }
}
