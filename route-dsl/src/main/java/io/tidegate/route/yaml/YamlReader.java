package io.tidegate.route.yaml;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode.Entry;
import io.tidegate.route.yaml.YamlNode.YamlList;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document into a tree with positions. Only plain data is accepted: no tags, no
 * anchors, no aliases, no second document, unique keys, and limits on size and depth. Nothing is
 * constructed from what the file says.
 */
public final class YamlReader {
  /** Largest file read, in bytes of UTF-8. */
  public static final int MAX_BYTES = 256 * 1024;

  /** Deepest nesting read. */
  public static final int MAX_DEPTH = 32;

  private final SourceText source;
  private final Diagnostics diagnostics;
  private final int[] offsetOfCodePoint;
  private Iterator<Event> events;

  private YamlReader(SourceText source, Diagnostics diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
    this.offsetOfCodePoint = offsets(source.text());
  }

  /** Decodes a file's bytes; a file that is too large or not UTF-8 is a diagnostic and no text. */
  public static Optional<SourceText> decode(String name, byte[] bytes, Diagnostics diagnostics) {
    if (bytes.length > MAX_BYTES) {
      SourceText head = new SourceText(name, new String(bytes, 0, 120, StandardCharsets.UTF_8));
      diagnostics.error(
          YamlCode.TOO_LARGE,
          head.span(0, 0),
          "the file has " + bytes.length + " bytes; at most " + MAX_BYTES + " are read");
      return Optional.empty();
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(
          new SourceText(name, text.startsWith("\uFEFF") ? text.substring(1) : text));
    } catch (CharacterCodingException e) {
      diagnostics.error(
          YamlCode.NOT_TEXT, new SourceText(name, "").all(), "the file is not UTF-8 text");
      return Optional.empty();
    }
  }

  /**
   * Reads the document; what is wrong is added to the diagnostics, and nothing is returned when no
   * tree can be made.
   */
  public static Optional<YamlNode> read(SourceText source, Diagnostics diagnostics) {
    if (source.text().length() > MAX_BYTES) {
      diagnostics.error(
          YamlCode.TOO_LARGE,
          source.span(0, 0),
          "the file has "
              + source.text().length()
              + " characters; at most "
              + MAX_BYTES
              + " are read");
      return Optional.empty();
    }
    return new YamlReader(source, diagnostics).document();
  }

  private Optional<YamlNode> document() {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setUseMarks(true)
            .setParseComments(false)
            .setCodePointLimit(MAX_BYTES)
            // all at once: the library fails when a surrogate pair lies across two buffers
            .setBufferSize(source.text().length() + 2)
            .build();
    try {
      events = new Parse(settings).parseString(source.text()).iterator();
      events.next();
      Event first = events.next();
      if (first.getEventId() == Event.ID.StreamEnd) {
        diagnostics.error(YamlCode.EMPTY, source.span(0, 0), "the file holds no document");
        return Optional.empty();
      }
      YamlNode root = node(events.next(), 0);
      events.next();
      Event next = events.next();
      if (next.getEventId() != Event.ID.StreamEnd) {
        diagnostics.error(YamlCode.SEVERAL, span(next), "a second document begins here");
      }
      if (root instanceof YamlScalar scalar && scalar.isNull()) {
        diagnostics.error(YamlCode.EMPTY, source.span(0, 0), "the file holds no document");
        return Optional.empty();
      }
      return Optional.of(root);
    } catch (Refused e) {
      return Optional.empty();
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      int at = mark.map(this::offset).orElse(0);
      String problem = e.getProblem() == null ? "the text cannot be read" : e.getProblem();
      diagnostics.error(YamlCode.SYNTAX, source.span(at, at + 1), oneLine(problem));
      return Optional.empty();
    } catch (YamlEngineException | StackOverflowError e) {
      diagnostics.error(YamlCode.SYNTAX, source.span(0, 0), "the text cannot be read as YAML");
      return Optional.empty();
    }
  }

