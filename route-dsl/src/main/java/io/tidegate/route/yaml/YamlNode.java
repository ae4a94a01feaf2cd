package io.tidegate.route.yaml;

import io.tidegate.route.text.Located;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A YAML document as written: every node with its place. */
public sealed interface YamlNode {
  Span span();

  /** What the node is called in a message. */
  String kind();

  /** A mapping; keys are unique and in the order written. */
  record YamlMap(List<Entry> entries, Span span) implements YamlNode {
    public YamlMap {
      entries = List.copyOf(entries);
      Objects.requireNonNull(span, "span");
    }

    public Optional<YamlNode> get(String key) {
      return entries.stream()
          .filter(e -> e.key().value().equals(key))
          .map(Entry::value)
          .findFirst();
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** One key of a mapping with its value. */
  record Entry(Located<String> key, YamlNode value) {
    public Entry {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
    }
  }

  /** A sequence. */
  record YamlList(List<YamlNode> items, Span span) implements YamlNode {
    public YamlList {
      items = List.copyOf(items);
      Objects.requireNonNull(span, "span");
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A single value.
   *
   * @param text the value with quoting, folding and indentation undone
   * @param quoted whether it was written in quotes or as a block, so that it is a text whatever it
   *     looks like
   * @param offsets for each character of {@code text} the offset in the source it came from, and
   *     one more for its end
   */
  record YamlScalar(String text, boolean quoted, Span span, ScalarOffsets offsets)
      implements YamlNode {
    public YamlScalar {
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(span, "span");
      Objects.requireNonNull(offsets, "offsets");
    }

    /** A value that was not written as YAML: the whole of a text, taken as it is. */
    public static YamlScalar whole(SourceText source) {
      String text = source.text();
      return new YamlScalar(
          text,
          true,
          source.all(),
          ScalarOffsets.align(text, 0, text.length(), text, ScalarOffsets.Style.PLAIN));
    }

    /** Whether the value stands for nothing: empty, {@code null} or {@code ~}, not in quotes. */
    public boolean isNull() {
      return !quoted
          && (text.isEmpty()
              || text.equals("~")
              || text.equals("null")
              || text.equals("Null")
              || text.equals("NULL"));
    }

    /**
     * The place in the source of a stretch of the value, so that a finding inside an SQL text
     * points into the YAML.
     */
    public Span spanWithin(int start, int end) {
      return span.source().span(offsets.at(start), offsets.end(start, end));
    }

    public Located<String> located() {
      return new Located<>(text, span);
    }

    @Override
    public String kind() {
      return isNull() ? "nothing" : "a single value";
    }
  }
}
