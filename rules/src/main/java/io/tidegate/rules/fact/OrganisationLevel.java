package io.tidegate.rules.fact;

import io.tidegate.route.text.Bilingual;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How far customs trusts a consumer's organisation, by the credit management of enterprises
 * registered with it.
 */
public enum OrganisationLevel {
  /** A caller without a key is no organisation. */
  ANONYMOUS("无密钥", "no key"),
  /** Nobody has recorded a level. */
  UNRATED("未评级", "not rated"),
  /** 注册登记和备案企业. */
  REGISTERED("注册登记和备案企业", "registered enterprise"),
  /** 高级认证企业, an authorised economic operator. */
  CERTIFIED("高级认证企业", "certified enterprise"),
  /** 失信企业. */
  DISCREDITED("失信企业", "discredited enterprise");

  private final Bilingual title;

  OrganisationLevel(String zh, String en) {
    this.title = new Bilingual(zh, en);
  }

  public Bilingual title() {
    return title;
  }

  /** The word for it in rule packs, such as {@code certified}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<OrganisationLevel> ofWord(String word) {
    return Arrays.stream(values()).filter(level -> level.word().equals(word)).findFirst();
  }
}
