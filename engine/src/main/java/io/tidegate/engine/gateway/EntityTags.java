package io.tidegate.engine.gateway;

import java.util.List;

/** The condition of {@code If-None-Match} (RFC 9110, 13.1.2). */
final class EntityTags {
  private EntityTags() {}

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
