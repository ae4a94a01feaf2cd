package io.tidegate.route.yaml;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlNode.YamlList;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the keys of one mapping, each at most once. A value of the wrong kind is a diagnostic and
 * reads as absent, so that one slip does not hide the next. {@link #end()} reports the keys nobody
 * asked for.
 */
public final class YamlFields {
  private final YamlMap map;
  private final Diagnostics diagnostics;
  private final Set<String> asked = new LinkedHashSet<>();

  private YamlFields(YamlMap map, Diagnostics diagnostics) {
    this.map = map;
    this.diagnostics = diagnostics;
  }

  /** The fields of a node that must be a mapping; what else it is becomes a diagnostic. */
  public static Optional<YamlFields> of(YamlNode node, String what, Diagnostics diagnostics) {
    if (node instanceof YamlMap map) {
      return Optional.of(new YamlFields(map, diagnostics));
    }
    diagnostics.error(YamlCode.KIND, node.span(), what + " must be a mapping, not " + node.kind());
    return Optional.empty();
  }

  public Span span() {
    return map.span();
  }

  /** The place of a key, or of the whole mapping when the key is absent. */
  public Span span(String key) {
    return entry(key).map(e -> e.key().span()).orElse(map.span());
  }

  public boolean has(String key) {
    return entry(key).isPresent();
  }

  /** Any node; absent when the key is missing or empty. */
  public Optional<YamlNode> node(String key) {
    asked.add(key);
    return entry(key).map(Entry::value).filter(v -> !(v instanceof YamlScalar s && s.isNull()));
  }

  public Optional<YamlNode> requiredNode(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      missing(key);
    }
    return node;
  }

  public Optional<YamlScalar> scalar(String key) {
    return node(key).flatMap(n -> asScalar(n, key));
  }

  public Optional<Located<String>> text(String key) {
    return scalar(key).map(YamlScalar::located);
  }

  public Optional<Located<String>> requiredText(String key) {
    Optional<YamlNode> node = requiredNode(key);
    return node.flatMap(n -> asScalar(n, key)).map(YamlScalar::located);
  }

  public OptionalInt integer(String key, int min, int max) {
    Optional<YamlScalar> scalar = scalar(key);
    if (scalar.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int value = Integer.parseInt(scalar.get().text());
      if (value >= min && value <= max) {
        return OptionalInt.of(value);
      }
    } catch (NumberFormatException e) {
      // reported below, with the range
    }
    diagnostics.error(
        YamlCode.VALUE,
        scalar.get().span(),
        "`" + key + "` must be a whole number from " + min + " to " + max);
    return OptionalInt.empty();
  }

  public boolean flag(String key, boolean otherwise) {
    Optional<YamlScalar> scalar = scalar(key);
    if (scalar.isEmpty()) {
      return otherwise;
    }
    return switch (scalar.get().text()) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        diagnostics.error(
            YamlCode.VALUE, scalar.get().span(), "`" + key + "` must be true or false");
        yield otherwise;
      }
    };
  }

  /** One of an enum's names, written in lower case with hyphens or as the name itself. */
  public <E extends Enum<E>> Optional<E> oneOf(String key, Class<E> type) {
    Optional<YamlScalar> scalar = scalar(key);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    String written = scalar.get().text();
    Optional<E> found =
        Arrays.stream(type.getEnumConstants())
            .filter(e -> e.name().equals(written) || spelled(e).equals(written))
            .findFirst();
    if (found.isEmpty()) {
      List<String> known = Arrays.stream(type.getEnumConstants()).map(YamlFields::spelled).toList();
      diagnostics.unknown(
          YamlCode.VALUE,
          scalar.get().span(),
          "`"
              + written
              + "` is not accepted for `"
              + key
              + "`; accepted: "
              + String.join(", ", known),
          written,
          known);
    }
    return found;
  }

  private static String spelled(Enum<?> e) {
    return e.name().length() <= 2 ? e.name() : e.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Optional<Bilingual> bilingual(String key) {
    return node(key).flatMap(n -> of(n, "`" + key + "`", diagnostics)).flatMap(this::bilingual);
  }

  public Optional<Bilingual> requiredBilingual(String key) {
    return requiredNode(key)
        .flatMap(n -> of(n, "`" + key + "`", diagnostics))
        .flatMap(this::bilingual);
  }

  private Optional<Bilingual> bilingual(YamlFields fields) {
    Optional<Located<String>> zh = fields.requiredText("zh");
    Optional<Located<String>> en = fields.requiredText("en");
    fields.end();
    return zh.isPresent() && en.isPresent()
        ? Optional.of(new Bilingual(zh.get().value(), en.get().value()))
        : Optional.empty();
  }

  /** A list of single values; one single value is read as a list of one. */
  public List<Located<String>> texts(String key) {
    return scalars(key).stream().map(YamlScalar::located).toList();
  }

  /** Single values, or one alone. */
  public List<YamlScalar> scalars(String key) {
    Optional<YamlNode> node = node(key);
    List<YamlScalar> scalars = new ArrayList<>();
    if (node.isEmpty()) {
      return scalars;
    }
    if (node.get() instanceof YamlScalar scalar) {
      scalars.add(scalar);
    } else {
      for (YamlNode item : items(node.get(), key)) {
        asScalar(item, key).ifPresent(scalars::add);
      }
    }
    return scalars;
  }

  public List<YamlNode> list(String key) {
    return node(key).map(n -> items(n, key)).orElse(List.of());
  }

  private List<YamlNode> items(YamlNode node, String key) {
    if (node instanceof YamlList list) {
      return list.items();
    }
    diagnostics.error(
        YamlCode.KIND, node.span(), "`" + key + "` must be a list, not " + node.kind());
    return List.of();
  }

  public Optional<YamlFields> fields(String key) {
    return node(key).flatMap(n -> of(n, "`" + key + "`", diagnostics));
  }

  public Optional<YamlFields> requiredFields(String key) {
    return requiredNode(key).flatMap(n -> of(n, "`" + key + "`", diagnostics));
  }

  /** The entries of a mapping whose keys are names the author chose, in the order written. */
  public List<Entry> entries(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (node.get() instanceof YamlMap inner) {
      return inner.entries();
    }
    diagnostics.error(
        YamlCode.KIND,
        node.get().span(),
        "`" + key + "` must be a mapping, not " + node.get().kind());
    return List.of();
  }

  /** A mapping from names to single values, in the order written. */
  public Map<Located<String>, Located<String>> textMap(String key) {
    Map<Located<String>, Located<String>> map = new LinkedHashMap<>();
    for (Entry entry : entries(key)) {
      asScalar(entry.value(), entry.key().value())
          .ifPresent(s -> map.put(entry.key(), s.located()));
    }
    return map;
  }

  /** The keys written, in order. */
  public List<Located<String>> keys() {
    return map.entries().stream().map(Entry::key).toList();
  }

  /** Reports every key that was not asked for. */
  public void end() {
    for (Entry entry : map.entries()) {
      String key = entry.key().value();
      if (!asked.contains(key)) {
        diagnostics.unknown(
            YamlCode.UNKNOWN_KEY,
            entry.key().span(),
            "the key `" + key + "` is not known here",
            key,
            asked);
      }
    }
  }

  private void missing(String key) {
    Span span = map.entries().isEmpty() ? map.span() : map.entries().getFirst().key().span();
    diagnostics.error(YamlCode.MISSING, span, "the key `" + key + "` is missing here");
  }

  private Optional<YamlScalar> asScalar(YamlNode node, String key) {
    if (node instanceof YamlScalar scalar) {
      return Optional.of(scalar);
    }
    diagnostics.error(
        YamlCode.KIND, node.span(), "`" + key + "` must be a single value, not " + node.kind());
    return Optional.empty();
  }

  private Optional<Entry> entry(String key) {
    return map.entries().stream().filter(e -> e.key().value().equals(key)).findFirst();
  }
}
