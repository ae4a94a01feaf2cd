package io.tidegate.engine.source;

import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Operation.Input;
import io.tidegate.route.catalog.Wire;
import io.tidegate.route.data.ChinaTime;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** Values between our types and the texts of a request or a reply. */
final class WireText {
  private static final int LONGEST_NUMBER = 100;

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ISO_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ISO_LOCAL_DATE.withResolverStyle(ResolverStyle.STRICT);

  private WireText() {}

  /** How a value stands in a request. */
  static String write(Input input, Object value) {
    Wire wire = input.wire();
    return switch (value) {
      case String text -> text;
      case Long number -> number.toString();
      case BigDecimal number -> number.toPlainString();
      case Boolean flag -> flag.toString();
      case LocalDate date ->
          wire.pattern().isPresent() ? wire.formatter().format(date) : DATE.format(date);
      case OffsetDateTime moment -> {
        var local = wire.zone().isPresent() ? moment.atZoneSameInstant(wire.zoneId()) : moment;
        yield wire.pattern().isPresent()
            ? wire.formatter().format(local)
            : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local);
      }
      default ->
          throw new IllegalArgumentException(
              "the input " + input.name() + " is no " + input.type().word());
    };
  }

  /**
   * The value a text of a reply stands for; absent when it stands for none of the field's type.
   * That an empty text is null has been dealt with before.
   */
  static Optional<Object> read(Field field, Wire wire, String text) {
    String decoded = wire.codes().isEmpty() ? text : wire.codes().get(text);
    if (decoded == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          switch (field.type()) {
            case STRING -> fitting(field, decoded);
            case INTEGER -> integer(new BigDecimal(checked(decoded)));
            case NUMBER -> new BigDecimal(checked(decoded));
            case BOOLEAN -> flag(decoded);
            case DATE ->
                LocalDate.from(
                    wire.pattern().isPresent()
                        ? wire.formatter().parse(decoded)
                        : DATE.parse(decoded));
            case DATE_TIME -> moment(wire, decoded);
            case OBJECT -> null;
          });
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The value of a JSON value; absent when it is of another type than the field's. */
  static Optional<Object> readJson(Field field, Wire wire, Object json) {
    return switch (json) {
      case String text
          when !(field.type() == FieldType.INTEGER
              || field.type() == FieldType.NUMBER
              || field.type() == FieldType.BOOLEAN && wire.codes().isEmpty()) ->
          read(field, wire, text);
      case BigDecimal number when !wire.codes().isEmpty() ->
          read(field, wire, number.toPlainString());
      case BigDecimal number when field.type() == FieldType.NUMBER -> Optional.of(number);
      case BigDecimal number when field.type() == FieldType.INTEGER ->
          Optional.ofNullable(integer(number));
      case Boolean flag when field.type() == FieldType.BOOLEAN && wire.codes().isEmpty() ->
          Optional.of(flag);
      default -> Optional.empty();
    };
  }

  /** Text longer than the catalog says is something else than the catalog says. */
  private static String fitting(Field field, String text) {
    boolean fits = field.length() == 0 || text.codePointCount(0, text.length()) <= field.length();
    return fits ? text : null;
  }

  private static String checked(String text) {
    if (text.length() > LONGEST_NUMBER || !text.matches("[+-]?[0-9]+(\\.[0-9]+)?")) {
      throw new NumberFormatException();
    }
    return text;
  }

  private static Long integer(BigDecimal number) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static Boolean flag(String text) {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> null;
    };
  }

  private static OffsetDateTime moment(Wire wire, String text) {
    DateTimeFormatter formatter = wire.pattern().isPresent() ? wire.formatter() : MOMENT;
    TemporalAccessor read = formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return switch (read) {
      case OffsetDateTime moment -> ChinaTime.of(moment);
      case LocalDateTime local when wire.zone().isPresent() ->
          ChinaTime.of(local.atZone(wire.zoneId()).toInstant());
      default -> null;
    };
  }
}
