package io.tidegate.engine.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The named windows of one SELECT. */
final class Windows {
  private final Map<String, ParseNode> byName = new TreeMap<>();

  Windows(List<ParseNode> definitions) {
    definitions.forEach(definition -> byName.put(definition.text("name"), definition));
  }

  List<ParseNode> definitions() {
    return List.copyOf(byName.values());
  }

  /** The expressions a window is partitioned, ordered and framed by, those of its base included. */
  List<ParseNode> keys(ParseNode window) throws Untraceable {
    List<ParseNode> keys = new ArrayList<>();
    boolean defined = byName.containsValue(window);
    // OVER w arrives as a window with the name, OVER (w …) as one with the reference
    String base = defined || !window.has("name") ? window.text("refname") : window.text("name");
    if (!base.isEmpty()) {
      ParseNode definition = byName.get(base);
      if (definition == null || definition.text("refname").equals(base)) {
        throw new Untraceable(CheckCode.COLUMN, base, "there is no such window");
      }
      keys.addAll(keys(definition));
    }
    keys.addAll(window.children("partitionClause"));
    window.children("orderClause").forEach(sort -> keys.add(sort.child("node")));
    for (String bound : List.of("startOffset", "endOffset")) {
      if (window.has(bound)) {
        keys.add(window.child(bound));
      }
    }
    return Collections.unmodifiableList(keys);
  }
}
