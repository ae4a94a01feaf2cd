package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path of a request in its only accepted spelling, decoded once. Routing and authorisation both
 * work on this object and on nothing else, so what is routed is what is authorised.
 *
 * <p>A path with more than one reading is refused rather than normalised: somebody on the way may
 * have read it the other way.
 *
 * @param segments the decoded segments, never empty texts
 */
public record RequestPath(List<String> segments) {
  private static final Pattern ENCODED_DOT = Pattern.compile("%2[eE]");

  public RequestPath {
    segments = List.copyOf(segments);
  }

  /**
   * Reads a path as it stands in the request line.
   *
   * @throws CallProblem PATH_MALFORMED for an empty segment, a dot segment, a path parameter, a
   *     backslash, an encoded slash, dot, semicolon, percent sign or control character, a broken
   *     escape, or bytes that are no UTF-8
   */
  static RequestPath parse(String raw) throws CallProblem {
    if (raw == null || raw.length() < 2 || raw.charAt(0) != '/') {
      throw new CallProblem(ProblemCode.PATH_MALFORMED);
    }
    List<String> segments = new ArrayList<>();
    int start = 1;
    while (start <= raw.length()) {
      int end = raw.indexOf('/', start);
      if (end < 0) {
        end = raw.length();
      }
      segments.add(segment(raw.substring(start, end)));
      start = end + 1;
    }
    return new RequestPath(segments);
  }

  private static String segment(String raw) throws CallProblem {
    Optional<String> decoded = PercentDecoder.decode(raw, false);
    if (decoded.isEmpty()) {
      throw new CallProblem(ProblemCode.PATH_MALFORMED);
    }
    String segment = decoded.get();
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      // a percent sign that is left would be decoded by whoever decodes a second time
      boolean ambiguous =
          c == '/'
              || c == '\\'
              || c == ';'
              || c == '%'
              || c == '?'
              || c == '#'
              || Character.isISOControl(c);
      if (ambiguous) {
        throw new CallProblem(ProblemCode.PATH_MALFORMED);
      }
    }
    boolean encoded = raw.indexOf('%') >= 0;
    if (encoded && ENCODED_DOT.matcher(raw).find()
        || segment.isEmpty()
        || segment.equals(".")
        || segment.equals("..")) {
      throw new CallProblem(ProblemCode.PATH_MALFORMED);
    }
    return segment;
  }
}
