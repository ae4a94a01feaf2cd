package io.tidegate.rules.workbook;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.pack.RuleCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the texts in the cells of an {@code .xlsx} workbook (ISO/IEC 29500), and refuses one that
 * holds anything else: parts that are not on a short list, links out of it, document types,
 * formulas, merged cells, and sheets, rows or columns that are hidden, for what nobody sees must
 * not decide. Sizes are counted while it is unpacked, so that a small file cannot become a large
 * one.
 */
final class WorkbookReader {
  /** Largest file, in bytes. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  /** Most bytes that all parts together unpack to. */
  static final int MAX_UNPACKED = 32 * 1024 * 1024;

  static final int MAX_PARTS = 300;
  static final int MAX_ROWS = 5_000;
  static final int MAX_COLUMNS = 64;

  private static final String WORKBOOK = "xl/workbook.xml";
  private static final String RELATIONS = "xl/_rels/workbook.xml.rels";
  private static final String STRINGS = "xl/sharedStrings.xml";

  /** What a spreadsheet program writes beside the cells, and what says nothing about them. */
  private static final Pattern IGNORED =
      Pattern.compile(
          "\\[Content_Types\\]\\.xml|docProps/[A-Za-z0-9]+\\.xml|xl/(styles|calcChain)\\.xml"
              + "|xl/theme/theme\\d+\\.xml|xl/printerSettings/printerSettings\\d+\\.bin"
              + "|xl/worksheets/_rels/sheet\\d+\\.xml\\.rels|_rels/\\.rels");

  private static final Pattern SHEET = Pattern.compile("xl/worksheets/sheet\\d+\\.xml");
  private static final Pattern REFERENCE = Pattern.compile("([A-Z]{1,3})([1-9]\\d{0,6})(?::.*)?");

  private static final XMLInputFactory FACTORY = factory();

  private final String name;
  private final Diagnostics diagnostics;

  private WorkbookReader(String name, Diagnostics diagnostics) {
    this.name = name;
    this.diagnostics = diagnostics;
  }

  /** The sheets in their order; none beside an error. */
  static List<Sheet> read(String name, byte[] bytes, Diagnostics diagnostics) {
    try {
      return new WorkbookReader(name, diagnostics).sheets(bytes);
    } catch (Refused e) {
      return List.of();
    }
  }

