package io.tidegate.engine.run;

import io.tidegate.engine.source.JsonTree;
import io.tidegate.engine.source.XmlTree;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.flow.Flow.Part;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes records of a text that is a member of a record. It never fails: a text may be what a mask
 * left of one, so what is no such text, or not as declared, is null. Safe for several threads.
 */
public final class TextReader {
  /** Longest text that is read, in UTF-16 characters. */
  public static final int LONGEST = 1 << 20;

  /** Most records of one list. */
  public static final int MOST_RECORDS = 10_000;

  private static final int LONGEST_NUMBER = 100;

  private final Flow.Unmarshal step;
  private final Form form;

  public TextReader(Flow.Unmarshal step) {
    this.step = step;
    this.form = Form.of(step.list(), step.parts());
  }

  /** A record, or a list of them, as declared, with the layout its records share. */
  private record Form(boolean list, List<Part> parts, List<Optional<Form>> inner, Layout layout) {
    static Form of(boolean list, List<Part> parts) {
      return new Form(
          list,
          parts,
          parts.stream()
              .map(
                  p ->
                      p.type().isPresent()
                          ? Optional.<Form>empty()
                          : Optional.of(of(p.list(), p.inner())))
              .toList(),
          Layout.of(parts.stream().map(Part::name).toList()));
    }
  }

  /** The body with the result in its record, or in each record of its list. */
  public Object read(Object body) {
    if (body instanceof DataRecord record) {
      return read(record);
    }
    List<Object> all = new ArrayList<>();
    for (Object element : (List<?>) body) {
      all.add(element == null ? null : read((DataRecord) element));
    }
    return all;
  }

  private DataRecord read(DataRecord record) {
    Object made =
        record.value(step.member()) instanceof String text && text.length() <= LONGEST
            ? made(text, record.provenance())
            : null;
    return Records.with(record, step.into(), made, Provenance.NONE);
  }

  /** What is in a text carries the marks of the record the text is of. */
  private Object made(String text, Provenance from) {
    return switch (step.format()) {
      case JSON ->
          JsonTree.read(text.getBytes(StandardCharsets.UTF_8))
              .map(tree -> json(tree, form, from))
              .orElse(null);
      case XML ->
          XmlTree.read(text.getBytes(StandardCharsets.UTF_8), Optional.of("; charset=UTF-8"))
              .map(root -> form.list() ? xml(root.children(), form, from) : xml(root, form, from))
              .orElse(null);
      case CSV -> CsvText.read(text, MOST_RECORDS).map(rows -> csv(rows, from)).orElse(null);
    };
  }

  // ---- json

  private static Object json(Object tree, Form form, Provenance from) {
    if (!form.list()) {
      return tree instanceof Map<?, ?> members
          ? record(
              form,
              from,
              part -> members.get(part.name()),
              TextReader::jsonValue,
              (found, inner) -> json(found, inner, from))
          : null;
    }
    if (!(tree instanceof List<?> items) || items.size() > MOST_RECORDS) {
      return null;
    }
    Form each = new Form(false, form.parts(), form.inner(), form.layout());
    return records(items, item -> json(item, each, from));
  }

  private static Object jsonValue(FieldType type, Object found) {
    return switch (found) {
      case String text
          when type != FieldType.INTEGER && type != FieldType.NUMBER && type != FieldType.BOOLEAN ->
          value(type, text);
      case BigDecimal number when type == FieldType.NUMBER -> number;
      case BigDecimal number when type == FieldType.INTEGER -> whole(number);
      case Boolean flag when type == FieldType.BOOLEAN -> flag;
      default -> null;
    };
  }

  // ---- xml

  private static Object xml(XmlTree.Node node, Form form, Provenance from) {
    Map<String, List<XmlTree.Node>> children = new HashMap<>();
    node.children().forEach(c -> children.computeIfAbsent(c.name(), n -> new ArrayList<>()).add(c));
    return record(
        form,
        from,
        part -> children.get(part.name()),
        (type, found) -> xmlValue(type, (List<?>) found),
        (found, inner) -> {
          List<XmlTree.Node> nodes = nodes((List<?>) found);
          return inner.list()
              ? xml(nodes, inner, from)
              : nodes.size() == 1 ? xml(nodes.getFirst(), inner, from) : null;
        });
  }

  private static List<XmlTree.Node> nodes(List<?> found) {
    return found.stream().map(XmlTree.Node.class::cast).toList();
  }

  private static Object xml(List<XmlTree.Node> nodes, Form form, Provenance from) {
    Form each = new Form(false, form.parts(), form.inner(), form.layout());
    return nodes.size() > MOST_RECORDS ? null : records(nodes, n -> xml(n, each, from));
  }

  /** One element without elements in it. */
  private static Object xmlValue(FieldType type, List<?> found) {
    List<XmlTree.Node> nodes = nodes(found);
    boolean single =
        nodes.size() == 1 && nodes.getFirst().children().isEmpty() && !nodes.getFirst().nil();
    return single ? value(type, nodes.getFirst().text()) : null;
  }

  // ---- csv

  private Object csv(List<Map<String, String>> rows, Provenance from) {
    return records(
        rows,
        row ->
            record(
                form,
                from,
                part -> row.get(part.name()),
                (type, found) -> value(type, (String) found),
                (found, inner) -> null));
  }

  // ---- all of them

  @FunctionalInterface
  private interface Typed {
    Object of(FieldType type, Object found);
  }

  @FunctionalInterface
  private interface Nested {
    Object of(Object found, Form inner);
  }

  private static DataRecord record(
      Form form, Provenance from, Function<Part, Object> found, Typed typed, Nested nested) {
    Object[] values = new Object[form.parts().size()];
    for (int i = 0; i < values.length; i++) {
      Part part = form.parts().get(i);
      Object there = found.apply(part);
      if (there != null && there != JsonTree.NULL) {
        values[i] =
            part.type().isPresent()
                ? typed.of(part.type().get(), there)
                : nested.of(there, form.inner().get(i).orElseThrow());
      }
    }
    return new DataRecord(form.layout(), values, from);
  }

  private static <T> List<Object> records(List<T> items, Function<T, Object> record) {
    List<Object> records = new ArrayList<>(items.size());
    for (T item : items) {
      Object made = record.apply(item);
      if (made != null) {
        records.add(made);
      }
    }
    return records;
  }

  /** The value a text stands for; null when it stands for none of its type. */
  private static Object value(FieldType type, String text) {
    try {
      return switch (type) {
        case STRING -> text;
        case INTEGER -> whole(number(text));
        case NUMBER -> number(text);
        case BOOLEAN ->
            text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
        case DATE -> LocalDate.parse(text);
        case DATE_TIME -> OffsetDateTime.parse(text);
        case OBJECT -> null;
      };
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static BigDecimal number(String text) {
    if (text.length() > LONGEST_NUMBER || !text.matches("[+-]?[0-9]+(\\.[0-9]+)?")) {
      throw new NumberFormatException();
    }
    return new BigDecimal(text);
  }

  private static Long whole(BigDecimal number) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }
}
