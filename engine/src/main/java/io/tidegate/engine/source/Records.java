package io.tidegate.engine.source;

import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Operation.Input;
import io.tidegate.route.catalog.Operation.Reading;
import io.tidegate.route.catalog.Resource;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the reply of one operation means: values found in it, checked against the catalog. */
final class Records {
  /** Most records of one answer. */
  static final int MOST = 100_000;

  private final Resource resource;
  private final Operation operation;

  Records(Resource resource) {
    this.resource = resource;
    this.operation = resource.operation().orElseThrow();
  }

  Operation operation() {
    return operation;
  }

  /** The source and the operation, to be named in messages. */
  String name() {
    return resource.source() + "/" + operation.name();
  }

  /**
   * @throws IllegalArgumentException when the inputs are not those the catalog asks for; the
   *     compiler should have seen to that
   */
  void checkInputs(Map<String, Object> inputs) {
    for (String name : inputs.keySet()) {
      if (operation.input(name).isEmpty()) {
        throw new IllegalArgumentException(name() + " has no input " + name);
      }
    }
    for (Input input : operation.inputs()) {
      Object value = inputs.get(input.name());
      if (value == null && input.required()) {
        throw new IllegalArgumentException(name() + " needs the input " + input.name());
      }
      if (value != null && !ofItsType(input, value)) {
        throw new IllegalArgumentException(
            name() + ": the input " + input.name() + " is no " + input.type().word());
      }
    }
  }

  private static boolean ofItsType(Input input, Object value) {
    return switch (input.type()) {
      case STRING -> value instanceof String;
      case INTEGER -> value instanceof Long;
      case NUMBER -> value instanceof BigDecimal;
      case BOOLEAN -> value instanceof Boolean;
      case DATE -> value instanceof LocalDate;
      case DATE_TIME -> value instanceof OffsetDateTime;
      case OBJECT -> false;
    };
  }

  /** A record of a JSON document, read from the record or from the top of the document. */
  Object[] ofJson(Object record, Object document) throws SourceFault {
    if (!(record instanceof Map)) {
      throw badReply("a record that is no object");
    }
    Object[] values = new Object[resource.fields().size()];
    for (int i = 0; i < values.length; i++) {
      Reading reading = operation.readings().get(i);
      Field field = resource.fields().get(i);
      Object json =
          reading.at().startsWith("#")
              ? JsonTree.at(document, reading.at().substring(1))
              : JsonTree.at(record, reading.at());
      if (json == null) {
        values[i] = absent(field, reading);
      } else if (json == JsonTree.NULL || reading.wire().emptyIsNull() && json.equals("")) {
        values[i] = nothing(field);
      } else {
        values[i] =
            WireText.readJson(field, reading.wire(), json).orElseThrow(() -> otherType(field));
      }
    }
    return values;
  }

  /**
   * A record of texts.
   *
   * @param text the text at a reading's place; null when there is none
   * @param nil whether what is there says that it is null
   */
  Object[] ofTexts(Function<Reading, String> text, Predicate<Reading> nil) throws SourceFault {
    Object[] values = new Object[resource.fields().size()];
    for (int i = 0; i < values.length; i++) {
      Reading reading = operation.readings().get(i);
      Field field = resource.fields().get(i);
      String found = text.apply(reading);
      if (found == null) {
        values[i] = absent(field, reading);
      } else if (nil.test(reading) || found.isEmpty() && reading.wire().emptyIsNull()) {
        values[i] = nothing(field);
      } else {
        values[i] = WireText.read(field, reading.wire(), found).orElseThrow(() -> otherType(field));
      }
    }
    return values;
  }

  /** How a record of a JSON document differs from the fields. */
  void drift(Object record, Object document, SortedSet<Drift> drifts) {
    SortedSet<String> described = new TreeSet<>();
    for (int i = 0; i < resource.fields().size(); i++) {
      Reading reading = operation.readings().get(i);
      Field field = resource.fields().get(i);
      described.add(reading.at());
      Object json =
          reading.at().startsWith("#")
              ? JsonTree.at(document, reading.at().substring(1))
              : JsonTree.at(record, reading.at());
      if (json == null) {
        if (!reading.optional()) {
          drifts.add(new Drift(Drift.Kind.GONE, field.name()));
        }
      } else if (json == JsonTree.NULL || reading.wire().emptyIsNull() && json.equals("")) {
        if (!field.nullable()) {
          drifts.add(new Drift(Drift.Kind.CHANGED, field.name()));
        }
      } else if (WireText.readJson(field, reading.wire(), json).isEmpty()) {
        drifts.add(new Drift(Drift.Kind.CHANGED, field.name()));
      }
    }
    leaves(record, "").stream()
        .filter(place -> !described.contains(place))
        .forEach(place -> drifts.add(new Drift(Drift.Kind.NEW, place)));
  }

