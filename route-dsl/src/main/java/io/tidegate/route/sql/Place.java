package io.tidegate.route.sql;

/** A stretch of the statement's text: offsets in characters, the end excluded. */
record Place(int start, int end) {
  Place {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no such place: " + start + ".." + end);
    }
  }
}
