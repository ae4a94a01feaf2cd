package io.tidegate.engine.source;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The only reader of the XML that sources send: no document type, nothing from outside, at most 64
 * levels and 100,000 nodes, and no byte that is no character of the charset.
 */
public final class XmlTree {
  private static final int DEEPEST = 64;
  private static final int MOST_NODES = 100_000;
  private static final String NIL = "nil";

  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml[^>]{0,100}encoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");
  private static final Pattern OF_CONTENT_TYPE =
      Pattern.compile(
          ";\\s*charset\\s*=\\s*\"?([A-Za-z0-9._-]{1,40})\"?", Pattern.CASE_INSENSITIVE);

  private static final XMLInputFactory FACTORY = factory();

  /**
   * An element: its children, and the text that stands directly in it.
   *
   * @param attributes by their local names; those of another namespace are left out, and a
   *     declaration of a prefix is called {@code xmlns:prefix} or {@code xmlns}
   */
  public record Node(
      String namespace,
      String name,
      boolean nil,
      String text,
      Map<String, String> attributes,
      List<Node> children) {
    public Node {
      Objects.requireNonNull(namespace, "namespace");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(text, "text");
      attributes = Map.copyOf(attributes);
      children = List.copyOf(children);
    }

    /** The children of this name, in this namespace or in none. */
    List<Node> children(String ofNamespace, String ofName) {
      return children.stream()
          .filter(c -> c.name.equals(ofName))
          .filter(c -> c.namespace.isEmpty() || c.namespace.equals(ofNamespace))
          .toList();
    }
  }

  private XmlTree() {}

  private static XMLInputFactory factory() {
    // the platform's own, whatever lies on the class path
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing is read from outside");
        });
    return factory;
  }

  /**
   * The root element; absent when this is no document that is read.
   *
   * @param contentType of the reply, whose charset counts before the document's own
   */
  public static Optional<Node> read(byte[] bytes, Optional<String> contentType) {
    Optional<String> text = charset(bytes, contentType).flatMap(c -> decoded(bytes, c));
    // also where it would be mere text: no reply of ours has it
    if (text.isEmpty() || text.get().contains("<!DOCTYPE") || text.get().contains("<!ENTITY")) {
      return Optional.empty();
    }
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text.get()));
      try {
        return Optional.of(new Parsing(reader).document());
      } finally {
        reader.close();
      }
    } catch (XMLStreamException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Charset> charset(byte[] bytes, Optional<String> contentType) {
    Matcher told = OF_CONTENT_TYPE.matcher(contentType.orElse(""));
    if (told.find()) {
      return known(told.group(1));
    }
    int head = Math.min(bytes.length, 200);
    Matcher declared = DECLARED.matcher(new String(bytes, 0, head, StandardCharsets.ISO_8859_1));
    return declared.find() ? known(declared.group(1)) : Optional.of(StandardCharsets.UTF_8);
  }

  static Optional<Charset> known(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "UTF-8" -> Optional.of(StandardCharsets.UTF_8);
      case "GB18030" -> Optional.of(Charset.forName("GB18030"));
      case "GBK", "GB2312" -> Optional.of(Charset.forName("GBK"));
      default -> Optional.empty();
    };
  }

  /** The text of bytes, if every one of them belongs to a character. */
  static Optional<String> decoded(byte[] bytes, Charset charset) {
    try {
      CharBuffer text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes));
      boolean mark = text.length() > 0 && text.charAt(0) == '\ufeff';
      return Optional.of(text.subSequence(mark ? 1 : 0, text.length()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static final class Parsing {
    private final XMLStreamReader reader;
    private int nodes;

    private Parsing(XMLStreamReader reader) {
      this.reader = reader;
    }

    Node document() throws XMLStreamException {
      Node root = null;
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT) {
          root = element(1);
        }
      }
      if (root == null) {
        throw new XMLStreamException("no element");
      }
      return root;
    }

    private Node element(int depth) throws XMLStreamException {
      count(1 + reader.getAttributeCount() + reader.getNamespaceCount());
      if (depth > DEEPEST) {
        throw new XMLStreamException("too deep");
      }
      String namespace = Optional.ofNullable(reader.getNamespaceURI()).orElse("");
      String name = reader.getLocalName();
      String nil = reader.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, NIL);
      Map<String, String> attributes = attributes();
      StringBuilder text = new StringBuilder();
      List<Node> children = new ArrayList<>();
      while (true) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> children.add(element(depth + 1));
          case XMLStreamConstants.END_ELEMENT -> {
            boolean isNil = "true".equals(nil) || "1".equals(nil);
            return new Node(namespace, name, isNil, text.toString(), attributes, children);
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
              text.append(reader.getText());
          case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> count(1);
          default -> throw new XMLStreamException("not read");
        }
      }
    }

    private Map<String, String> attributes() {
      Map<String, String> attributes = new HashMap<>();
      for (int i = 0; i < reader.getAttributeCount(); i++) {
        if (Optional.ofNullable(reader.getAttributeNamespace(i)).orElse("").isEmpty()) {
          attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
      }
      for (int i = 0; i < reader.getNamespaceCount(); i++) {
        String prefix = reader.getNamespacePrefix(i);
        attributes.put(
            prefix == null || prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix,
            Optional.ofNullable(reader.getNamespaceURI(i)).orElse(""));
      }
      return attributes;
    }

    private void count(int more) throws XMLStreamException {
      nodes += more;
      if (nodes > MOST_NODES) {
        throw new XMLStreamException("too many nodes");
      }
    }
  }
}
