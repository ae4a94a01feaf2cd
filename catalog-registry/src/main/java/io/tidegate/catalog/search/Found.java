package io.tidegate.catalog.search;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was found.
 *
 * @param total how many there are, on all pages
 * @param facets for each facet how many of what was found has which value, the commonest first; a
 *     facet that was narrowed down counts as if it had not been
 */
public record Found(List<Hit> hits, int total, Map<Facet, Map<String, Integer>> facets) {
  public Found {
    hits = List.copyOf(hits);
    Map<Facet, Map<String, Integer>> copies = new EnumMap<>(Facet.class);
    facets.forEach((facet, counts) -> copies.put(facet, new LinkedHashMap<>(counts)));
    facets = copies;
  }

  /**
   * An entry, and why it was found.
   *
   * @param matches the texts in which something was found
   */
  public record Hit(String id, List<Match> matches) {
    public Hit {
      Objects.requireNonNull(id, "id");
      matches = List.copyOf(matches);
    }
  }

  /**
   * A text in which something was found.
   *
   * @param ranges what of it, from the front, without overlap
   */
  public record Match(CatalogueEntry.Text text, List<Range> ranges) {
    public Match {
      Objects.requireNonNull(text, "text");
      ranges = List.copyOf(ranges);
    }
  }

  /** From a character to before another, counted from 0 in UTF-16 units. */
  public record Range(int from, int to) {}
}
