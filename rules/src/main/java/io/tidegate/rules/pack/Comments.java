package io.tidegate.rules.pack;

import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.YamlList;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The comments of a YAML text. A number sign that is in no value and begins a word begins one. */
final class Comments {
  private Comments() {}

  /**
   * A comment.
   *
   * @param span from the number sign to the end of its line
   * @param alone whether nothing else stands on its line
   */
  record Comment(Span span, boolean alone) {
    /** What it says, without the sign and one blank behind it. */
    String text() {
      String text = span.text().substring(1);
      return text.startsWith(" ") ? text.substring(1) : text;
    }
  }

  /** The comments of a text, in order. */
  static List<Comment> of(SourceText source, YamlNode root) {
    BitSet values = new BitSet();
    mark(root, values);
    List<Comment> comments = new ArrayList<>();
    for (int line = 1; line <= source.line(source.text().length()); line++) {
      int start = source.lineStart(line);
      int end = start + source.lineText(line).length();
      for (int at = start; at < end; at++) {
        boolean begins = at == start || Character.isWhitespace(source.text().charAt(at - 1));
        if (source.text().charAt(at) == '#' && begins && !values.get(at)) {
          boolean alone = source.text().substring(start, at).isBlank();
          comments.add(new Comment(source.span(at, end), alone));
          break;
        }
      }
    }
    return comments;
  }

  private static void mark(YamlNode node, BitSet values) {
    switch (node) {
      case YamlScalar scalar -> values.set(scalar.span().start(), scalar.span().end());
      case YamlList list -> list.items().forEach(item -> mark(item, values));
      case YamlMap map ->
          map.entries()
              .forEach(
                  entry -> {
                    values.set(entry.key().span().start(), entry.key().span().end());
                    mark(entry.value(), values);
                  });
    }
  }
}
