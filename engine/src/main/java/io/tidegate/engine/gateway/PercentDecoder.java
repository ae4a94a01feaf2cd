package io.tidegate.engine.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Strict percent-decoding (RFC 3986, 2.1): what is not well-formed UTF-8 in well-formed escapes is
 * refused, never repaired.
 */
final class PercentDecoder {
  private static final String NEVER_RAW = "\"<>\\^`{|}";

  private PercentDecoder() {}

  /**
   * The decoded text; empty when an escape is broken, the bytes are no UTF-8, or a raw character
   * stands there that a URI cannot have.
   *
   * @param plusIsSpace as in the query of a form
   */
  static Optional<String> decode(String raw, boolean plusIsSpace) {
    return isPlain(raw, plusIsSpace) ? Optional.of(raw) : decodeEach(raw, plusIsSpace);
  }

  /** Whether nothing in it is to be decoded or refused, as in nearly all that is asked. */
  private static boolean isPlain(String raw, boolean plusIsSpace) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%' || c == '+' && plusIsSpace || !mayBeRaw(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayBeRaw(char c) {
    return c > ' ' && c < 0x7f && NEVER_RAW.indexOf(c) < 0;
  }

  private static Optional<String> decodeEach(String raw, boolean plusIsSpace) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        if (i + 2 >= raw.length() || !isHex(raw.charAt(i + 1)) || !isHex(raw.charAt(i + 2))) {
          return Optional.empty();
        }
        bytes.put((byte) HexFormat.fromHexDigits(raw, i + 1, i + 3));
        i += 2;
      } else if (!mayBeRaw(c)) {
        return Optional.empty();
      } else {
        bytes.put((byte) (c == '+' && plusIsSpace ? ' ' : c));
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(bytes.flip())
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isHex(char c) {
    return HexFormat.isHexDigit(c);
  }
}
