package io.tidegate.catalog.files;

import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Operation.Input;
import io.tidegate.route.catalog.Operation.Reading;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.catalog.Wire;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlFields;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a resource's file that says how its operation is asked. */
record OperationFile(Operation operation) {
  OperationFile {
    Objects.requireNonNull(operation, "operation");
  }

  private static final List<String> CHARSETS = List.of("UTF-8", "GB18030", "GBK");

  private static final List<String> KINDS =
      Arrays.stream(Source.Kind.values())
          .filter(kind -> !kind.hasTables())
          .map(OperationFile::word)
          .toList();

  private static final Pattern POINTER = Pattern.compile("#?(/([^~/]|~[01])*)*");
  private static final Pattern XML_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final Pattern ELEMENTS =
      Pattern.compile("/?" + XML_NAME.pattern() + "(/" + XML_NAME.pattern() + ")*");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");

  /** What a path may have outside of its placeholders. */
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]*)+");

  private static final Pattern KEY_PREFIX = Pattern.compile("([A-Za-z0-9_-]+/)*");
  private static final Pattern TOPIC_NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern FILE_GLOB = Pattern.compile("[A-Za-z0-9_.*?-]+");

  private static final int MOST_PAGES = 1000;
  private static final int LARGEST_PAGE = 10_000;
  private static final int LONGEST_REPLAY_HOURS = 24 * 31;

  /** Absent when something of it is wrong, which has been told then. */
  static Optional<OperationFile> read(
      Located<String> name,
      YamlFields yaml,
      ResourceFile.FieldsText fields,
      Diagnostics diagnostics) {
    Names.checkCalled(name, diagnostics);
    boolean single = yaml.flag("single", false);
    Operation.Empty empty =
        yaml.oneOf("empty", Operation.Empty.class).orElse(Operation.Empty.NO_RECORDS);
    List<Located<Input>> inputs = inputs(yaml.entries("inputs"), fields.fields(), diagnostics);
    Reader reader = new Reader(inputs, fields, diagnostics);
    Optional<Binding> binding = reader.binding(name, yaml);
    if (binding.isEmpty()) {
      return Optional.empty();
    }
    reader.unusedInputs(binding.get());
    reader.places(binding.get());
    return Optional.of(
        new OperationFile(
            new Operation(
                name.value(),
                inputs.stream().map(Located::value).toList(),
                single,
                empty,
                binding.get(),
                fields.readings().values().stream().map(Located::value).toList())));
  }

  private static String word(Source.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static List<Located<Input>> inputs(
      List<Entry> entries, List<Field> fields, Diagnostics diagnostics) {
    List<Located<Input>> inputs = new ArrayList<>();
    for (Entry entry : entries) {
      Names.checkCalled(entry.key(), diagnostics);
      YamlFields.of(entry.value(), "the input `" + entry.key().value() + "`", diagnostics)
          .flatMap(yaml -> input(entry.key().value(), yaml, fields, diagnostics))
          .ifPresent(input -> inputs.add(new Located<>(input, entry.key().span())));
    }
    return inputs;
  }

  private static Optional<Input> input(
      String name, YamlFields yaml, List<Field> fields, Diagnostics diagnostics) {
    Optional<Bilingual> title = yaml.requiredBilingual("title");
    yaml.requiredNode("type");
    Optional<FieldType> type = yaml.oneOf("type", FieldType.class);
    boolean required = yaml.flag("required", false);
    Optional<Located<String>> selects = yaml.text("field");
    Wire wire = type.map(t -> wire(yaml, t, diagnostics)).orElse(Wire.PLAIN);
    Optional<Located<String>> example = yaml.requiredText("example");
    ResourceFile.confirmed(yaml, diagnostics);
    yaml.end();
    type.filter(t -> t == FieldType.OBJECT)
        .ifPresent(
            t ->
                diagnostics.error(
                    CatalogCode.INPUT,
                    yaml.span("type"),
                    "the input `" + name + "` is one value and cannot be an object"));
    if (!wire.codes().isEmpty()) {
      diagnostics.error(
          CatalogCode.WIRE, yaml.span("codes"), "an input has no codes; it is written as it is");
    }
    selects.ifPresent(field -> selected(name, field, type, fields, diagnostics));
    if (title.isEmpty() || type.isEmpty() || example.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Input(
            name,
            title.get(),
            type.get(),
            required,
            selects.map(Located::value),
            wire,
            example.get().value()));
  }

  private static void selected(
      String input,
      Located<String> field,
      Optional<FieldType> type,
      List<Field> fields,
      Diagnostics diagnostics) {
    Optional<Field> found = fields.stream().filter(f -> f.name().equals(field.value())).findFirst();
    if (found.isEmpty()) {
      diagnostics.unknown(
          CatalogCode.NOT_A_FIELD,
          field.span(),
          "the input `" + input + "` selects by `" + field.value() + "`, which is no field",
          field.value(),
          fields.stream().map(Field::name).toList());
    } else if (type.isPresent() && found.get().type() != type.get()) {
      diagnostics.error(
          CatalogCode.INPUT,
          field.span(),
          "the input `"
              + input
              + "` is of type "
              + type.get().word()
              + " and the field it selects by of type "
              + found.get().type().word());
    }
  }

  /** How a value of this type is written: {@code pattern}, {@code zone}, {@code codes}… */
  static Wire wire(YamlFields yaml, FieldType type, Diagnostics diagnostics) {
    Optional<String> pattern = yaml.text("pattern").map(Located::value);
    Optional<String> zone = yaml.text("zone").map(Located::value);
    Map<String, String> codes = new LinkedHashMap<>();
    yaml.textMap("codes").forEach((code, value) -> codes.put(code.value(), value.value()));
    Wire wire = new Wire(pattern, zone, codes, yaml.flag("emptyIsNull", false));
    wire.obstacle(type)
        .ifPresent(
            obstacle ->
                diagnostics.error(
                    CatalogCode.WIRE,
                    yaml.span(
                        pattern.isPresent() ? "pattern" : zone.isPresent() ? "zone" : "codes"),
                    obstacle));
    return wire;
  }

  /** Reads the block of one kind, and remembers which inputs it uses. */
  private static final class Reader {
    private final List<Located<Input>> inputs;
    private final ResourceFile.FieldsText fields;
    private final Diagnostics diagnostics;
    private final Set<String> used = new LinkedHashSet<>();

    private Reader(
        List<Located<Input>> inputs, ResourceFile.FieldsText fields, Diagnostics diagnostics) {
      this.inputs = inputs;
      this.fields = fields;
      this.diagnostics = diagnostics;
    }

    Optional<Binding> binding(Located<String> name, YamlFields yaml) {
      List<String> written = KINDS.stream().filter(yaml::has).toList();
      if (written.size() != 1) {
        // asked for, so that the second block is not called an unknown key as well
        written.forEach(yaml::node);
        diagnostics.error(
            CatalogCode.KIND,
            name.span(),
            "an operation has one block of "
                + String.join(", ", KINDS)
                + ", and `"
                + name.value()
                + "` has "
                + (written.isEmpty() ? "none" : String.join(" and ", written)));
        return Optional.empty();
      }
      Source.Kind kind = Source.Kind.valueOf(written.getFirst().toUpperCase(Locale.ROOT));
      Optional<YamlFields> block = yaml.fields(written.getFirst());
      if (block.isEmpty()) {
        return Optional.empty();
      }
      Optional<Binding> binding =
          switch (kind) {
            case POSTGRESQL -> Optional.empty();
            case REST -> rest(block.get());
            case SOAP -> soap(block.get());
            case FILES -> files(block.get());
            case TOPIC -> topic(block.get());
            case OBJECTS -> stored(block.get());
          };
      block.get().end();
      return binding;
    }

    private Optional<Binding> rest(YamlFields yaml) {
      Binding.Method method = yaml.has("post") ? Binding.Method.POST : Binding.Method.GET;
      Optional<Located<String>> path = yaml.requiredText(method.name().toLowerCase(Locale.ROOT));
      Map<String, String> query = uses(yaml.textMap("query"));
      Map<String, String> body = uses(yaml.textMap("body"));
      if (method == Binding.Method.GET && !body.isEmpty()) {
        malformed(yaml.span("body"), "a call by get has no body");
      }
      Optional<Located<String>> records = yaml.text("records");
      records.ifPresent(pointer -> pointer(pointer, "the place of the records"));
      Optional<Binding.Status> status = status(yaml, place -> pointer(place, "the status"));
      Optional<Binding.Pages> pages = pages(yaml);
      path.ifPresent(this::path);
      return path.map(
          text ->
              new Binding.Rest(
                  method,
                  text.value(),
                  query,
                  body,
                  records.map(Located::value).orElse(""),
                  status,
                  pages));
    }

    private void path(Located<String> path) {
      Matcher placeholder = PLACEHOLDER.matcher(path.value());
      while (placeholder.find()) {
        Optional<Input> input = use(new Located<>(placeholder.group(1), path.span()));
        if (input.isPresent() && !input.get().required()) {
          diagnostics.error(
              CatalogCode.INPUT,
              path.span(),
              "the input `" + input.get().name() + "` is in the path, so it must be required");
        }
      }
      String fixed = PLACEHOLDER.matcher(path.value()).replaceAll("x");
      boolean climbs =
          Arrays.stream(fixed.split("/")).anyMatch(part -> part.equals(".") || part.equals(".."));
      if (!PATH.matcher(fixed).matches() || climbs) {
        malformed(path.span(), "`" + path.value() + "` is no path with inputs in braces");
      }
    }

    private Optional<Binding> soap(YamlFields yaml) {
      Optional<Located<String>> action = yaml.requiredText("action");
      Optional<Located<String>> namespace = yaml.requiredText("namespace");
      Optional<YamlNode> request = yaml.requiredNode("request");
      String charset = charset(yaml);
      boolean signed = yaml.flag("signed", false);
      Optional<Located<String>> records = yaml.requiredText("records");
      records.ifPresent(place -> elements(place, "the place of the records"));
      Optional<Binding.Status> status = status(yaml, place -> elements(place, "the status"));
      Optional<Binding.Pages> pages = pages(yaml);
      Optional<Binding.Element> element = request.flatMap(this::onlyElement);
      if (action.isEmpty() || namespace.isEmpty() || records.isEmpty() || element.isEmpty()) {
        return Optional.empty();
      }
      pages.ifPresent(
          found -> {
            for (String place : List.of(found.number(), found.size())) {
              if (!emptyElement(element.get(), place)) {
                malformed(
                    yaml.span("pages"),
                    "the request has no empty element `" + place + "` for the pages");
              }
            }
          });
      return Optional.of(
          new Binding.Soap(
              action.get().value(),
              namespace.get().value(),
              element.get(),
              charset,
              signed,
              records.get().value(),
              status,
              pages));
    }

    private static boolean emptyElement(Binding.Element element, String name) {
      boolean empty =
          element.input().isEmpty() && element.constant().isEmpty() && element.children().isEmpty();
      return empty && element.name().equals(name)
          || element.children().stream().anyMatch(child -> emptyElement(child, name));
    }

    private Optional<Binding.Element> onlyElement(YamlNode request) {
      if (request instanceof YamlMap map && map.entries().size() == 1) {
        return Optional.of(element(map.entries().getFirst()));
      }
      malformed(request.span(), "a request has one element at its top");
      return Optional.empty();
    }

    private Binding.Element element(Entry entry) {
      String name = entry.key().value();
      if (!XML_NAME.matcher(name).matches()) {
        malformed(entry.key().span(), "`" + name + "` is no name of an element");
      }
      List<Binding.Element> children = new ArrayList<>();
      Optional<String> input = Optional.empty();
      Optional<String> constant = Optional.empty();
      switch (entry.value()) {
        case YamlMap map -> map.entries().forEach(child -> children.add(element(child)));
        case YamlScalar scalar when scalar.isNull() -> {}
        case YamlScalar scalar when scalar.text().startsWith("$") -> {
          input = Optional.of(scalar.text().substring(1));
          use(new Located<>(input.get(), scalar.span()));
        }
        case YamlScalar scalar -> constant = Optional.of(scalar.text());
        case YamlNode.YamlList list ->
            malformed(list.span(), "an element has elements, an input or a constant in it");
      }
      return new Binding.Element(name, input, constant, children);
    }

    private Optional<Binding> files(YamlFields yaml) {
      Optional<Located<String>> glob = yaml.requiredText("glob");
      glob.filter(text -> !FILE_GLOB.matcher(text.value()).matches())
          .ifPresent(text -> malformed(text.span(), "`" + text.value() + "` names no files"));
      String charset = charset(yaml);
      String delimiter = yaml.text("delimiter").map(Located::value).orElse(",");
      if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
        malformed(yaml.span("delimiter"), "a delimiter is one character");
      }
      boolean companion = yaml.flag("companion", false);
      Optional<Located<String>> version = yaml.text("version");
      version.ifPresent(field -> typed(field, FieldType.INTEGER, "version"));
      return glob.map(
          text ->
              new Binding.Files(
                  text.value(), charset, delimiter, companion, version.map(Located::value)));
    }

    private Optional<Binding> topic(YamlFields yaml) {
      Optional<Located<String>> topic = yaml.requiredText("topic");
      topic
          .filter(text -> !TOPIC_NAME.matcher(text.value()).matches())
          .ifPresent(text -> malformed(text.span(), "`" + text.value() + "` is no topic"));
      Optional<Located<String>> occurred = yaml.requiredText("occurred");
      occurred.ifPresent(field -> typed(field, FieldType.DATE_TIME, "time of an event"));
      yaml.requiredNode("replayHours");
      OptionalInt hours = yaml.integer("replayHours", 1, LONGEST_REPLAY_HOURS);
      if (topic.isEmpty() || occurred.isEmpty() || hours.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Binding.Topic(topic.get().value(), occurred.get().value(), hours.getAsInt()));
    }

    private Optional<Binding> stored(YamlFields yaml) {
      Optional<Located<String>> prefix = yaml.requiredText("prefix");
      prefix
          .filter(text -> !KEY_PREFIX.matcher(text.value()).matches())
          .ifPresent(
              text -> malformed(text.span(), "`" + text.value() + "` is no beginning of a key"));
      Optional<Located<String>> key = yaml.text("key");
      key.ifPresent(field -> typed(field, FieldType.STRING, "key of an object"));
      return prefix.map(text -> new Binding.Stored(text.value(), key.map(Located::value)));
    }

    private void typed(Located<String> name, FieldType type, String what) {
      Optional<Field> field =
          fields.fields().stream().filter(f -> f.name().equals(name.value())).findFirst();
      if (field.isEmpty()) {
        diagnostics.unknown(
            CatalogCode.NOT_A_FIELD,
            name.span(),
            "the " + what + " `" + name.value() + "` is no field",
            name.value(),
            fields.fields().stream().map(Field::name).toList());
      } else if (field.get().type() != type) {
        malformed(
            name.span(), "the " + what + " `" + name.value() + "` must be of type " + type.word());
      }
    }

    private String charset(YamlFields yaml) {
      Optional<Located<String>> charset = yaml.text("charset");
      charset
          .filter(text -> !CHARSETS.contains(text.value()))
          .ifPresent(
              text ->
                  diagnostics.unknown(
                      CatalogCode.BINDING,
                      text.span(),
                      "`" + text.value() + "` is no charset that is read",
                      text.value(),
                      CHARSETS));
      return charset.map(Located::value).orElse("UTF-8");
    }

    private Optional<Binding.Status> status(YamlFields yaml, Consumer<Located<String>> check) {
      Optional<YamlFields> block = yaml.fields("status");
      if (block.isEmpty()) {
        return Optional.empty();
      }
      Optional<Located<String>> at = block.get().requiredText("at");
      at.ifPresent(check);
      block.get().requiredNode("success");
      Binding.Status status =
          new Binding.Status(
              at.map(Located::value).orElse(""),
              values(block.get().texts("success")),
              values(block.get().texts("notFound")),
              values(block.get().texts("busy")));
      block.get().end();
      return Optional.of(status);
    }

    private static List<String> values(List<Located<String>> texts) {
      return texts.stream().map(Located::value).toList();
    }

    private Optional<Binding.Pages> pages(YamlFields yaml) {
      Optional<YamlFields> block = yaml.fields("pages");
      if (block.isEmpty()) {
        return Optional.empty();
      }
      Optional<Located<String>> number = block.get().requiredText("number");
      Optional<Located<String>> size = block.get().requiredText("size");
      block.get().requiredNode("of");
      OptionalInt of = block.get().integer("of", 1, LARGEST_PAGE);
      block.get().requiredNode("most");
      OptionalInt most = block.get().integer("most", 1, MOST_PAGES);
      block.get().end();
      if (number.isEmpty() || size.isEmpty() || of.isEmpty() || most.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Binding.Pages(
              number.get().value(), size.get().value(), of.getAsInt(), most.getAsInt()));
    }

    private Map<String, String> uses(Map<Located<String>, Located<String>> written) {
      Map<String, String> uses = new LinkedHashMap<>();
      written.forEach(
          (name, input) -> {
            use(input);
            uses.put(name.value(), input.value());
          });
      return uses;
    }

    private Optional<Input> use(Located<String> name) {
      used.add(name.value());
      Optional<Input> input =
          inputs.stream()
              .map(Located::value)
              .filter(found -> found.name().equals(name.value()))
              .findFirst();
      if (input.isEmpty()) {
        diagnostics.unknown(
            CatalogCode.INPUT,
            name.span(),
            "`" + name.value() + "` is no input of this operation",
            name.value(),
            inputs.stream().map(i -> i.value().name()).toList());
      }
      return input;
    }

    /** An input that goes nowhere would make a caller believe that it chose something. */
    void unusedInputs(Binding binding) {
      boolean selects =
          switch (binding.kind()) {
            case FILES, TOPIC, OBJECTS -> true;
            case POSTGRESQL, REST, SOAP -> false;
          };
      for (Located<Input> input : inputs) {
        if (selects && input.value().field().isEmpty()) {
          diagnostics.error(
              CatalogCode.INPUT,
              input.span(),
              "the input `" + input.value().name() + "` does not say which field it selects by");
        } else if (!selects && !used.contains(input.value().name())) {
          diagnostics.error(
              CatalogCode.INPUT,
              input.span(),
              "the input `" + input.value().name() + "` is used nowhere");
        }
      }
    }

    /** Each field's place, in the way of its binding. */
    void places(Binding binding) {
      for (Located<Reading> reading : fields.readings().values()) {
        Located<String> at = new Located<>(reading.value().at(), reading.span());
        String what = "the field `" + reading.value().field() + "`";
        switch (binding.kind()) {
          case REST, TOPIC, OBJECTS -> pointer(at, what);
          case SOAP -> elements(at, what);
          case FILES, POSTGRESQL -> {}
        }
      }
    }

    private void pointer(Located<String> text, String what) {
      if (!POINTER.matcher(text.value()).matches()) {
        malformed(text.span(), "the JSON pointer `" + text.value() + "` of " + what + " is none");
      }
    }

    private void elements(Located<String> text, String what) {
      if (!ELEMENTS.matcher(text.value()).matches()) {
        malformed(
            text.span(), "`" + text.value() + "` of " + what + " is no path of element names");
      }
    }

    private void malformed(Span span, String message) {
      diagnostics.error(CatalogCode.BINDING, span, message);
    }
  }
}
