package io.tidegate.catalog.search;

/** What a text is to its entry; a match in an earlier group counts more. */
public enum Group {
  /** What it is called. */
  TITLE("title", 6f),
  /** What it is counted among: tags, department, area, theme. */
  LABEL("label", 4f),
  /** What its records hold: names, titles and official elements of fields and parameters. */
  FIELD("field", 3f),
  /** What is said of it. */
  SUMMARY("summary", 1f);

  private final String word;
  private final float weight;

  Group(String word, float weight) {
    this.word = word;
    this.weight = weight;
  }

  float weight() {
    return weight;
  }

  /** Words of Latin letters, stemmed; Chinese characters one by one. */
  String words() {
    return word + ".w";
  }

  /** Characters alone and in pairs; words of Latin letters as they are. */
  String characters() {
    return word + ".c";
  }

  /** Readings of characters, a syllable each. */
  String syllables() {
    return word + ".p";
  }

  /** First letters of the readings of two characters that stand together. */
  String initials() {
    return word + ".i";
  }

  /**
   * Whether it can be found by how it is read aloud; whole sentences would be found by anything.
   */
  boolean spoken() {
    return this != SUMMARY;
  }
}
