package io.tidegate.engine.gateway;

import java.util.List;

/** What of the forms we can send the request will take. */
final class Negotiation {
  private Negotiation() {}

  /**
   * Whether JSON is accepted (RFC 9110, 12.5.1). The most specific range decides. Parameters such
   * as {@code charset} do not count: JSON is UTF-8 whatever they say.
   *
   * @param headers every {@code Accept} header; none means anything is accepted
   */
  static boolean acceptsJson(List<String> headers) {
    if (headers.isEmpty()) {
      return true;
    }
    List<WeightedChoice> ranges = WeightedChoice.parse(headers);
    for (String range : List.of("application/json", "application/*", "*/*")) {
      int weight = weight(ranges, range);
      if (weight >= 0) {
        return weight > 0;
      }
    }
    return false;
  }

  /**
   * Whether gzip is wanted (RFC 9110, 12.5.3): accepted, and not less than the plain form where
   * that is weighed at all.
   *
   * @param headers every {@code Accept-Encoding} header
   */
  static boolean wantsGzip(List<String> headers) {
    List<WeightedChoice> codings = WeightedChoice.parse(headers);
    int gzip = Math.max(weight(codings, "gzip"), weight(codings, "x-gzip"));
    if (gzip < 0) {
      gzip = weight(codings, "*");
    }
    return gzip > 0 && gzip >= weight(codings, "identity");
  }

  /** The weight a name is given, the highest when it is given several; -1 when it is not named. */
  private static int weight(List<WeightedChoice> choices, String name) {
    return choices.stream()
        .filter(c -> c.name().equals(name))
        .mapToInt(WeightedChoice::weight)
        .max()
        .orElse(-1);
  }
}
