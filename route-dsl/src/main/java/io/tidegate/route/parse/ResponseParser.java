package io.tidegate.route.parse;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.definition.ResponseDefinition;
import io.tidegate.route.definition.ResponseDefinition.Member;
import io.tidegate.route.definition.ResponseDefinition.NestedMember;
import io.tidegate.route.definition.ResponseDefinition.ValueMember;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlCode;
import io.tidegate.route.yaml.YamlFields;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Records as a document declares them: the answer, or what a text holds. */
final class ResponseParser {
  private static final Pattern MEMBER = Pattern.compile("\\p{L}[\\p{L}\\p{N}_]{0,63}");

  private final Diagnostics diagnostics;
  private final String what;

  /**
   * @param what is declared, as messages call it
   */
  ResponseParser(Diagnostics diagnostics, String what) {
    this.diagnostics = diagnostics;
    this.what = what;
  }

  Optional<ResponseDefinition> response(YamlFields fields) {
    boolean list = fields.has("list");
    if (list == fields.has("object")) {
      diagnostics.error(
          YamlCode.MISSING,
          fields.span(),
          what + " has one key: `object` for one record or `list` for several");
      return Optional.empty();
    }
    String key = list ? "list" : "object";
    Optional<ResponseDefinition> response = members(fields.node(key), list, fields.span(key));
    fields.end();
    return response;
  }

  private Optional<ResponseDefinition> members(Optional<YamlNode> node, boolean list, Span span) {
    List<Member> members = new ArrayList<>();
    List<Entry> entries =
        node.filter(n -> n instanceof YamlNode.YamlMap)
            .map(n -> ((YamlNode.YamlMap) n).entries())
            .orElse(List.of());
    if (entries.isEmpty()) {
      diagnostics.error(YamlCode.KIND, span, "the members must be written here as `name: type`");
      return Optional.empty();
    }
    for (Entry entry : entries) {
      Located<String> name = entry.key();
      if (!MEMBER.matcher(name.value()).matches()) {
        diagnostics.error(
            ServiceCode.NAME,
            name.span(),
            "`" + name.value() + "` is no name for a member",
            "use letters, digits and _");
      }
      if (entry.value() instanceof YamlScalar scalar) {
        Optional<FieldType> type = FieldType.ofWord(scalar.text());
        if (type.isEmpty()) {
          List<String> words = Arrays.stream(FieldType.values()).map(FieldType::word).toList();
          diagnostics.unknown(
              YamlCode.VALUE,
              scalar.span(),
              "`" + scalar.text() + "` is not a type; types: " + String.join(", ", words),
              scalar.text(),
              words);
        }
        type.ifPresent(t -> members.add(new ValueMember(name, new Located<>(t, scalar.span()))));
      } else {
        YamlFields.of(entry.value(), "a member", diagnostics)
            .flatMap(this::response)
            .ifPresent(nested -> members.add(new NestedMember(name, nested)));
      }
    }
    return Optional.of(new ResponseDefinition(list, members, span));
  }
}
