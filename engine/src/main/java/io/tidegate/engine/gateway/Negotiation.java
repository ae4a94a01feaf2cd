package io.tidegate.engine.gateway;

import io.tidegate.engine.answer.AnswerForm;
import java.util.List;
import java.util.Optional;

/** What of the forms we can send the request will take. */
final class Negotiation {
  private Negotiation() {}

  /**
   * The form that is wanted most of those that are offered, the first of them where several are
   * (RFC 9110, 12.5.1); for each the most specific range decides. Absent when none is accepted.
   * Parameters such as {@code charset} do not count, for everything is UTF-8 whatever they say.
   *
   * @param headers every {@code Accept} header; none means anything is accepted
   */
  static Optional<AnswerForm> form(List<String> headers, List<AnswerForm> offered) {
    if (headers.isEmpty()) {
      return Optional.of(offered.getFirst());
    }
    List<WeightedChoice> ranges = WeightedChoice.parse(headers);
    AnswerForm best = null;
    int most = 0;
    for (AnswerForm form : offered) {
      int weight = weight(ranges, form);
      if (weight > most) {
        best = form;
        most = weight;
      }
    }
    return Optional.ofNullable(best);
  }

  private static int weight(List<WeightedChoice> ranges, AnswerForm form) {
    String type = form.mediaType();
    boolean marked = form == AnswerForm.CSV_MARKED;
    List<WeightedChoice> named =
        ranges.stream()
            .filter(range -> range.parameters().contains(AnswerForm.MARK) == marked)
            .toList();
    List<String> names =
        marked ? List.of(type) : List.of(type, type.substring(0, type.indexOf('/')) + "/*", "*/*");
    for (String name : names) {
      int weight = weight(named, name);
      if (weight >= 0) {
        return weight;
      }
    }
    return 0;
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
