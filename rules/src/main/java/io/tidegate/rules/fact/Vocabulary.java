package io.tidegate.rules.fact;

import io.tidegate.route.sql.InfluenceKind;
import java.util.Arrays;
import java.util.List;

/** The closed lists of words that rules may speak of. A word outside of them is refused. */
public final class Vocabulary {
  /** The ways a column can influence an answer without being in it. */
  public static final List<String> INFLUENCES =
      Arrays.stream(InfluenceKind.values()).map(InfluenceKind::name).toList();

  private Vocabulary() {}
}