  private static XMLInputFactory factory() {
    // the platform's own, whatever lies on the class path
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing is read from outside");
        });
    return factory;
  }

  private List<Sheet> sheets(byte[] bytes) {
    Map<String, byte[]> parts = parts(bytes);
    for (String part : parts.keySet()) {
      if (part.endsWith(".rels")) {
        relations(part, parts.get(part));
      }
    }
    if (!parts.containsKey(WORKBOOK) || !parts.containsKey(RELATIONS)) {
      throw refuse(RuleCode.WORKBOOK, place(""), "the file is no workbook");
    }
    Map<String, String> targets = relations(RELATIONS, parts.get(RELATIONS));
    List<String> strings = parts.containsKey(STRINGS) ? strings(parts.get(STRINGS)) : List.of();
    List<Sheet> sheets = new ArrayList<>();
    for (Map.Entry<String, String> named : named(parts.get(WORKBOOK)).entrySet()) {
      String target = targets.getOrDefault(named.getValue(), "");
      String part = target.startsWith("/") ? target.substring(1) : "xl/" + target;
      if (!SHEET.matcher(part).matches() || !parts.containsKey(part)) {
        throw refuse(
            RuleCode.WORKBOOK,
            place(named.getKey()),
            "the sheet `" + named.getKey() + "` is not in the workbook");
      }
      sheets.add(new SheetParsing(named.getKey(), strings).read(parts.get(part)));
    }
    return sheets;
  }

  // ---- the package

  private Map<String, byte[]> parts(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw refuse(
          RuleCode.WORKBOOK_SIZE, place(""), "the file has more than " + MAX_BYTES + " bytes");
    }
    Path file = null;
    try {
      // what counts is the directory at the end of a package, and only a file is read by it
      file = Files.createTempFile("tidegate-", ".xlsx");
      Files.write(file, bytes);
      return unpacked(file);
    } catch (IOException | IllegalArgumentException e) {
      throw refuse(RuleCode.WORKBOOK, place(""), "the file is no workbook");
    } finally {
      delete(file);
    }
  }

  private Map<String, byte[]> unpacked(Path file) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    int left = MAX_UNPACKED;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.isDirectory()) {
          continue;
        }
        accept(entry.getName());
        byte[] part;
        try (InputStream in = zip.getInputStream(entry)) {
          part = in.readNBytes(left + 1);
        }
        left -= part.length;
        if (left < 0 || parts.size() >= MAX_PARTS) {
          throw refuse(
              RuleCode.WORKBOOK_SIZE,
              place(""),
              "the file unpacks to more than "
                  + MAX_UNPACKED
                  + " bytes or "
                  + MAX_PARTS
                  + " parts");
        }
        if (parts.put(entry.getName(), part) != null) {
          throw refuse(
              RuleCode.WORKBOOK_CONTENT,
              place(""),
              "the part `" + entry.getName() + "` is there twice");
        }
      }
    }
    return parts;
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // the system clears its folder of temporary files
    }
  }

  private void accept(String part) {
    boolean known =
        part.equals(WORKBOOK)
            || part.equals(RELATIONS)
            || part.equals(STRINGS)
            || SHEET.matcher(part).matches()
            || IGNORED.matcher(part).matches();
    if (!known) {
      throw refuse(
          RuleCode.WORKBOOK_CONTENT, place(""), "the part `" + part + "` does not belong to rules");
    }
  }

  /** The targets of relations by their ids. */
  private Map<String, String> relations(String part, byte[] bytes) {
    Map<String, String> targets = new LinkedHashMap<>();
    parse(
        part,
        bytes,
        reader -> {
          if (reader.getEventType() == XMLStreamConstants.START_ELEMENT
              && reader.getLocalName().equals("Relationship")) {
            if ("External".equalsIgnoreCase(attribute(reader, "TargetMode"))) {
              throw refuse(
                  RuleCode.WORKBOOK_CONTENT,
                  place(part),
                  "the workbook links to something outside");
            }
            targets.put(attribute(reader, "Id"), attribute(reader, "Target"));
          }
        });
    return targets;
  }

  /** The ids of the sheets by their names. */
  private Map<String, String> named(byte[] bytes) {
    Map<String, String> sheets = new LinkedHashMap<>();
    parse(
        WORKBOOK,
        bytes,
        reader -> {
          if (reader.getEventType() != XMLStreamConstants.START_ELEMENT) {
            return;
          }
          if (reader.getLocalName().equals("externalReference")) {
            throw refuse(
                RuleCode.WORKBOOK_CONTENT, place(""), "the workbook links to another workbook");
          }
          if (reader.getLocalName().equals("sheet")) {
            String sheet = attribute(reader, "name");
            String state = attribute(reader, "state");
            if (!state.isEmpty() && !state.equals("visible")) {
              throw refuse(
                  RuleCode.WORKBOOK_CONTENT, place(sheet), "the sheet `" + sheet + "` is hidden");
            }
            if (sheets.put(sheet, attribute(reader, "id")) != null) {
              throw refuse(
                  RuleCode.WORKBOOK, place(sheet), "the sheet `" + sheet + "` is there twice");
            }
          }
        });
    return sheets;
  }

  private List<String> strings(byte[] bytes) {
    List<String> strings = new ArrayList<>();
    TextParts text = new TextParts();
    parse(
        STRINGS,
        bytes,
        reader -> {
          if (reader.getEventType() == XMLStreamConstants.END_ELEMENT
              && reader.getLocalName().equals("si")) {
            strings.add(text.taken());
          } else {
            text.next(reader);
          }
        });
    return strings;
  }

  /** The text of the runs of a string; what says how it is pronounced is no part of it. */
  private static final class TextParts {
    private final StringBuilder text = new StringBuilder();
    private boolean inText;
    private boolean inPhonetic;

    void next(XMLStreamReader reader) {
      switch (reader.getEventType()) {
        case XMLStreamConstants.START_ELEMENT -> {
          inText |= reader.getLocalName().equals("t");
          inPhonetic |= reader.getLocalName().equals("rPh");
        }
        case XMLStreamConstants.END_ELEMENT -> {
          inText &= !reader.getLocalName().equals("t");
          inPhonetic &= !reader.getLocalName().equals("rPh");
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (inText && !inPhonetic) {
            text.append(reader.getText());
          }
        }
        default -> {}
      }
    }

    String taken() {
      String taken = CellText.read(text.toString());
      text.setLength(0);
      return taken;
    }
  }

  // ---- one sheet

  private final class SheetParsing {
    private final String sheet;
    private final List<String> strings;
    private final SortedMap<Integer, SortedMap<Integer, String>> cells = new TreeMap<>();
    private final TextParts inline = new TextParts();
    private final StringBuilder value = new StringBuilder();
    private int row = -1;
    private int column = -1;
    private String reference = "";
    private String type = "";
    private boolean inValue;

    SheetParsing(String sheet, List<String> strings) {
      this.sheet = sheet;
      this.strings = strings;
    }

    Sheet read(byte[] bytes) {
      parse(sheet, bytes, this::next);
      return new Sheet(name, sheet, cells);
    }

    private void next(XMLStreamReader reader) {
      switch (reader.getEventType()) {
        case XMLStreamConstants.START_ELEMENT -> start(reader);
        case XMLStreamConstants.END_ELEMENT -> end(reader);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (inValue) {
            value.append(reader.getText());
          }
        }
        default -> {}
      }
      inline.next(reader);
    }

    private void start(XMLStreamReader reader) {
      switch (reader.getLocalName()) {
        case "row" -> {
          String number = attribute(reader, "r");
          row = number.isEmpty() ? row + 1 : number(number) - 1;
          column = -1;
          if (row >= MAX_ROWS) {
            throw refuse(
                RuleCode.WORKBOOK_SIZE,
                at("A" + (row + 1)),
                "a sheet has at most " + MAX_ROWS + " rows");
          }
          hidden(reader, "A" + (row + 1), "this row is hidden");
        }
        case "col" ->
            hidden(
                reader,
                CellText.name(0, number(attribute(reader, "min")) - 1),
                "this column is hidden");
        case "c" -> cell(reader);
        case "f" ->
            throw refuse(RuleCode.WORKBOOK_CONTENT, at(reference), "this cell holds a formula");
        case "v" -> inValue = true;
        case "mergeCell" ->
            throw refuse(
                RuleCode.WORKBOOK_CONTENT,
                at(attribute(reader, "ref").split(":")[0]),
                "cells are merged here: `" + attribute(reader, "ref") + "`");
        default -> {}
      }
    }

    private void hidden(XMLStreamReader reader, String cell, String message) {
      String hidden = attribute(reader, "hidden");
      if (hidden.equals("1") || hidden.equals("true")) {
        throw refuse(RuleCode.WORKBOOK_CONTENT, at(cell), message);
      }
    }

    private void cell(XMLStreamReader reader) {
      reference = attribute(reader, "r");
      if (reference.isEmpty()) {
        column++;
        reference = CellText.name(row, column);
      } else {
        Matcher matcher = REFERENCE.matcher(reference);
        if (!matcher.matches() || number(matcher.group(2)) != row + 1) {
          throw refuse(RuleCode.WORKBOOK, at(reference), "this is no cell of its row");
        }
        column = 0;
        for (char letter : matcher.group(1).toCharArray()) {
          column = column * 26 + letter - 'A' + 1;
        }
        column--;
      }
      if (column >= MAX_COLUMNS) {
        throw refuse(
            RuleCode.WORKBOOK_SIZE,
            at(reference),
            "a sheet has at most " + MAX_COLUMNS + " columns");
      }
      type = attribute(reader, "t");
      value.setLength(0);
      inline.taken();
    }

    private void end(XMLStreamReader reader) {
      if (reader.getLocalName().equals("v")) {
        inValue = false;
      } else if (reader.getLocalName().equals("c")) {
        String text = text();
        if (text.length() > CellText.LONGEST) {
          throw refuse(RuleCode.WORKBOOK_SIZE, at(reference), "the text of this cell is too long");
        }
        if (!text.isEmpty()
            && cells.computeIfAbsent(row, r -> new TreeMap<>()).put(column, text) != null) {
          throw refuse(RuleCode.WORKBOOK, at(reference), "this cell is there twice");
        }
      }
    }

    private String text() {
      String written = value.toString().strip();
      return switch (type) {
        case "inlineStr" -> inline.taken();
        case "s" -> shared(written);
        case "str" -> CellText.read(value.toString());
        case "b" -> written.equals("1") ? "true" : "false";
        case "e" ->
            throw refuse(RuleCode.WORKBOOK_CONTENT, at(reference), "this cell holds an error");
        default -> {
          if (!written.isEmpty()) {
            throw refuse(
                RuleCode.WORKBOOK_CONTENT,
                at(reference),
                "this cell holds a number or a date where a text must be",
                "format the cell as text and write it again");
          }
          yield "";
        }
      };
    }

    private String shared(String index) {
      int at = index.matches("\\d{1,7}") ? Integer.parseInt(index) : strings.size();
      if (at >= strings.size()) {
        throw refuse(RuleCode.WORKBOOK, at(reference), "the text of this cell is missing");
      }
      return strings.get(at);
    }

    private int number(String written) {
      if (!written.matches("[1-9]\\d{0,6}")) {
        throw refuse(RuleCode.WORKBOOK, at("A1"), "a row or column has no number");
      }
      return Integer.parseInt(written);
    }

    private SourceText at(String cell) {
      return Sheet.place(name, sheet, cell, "");
    }
  }

  // ---- XML

  @FunctionalInterface
  private interface Events {
    void next(XMLStreamReader reader);
  }

  private void parse(String part, byte[] bytes, Events events) {
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes));
      try {
        int depth = 0;
        while (reader.hasNext()) {
          int event = reader.next();
          depth +=
              event == XMLStreamConstants.START_ELEMENT
                  ? 1
                  : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
          if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw refuse(RuleCode.WORKBOOK_CONTENT, place(part), "a document type is not accepted");
          }
          if (depth > 32) {
            throw refuse(RuleCode.WORKBOOK_SIZE, place(part), "a part is nested too deep");
          }
          events.next(reader);
        }
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw refuse(RuleCode.WORKBOOK, place(part), "a part of the workbook is no XML");
    }
  }

  private static String attribute(XMLStreamReader reader, String local) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(local)) {
        return reader.getAttributeValue(i);
      }
    }
    return "";
  }

  private SourceText place(String part) {
    return new SourceText(part.isEmpty() ? name : name + " " + part, "");
  }

  private Refused refuse(RuleCode code, SourceText where, String message) {
    return refuse(code, where, message, code.help());
  }

  private Refused refuse(RuleCode code, SourceText where, String message, String help) {
    diagnostics.error(code, where.all(), message, help);
    return new Refused();
  }

  /** Nothing more is read. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused() {
      super(null, null, false, false);
    }
  }
}
