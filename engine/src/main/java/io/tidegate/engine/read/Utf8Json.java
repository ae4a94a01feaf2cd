package io.tidegate.engine.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON document being written as UTF-8, into one array that grows. Texts that are UTF-8 already
 * go in as they are but for what JSON escapes (RFC 8259, 7), and are never decoded.
 */
public final class Utf8Json {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int length;

  /**
   * An empty document.
   *
   * @param expected bytes there will probably be
   */
  public Utf8Json(int expected) {
    this.bytes = new byte[Math.max(64, expected)];
  }

  /** What was written; the array is the caller's own. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** One byte of the document's own, such as a bracket. */
  public void one(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
  }

  /** Bytes that are JSON already. */
  public void raw(byte[] json) {
    raw(json, 0, json.length);
  }

  public void raw(byte[] json, int from, int count) {
    room(count);
    System.arraycopy(json, from, bytes, length, count);
    length += count;
  }

  public void nothing() {
    raw(NULL);
  }

  public void bool(boolean value) {
    raw((value ? "true" : "false").getBytes(StandardCharsets.US_ASCII));
  }

  /** A whole number. */
  public void number(long value) {
    if (value == Long.MIN_VALUE) {
      raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
      return;
    }
    room(20);
    long rest = Math.abs(value);
    if (value < 0) {
      bytes[length++] = '-';
    }
    int digits = 1;
    for (long ten = 10; digits < 19 && rest >= ten; ten *= 10) {
      digits++;
    }
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  /** A text in quotes. */
  public void text(String text) {
    text(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A text in quotes. */
  public void text(byte[] utf8) {
    room(utf8.length + 2);
    bytes[length++] = '"';
    if (isPlain(utf8)) {
      System.arraycopy(utf8, 0, bytes, length, utf8.length);
      length += utf8.length;
    } else {
      escaped(utf8);
    }
    one('"');
  }

  /** Whether a text has nothing that is escaped: no control character, quote or backslash. */
  private static boolean isPlain(byte[] utf8) {
    int i = 0;
    for (; i + 8 <= utf8.length; i += 8) {
      long eight = (long) EIGHT.get(utf8, i);
      long quote = eight ^ ONES * '"';
      long backslash = eight ^ ONES * '\\';
      // a byte below n borrows from its high bit; see "Bit Twiddling Hacks", hasless and haszero
      long found =
          eight - ONES * 0x20 & ~eight | quote - ONES & ~quote | backslash - ONES & ~backslash;
      if ((found & HIGH) != 0) {
        return false;
      }
    }
    for (; i < utf8.length; i++) {
      byte b = utf8[i];
      if (b >= 0 && b < 0x20 || b == '"' || b == '\\') {
        return false;
      }
    }
    return true;
  }

  private void escaped(byte[] utf8) {
    room(utf8.length * 6 + 2);
    for (byte b : utf8) {
      if (b < 0 || b >= 0x20 && b != '"' && b != '\\') {
        bytes[length++] = b;
        continue;
      }
      bytes[length++] = '\\';
      byte letter =
          switch (b) {
            case '"', '\\' -> b;
            case '\b' -> 'b';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\f' -> 'f';
            case '\r' -> 'r';
            default -> 'u';
          };
      bytes[length++] = letter;
      if (letter == 'u') {
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[b >> 4];
        bytes[length++] = HEX[b & 15];
      }
    }
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
    }
  }
}
