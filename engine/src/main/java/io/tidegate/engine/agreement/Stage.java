package io.tidegate.engine.agreement;

import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.Approval;
import java.util.List;
import java.util.Locale;

/** Who has to agree, in the order they are asked. Each stage is another person's. */
public enum Stage {
  /** The enterprise whose records they are: whether it lets the applicant have them. */
  OWNER(5, "数据所属企业同意", "consent of the owner"),
  /** Whoever provides the data: whether the fields fit the purpose. */
  PROVIDER(3, "数据提供方审核", "review by the provider"),
  /** The platform: whether the rules and the enterprise allow it. */
  PLATFORM(2, "平台审核", "review by the platform");

  private final int workingDays;
  private final Bilingual title;

  Stage(int workingDays, String zh, String en) {
    this.workingDays = workingDays;
    this.title = new Bilingual(zh, en);
  }

  /** How many working days it may take; longer, it is overdue. */
  public int workingDays() {
    return workingDays;
  }

  public Bilingual title() {
    return title;
  }

  /** The word for it, such as {@code provider}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The stages of what the terms of a plan ask for.
   *
   * @param beyond whether more calls are asked for than the class of the service gives, about which
   *     the platform decides
   * @param owned whether the records of another enterprise are asked for, which is asked first
   */
  static List<Stage> of(Approval approval, boolean beyond, boolean owned) {
    if (owned) {
      return approval == Approval.AUTO
          ? List.of(OWNER, PLATFORM)
          : List.of(OWNER, PROVIDER, PLATFORM);
    }
    return switch (approval) {
      case AUTO -> beyond ? List.of(PLATFORM) : List.of();
      case REVIEW, OWNER -> List.of(PROVIDER, PLATFORM);
    };
  }
}
