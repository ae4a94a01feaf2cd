package io.tidegate.engine.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.route.catalog.FieldType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a line of names and a line for each record (RFC 4180). A record within the record has a
 * column for each of its members, named {@code outer.inner}; whatever is a list or a document is
 * its JSON in one cell. Nothing is an empty cell, an empty text is {@code ""}.
 *
 * <p>A text that a spreadsheet would take for a formula gets an apostrophe before it, and so does
 * one that begins with an apostrophe: to have the text back, take one apostrophe off the front.
 * Numbers are left as they are. Source of the signs: OWASP, CSV Injection.
 */
final class CsvWriter extends FormWriter {
  private static final String FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠'";
  private static final String TO_BE_QUOTED = ",\"\r\n";
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final JsonFactory factory;
  private final AnswerShape shape;
  private final boolean partial;
  private final boolean marked;
  private final Writer out;
  private boolean first;

  /**
   * @param partial whether a single record says what is missing
   * @param marked whether the byte order mark stands before it
   */
  CsvWriter(
      JsonFactory factory, AnswerShape shape, boolean partial, boolean marked, OutputStream out) {
    this.factory = factory;
    this.shape = shape;
    this.partial = partial && !shape.list();
    this.marked = marked;
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  @Override
  void begin() throws IOException {
    if (marked) {
      out.write(BYTE_ORDER_MARK);
    }
    List<String> names = columns(shape);
    if (partial) {
      names.add(AnswerWriter.MISSING);
    }
    out.write(String.join(",", names));
    lineEnd();
  }

  private static List<String> columns(AnswerShape shape) {
    List<String> names = new ArrayList<>();
    for (AnswerShape.Member member : shape.members()) {
      if (member instanceof AnswerShape.Nested nested && !nested.shape().list()) {
        columns(nested.shape()).forEach(inner -> names.add(nested.name() + "." + inner));
      } else {
        names.add(member.name());
      }
    }
    if (shape.related()) {
      names.add(AnswerWriter.RELATION);
      names.add(AnswerWriter.MASKED);
    }
    return names;
  }

  @Override
  void record(JsonParser json) throws IOException {
    first = true;
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      nothing(shape);
    } else {
      members(json, shape);
      if (partial) {
        value(json, AnswerWriter.MISSING);
        text(json);
      }
      noMore(json);
    }
    lineEnd();
  }

  /** Writes the members of the record the parser stands at, and not what may follow them. */
  private void members(JsonParser json, AnswerShape record) throws IOException {
    for (AnswerShape.Member member : record.members()) {
      JsonToken token = value(json, member.name());
      switch (member) {
        case AnswerShape.Value single when !single.list() && single.type() != FieldType.OBJECT ->
            single(json, token);
        case AnswerShape.Nested nested when !nested.shape().list() -> {
          if (token == JsonToken.VALUE_NULL) {
            nothing(nested.shape());
          } else {
            members(json, nested.shape());
            noMore(json);
          }
        }
        case AnswerShape.Value several -> text(json);
        case AnswerShape.Nested nested -> text(json);
      }
    }
    if (record.related()) {
      value(json, AnswerWriter.RELATION);
      text(json);
      value(json, AnswerWriter.MASKED);
      text(json);
    }
  }

  private void nothing(AnswerShape record) throws IOException {
    for (int i = columns(record).size(); i > 0; i--) {
      cell("");
    }
  }

  private void single(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      cell("");
    } else if (token == JsonToken.VALUE_STRING) {
      cell(quoted(harmless(json.getText())));
    } else {
      cell(json.getText());
    }
  }

  /** The JSON the parser stands at, as a text. */
  private void text(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      cell("");
      return;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = factory.createGenerator(text)) {
      copy.copyCurrentStructureExact(json);
    }
    // a document can be a single text or number, and then be taken for a formula like one
    cell(quoted(harmless(text.toString())));
  }

  private static String harmless(String text) {
    return !text.isEmpty() && FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String quoted(String text) {
    boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> TO_BE_QUOTED.indexOf(c) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private void cell(String written) throws IOException {
    if (!first) {
      out.write(',');
    }
    first = false;
    out.write(written);
  }

  private void lineEnd() throws IOException {
    out.write("\r\n");
  }

  @Override
  void beside(String name, JsonParser json) throws IOException {
    json.skipChildren();
  }

  @Override
  void end() throws IOException {
    out.flush();
  }
}
