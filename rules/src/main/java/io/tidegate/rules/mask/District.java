package io.tidegate.rules.mask;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address down to its district or county, as far as the levels are written: province, city,
 * district. The province must be one that exists, because without it free text that happens to hold
 * the character for a district would be shown.
 */
final class District implements Masking {
  private static final String PROVINCE =
      "(?:(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省"
          + "|(?:北京|天津|上海|重庆)市|(?:内蒙古|西藏)自治区|广西壮族自治区|宁夏回族自治区|新疆维吾尔自治区|(?:香港|澳门)特别行政区)";

  /** Han characters that no name of a city or district has, but streets and houses do. */
  private static final String NAME = "(?:(?!小区|社区|园区|校区|厂区|库区)[\\p{IsHan}&&[^路街巷弄号楼栋室村镇乡省]]){1,9}?";

  private static final Pattern SHAPE =
      Pattern.compile(
          "^"
              + PROVINCE
              + "(?:"
              + NAME
              + "(?:市(?![区县])|自治州|地区|盟))?"
              + "(?:"
              + NAME
              + "(?:市(?![区县])|区|县|旗))?");

  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    if (!(value instanceof String address)) {
      return Optional.empty();
    }
    Matcher matcher = SHAPE.matcher(address);
    return matcher.find() ? Optional.of(matcher.group() + CompiledMask.COVERED) : Optional.empty();
  }
}
