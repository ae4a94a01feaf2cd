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

  /** What a form weighs: as the most specific range that it is in says. */
  private static int weight(List<WeightedChoice> ranges, AnswerForm form) {
    String type = form.mediaType();
    boolean marked = form == AnswerForm.CSV_MARKED;
    int exact = -1;
    int group = -1;
    int any = -1;
    for (WeightedChoice range : ranges) {
      if (range.parameters().contains(AnswerForm.MARK) != marked) {
        continue;
      }
      String name = range.name();
      if (name.equals(type)) {
        exact = Math.max(exact, range.weight());
      } else if (name.equals("*/*")) {
        any = Math.max(any, range.weight());
      } else if (name.endsWith("/*") && type.startsWith(name.substring(0, name.length() - 1))) {
        group = Math.max(group, range.weight());
      }
    }
    if (exact >= 0 || marked) {
      return exact;
    }
    return group >= 0 ? group : any;
  }

  /**
   * Whether gzip is wanted (RFC 9110, 12.5.3): accepted, and not less than the plain form where
   * that is weighed at all.
   *
   * @param headers every {@code Accept-Encoding} header
   */
  static boolean wantsGzip(List<String> headers) {
    if (headers.isEmpty()) {
      return false;
    }
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
