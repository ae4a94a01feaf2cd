package io.tidegate.route.sql;

import io.tidegate.route.catalog.FieldType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A type of PostgreSQL's, by its own name, or what stands for one while it is not known.
 *
 * @param array whether it is an array of these
 */
record SqlType(String name, boolean array) {
  static final SqlType TEXT = scalar("text");
  static final SqlType VARCHAR = scalar("varchar");
  static final SqlType BPCHAR = scalar("bpchar");
  static final SqlType BOOL = scalar("bool");
  static final SqlType INT2 = scalar("int2");
  static final SqlType INT4 = scalar("int4");
  static final SqlType INT8 = scalar("int8");
  static final SqlType NUMERIC = scalar("numeric");
  static final SqlType FLOAT4 = scalar("float4");
  static final SqlType FLOAT8 = scalar("float8");
  static final SqlType DATE = scalar("date");
  static final SqlType TIME = scalar("time");
  static final SqlType TIMESTAMP = scalar("timestamp");
  static final SqlType TIMESTAMPTZ = scalar("timestamptz");
  static final SqlType INTERVAL = scalar("interval");
  static final SqlType JSON = scalar("json");
  static final SqlType JSONB = scalar("jsonb");
  static final SqlType UUID = scalar("uuid");

  /** Every type that is accepted, as itself or as the element of an array. */
  private static final List<SqlType> ACCEPTED =
      List.of(
          TEXT,
          VARCHAR,
          BPCHAR,
          BOOL,
          INT2,
          INT4,
          INT8,
          NUMERIC,
          FLOAT4,
          FLOAT8,
          DATE,
          TIME,
          TIMESTAMP,
          TIMESTAMPTZ,
          INTERVAL,
          JSON,
          JSONB,
          UUID);

  /** Of a text literal, which takes the type of what it meets. */
  static final SqlType LITERAL = scalar("unknown");

  /** Of NULL. */
  static final SqlType NULL = scalar("null");

  /** Of a parameter that has met nothing yet. */
  static final SqlType PARAMETER = scalar("parameter");

  /** Of something that was refused: it fits everywhere, so that one error does not cause others. */
  static final SqlType BROKEN = scalar("broken");

  SqlType {
    Objects.requireNonNull(name, "name");
  }

  /** The kinds of values that can be compared with each other. */
  enum Category {
    STRING,
    NUMBER,
    MOMENT,
    TIME,
    INTERVAL,
    BOOLEAN,
    JSON,
    UUID,
    ARRAY,
    OPEN,
    BROKEN,
    /** A type of the catalog's that is not accepted. */
    FOREIGN
  }

  private static SqlType scalar(String name) {
    return new SqlType(name, false);
  }

  /** The accepted type with a name such as {@code int8} or {@code text[]}. */
  static Optional<SqlType> of(String name) {
    boolean array = name.endsWith("[]");
    String element = array ? name.substring(0, name.length() - 2) : name;
    return ACCEPTED.stream()
        .filter(type -> type.name.equals(element))
        .findFirst()
        .map(type -> array ? type.arrayOf() : type);
  }

  /** The names of all that are accepted, for people. */
  static String acceptedNames() {
    return String.join(", ", ACCEPTED.stream().map(SqlType::name).toList());
  }

  /** The type of a column in the catalog, accepted or not. */
  static SqlType ofCatalog(String name) {
    return of(name).orElseGet(() -> scalar(name));
  }

  SqlType arrayOf() {
    return new SqlType(name, true);
  }

  SqlType element() {
    return new SqlType(name, false);
  }

  Category category() {
    if (array) {
      return Category.ARRAY;
    }
    return switch (name) {
      case "text", "varchar", "bpchar" -> Category.STRING;
      case "int2", "int4", "int8", "numeric", "float4", "float8" -> Category.NUMBER;
      case "date", "timestamp", "timestamptz" -> Category.MOMENT;
      case "time" -> Category.TIME;
      case "interval" -> Category.INTERVAL;
      case "bool" -> Category.BOOLEAN;
      case "json", "jsonb" -> Category.JSON;
      case "uuid" -> Category.UUID;
      case "unknown", "null", "parameter" -> Category.OPEN;
      case "broken" -> Category.BROKEN;
      default -> Category.FOREIGN;
    };
  }

  /** Whether it takes the type of what it meets. */
  boolean open() {
    return category() == Category.OPEN;
  }

  boolean broken() {
    return category() == Category.BROKEN;
  }

  /** What a value that met nothing is in the end: a text. */
  SqlType settled() {
    return this.equals(LITERAL) || this.equals(NULL) ? TEXT : this;
  }

  /** The type a consumer sees; whatever has no simpler form is a text or a JSON document. */
  FieldType fieldType() {
    return switch (category()) {
      case STRING, TIME, INTERVAL, UUID, OPEN, BROKEN, FOREIGN -> FieldType.STRING;
      case NUMBER -> name.startsWith("int") ? FieldType.INTEGER : FieldType.NUMBER;
      case MOMENT -> this.equals(DATE) ? FieldType.DATE : FieldType.DATE_TIME;
      case BOOLEAN -> FieldType.BOOLEAN;
      case JSON, ARRAY -> FieldType.OBJECT;
    };
  }

  @Override
  public String toString() {
    return array ? name + "[]" : name;
  }
}