  private YamlNode node(Event event, int depth) {
    Span span = span(event);
    if (depth > MAX_DEPTH) {
      throw refuse(
          YamlCode.TOO_DEEP, span, "the document is nested deeper than " + MAX_DEPTH + " levels");
    }
    if (event instanceof AliasEvent) {
      throw refuse(YamlCode.ALIAS, span, "an alias stands here");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw refuse(YamlCode.ALIAS, span, "an anchor stands here");
    }
    if (event instanceof ScalarEvent scalar) {
      if (scalar.getTag().isPresent()) {
        throw refuse(YamlCode.TAG, span, "the tag `" + scalar.getTag().get() + "` stands here");
      }
      return scalar(scalar, span);
    }
    if (event instanceof CollectionStartEvent start && start.getTag().isPresent()) {
      throw refuse(YamlCode.TAG, span, "the tag `" + start.getTag().get() + "` stands here");
    }
    if (event instanceof MappingStartEvent) {
      return mapping(span, depth);
    }
    if (event instanceof SequenceStartEvent) {
      List<YamlNode> items = new ArrayList<>();
      Event next = events.next();
      while (next.getEventId() != Event.ID.SequenceEnd) {
        items.add(node(next, depth + 1));
        next = events.next();
      }
      return new YamlList(items, source.span(span.start(), span(next).end()));
    }
    throw refuse(YamlCode.SYNTAX, span, "a value is expected here");
  }

  private YamlMap mapping(Span start, int depth) {
    List<Entry> entries = new ArrayList<>();
    Map<String, Span> seen = new HashMap<>();
    Event next = events.next();
    while (next.getEventId() != Event.ID.MappingEnd) {
      YamlNode key = node(next, depth + 1);
      YamlNode value = node(events.next(), depth + 1);
      if (!(key instanceof YamlScalar name)) {
        diagnostics.error(
            YamlCode.KIND, key.span(), "a key must be a single word, not " + key.kind());
      } else {
        Span before = seen.putIfAbsent(name.text(), name.span());
        if (before != null) {
          diagnostics.error(
              YamlCode.DUPLICATE_KEY,
              name.span(),
              "the key `" + name.text() + "` is already written on line " + before.line());
        } else {
          entries.add(new Entry(name.located(), value));
        }
      }
      next = events.next();
    }
    return new YamlMap(entries, source.span(start.start(), span(next).end()));
  }

  private YamlScalar scalar(ScalarEvent event, Span span) {
    ScalarStyle written = event.getScalarStyle();
    ScalarOffsets.Style style =
        switch (written) {
          case PLAIN, JSON_SCALAR_STYLE -> ScalarOffsets.Style.PLAIN;
          case SINGLE_QUOTED -> ScalarOffsets.Style.SINGLE;
          case DOUBLE_QUOTED -> ScalarOffsets.Style.DOUBLE;
          case LITERAL, FOLDED -> ScalarOffsets.Style.BLOCK;
        };
    ScalarOffsets offsets =
        ScalarOffsets.align(source.text(), span.start(), span.end(), event.getValue(), style);
    return new YamlScalar(event.getValue(), style != ScalarOffsets.Style.PLAIN, span, offsets);
  }

  private Span span(Event event) {
    int start = event.getStartMark().map(this::offset).orElse(0);
    int end = event.getEndMark().map(this::offset).orElse(start);
    return source.span(start, end);
  }

  private int offset(Mark mark) {
    return offsetOfCodePoint[Math.max(0, Math.min(mark.getIndex(), offsetOfCodePoint.length - 1))];
  }

  /** The parser counts code points; everything else here counts UTF-16 characters. */
  private static int[] offsets(String text) {
    int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
    int index = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      offsets[index++] = at;
    }
    offsets[index] = text.length();
    return offsets;
  }

  private static String oneLine(String problem) {
    return problem.replaceAll("\\s+", " ").strip();
  }

  private Refused refuse(YamlCode code, Span span, String message) {
    diagnostics.error(code, span, message);
    return new Refused();
  }

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused() {
      super(null, null, false, false);
    }
  }
}
