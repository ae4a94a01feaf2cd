package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.text.Bilingual;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The query of a request as pairs, decoded once. Only {@code &} separates and only the first {@code
 * =} divides; every other reading is refused.
 */
final class QueryString {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

  private QueryString() {}

  /** A name and its decoded value. */
  record Pair(String name, String value) {
    Pair {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * The pairs in order, repeated ones included.
   *
   * @param raw the query without its question mark; null when there is none
   * @throws CallProblem PARAM_UNKNOWN for what cannot be a name, PARAM_FORMAT for a value with a
   *     broken escape
   */
  static List<Pair> parse(String raw) throws CallProblem {
    List<Pair> pairs = new ArrayList<>();
    if (raw == null || raw.isEmpty()) {
      return pairs;
    }
    for (String piece : raw.split("&", -1)) {
      int equals = piece.indexOf('=');
      String name = equals < 0 ? piece : piece.substring(0, equals);
      if (!NAME.matcher(name).matches()) {
        throw new CallProblem(
            ProblemCode.PARAM_UNKNOWN,
            "query",
            new Bilingual(
                "查询串中有无法识别的参数名", "the query has something that cannot be the name of a parameter"));
      }
      Optional<String> value =
          PercentDecoder.decode(equals < 0 ? "" : piece.substring(equals + 1), true);
      pairs.add(
          new Pair(
              name,
              value.orElseThrow(
                  () ->
                      new CallProblem(
                          ProblemCode.PARAM_FORMAT,
                          name,
                          new Bilingual(
                              "参数 " + name + " 未正确进行百分号编码（UTF-8）",
                              name + " is not percent-encoded UTF-8")))));
    }
    return pairs;
  }
}
