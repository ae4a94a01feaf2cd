package io.tidegate.rules.analysis;

import io.tidegate.rules.pack.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Divides all texts into classes that no cell of a column tells apart. A text is either one that a
 * cell names, or it is known by the longest prefix and the longest suffix of those asked for that
 * it has: the shorter ones follow from the longest. None of the classes is empty, for between a
 * prefix and a suffix there can always stand a character that no cell names.
 */
final class TextClasses {
  /** Tried first, so that an example can be read. */
  private static final List<String> FILLERS = List.of("", "x", "_x_", "other");

  private final SortedSet<String> literals = new TreeSet<>();
  private final SortedSet<String> prefixes = new TreeSet<>();
  private final SortedSet<String> suffixes = new TreeSet<>();

  private TextClasses(Collection<Cell> cells) {
    prefixes.add("");
    suffixes.add("");
    for (Cell cell : cells) {
      switch (cell) {
        case Cell.OneOf oneOf -> literals.addAll(oneOf.values());
        case Cell.Prefix prefix -> prefixes.add(prefix.text());
        case Cell.Suffix suffix -> suffixes.add(suffix.text());
        case Cell.AtLeast atLeast ->
            throw new IllegalArgumentException("a text has no least: " + atLeast);
      }
    }
  }

  /** One text of each class; that of the texts no cell speaks of comes first. */
  static List<String> of(Collection<Cell> cells) {
    return new TextClasses(cells).witnesses();
  }

  private List<String> witnesses() {
    Set<String> witnesses = new LinkedHashSet<>();
    for (String prefix : prefixes) {
      for (String suffix : suffixes) {
        witnesses.add(witness(prefix, suffix));
      }
    }
    witnesses.addAll(literals);
    return new ArrayList<>(witnesses);
  }

  private String witness(String prefix, String suffix) {
    for (String filler : FILLERS) {
      String text = prefix + filler + suffix;
      if (!text.isEmpty() && isOf(text, prefix, suffix)) {
        return text;
      }
    }
    return prefix + unused() + suffix;
  }

  private boolean isOf(String text, String prefix, String suffix) {
    return !literals.contains(text)
        && prefixes.stream().noneMatch(p -> p.length() > prefix.length() && text.startsWith(p))
        && suffixes.stream().noneMatch(s -> s.length() > suffix.length() && text.endsWith(s));
  }

  private char unused() {
    String used = String.join("", literals) + String.join("", prefixes) + String.join("", suffixes);
    char unused = 'a';
    while (used.indexOf(unused) >= 0) {
      unused++;
    }
    return unused;
  }
}
