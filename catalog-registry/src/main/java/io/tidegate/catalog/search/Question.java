package io.tidegate.catalog.search;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is looked for.
 *
 * @param text what somebody typed; empty for everything
 * @param chosen only what has one of these values of each of these facets
 * @param page counted from 1
 * @param size entries of a page
 */
public record Question(String text, Map<Facet, Set<String>> chosen, int page, int size) {
  /** More than this is no question but a text. */
  public static final int LONGEST = 200;

  /** Whoever looks at more should narrow it down. */
  public static final int DEEPEST = 10_000;

  /**
   * @throws IllegalArgumentException when the text is too long, or the page too deep
   */
  public Question {
    Objects.requireNonNull(text, "text");
    Map<Facet, Set<String>> copies = new EnumMap<>(Facet.class);
    chosen.forEach((facet, values) -> copies.put(facet, Set.copyOf(values)));
    copies.values().removeIf(Collection::isEmpty);
    chosen = Map.copyOf(copies);
    if (text.length() > LONGEST
        || page < 1
        || size < 1
        || size > DEEPEST
        || (long) page * size > DEEPEST) {
      throw new IllegalArgumentException("the question is too long, or its page too deep");
    }
  }
}
