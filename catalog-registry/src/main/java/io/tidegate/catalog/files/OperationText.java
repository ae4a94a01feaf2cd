package io.tidegate.catalog.files;

import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Operation.Input;
import io.tidegate.route.catalog.Operation.Reading;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.catalog.Wire;
import io.tidegate.route.text.Bilingual;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An operation as a list of named values in a fixed order, and back. Everything that is in an
 * operation is in the list, so that it serves both to keep it and to tell whether two are the same.
 */
public final class OperationText {
  private OperationText() {}

  /** One named value. */
  public record Line(String key, String value) {
    public Line {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
    }
  }

  public static List<Line> write(Operation operation) {
    Writer writer = new Writer();
    writer.operation(operation);
    return List.copyOf(writer.lines);
  }

  /**
   * The operation that was written.
   *
   * @throws IllegalArgumentException when the lines are not what {@link #write} makes
   */
  public static Operation read(List<Line> lines) {
    Reader reader = new Reader(lines);
    Operation operation = reader.operation();
    if (reader.next != lines.size()) {
      throw new IllegalArgumentException("an operation has " + lines.get(reader.next).key());
    }
    return operation;
  }

  private static final class Writer {
    private final List<Line> lines = new ArrayList<>();

    private void operation(Operation operation) {
      value("operation", operation.name());
      value("single", Boolean.toString(operation.single()));
      value("empty", operation.empty().name());
      count("inputs", operation.inputs().size());
      for (Input input : operation.inputs()) {
        value("input", input.name());
        value("title.zh", input.title().zh());
        value("title.en", input.title().en());
        value("type", input.type().name());
        value("required", Boolean.toString(input.required()));
        optional("field", input.field());
        wire(input.wire());
        value("example", input.example());
      }
      count("readings", operation.readings().size());
      for (Reading reading : operation.readings()) {
        value("reading", reading.field());
        value("at", reading.at());
        value("optional", Boolean.toString(reading.optional()));
        wire(reading.wire());
      }
      binding(operation.binding());
    }

    private void binding(Binding binding) {
      value("binding", binding.kind().name());
      switch (binding) {
        case Binding.Rest rest -> {
          value("method", rest.method().name());
          value("path", rest.path());
          map("query", rest.query());
          map("body", rest.body());
          value("records", rest.records());
          status(rest.status());
          pages(rest.pages());
        }
        case Binding.Soap soap -> {
          value("action", soap.action());
          value("namespace", soap.namespace());
          element(soap.request());
          value("charset", soap.charset());
          value("signed", Boolean.toString(soap.signed()));
          value("records", soap.records());
          status(soap.status());
          pages(soap.pages());
        }
        case Binding.Files files -> {
          value("glob", files.glob());
          value("charset", files.charset());
          value("delimiter", files.delimiter());
          value("companion", Boolean.toString(files.companion()));
          optional("version", files.version());
        }
        case Binding.Topic topic -> {
          value("topic", topic.topic());
          value("occurred", topic.occurred());
          count("replayHours", topic.replayHours());
        }
        case Binding.Stored stored -> {
          value("prefix", stored.prefix());
          optional("key", stored.key());
        }
      }
    }

    private void element(Binding.Element element) {
      value("element", element.name());
      optional("input", element.input());
      optional("constant", element.constant());
      count("children", element.children().size());
      element.children().forEach(this::element);
    }

    private void status(Optional<Binding.Status> status) {
      count("status", status.isPresent() ? 1 : 0);
      if (status.isPresent()) {
        value("at", status.get().at());
        values("success", status.get().success());
        values("notFound", status.get().notFound());
        values("busy", status.get().busy());
      }
    }

    private void pages(Optional<Binding.Pages> pages) {
      count("pages", pages.isPresent() ? 1 : 0);
      if (pages.isPresent()) {
        value("number", pages.get().number());
        value("size", pages.get().size());
        count("of", pages.get().of());
        count("most", pages.get().most());
      }
    }

    private void wire(Wire wire) {
      optional("pattern", wire.pattern());
      optional("zone", wire.zone());
      map("codes", wire.codes());
      value("emptyIsNull", Boolean.toString(wire.emptyIsNull()));
    }

