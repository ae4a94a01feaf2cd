package io.tidegate.engine.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.tidegate.route.data.ChinaTime;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.format.DateTimeFormatter;

/** An array of the database as the JSON document it leaves as. */
final class ArrayDocument {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private ArrayDocument() {}

  /**
   * @param array as the driver gives it: an array of elements or of arrays
   * @param sqlType of the array, such as {@code text[]}
   */
  static String of(Object array, String sqlType) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      write(json, array, sqlType.startsWith("json"));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toString();
  }

  /**
   * @param literal an array of {@code numeric} as PostgreSQL writes it, {@code {1.50,NULL,NaN}}:
   *     its elements are never quoted. Lower bounds before an equals sign are no part of the
   *     document.
   */
  static String ofNumerics(String literal) {
    return literal
        .substring(literal.indexOf('=') + 1)
        .replaceAll("NULL|NaN|-?Infinity", "null")
        .replace('{', '[')
        .replace('}', ']');
  }

  private static void write(JsonGenerator json, Object value, boolean documents)
      throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Number number when finite(number) -> json.writeNumber(new BigDecimal(number.toString()));
      case Number number -> json.writeNull();
      case Boolean flag -> json.writeBoolean(flag);
      case Date date -> json.writeString(date.toLocalDate().toString());
      case Timestamp moment ->
          json.writeString(
              DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(ChinaTime.of(moment.toInstant())));
      default -> {
        if (value.getClass().isArray()) {
          json.writeStartArray();
          for (int i = 0; i < Array.getLength(value); i++) {
            write(json, Array.get(value, i), documents);
          }
          json.writeEndArray();
        } else if (documents) {
          json.writeRawValue(value.toString());
        } else {
          json.writeString(value.toString());
        }
      }
    }
  }

  /** Not-a-number and infinity have no JSON. */
  private static boolean finite(Number number) {
    return !Double.isNaN(number.doubleValue()) && !Double.isInfinite(number.doubleValue());
  }
}