  private static List<String> leaves(Object json, String place) {
    if (!(json instanceof Map<?, ?> members) || members.isEmpty()) {
      return List.of(place);
    }
    List<String> leaves = new ArrayList<>();
    members.forEach(
        (name, value) -> {
          String step = name.toString().replace("~", "~0").replace("/", "~1");
          leaves.addAll(leaves(value, place + "/" + step));
        });
    return leaves;
  }

  /** How the text of a field differs from it; the text is absent when there is none. */
  Optional<Drift> drift(int at, Optional<String> text, boolean nil) {
    Reading reading = operation.readings().get(at);
    Field field = resource.fields().get(at);
    if (text.isEmpty()) {
      return reading.optional()
          ? Optional.empty()
          : Optional.of(new Drift(Drift.Kind.GONE, field.name()));
    }
    boolean nothing = nil || text.get().isEmpty() && reading.wire().emptyIsNull();
    boolean fits =
        nothing ? field.nullable() : WireText.read(field, reading.wire(), text.get()).isPresent();
    return fits ? Optional.empty() : Optional.of(new Drift(Drift.Kind.CHANGED, field.name()));
  }

  private Object absent(Field field, Reading reading) throws SourceFault {
    if (!reading.optional()) {
      throw badReply("no field " + field.name());
    }
    return null;
  }

  private Object nothing(Field field) throws SourceFault {
    if (!field.nullable()) {
      throw badReply("an empty field " + field.name());
    }
    return null;
  }

  private SourceFault otherType(Field field) {
    return badReply("a field " + field.name() + " that is no " + field.type().word());
  }

  /** Without a record, "no difference" would be a guess. */
  SourceFault nothingToCompare() {
    return new SourceFault(Kind.NOT_FOUND, name() + " sent no record that could be compared");
  }

  SourceFault badReply(String what) {
    return new SourceFault(Kind.BAD_REPLY, name() + " sent " + what);
  }

  /** The records as the caller gets them: as many as the catalog allows. */
  List<Object[]> complete(List<Object[]> records) throws SourceFault {
    if (records.size() > MOST) {
      throw new SourceFault(Kind.TOO_LARGE, name() + " sent more than " + MOST + " records");
    }
    if (operation.single() && records.size() > 1) {
      throw badReply("several records where there is at most one");
    }
    if (records.isEmpty() && operation.empty() == Operation.Empty.NOT_FOUND) {
      throw new SourceFault(Kind.NOT_FOUND, name() + " knows nothing of what was asked for");
    }
    return records;
  }

  /** Those records whose fields have the values the inputs select by, in the order given. */
  List<Object[]> selected(List<Object[]> records, Map<String, Object> inputs) {
    List<Object[]> selected = new ArrayList<>(records);
    for (Input input : operation.inputs()) {
      Object wanted = inputs.get(input.name());
      if (wanted != null) {
        int at = index(input.field().orElseThrow());
        selected.removeIf(record -> !same(wanted, record[at]));
      }
    }
    return selected;
  }

  private static boolean same(Object wanted, Object found) {
    return switch (wanted) {
      case BigDecimal number -> found instanceof BigDecimal other && number.compareTo(other) == 0;
      case OffsetDateTime moment -> found instanceof OffsetDateTime other && moment.isEqual(other);
      default -> wanted.equals(found);
    };
  }

  int index(String field) {
    return resource.fields().stream().map(Field::name).toList().indexOf(field);
  }

  /** The values of the primary key of a record. */
  List<Object> key(Object[] record) {
    List<Object> key = new ArrayList<>();
    resource.primaryKey().forEach(name -> key.add(Optional.ofNullable(record[index(name)])));
    return key;
  }
}
