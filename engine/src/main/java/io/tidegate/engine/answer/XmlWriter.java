package io.tidegate.engine.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.route.catalog.FieldType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes the answer as one XML 1.0 document in UTF-8: {@code answer}, in it an element for each
 * member, and for each element of a list an {@code item}. Nothing is {@code xsi:nil}; a document is
 * its JSON as a text.
 *
 * <p>What XML 1.0 cannot say is replaced: a character it does not know by U+FFFD, and one that may
 * not stand in a name by {@code _xHHHH_} (ISO 9075-14).
 */
final class XmlWriter extends FormWriter {
  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();
  private static final String ITEM = "item";

  private final JsonFactory factory;
  private final AnswerShape shape;
  private final XMLStreamWriter out;

  XmlWriter(JsonFactory factory, AnswerShape shape, OutputStream out) throws IOException {
    this.factory = factory;
    this.shape = shape;
    try {
      this.out = XML.createXMLStreamWriter(out, "UTF-8");
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  /** A thing that is written. */
  private interface Writing {
    void run() throws XMLStreamException, IOException;
  }

  private static void writing(Writing what) throws IOException {
    try {
      what.run();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  @Override
  void begin() throws IOException {
    writing(
        () -> {
          out.writeStartDocument("UTF-8", "1.0");
          out.writeStartElement("answer");
          out.writeNamespace("xsi", XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI);
          if (shape.list()) {
            out.writeStartElement(AnswerWriter.ROWS);
          }
        });
  }

  @Override
  void record(JsonParser json) throws IOException {
    writing(
        () -> {
          if (shape.list()) {
            element(ITEM, json, () -> members(json, shape));
          } else {
            members(json, shape);
          }
        });
  }

  @Override
  void recordsEnd() throws IOException {
    writing(out::writeEndElement);
  }

  @Override
  void beside(String name, JsonParser json) throws IOException {
    writing(() -> plain(name, json));
  }

  @Override
  void end() throws IOException {
    writing(
        () -> {
          out.writeEndDocument();
          out.flush();
        });
  }

  /** Writes the members of the record the parser stands at, whatever it says beside them too. */
  private void members(JsonParser json, AnswerShape record) throws XMLStreamException, IOException {
    for (AnswerShape.Member member : record.members()) {
      value(json, member.name());
      switch (member) {
        case AnswerShape.Nested nested ->
            element(
                member.name(),
                json,
                () -> {
                  if (nested.shape().list()) {
                    items(json, () -> members(json, nested.shape()));
                  } else {
                    members(json, nested.shape());
                  }
                });
        case AnswerShape.Value single when single.type() == FieldType.OBJECT ->
            element(
                member.name(),
                json,
                () -> {
                  if (single.list()) {
                    items(json, () -> document(json));
                  } else {
                    document(json);
                  }
                });
        case AnswerShape.Value single -> plain(member.name(), json);
      }
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (!AnswerWriter.BESIDE.contains(name)) {
        throw new IllegalStateException("the answer has a member the plan does not have");
      }
      json.nextToken();
      plain(name, json);
    }
  }

  /** An element with a content, or with none when the parser stands at null. */
  private void element(String name, JsonParser json, Writing content)
      throws XMLStreamException, IOException {
    out.writeStartElement(named(name));
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      out.writeAttribute("xsi", XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil", "true");
    } else {
      content.run();
    }
    out.writeEndElement();
  }

  private void items(JsonParser json, Writing content) throws XMLStreamException, IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      element(ITEM, json, content);
    }
  }

  private void document(JsonParser json) throws XMLStreamException, IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = factory.createGenerator(text)) {
      copy.copyCurrentStructureExact(json);
    }
    characters(text.toString());
  }

  /** What has no documents in it: values, lists and objects of them. */
  private void plain(String name, JsonParser json) throws XMLStreamException, IOException {
    element(
        name,
        json,
        () -> {
          switch (json.currentToken()) {
            case START_ARRAY -> {
              while (json.nextToken() != JsonToken.END_ARRAY) {
                plain(ITEM, json);
              }
            }
            case START_OBJECT -> {
              while (json.nextToken() != JsonToken.END_OBJECT) {
                String inner = json.currentName();
                json.nextToken();
                plain(inner, json);
              }
            }
            default -> characters(json.getText());
          }
        });
  }

  /** A carriage return has to be told by its number, or readers take it for a line feed. */
  private void characters(String text) throws XMLStreamException {
    StringBuilder run = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\r') {
        out.writeCharacters(run.toString());
        run.setLength(0);
        out.writeEntityRef("#13");
      } else {
        run.appendCodePoint(isKnown(c) ? c : 0xFFFD);
      }
    }
    out.writeCharacters(run.toString());
  }

  /** XML 1.0, production 2. */
  private static boolean isKnown(int c) {
    return c == '\t'
        || c == '\n'
        || c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }

  private static String named(String member) {
    StringBuilder name = new StringBuilder(member.length());
    member
        .codePoints()
        .forEach(
            c -> {
              boolean allowed =
                  c == '_'
                      || c >= '0' && c <= '9'
                      || c >= 'A' && c <= 'Z'
                      || c >= 'a' && c <= 'z'
                      || c >= 0x4E00 && c <= 0x9FA5;
              if (allowed) {
                name.appendCodePoint(c);
              } else {
                name.append(String.format("_x%04X_", c));
              }
            });
    return name.toString();
  }
}