    private void optional(String key, Optional<String> value) {
      values(key, value.stream().toList());
    }

    private void values(String key, List<String> values) {
      count(key, values.size());
      values.forEach(value -> value(key, value));
    }

    private void map(String key, Map<String, String> map) {
      count(key, map.size());
      map.forEach(
          (name, value) -> {
            value(key, name);
            value(key, value);
          });
    }

    private void count(String key, int number) {
      value(key, Integer.toString(number));
    }

    private void value(String key, String value) {
      lines.add(new Line(key, value));
    }
  }

  private static final class Reader {
    private final List<Line> lines;
    private int next;

    private Reader(List<Line> lines) {
      this.lines = lines;
    }

    private Operation operation() {
      String name = value("operation");
      boolean single = flag("single");
      Operation.Empty empty = Operation.Empty.valueOf(value("empty"));
      List<Input> inputs = new ArrayList<>();
      for (int left = count("inputs"); left > 0; left--) {
        inputs.add(
            new Input(
                value("input"),
                new Bilingual(value("title.zh"), value("title.en")),
                FieldType.valueOf(value("type")),
                flag("required"),
                optional("field"),
                wire(),
                value("example")));
      }
      List<Reading> readings = new ArrayList<>();
      for (int left = count("readings"); left > 0; left--) {
        readings.add(new Reading(value("reading"), value("at"), flag("optional"), wire()));
      }
      return new Operation(name, inputs, single, empty, binding(), readings);
    }

    private Binding binding() {
      Source.Kind kind = Source.Kind.valueOf(value("binding"));
      return switch (kind) {
        case POSTGRESQL -> throw new IllegalArgumentException("a table is no operation");
        case REST ->
            new Binding.Rest(
                Binding.Method.valueOf(value("method")),
                value("path"),
                map("query"),
                map("body"),
                value("records"),
                status(),
                pages());
        case SOAP ->
            new Binding.Soap(
                value("action"),
                value("namespace"),
                element(),
                value("charset"),
                flag("signed"),
                value("records"),
                status(),
                pages());
        case FILES ->
            new Binding.Files(
                value("glob"),
                value("charset"),
                value("delimiter"),
                flag("companion"),
                optional("version"));
        case TOPIC -> new Binding.Topic(value("topic"), value("occurred"), count("replayHours"));
        case OBJECTS -> new Binding.Stored(value("prefix"), optional("key"));
      };
    }

    private Binding.Element element() {
      String name = value("element");
      Optional<String> input = optional("input");
      Optional<String> constant = optional("constant");
      List<Binding.Element> children = new ArrayList<>();
      for (int left = count("children"); left > 0; left--) {
        children.add(element());
      }
      return new Binding.Element(name, input, constant, children);
    }

    private Optional<Binding.Status> status() {
      return count("status") == 0
          ? Optional.empty()
          : Optional.of(
              new Binding.Status(
                  value("at"), values("success"), values("notFound"), values("busy")));
    }

    private Optional<Binding.Pages> pages() {
      return count("pages") == 0
          ? Optional.empty()
          : Optional.of(
              new Binding.Pages(value("number"), value("size"), count("of"), count("most")));
    }

    private Wire wire() {
      return new Wire(optional("pattern"), optional("zone"), map("codes"), flag("emptyIsNull"));
    }

    private Optional<String> optional(String key) {
      return values(key).stream().findFirst();
    }

    private List<String> values(String key) {
      List<String> values = new ArrayList<>();
      for (int left = count(key); left > 0; left--) {
        values.add(value(key));
      }
      return values;
    }

    private Map<String, String> map(String key) {
      Map<String, String> map = new LinkedHashMap<>();
      for (int left = count(key); left > 0; left--) {
        map.put(value(key), value(key));
      }
      return map;
    }

    private boolean flag(String key) {
      return Boolean.parseBoolean(value(key));
    }

    private int count(String key) {
      return Integer.parseInt(value(key));
    }

    private String value(String key) {
      if (next == lines.size() || !lines.get(next).key().equals(key)) {
        throw new IllegalArgumentException("an operation lacks " + key);
      }
      return lines.get(next++).value();
    }
  }
}
