package io.tidegate.route.definition;

import io.tidegate.route.text.Bilingual;
import java.util.Locale;

/** A business area of the single window, with the segment it has in public paths. */
public enum Area {
  DECLARATION("dec", "报关业务", "Customs declarations"),
  TRANSPORT("transport", "运输工具", "Means of transport"),
  MANIFEST("manifest", "舱单业务", "Manifests"),
  CROSS_BORDER("cbec", "跨境电商", "Cross-border e-commerce"),
  EXPRESS("express", "快件业务", "Express consignments"),
  BONDED("bond", "保税业务", "Bonded goods"),
  PARAMETERS("param", "公共参数", "Public parameters");

  private final String segment;
  private final Bilingual title;

  Area(String segment, String zh, String en) {
    this.segment = segment;
    this.title = new Bilingual(zh, en);
  }

  /** The path segment, such as {@code dec}. */
  public String segment() {
    return segment;
  }

  public Bilingual title() {
    return title;
  }

  /** The word for it in documents, such as {@code cross-border}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
