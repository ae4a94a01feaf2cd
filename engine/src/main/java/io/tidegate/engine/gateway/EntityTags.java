package io.tidegate.engine.gateway;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** Tags of answers, and the condition of {@code If-None-Match} (RFC 9110, 13.1.2). */
final class EntityTags {
  private EntityTags() {}

  /**
   * What an answer is told from others of its path by: CRC-32C, CRC-32 and its length. A tag
   * protects nothing, so it need not withstand somebody who looks for two answers of one tag; and
   * processors compute these at many bytes a cycle, where a digest of a long answer would cost as
   * much as reading it from the database. The two polynomials together are one of degree 64.
   */
  static byte[] digest(byte[] answer) {
    return ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES)
        .putInt(sum(new CRC32C(), answer))
        .putInt(sum(new CRC32(), answer))
        .putLong(answer.length)
        .array();
  }

  private static int sum(Checksum checksum, byte[] answer) {
    checksum.update(answer, 0, answer.length);
    return (int) checksum.getValue();
  }

  /**
   * Whether the caller has this answer already, compared weakly as the header asks.
   *
   * @param headers every {@code If-None-Match} header
   * @param current the tag of the answer, quotes included
   */
  static boolean anyMatches(List<String> headers, String current) {
    for (String header : headers) {
      // tags of ours have no comma, so a tag that is split by one is none of ours
      for (String element : header.split(",")) {
        String tag = element.strip();
        if (tag.equals("*") || (tag.startsWith("W/") ? tag.substring(2) : tag).equals(current)) {
          return true;
        }
      }
    }
    return false;
  }
}
