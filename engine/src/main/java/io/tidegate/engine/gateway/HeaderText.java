package io.tidegate.engine.gateway;

import java.nio.charset.StandardCharsets;

/** The value of a header that a route has set: visible ASCII, whatever flowed into it. */
final class HeaderText {
  private static final int LENGTH = 256;

  private HeaderText() {}

  /** Everything but visible ASCII is percent-encoded, so that a value cannot end the header. */
  static String of(String value) {
    StringBuilder out = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (out.length() >= LENGTH) {
        break;
      }
      if (b > 0x20 && b < 0x7f && b != '%') {
        out.append((char) b);
      } else if (b == ' ') {
        out.append(' ');
      } else {
        out.append(String.format("%%%02X", b & 0xff));
      }
    }
    return out.toString().strip();
  }
}
