package io.tidegate.engine.proposal;

import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlNode.YamlList;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import io.tidegate.route.yaml.YamlReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one operation of an OpenAPI document of version 3.0 or 3.1. References lead to {@code
 * #/components/} of the same document; nothing is fetched. However the schemas refer to each other,
 * at most 10,000 of them are looked at.
 */
public final class OpenApiReader {
  private static final int MOST_SCHEMAS = 10_000;
  private static final int LONGEST_CHAIN = 16;
  private static final int DEEPEST_LIST = 3;
  private static final String REF = "$ref";
  private static final String LOCAL = "#/components/";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]*)+");
  private static final Pattern JSON = Pattern.compile("application/([a-z0-9.-]+\\+)?json\\b.*");

  private final SourceText text;
  private final Diagnostics diagnostics;
  private YamlMap root;
  private int seen;

  private OpenApiReader(SourceText text, Diagnostics diagnostics) {
    this.text = text;
    this.diagnostics = diagnostics;
  }

  /** What the document says of the operation with this {@code operationId}. */
  public static Outcome<Proposal> read(SourceText text, String operationId) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<YamlNode> document = YamlReader.read(text, diagnostics);
    if (document.isEmpty() || diagnostics.hasErrors()) {
      return Outcome.refused(diagnostics);
    }
    try {
      return Outcome.of(
          new OpenApiReader(text, diagnostics).document(document.get(), operationId), diagnostics);
    } catch (Refused e) {
      return Outcome.refused(diagnostics);
    }
  }

  /** A schema with everything it is put together of. */
  private record Schema(
      Map<String, YamlNode> keywords,
      Map<String, YamlNode> properties,
      Set<String> required,
      boolean nullable,
      Span span) {
    Optional<YamlNode> keyword(String name) {
      return Optional.ofNullable(keywords.get(name));
    }

    String text(String name) {
      return keyword(name)
          .filter(YamlScalar.class::isInstance)
          .map(node -> ((YamlScalar) node).text())
          .orElse("");
    }

    /** Empty when it is none, or not one only. */
    String type() {
      String type = text("type");
      return type.isEmpty() && !properties.isEmpty() ? "object" : type;
    }
  }

  private record Place(Binding.Method method, String path, YamlMap shared, YamlMap operation) {}

  private Proposal document(YamlNode document, String operationId) {
    if (!(document instanceof YamlMap map) || !text(map, "openapi").matches("3\\.[01]\\..*")) {
      throw refuse(
          ImportCode.FORMAT, document.span(), "this is no OpenAPI document of version 3.0 or 3.1");
    }
    root = map;
    Place place = place(operationId);
    Draft draft = new Draft();
    parameters(place.shared(), draft);
    parameters(place.operation(), draft);
    Map<String, String> body =
        place.method() == Binding.Method.POST ? body(place.operation(), draft) : Map.of();
    String path = path(place, draft);
    return answer(place, path, body, draft, operationId);
  }

  /** The inputs so far, and what they are called where they go. */
  private static final class Draft {
    private final Map<String, Proposal.Input> path = new LinkedHashMap<>();
    private final Map<String, Proposal.Input> query = new LinkedHashMap<>();
    private final Map<String, Proposal.Input> body = new LinkedHashMap<>();

    private List<Proposal.Input> inputs() {
      List<Proposal.Input> inputs = new ArrayList<>(path.values());
      inputs.addAll(query.values());
      inputs.addAll(body.values());
      return inputs;
    }

    private Proposal.Input input(Leaf leaf, boolean required) {
      Set<String> taken = new HashSet<>();
      inputs().forEach(input -> taken.add(input.name()));
      return new Proposal.Input(Words.unique(Words.camel(leaf.name()), taken, ""), leaf, required);
    }
  }

  private Place place(String operationId) {
    List<String> known = new ArrayList<>();
    for (Entry path : entries(root, "paths")) {
      YamlMap item = target(path.value());
      for (Entry method : item.entries()) {
        if (!METHODS.contains(method.key().value())
            || !(method.value() instanceof YamlMap operation)) {
          continue;
        }
        String id = text(operation, "operationId");
        if (!id.equals(operationId)) {
          known.add(id);
          continue;
        }
        return switch (method.key().value()) {
          case "get" -> new Place(Binding.Method.GET, path.key().value(), item, operation);
          case "post" -> new Place(Binding.Method.POST, path.key().value(), item, operation);
          default ->
              throw refuse(
                  ImportCode.UNSUPPORTED,
                  method.key().span(),
                  "the operation is called by `"
                      + method.key().value()
                      + "`; sources are asked by get and post");
        };
      }
    }
    diagnostics.unknown(
        ImportCode.OPERATION,
        text.span(0, 0),
        "there is no operation `" + operationId + "`",
        operationId,
        known);
    throw new Refused();
  }

  private void parameters(YamlMap owner, Draft draft) {
    for (YamlNode item : items(owner, "parameters")) {
      YamlMap parameter = target(item);
      String name = text(parameter, "name");
      String in = text(parameter, "in");
      boolean required = text(parameter, "required").equals("true");
      Optional<Leaf> leaf =
          parameter
              .get("schema")
              .map(node -> schema(node, 0))
              .flatMap(schema -> leaf(name, schema, parameter));
      boolean placed = in.equals("path") || in.equals("query");
      if (!placed || leaf.isEmpty()) {
        String what =
            "the parameter `" + name + "` in `" + in + "` is no single value of a path or a query";
        leaveOutUnless(required, parameter.span(), what);
        continue;
      }
      Map<String, Proposal.Input> inputs = in.equals("path") ? draft.path : draft.query;
      // an operation's own parameter stands for the one of its path
      inputs.remove(name);
      inputs.put(name, draft.input(leaf.get(), required || in.equals("path")));
    }
  }

  private Map<String, String> body(YamlMap operation, Draft draft) {
    Optional<YamlNode> written = operation.get("requestBody");
    if (written.isEmpty()) {
      return Map.of();
    }
    YamlMap body = target(written.get());
    Schema schema =
        json(body)
            .orElseThrow(() -> refuse(ImportCode.UNSUPPORTED, body.span(), "the body is no JSON"));
    if (!schema.type().equals("object")) {
      throw refuse(ImportCode.UNSUPPORTED, body.span(), "the body is no object of single values");
    }
    Map<String, String> members = new LinkedHashMap<>();
    schema
        .properties()
        .forEach(
            (name, node) -> {
              boolean required = schema.required().contains(name);
              Optional<Leaf> leaf = leaf(name, schema(node, 0), null);
              if (leaf.isEmpty()) {
                leaveOutUnless(
                    required,
                    node.span(),
                    "the member `" + name + "` of the body is no single value");
                return;
              }
              draft.body.put(name, draft.input(leaf.get(), required));
              members.put(name, draft.body.get(name).name());
            });
    return members;
  }

  /** A part that need not be there is left out; without one that must be there nothing works. */
  private void leaveOutUnless(boolean required, Span span, String what) {
    if (required) {
      throw refuse(ImportCode.UNSUPPORTED, span, what + ", and it is required");
    }
    diagnostics.warning(ImportCode.LEFT_OUT, span, what);
  }

  private String path(Place place, Draft draft) {
    Matcher placeholder = PLACEHOLDER.matcher(place.path());
    StringBuilder path = new StringBuilder();
    Set<String> used = new HashSet<>();
    while (placeholder.find()) {
      Proposal.Input input = draft.path.get(placeholder.group(1));
      if (input == null) {
        throw refuse(
            ImportCode.UNSUPPORTED,
            place.operation().span(),
            "`" + placeholder.group(1) + "` in the path is no parameter");
      }
      used.add(placeholder.group(1));
      placeholder.appendReplacement(path, Matcher.quoteReplacement("{" + input.name() + "}"));
    }
    placeholder.appendTail(path);
    draft.path.keySet().retainAll(used);
    if (!PATH.matcher(PLACEHOLDER.matcher(path).replaceAll("x")).matches()) {
      throw refuse(
          ImportCode.UNSUPPORTED,
          place.operation().span(),
          "the path `" + place.path() + "` has characters that a path of the catalog has not");
    }
    return path.toString();
  }

  private Proposal answer(
      Place place, String path, Map<String, String> body, Draft draft, String operationId) {
    YamlMap reply =
        entries(place.operation(), "responses").stream()
            .filter(entry -> entry.key().value().matches("20[01]|2XX"))
            .map(entry -> target(entry.value()))
            .findFirst()
            .orElseThrow(
                () ->
                    refuse(
                        ImportCode.UNSUPPORTED,
                        place.operation().span(),
                        "there is no response 200 to this operation"));
    Schema document =
        json(reply)
            .orElseThrow(
                () -> refuse(ImportCode.UNSUPPORTED, reply.span(), "the response is no JSON"));
    Answer answer = new Answer();
    Optional<Found> list = list(document);
    Schema record = list.map(Found::record).orElse(document);
    if (!record.type().equals("object")) {
      throw refuse(
          ImportCode.UNSUPPORTED,
          reply.span(),
          "the response has neither a list of objects nor one");
    }
    fields(record, "", false, false, answer);
    boolean below = list.filter(found -> !found.at().isEmpty()).isPresent();
    if (below) {
      above(document, answer);
    }
    if (answer.fields.isEmpty()) {
      throw refuse(ImportCode.UNSUPPORTED, reply.span(), "the records have no single values");
    }
    Map<String, String> query = new LinkedHashMap<>();
    draft.query.forEach((name, input) -> query.put(name, input.name()));
    return new Proposal(
        operationId,
        text(place.operation(), "summary"),
        text(place.operation(), "description"),
        list.isEmpty(),
        draft.inputs(),
        new Binding.Rest(
            place.method(),
            path,
            query,
            body,
            list.map(Found::at).orElse(""),
            answer.status,
            Optional.empty()),
        answer.fields);
  }

  /** The fields so far. */
  private static final class Answer {
    private final List<Proposal.Output> fields = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private Optional<Binding.Status> status = Optional.empty();

    private void add(String called, String at, Leaf leaf, boolean nullable, boolean optional) {
      String name = Words.unique(Words.snake(called), taken, "_");
      fields.add(new Proposal.Output(name, at, leaf, nullable || optional, optional));
    }
  }

  private record Found(String at, Schema record) {}

  /** The first list of objects, nearest to the top. */
  private Optional<Found> list(Schema document) {
    Deque<Found> open = new ArrayDeque<>();
    open.add(new Found("", document));
    while (!open.isEmpty()) {
      Found found = open.poll();
      Optional<Schema> item = item(found.record());
      if (item.isPresent()) {
        return Optional.of(new Found(found.at(), item.get()));
      }
      if (found.at().chars().filter(c -> c == '/').count() < DEEPEST_LIST) {
        found
            .record()
            .properties()
            .forEach(
                (name, node) ->
                    open.add(new Found(found.at() + "/" + step(name), schema(node, 0))));
      }
    }
    return Optional.empty();
  }

  private Optional<Schema> item(Schema schema) {
    return schema.type().equals("array")
        ? schema
            .keyword("items")
            .map(node -> schema(node, 0))
            .filter(item -> item.type().equals("object"))
        : Optional.empty();
  }

  private void fields(Schema object, String at, boolean nullable, boolean optional, Answer answer) {
    object
        .properties()
        .forEach(
            (name, node) -> {
              Schema value = schema(node, 0);
              String place = at + "/" + step(name);
              boolean absent = optional || nullable || !object.required().contains(name);
              Optional<Leaf> leaf = leaf(name, value, null);
              if (leaf.isPresent()) {
                String called = at.isEmpty() ? name : at.substring(1) + "_" + name;
                answer.add(called, place, leaf.get(), value.nullable(), absent);
              } else if (at.isEmpty() && value.type().equals("object")) {
                fields(value, place, value.nullable(), absent, answer);
              } else {
                diagnostics.warning(
                    ImportCode.LEFT_OUT,
                    node.span(),
                    "the member at `" + place + "` is no single value and is not proposed");
              }
            });
  }

  /** Single values beside the list belong to each of its records. */
  private void above(Schema document, Answer answer) {
    document
        .properties()
        .forEach(
            (name, node) -> {
              Schema value = schema(node, 0);
              Optional<Leaf> leaf = leaf(name, value, null);
              String at = "/" + step(name);
              if (leaf.isEmpty()) {
                return;
              }
              Optional<Binding.Status> status = StatusWords.status(at, leaf.get());
              if (status.isPresent() && answer.status.isEmpty()) {
                answer.status = status;
              } else if (StatusWords.isText(leaf.get())) {
                diagnostics.warning(
                    ImportCode.LEFT_OUT, node.span(), "`" + at + "` tells how the call went");
              } else {
                boolean optional = !document.required().contains(name);
                answer.add(name, "#" + at, leaf.get(), value.nullable(), optional);
              }
            });
  }

  private static String step(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private Optional<Schema> json(YamlMap owner) {
    return entries(owner, "content").stream()
        .filter(entry -> JSON.matcher(entry.key().value()).matches())
        .findFirst()
        .flatMap(entry -> target(entry.value()).get("schema"))
        .map(node -> schema(node, 0));
  }

  /** Absent when it is no single value. */
  private static Optional<Leaf> leaf(String name, Schema schema, YamlMap describing) {
    String format = schema.text("format");
    Optional<FieldType> type =
        switch (schema.type()) {
          case "string" ->
              Optional.of(
                  switch (format) {
                    case "date" -> FieldType.DATE;
                    case "date-time" -> FieldType.DATE_TIME;
                    default -> FieldType.STRING;
                  });
          case "integer" -> Optional.of(FieldType.INTEGER);
          case "number" -> Optional.of(FieldType.NUMBER);
          case "boolean" -> Optional.of(FieldType.BOOLEAN);
          default -> Optional.empty();
        };
    Map<String, String> values = new LinkedHashMap<>();
    if (schema.keyword("enum").orElse(null) instanceof YamlList list) {
      for (YamlNode item : list.items()) {
        if (item instanceof YamlScalar scalar && !scalar.isNull()) {
          values.put(scalar.text(), "");
        }
      }
    }
    String told = schema.text("description");
    String description =
        describing == null || !told.isEmpty() ? told : text(describing, "description");
    String example = schema.text("example");
    if (example.isEmpty() && schema.keyword("examples").orElse(null) instanceof YamlList list) {
      example =
          list.items().stream()
              .filter(YamlScalar.class::isInstance)
              .map(item -> ((YamlScalar) item).text())
              .findFirst()
              .orElse("");
    }
    String shown = example.isEmpty() && describing != null ? text(describing, "example") : example;
    return type.map(
        found ->
            new Leaf(
                name,
                found,
                length(schema.text("maxLength")),
                format,
                schema.text("pattern"),
                values,
                schema.text("title"),
                description,
                shown));
  }

  private static int length(String written) {
    return written.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(written) : 0;
  }

  private Schema schema(YamlNode node, int depth) {
    count(node.span());
    if (depth > LONGEST_CHAIN) {
      throw refuse(
          ImportCode.REFERENCE,
          node.span(),
          "the references run in a circle, or over more than " + LONGEST_CHAIN + " schemas");
    }
    Map<String, YamlNode> keywords = new LinkedHashMap<>();
    Map<String, YamlNode> properties = new LinkedHashMap<>();
    Set<String> required = new LinkedHashSet<>();
    boolean nullable = false;
    if (!(node instanceof YamlMap map)) {
      return new Schema(keywords, properties, required, true, node.span());
    }
    List<Schema> parts = new ArrayList<>();
    if (map.get(REF).isPresent()) {
      parts.add(schema(local(map), depth + 1));
    }
    for (YamlNode part : items(map, "allOf")) {
      parts.add(schema(part, depth + 1));
    }
    for (String choice : List.of("anyOf", "oneOf")) {
      List<YamlNode> options = items(map, choice);
      List<YamlNode> present = options.stream().filter(option -> !isNull(option)).toList();
      if (present.size() == 1) {
        parts.add(schema(present.getFirst(), depth + 1));
        nullable |= options.size() > 1;
      }
    }
    for (Schema part : parts) {
      keywords.putAll(part.keywords());
      properties.putAll(part.properties());
      required.addAll(part.required());
      nullable |= part.nullable();
    }
    for (Entry entry : map.entries()) {
      keywords.put(entry.key().value(), entry.value());
    }
    entries(map, "properties").forEach(entry -> properties.put(entry.key().value(), entry.value()));
    for (YamlNode name : items(map, "required")) {
      if (name instanceof YamlScalar scalar) {
        required.add(scalar.text());
      }
    }
    nullable |= text(map, "nullable").equals("true");
    if (map.get("type").orElse(null) instanceof YamlList types) {
      List<YamlNode> others =
          types.items().stream()
              .filter(type -> !(type instanceof YamlScalar s && s.text().equals("null")))
              .toList();
      nullable |= others.size() < types.items().size();
      if (others.size() == 1) {
        keywords.put("type", others.getFirst());
      }
    }
    for (YamlNode value : items(map, "enum")) {
      nullable |= value instanceof YamlScalar scalar && scalar.isNull();
    }
    return new Schema(keywords, properties, required, nullable, map.span());
  }

  private static boolean isNull(YamlNode option) {
    return option instanceof YamlMap map && text(map, "type").equals("null");
  }

  /** A mapping, or the one its reference leads to. */
  private YamlMap target(YamlNode node) {
    YamlNode found = node;
    for (int steps = 0; steps < LONGEST_CHAIN; steps++) {
      if (!(found instanceof YamlMap map)) {
        throw refuse(ImportCode.FORMAT, found.span(), "a mapping is expected here");
      }
      if (map.get(REF).isEmpty()) {
        return map;
      }
      found = local(map);
    }
    throw refuse(ImportCode.REFERENCE, node.span(), "the references run in a circle");
  }

  private YamlNode local(YamlMap map) {
    count(map.span());
    String reference = text(map, REF);
    Span span = map.get(REF).orElseThrow().span();
    if (!reference.startsWith(LOCAL)) {
      throw refuse(
          ImportCode.REFERENCE,
          span,
          "the reference `" + reference + "` does not begin with `" + LOCAL + "`");
    }
    YamlNode found = root;
    for (String step : reference.substring(2).split("/")) {
      String name = step.replace("~1", "/").replace("~0", "~");
      found = found instanceof YamlMap inner ? inner.get(name).orElse(null) : null;
    }
    if (found == null) {
      throw refuse(ImportCode.REFERENCE, span, "the reference `" + reference + "` leads nowhere");
    }
    return found;
  }

  private void count(Span span) {
    seen++;
    if (seen > MOST_SCHEMAS) {
      throw refuse(
          ImportCode.REFERENCE,
          span,
          "the schemas of this operation come to more than " + MOST_SCHEMAS);
    }
  }

  private static String text(YamlMap map, String key) {
    return map.get(key).orElse(null) instanceof YamlScalar scalar && !scalar.isNull()
        ? scalar.text()
        : "";
  }

  private static List<Entry> entries(YamlMap map, String key) {
    return map.get(key).orElse(null) instanceof YamlMap inner ? inner.entries() : List.of();
  }

  private static List<YamlNode> items(YamlMap map, String key) {
    return map.get(key).orElse(null) instanceof YamlList list ? list.items() : List.of();
  }

  private Refused refuse(ImportCode code, Span span, String message) {
    diagnostics.error(code, span, message);
    return new Refused();
  }
}
