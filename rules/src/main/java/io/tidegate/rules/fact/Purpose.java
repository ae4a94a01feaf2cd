package io.tidegate.rules.fact;

import io.tidegate.route.text.Bilingual;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a consumer wants data for, as its grant says. */
public enum Purpose {
  /** No grant, or one that says nothing of it. */
  UNSTATED("未说明", "not stated"),
  /** The consumer's own declarations, goods and accounts. */
  OWN_BUSINESS("自身业务办理", "own business"),
  /** Whether something somebody claims is so. */
  VERIFICATION("核验", "verification"),
  /** Credit, guarantees and settlement. */
  FINANCE("金融服务", "finance"),
  INSURANCE("保险服务", "insurance"),
  STATISTICS("统计分析", "statistics"),
  RESEARCH("科学研究", "research"),
  /** A duty of a public authority. */
  SUPERVISION("监管履职", "supervision");

  private final Bilingual title;

  Purpose(String zh, String en) {
    this.title = new Bilingual(zh, en);
  }

  public Bilingual title() {
    return title;
  }

  /** The word for it in rule packs and grants, such as {@code own-business}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Purpose> ofWord(String word) {
    return Arrays.stream(values()).filter(purpose -> purpose.word().equals(word)).findFirst();
  }
}
