package io.tidegate.engine.agreement;

import io.tidegate.route.text.Bilingual;
import java.util.Locale;

/** What a consumer owes for the data it gets. Every agreement has all of them. */
public enum Duty {
  /** Use for what was agreed, and for nothing else. */
  PURPOSE_ONLY("仅用于约定用途，不得挪作他用", "use the data for the agreed purpose and for nothing else"),
  /** Pass on to nobody. */
  NO_REDISTRIBUTION("不得向第三方提供、转让或公开", "do not pass the data on, sell or publish them"),
  /** Keep safe, and tell of an incident. */
  SAFE_KEEPING(
      "采取不低于网络安全等级保护二级的措施，发生泄露 24 小时内告知平台",
      "keep the data as safely as level 2 of MLPS asks; tell the platform of a leak within 24 hours"),
  /** Tell what became of it. */
  USAGE_REPORT("期满或续期前提交应用成果报告", "report what the data were used for before the end or a renewal"),
  /** Delete at the end. */
  DELETE_AT_END(
      "协议终止后 30 日内删除所获数据，法律另有规定的除外",
      "delete the data within 30 days after the end, unless a law says otherwise");

  private final Bilingual title;

  Duty(String zh, String en) {
    this.title = new Bilingual(zh, en);
  }

  public Bilingual title() {
    return title;
  }

  /** The word for it in texts, such as {@code usage-report}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
