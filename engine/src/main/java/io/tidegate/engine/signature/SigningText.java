package io.tidegate.engine.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The text a {@code TG1} signature is made over: lines joined by one line feed, none at the end.
 *
 * <ol>
 *   <li>the name of the scheme
 *   <li>the method
 *   <li>the path, every segment encoded
 *   <li>the query: names and values encoded, sorted by name and then by value, joined by {@code &};
 *       an empty line when there is none
 *   <li>for every signed header {@code name:value}, names in lower case and sorted
 *   <li>an empty line
 *   <li>the names of the signed headers, joined by {@code ;}
 *   <li>the SM3 digest of the body, 64 lower-case hexadecimal digits
 * </ol>
 *
 * <p>Encoded means: UTF-8, with every byte that is no letter, digit, {@code - . _ ~} as {@code %}
 * and two upper-case hexadecimal digits (RFC 3986, 2.1 and 2.3).
 */
public final class SigningText {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private SigningText() {}

  /** A name and a value of the query, decoded. */
  public record Pair(String name, String value) {}

  /**
   * The text, in UTF-8.
   *
   * @param segments of the path, decoded
   * @param query in any order, decoded
   * @param headers what is signed, by names in lower case
   * @param bodyDigest 64 lower-case hexadecimal digits
   */
  public static byte[] of(
      SignatureScheme scheme,
      String method,
      List<String> segments,
      List<Pair> query,
      SortedMap<String, String> headers,
      String bodyDigest) {
    List<String> lines = new ArrayList<>();
    lines.add(scheme.written());
    lines.add(method);
    StringBuilder path = new StringBuilder();
    segments.forEach(segment -> path.append('/').append(encoded(segment)));
    lines.add(path.toString());
    lines.add(
        String.join(
            "&",
            query.stream()
                .map(pair -> Map.entry(encoded(pair.name()), encoded(pair.value())))
                .sorted(
                    Comparator.comparing(Map.Entry<String, String>::getKey)
                        .thenComparing(Map.Entry::getValue))
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .toList()));
    headers.forEach((name, value) -> lines.add(name + ":" + value));
    lines.add("");
    lines.add(String.join(";", headers.keySet()));
    lines.add(bodyDigest);
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && UNRESERVED.indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        out.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
      }
    }
    return out.toString();
  }
}
