package io.tidegate.engine;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.yaml.YamlFields;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlNode.YamlList;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import io.tidegate.route.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A scenario file: calls in the name of somebody, and what comes back. */
record Scenario(String name, List<Call> calls) {
  /**
   * One call.
   *
   * @param as the cast member whose key is sent
   * @param then values by JSON path; lists are written as lists
   * @param matches patterns by JSON path
   * @param never texts that stand nowhere in the answer
   * @param sameAs another path that must be answered with the same bytes, apart from the trace
   * @param faults what simulated sources do to the next calls of them, by the source's id
   * @param headers headers of the answer
   */
  record Call(
      String given,
      String get,
      Optional<String> as,
      int status,
      Map<String, Object> then,
      Map<String, String> matches,
      List<String> never,
      Optional<String> sameAs,
      Map<String, String> faults,
      Map<String, String> headers) {}

  static Scenario read(Path file) throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    SourceText text = new SourceText(file.toString(), Files.readString(file));
    YamlFields fields =
        YamlReader.read(text, diagnostics)
            .flatMap(n -> YamlFields.of(n, "a scenario", diagnostics))
            .orElseThrow();
    String name = fields.requiredText("scenario").orElseThrow().value();
    fields.requiredBilingual("title");
    List<Call> calls = new ArrayList<>();
    for (YamlNode node : fields.list("calls")) {
      calls.add(call(YamlFields.of(node, "a call", diagnostics).orElseThrow()));
    }
    fields.end();
    if (diagnostics.hasErrors() || calls.isEmpty()) {
      throw new IllegalArgumentException(file + ": " + diagnostics.list());
    }
    return new Scenario(name, calls);
  }

  private static Call call(YamlFields fields) {
    Map<String, String> matches = new LinkedHashMap<>();
    fields
        .textMap("matches")
        .forEach((path, pattern) -> matches.put(path.value(), pattern.value()));
    Map<String, Object> then = new LinkedHashMap<>();
    for (Entry entry : fields.entries("then")) {
      then.put(entry.key().value(), value(entry.value()));
    }
    Call call =
        new Call(
            fields.requiredText("given").orElseThrow().value(),
            fields.requiredText("get").orElseThrow().value(),
            fields.text("as").map(Located::value),
            fields.integer("status", 100, 599).orElseThrow(),
            then,
            matches,
            fields.texts("never").stream().map(Located::value).toList(),
            fields.text("sameAs").map(Located::value),
            texts(fields, "faults"),
            texts(fields, "headers"));
    fields.end();
    return call;
  }

  private static Map<String, String> texts(YamlFields fields, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    fields.textMap(key).forEach((name, text) -> texts.put(name.value(), text.value()));
    return texts;
  }

  private static Object value(YamlNode node) {
    return switch (node) {
      case YamlScalar scalar -> scalar.isNull() ? Optional.empty() : scalar.text();
      case YamlList list -> list.items().stream().map(i -> ((YamlScalar) i).text()).toList();
      case YamlNode.YamlMap map ->
          throw new IllegalArgumentException(map.span() + ": a value or a list is expected");
    };
  }
}
