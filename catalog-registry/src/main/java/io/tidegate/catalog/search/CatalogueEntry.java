package io.tidegate.catalog.search;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One thing that can be found.
 *
 * @param id what it is told by in answers; unique among the entries of an index
 * @param texts by what it is found
 * @param facets what it is counted among
 * @param forms the forms of its fields and parameters, such as {@code hs-code}: whoever types a
 *     value of a form finds what has such values
 */
public record CatalogueEntry(
    String id, List<Text> texts, Map<Facet, List<String>> facets, Set<String> forms) {
  public CatalogueEntry {
    Objects.requireNonNull(id, "id");
    texts = List.copyOf(texts);
    Map<Facet, List<String>> copies = new EnumMap<>(Facet.class);
    facets.forEach((facet, values) -> copies.put(facet, List.copyOf(values)));
    facets = Map.copyOf(copies);
    forms = Set.copyOf(forms);
  }

  /**
   * A text of an entry.
   *
   * @param in where it stands, as answers tell it: {@code title.zh}, or the name of a field
   */
  public record Text(Group group, String in, String text) {
    public Text {
      Objects.requireNonNull(group, "group");
      Objects.requireNonNull(in, "in");
      Objects.requireNonNull(text, "text");
    }
  }
}
