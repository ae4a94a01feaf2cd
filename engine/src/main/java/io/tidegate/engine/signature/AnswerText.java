package io.tidegate.engine.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * The text the platform signs an answer over: lines joined by one line feed, none at the end.
 *
 * <ol>
 *   <li>{@link #SCHEME}
 *   <li>the status, three digits
 *   <li>the nonce of the request it answers
 *   <li>for every signed header {@code name:value}, names in lower case and sorted
 *   <li>an empty line
 *   <li>the names of the signed headers, joined by {@code ;}
 *   <li>the SM3 digest of the body as it is sent, 64 lower-case hexadecimal digits
 * </ol>
 */
public final class AnswerText {
  /** SM2 over SM3 with the platform's key; the first line of what is signed. */
  public static final String SCHEME = "TG1-ANSWER-SM2-SM3";

  private AnswerText() {}

  /**
   * The text, in UTF-8.
   *
   * @param headers what is signed, by names in lower case
   * @param bodyDigest 64 lower-case hexadecimal digits
   */
  public static byte[] of(
      int status, String nonce, SortedMap<String, String> headers, String bodyDigest) {
    List<String> lines = new ArrayList<>();
    lines.add(SCHEME);
    lines.add(Integer.toString(status));
    lines.add(nonce);
    headers.forEach((name, value) -> lines.add(name + ":" + value));
    lines.add("");
    lines.add(String.join(";", headers.keySet()));
    lines.add(bodyDigest);
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }
}
