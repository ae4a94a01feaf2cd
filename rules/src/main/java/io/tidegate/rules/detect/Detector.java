package io.tidegate.rules.detect;

import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.text.Bilingual;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What values can be found to be: the closed list, each with the label that is proposed for a field
 * that holds such values.
 */
public enum Detector {
  /** 居民身份证, GB 11643. */
  ID_CARD("居民身份证号", "identity number", Sensitivity.S4, "person-id", true),
  PASSPORT("护照号", "passport number", Sensitivity.S4, "person-id", false),
  /** 港澳居民来往内地通行证 and 往来港澳通行证. */
  HONG_KONG_MACAU_PASS("港澳通行证号", "Hong Kong and Macau pass", Sensitivity.S4, "person-id", false),
  /** 军官证. */
  OFFICER_CARD("军官证号", "officer's card", Sensitivity.S4, "person-id", false),
  /** 驾驶证, by the number of its file. */
  DRIVING_LICENCE("驾驶证档案编号", "driving licence", Sensitivity.S4, "person-id", false),
  BANK_CARD("银行卡号", "bank card", Sensitivity.S4, "account-no", true),
  MOBILE("手机号", "mobile number", Sensitivity.S3, "phone", false),
  LANDLINE("固定电话", "landline number", Sensitivity.S3, "phone", false),
  PERSON_NAME("姓名", "name of a person", Sensitivity.S3, "person-name", false),
  ADDRESS("地址", "address", Sensitivity.S2, Sensitivity.S3, "address", false),
  EMAIL("电子邮箱", "e-mail address", Sensitivity.S3, "email", false),
  PLATE("车牌号", "licence plate", Sensitivity.S3, "vehicle-plate", false),
  /** 车辆识别代号, GB 16735. */
  VIN("车辆识别代号", "vehicle identification number", Sensitivity.S3, "vehicle-plate", true),
  IP_ADDRESS("IP 地址", "IP address", Sensitivity.S3, "device-no", false),
  MAC_ADDRESS("MAC 地址", "MAC address", Sensitivity.S3, "device-no", false),
  IMEI("移动设备识别码", "IMEI", Sensitivity.S3, "device-no", true),
  /** 统一社会信用代码, GB 32100. */
  CREDIT_CODE(
      "统一社会信用代码", "unified social credit code", Sensitivity.S0, Sensitivity.S2, "party-code", true),
  /** 组织机构代码, GB 11714. */
  ORGANISATION_CODE(
      "组织机构代码", "organisation code", Sensitivity.S0, Sensitivity.S2, "party-code", true),
  CUSTOMS_REGISTRATION(
      "海关注册编码", "customs registration code", Sensitivity.S0, Sensitivity.S2, "party-code", false),
  BILL_NO("提运单号", "bill of lading", Sensitivity.S2, "bill-no", false),
  AIR_WAYBILL("航空运单号", "air waybill", Sensitivity.S2, "bill-no", true),
  /** 手册号 and 账册号 of bonded goods. */
  BOND_ACCOUNT(
      "手册或账册号", "handbook or account of bonded goods", Sensitivity.S2, "account-no", false),
  /** 核注清单. */
  BOND_INVENTORY("核注清单号", "bonded inventory list", Sensitivity.S1, "declaration-no", false),
  /** 核放单. */
  GATE_PASS("核放单号", "gate pass document", Sensitivity.S1, "declaration-no", false),
  /** 报关单号. */
  ENTRY_ID("报关单号", "entry id", Sensitivity.S1, "entry-no", false),
  HS_CODE("商品编号", "HS code", Sensitivity.S0, Sensitivity.S1, "hs-code", false),
  /** ISO 6346. */
  CONTAINER("集装箱号", "container number", Sensitivity.S1, "container-no", true),
  IMO("船舶 IMO 编号", "IMO number", Sensitivity.S0, Sensitivity.S1, "vessel", true),
  /** A position names no person; whose track it is, is for whoever labels the field. */
  COORDINATES("坐标", "coordinates", Sensitivity.S0, Sensitivity.S1, "place", false);

  private final Bilingual title;
  private final Sensitivity least;
  private final Sensitivity sensitivity;
  private final String category;
  private final boolean checked;

  Detector(String zh, String en, Sensitivity sensitivity, String category, boolean checked) {
    this(zh, en, sensitivity, sensitivity, category, checked);
  }

  Detector(
      String zh,
      String en,
      Sensitivity least,
      Sensitivity sensitivity,
      String category,
      boolean checked) {
    this.title = new Bilingual(zh, en);
    this.least = least;
    this.sensitivity = sensitivity;
    this.category = category;
    this.checked = checked;
  }

  /** What is found, in words. */
  public Bilingual title() {
    return title;
  }

  /** The class that is proposed for a field with such values. */
  public Sensitivity sensitivity() {
    return sensitivity;
  }

  /**
   * A field with such values that is labelled below this is labelled too low. It is looser than
   * what is proposed where the same value is public in one place and a secret in another: a credit
   * code stands in a public register, and who trades with whom does not.
   */
  public Sensitivity least() {
    return least;
  }

  /** One of {@link io.tidegate.route.catalog.Categories#ALL}. */
  public String category() {
    return category;
  }

  /** Whether such a value has a check digit. */
  public boolean checked() {
    return checked;
  }

  /** The word for it in rules and reports, such as {@code id-card}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Detector> ofWord(String word) {
    return Arrays.stream(values()).filter(detector -> detector.word().equals(word)).findFirst();
  }
}
