package io.tidegate.engine.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts made to exhaust whoever reads them, and all attacks and mistakes of the samples. */
final class HostileInputs {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final String HEAD =
      """
      service: bomb
      version: 1.0.0
      title: { zh: 样例, en: Bomb }
      summary: { zh: 攻击样例, en: Made to exhaust }
      area: declaration
      department: 潮汐港数据中心
      openness: closed
      request:
        get: /bomb/{entryId}
        parameters:
          entryId: { in: path, type: string, format: entry-id, title: { zh: 报关单号, en: Entry id } }
      route:
        from:
          uri: direct:request
          steps:
      """;

  private HostileInputs() {}

  /** Every document of the corpora, the scripts each in a document of its own. */
  static Map<String, byte[]> corpora() throws IOException {
    Map<String, byte[]> documents = new LinkedHashMap<>();
    for (Path file : files(".yaml")) {
      documents.put(name(file), Files.readAllBytes(file));
    }
    for (Path file : files(".groovy")) {
      String script = Files.readString(file);
      documents.put(name(file) + ".yaml", scripted(script).getBytes(StandardCharsets.UTF_8));
    }
    return documents;
  }

  private static List<Path> files(String ending) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("attacks", "broken")) {
      try (Stream<Path> found = Files.walk(SAMPLES.resolve(folder))) {
        found.filter(file -> file.toString().endsWith(ending)).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private static String name(Path file) {
    return SAMPLES.relativize(file).toString().replace('/', '-');
  }

  /** Documents that are small to write and large to read, by name. */
  static Map<String, String> documents() throws IOException {
    Map<String, String> bombs = new LinkedHashMap<>();
    bombs.put("aliases", aliases());
    bombs.put("brackets", HEAD + "      - setBody: " + "[".repeat(200_000));
    bombs.put("braces", "{a: ".repeat(60_000));
    bombs.put("indents", indents(700));
    bombs.put("keys", keys("k%d: 1\n", 25_000));
    bombs.put("one-key", "service: x\n".repeat(23_000));
    bombs.put("long-line", HEAD + "      - log: \"" + "a".repeat(250_000) + "\"\n");
    bombs.put("steps", HEAD + "      - log: { message: a }\n".repeat(9_000));
    bombs.put(
        "choices",
        HEAD + nested("      ", "- choice: { when: [{ simple: \"${body}\", steps: [", 3_000));
    bombs.put("sql-parentheses", sql("select " + "(".repeat(20_000) + "1" + ")".repeat(20_000)));
    bombs.put("sql-terms", sql("select " + "1 + ".repeat(50_000) + "1 as n"));
    bombs.put("sql-unions", sql("select 1 as n" + " union all select 1".repeat(10_000)));
    bombs.put("sql-joins", sql(joins()));
    bombs.put("sql-tables-of-tables", sql(commonTables()));
    bombs.put("script-parentheses", scripted("(".repeat(20_000) + "1" + ")".repeat(20_000)));
    bombs.put("script-closures", scripted("[1].collect {".repeat(3_000) + "1" + "}".repeat(3_000)));
    bombs.put("script-terms", scripted("1" + " + 1".repeat(50_000)));
    bombs.put("script-number", scripted("9".repeat(40_000) + " * 9"));
    bombs.put("script-texts", scripted("\"${".repeat(3_000) + "1" + "}\"".repeat(3_000)));
    List<String> all =
        corpora().values().stream().map(b -> new String(b, StandardCharsets.UTF_8)).toList();
    // longer than any file may be
    bombs.put("long-file", "# a comment\n".repeat(1_000_000));
    bombs.put("all-corpora", String.join("\n", all));
    bombs.put("all-corpora-as-documents", String.join("\n---\n", all).repeat(4));
    return bombs;
  }

  private static String nested(String indent, String opening, int depth) {
    return indent + opening.repeat(depth);
  }

  private static String aliases() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String alias = "*a" + (i - 1);
      text.append("a%d: &a%d [".formatted(i, i));
      text.append(String.join(", ", List.of(alias, alias, alias, alias, alias, alias, alias)));
      text.append("]\n");
    }
    return HEAD + "      - log: *a29\n" + text;
  }

  private static String indents(int depth) {
    return IntStream.range(0, depth)
        .mapToObj(i -> " ".repeat(i) + "a:\n")
        .collect(Collectors.joining());
  }

  private static String keys(String form, int count) {
    return IntStream.range(0, count).mapToObj(form::formatted).collect(Collectors.joining());
  }

  private static String joins() {
    return "select h0.entry_id from dec.head h0"
        + IntStream.range(1, 1_000)
            .mapToObj(i -> " join dec.head h%d on h%d.head_id = h0.head_id".formatted(i, i))
            .collect(Collectors.joining());
  }

  /** Each has every column of the one before twice over. */
  private static String commonTables() {
    StringBuilder text = new StringBuilder("with t0 as (select entry_id as a from dec.head)");
    for (int i = 1; i < 60; i++) {
      text.append(", t%d as (select x.a || y.a as a from t%d x, t%d y)".formatted(i, i - 1, i - 1));
    }
    return text.append(" select a from t59").toString();
  }

  private static String sql(String query) {
    return HEAD
        + "      - to:\n"
        + "          uri: sql\n"
        + "          parameters:\n"
        + "            dataSource: \"#customs\"\n"
        + "            query: |\n"
        + "              "
        + query
        + "\n";
  }

  private static String scripted(String script) {
    return HEAD + "      - setBody:\n          groovy: |\n" + script.indent(12);
  }

  /** Descriptions of sources, by the name of their file. */
  static Map<String, String> descriptions() {
    Map<String, String> bombs = new LinkedHashMap<>();
    bombs.put("schemas.openapi.yaml", openApi(schemas(2_800)));
    bombs.put("all-of.openapi.yaml", openApi(allOf()));
    bombs.put(
        "deep.openapi.json",
        "{\"openapi\":\"3.0.0\",\"paths\":" + "{\"a\":".repeat(40_000) + "1" + "}".repeat(40_001));
    bombs.put("elements.wsdl", wsdl("", elements(22_000)));
    bombs.put("multiply.wsdl", wsdl("", multiplying()));
    bombs.put("entities.wsdl", wsdl(entities(), "<xsd:element name=\"Ask\" type=\"&e29;\"/>"));
    bombs.put("deep.wsdl", wsdl("", "<xsd:sequence>".repeat(40_000)));
    bombs.put("attributes.wsdl", wsdl("", "<xsd:element " + attributes(80_000) + "/>"));
    return bombs;
  }

  private static String openApi(String schemas) {
    return """
        openapi: 3.0.0
        info: { title: Bomb, version: "1" }
        paths:
          /ask:
            get:
              operationId: ask
              responses:
                "200":
                  description: all
                  content: { application/json: { schema: { $ref: "#/components/schemas/S0" } } }
        components:
          schemas:
        """
        + schemas;
  }

  private static String schemas(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(
          "    S%d: { type: object, properties: { a: { $ref: \"#/components/schemas/S%d\" } } }\n"
              .formatted(i, (i + 1) % count));
    }
    return text.toString();
  }

  private static String allOf() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      String next = "{ $ref: \"#/components/schemas/S%d\" }".formatted(i + 1);
      text.append("    S%d: { allOf: [%s, %s, %s] }\n".formatted(i, next, next, next));
    }
    return text.append("    S40: { type: object, properties: { a: { type: string } } }\n")
        .toString();
  }

  private static String wsdl(String doctype, String schema) {
    return "<?xml version=\"1.0\"?>\n"
        + doctype
        + "<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\""
        + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
        + " xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\""
        + " xmlns:t=\"urn:t\" targetNamespace=\"urn:t\">"
        + "<wsdl:types><xsd:schema targetNamespace=\"urn:t\" elementFormDefault=\"qualified\">"
        + schema
        + "</xsd:schema></wsdl:types>"
        + "<wsdl:message name=\"In\"><wsdl:part name=\"p\" element=\"t:Ask\"/></wsdl:message>"
        + "<wsdl:message name=\"Out\"><wsdl:part name=\"p\" element=\"t:Ask\"/></wsdl:message>"
        + "<wsdl:portType name=\"P\"><wsdl:operation name=\"ask\"><wsdl:input message=\"t:In\"/>"
        + "<wsdl:output message=\"t:Out\"/></wsdl:operation></wsdl:portType>"
        + "<wsdl:binding name=\"B\" type=\"t:P\"><soap:binding"
        + " transport=\"http://schemas.xmlsoap.org/soap/http\"/><wsdl:operation name=\"ask\">"
        + "<soap:operation soapAction=\"a\"/><wsdl:input><soap:body use=\"literal\"/></wsdl:input>"
        + "<wsdl:output><soap:body use=\"literal\"/></wsdl:output></wsdl:operation></wsdl:binding>"
        + "</wsdl:definitions>";
  }

  private static String elements(int count) {
    return "<xsd:element name=\"Ask\"><xsd:complexType><xsd:sequence>"
        + IntStream.range(0, count)
            .mapToObj(i -> "<xsd:element name=\"e%d\" type=\"xsd:string\"/>".formatted(i))
            .collect(Collectors.joining())
        + "</xsd:sequence></xsd:complexType></xsd:element>";
  }

  private static String multiplying() {
    StringBuilder text = new StringBuilder("<xsd:element name=\"Ask\" type=\"t:T0\"/>");
    for (int i = 0; i < 40; i++) {
      text.append("<xsd:complexType name=\"T%d\"><xsd:sequence>".formatted(i));
      for (String name : List.of("a", "b", "c")) {
        text.append("<xsd:element name=\"%s\" type=\"t:T%d\"/>".formatted(name, i + 1));
      }
      text.append("</xsd:sequence></xsd:complexType>");
    }
    return text.append("<xsd:complexType name=\"T40\"/>").toString();
  }

  private static String entities() {
    StringBuilder text = new StringBuilder("<!DOCTYPE d [<!ENTITY e0 \"x\">");
    for (int i = 1; i < 30; i++) {
      text.append("<!ENTITY e%d \"%s\">".formatted(i, "&e%d;".formatted(i - 1).repeat(9)));
    }
    return text.append("]>\n").toString();
  }

  private static String attributes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "a%d=\"1\"".formatted(i))
        .collect(Collectors.joining(" "));
  }
}
