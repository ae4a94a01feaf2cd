package io.tidegate.route.definition;

import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An expression as written, in one of the languages a route may use. */
public record ExpressionDefinition(Language language, YamlScalar text) {
  public ExpressionDefinition {
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(text, "text");
  }

  public Span span() {
    return text.span();
  }

  /** The languages, by the key that names them in a step. */
  public enum Language {
    /** The subset of Groovy. */
    GROOVY("groovy"),
    /** A text with <code>${body.member}</code> and the like in it. */
    SIMPLE("simple"),
    /** A text that is meant as it stands. */
    CONSTANT("constant");

    private final String word;

    Language(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    public static Optional<Language> ofWord(String word) {
      return Arrays.stream(values()).filter(l -> l.word.equals(word)).findFirst();
    }

    public static List<String> words() {
      return Arrays.stream(values()).map(Language::word).toList();
    }
  }
}
