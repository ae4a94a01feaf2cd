package io.tidegate.engine;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.start.SimulatedUpstreams;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** The answers of the sample services in every form, compared with JSON member by member. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class FormsIT {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));
  private static final String CHANGES = "/api/dec/v1/declarations?limit=20";

  @Inject DemoFile demo;
  @Inject SimulatedUpstreams upstreams;
  @TestHTTPResource URL address;

  private record Asked(String who, String path) {
    @Override
    public String toString() {
      return who + " " + path;
    }
  }

  static Stream<Asked> asked() {
    return Stream.concat(
        Possession.all().map(p -> new Asked(p.owner(), p.path(p.had()))),
        Stream.of(
            new Asked("principal", CHANGES),
            new Asked("agent", CHANGES),
            new Asked("other", CHANGES),
            new Asked("agent", "/api/dec/v1/declarations/379120241000000004/goods"),
            new Asked("terminal", "/api/dec/v1/declarations/379120241000000004/goods"),
            new Asked("terminal", "/api/dec/v1/declarations/379120241000000004"),
            new Asked("other", "/api/dec/v1/declarations/379120241000000004/goods"),
            new Asked("other", "/api/param/v1/traf_mode?limit=5")));
  }

  /** A source that is slow on a busy machine is asked again. */
  private Response get(Asked asked, String accept) {
    Response response = once(asked, accept);
    for (int tries = 1; tries < 10 && response.statusCode() >= 500; tries++) {
      response = once(asked, accept);
    }
    return response;
  }

  private Response once(Asked asked, String accept) {
    return given()
        .urlEncodingEnabled(false)
        .header("X-API-Key", demo.read().orElseThrow().keys().get(asked.who()))
        .header("Accept", accept)
        .get(asked.path());
  }

  private JsonNode json(Asked asked) throws Exception {
    Response response = get(asked, "application/json");
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    return JSON.readTree(response.asByteArray());
  }

  private static List<JsonNode> records(JsonNode answer) {
    if (!answer.has("rows")) {
      return List.of(answer);
    }
    List<JsonNode> rows = new ArrayList<>();
    answer.get("rows").forEach(rows::add);
    return rows;
  }

  @ParameterizedTest
  @MethodSource("asked")
  void theLinesOfNdjsonAreTheRecords(Asked asked) throws Exception {
    Response response = get(asked, "application/x-ndjson");
    assertThat(response.contentType()).isEqualTo("application/x-ndjson; charset=utf-8");
    List<JsonNode> lines = new ArrayList<>();
    for (String line : new String(response.asByteArray(), UTF_8).split("\n")) {
      if (!line.isEmpty()) {
        lines.add(JSON.readTree(line));
      }
    }
    JsonNode answer = json(asked);

    assertThat(lines).isEqualTo(records(answer));
    assertBeside(response, answer);
  }

  private static void assertBeside(Response response, JsonNode answer) {
    JsonNode cursor = answer.get("next_cursor");
    assertThat(response.header("X-TG-Next-Cursor"))
        .isEqualTo(cursor == null || cursor.isNull() ? null : cursor.asText());
  }

  @ParameterizedTest
  @MethodSource("asked")
  void theCellsOfCsvAreTheMembers(Asked asked) throws Exception {
    Response response = get(asked, "text/csv");
    assertThat(response.contentType()).isEqualTo("text/csv; charset=utf-8; header=present");
    String text = new String(response.asByteArray(), UTF_8);
    List<List<String>> lines = lines(text);
    JsonNode answer = json(asked);
    List<JsonNode> records = records(answer);
    List<String> names = lines.getFirst();

    assertThat(lines).hasSize(records.size() + 1);
    assertThat(names).doesNotHaveDuplicates();
    for (int r = 0; r < records.size(); r++) {
      List<String> cells = lines.get(r + 1);
      assertThat(cells).hasSameSizeAs(names);
      Set<String> members = new LinkedHashSet<>();
      records.get(r).fieldNames().forEachRemaining(members::add);
      Set<String> columns = new LinkedHashSet<>();
      names.forEach(name -> columns.add(name.replaceAll("\\..*", "")));
      assertThat(columns).isEqualTo(members);
      for (int c = 0; c < names.size(); c++) {
        assertCell(names.get(c), cells.get(c), records.get(r));
      }
    }
    assertBeside(response, answer);
    // the mark of a spreadsheet is one character more, and nothing else
    assertThat(new String(get(asked, "text/csv; bom=true").asByteArray(), UTF_8))
        .isEqualTo("\uFEFF" + text);
  }

  private static void assertCell(String name, String cell, JsonNode record) throws Exception {
    JsonNode member = record;
    for (String step : name.split("\\.")) {
      member = member.isNull() ? member : member.get(step);
    }
    String text = cell.startsWith("'") ? cell.substring(1) : cell;
    if (member.isNull()) {
      assertThat(cell).as(name).isEmpty();
    } else if (member.isContainerNode()) {
      assertThat(JSON.readTree(text)).as(name).isEqualTo(member);
    } else {
      assertThat(text).as(name).isEqualTo(member.asText());
    }
  }

  /** RFC 4180, as strict as it is written. */
  private static List<List<String>> lines(String csv) {
    List<List<String>> lines = new ArrayList<>();
    List<String> line = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        line.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          lines.add(line);
          line = new ArrayList<>();
        }
      } else if (quoted || c != '\r') {
        cell.append(c);
      }
    }
    assertThat(quoted).isFalse();
    assertThat(line).isEmpty();
    return lines;
  }

  @ParameterizedTest
  @MethodSource("asked")
  void theElementsOfXmlAreTheMembers(Asked asked) throws Exception {
    Response response = get(asked, "application/xml");
    assertThat(response.contentType()).isEqualTo("application/xml; charset=utf-8");
    Element answer =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(response.asByteArray()))
            .getDocumentElement();

    assertThat(answer.getTagName()).isEqualTo("answer");
    assertElement("answer", answer, json(asked));
  }

  private static void assertElement(String path, Element element, JsonNode node) throws Exception {
    List<Element> children = new ArrayList<>();
    for (int i = 0; i < element.getChildNodes().getLength(); i++) {
      if (element.getChildNodes().item(i) instanceof Element child) {
        children.add(child);
      }
    }
    assertThat(element.getAttribute("xsi:nil")).as(path).isEqualTo(node.isNull() ? "true" : "");
    if (node.isObject() && !children.isEmpty()) {
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      assertThat(children).extracting(Element::getTagName).as(path).isEqualTo(names);
      for (Element child : children) {
        assertElement(path + "/" + child.getTagName(), child, node.get(child.getTagName()));
      }
    } else if (node.isArray()) {
      assertThat(children).as(path).hasSize(node.size());
      for (int i = 0; i < node.size(); i++) {
        assertThat(children.get(i).getTagName()).isEqualTo("item");
        assertElement(path + "/" + i, children.get(i), node.get(i));
      }
    } else if (node.isContainerNode()) {
      assertThat(JSON.readTree(element.getTextContent())).as(path).isEqualTo(node);
    } else {
      assertThat(element.getTextContent()).as(path).isEqualTo(node.isNull() ? "" : node.asText());
    }
  }

  @Test
  void whatASourceDidNotGiveIsToldInEveryForm() throws Exception {
    Asked track = new Asked("principal", "/api/manifest/v1/bills/TDGL00083334/track");
    upstreams.fail("terminal", "unavailable");
    try {
      JsonNode missing = json(track).get("_missing");
      assertThat(missing).isNotEmpty();
      theLinesOfNdjsonAreTheRecords(track);
      theCellsOfCsvAreTheMembers(track);
      theElementsOfXmlAreTheMembers(track);
    } finally {
      upstreams.recover("terminal");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/csv;q=0.5, application/xml;q=0.9|application/xml; charset=utf-8",
        "text/csv;q=0.9, application/json;q=0.8|text/csv; charset=utf-8; header=present",
        "application/json;q=0, */*;q=0.1|application/x-ndjson; charset=utf-8",
        "text/html, */*;q=0.1|application/json; charset=utf-8"
      })
  void theFormIsTheOneThatIsWantedMost(String accept, String type) {
    Response response = get(new Asked("principal", CHANGES), accept);
    assertThat(response.contentType()).isEqualTo(type);
    assertThat(response.header("Vary")).contains("Accept,");
  }

  @Test
  void aFormThatIsNotThereIsRefusedWithThoseThatAre() {
    get(new Asked("principal", CHANGES), "text/html")
        .then()
        .statusCode(406)
        .contentType("application/problem+json")
        .body("detail", containsString("application/x-ndjson, application/xml, text/csv"));
    // what goes wrong is a problem in JSON, whatever was asked for
    get(new Asked("principal", "/api/dec/v1/declarations/379120241999999999"), "text/csv")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
  }

  @Test
  void theDescriptionNamesTheForms() {
    String content = "paths.'/api/dec/v1/declarations'.get.responses.'200'.content";
    given()
        .get("/api/openapi.json")
        .then()
        .body(content, hasKey("application/json"))
        .body(content, hasKey("application/x-ndjson"))
        .body(content, hasKey("application/xml"))
        .body(content, hasKey("text/csv"))
        .body(content + ".'text/csv'.schema.type", equalTo("string"));
  }

  @Test
  void aLargeAnswerIsPackedInEveryForm() throws Exception {
    for (String accept : List.of("application/x-ndjson", "application/xml", "text/csv")) {
      Response packed =
          given()
              .header("X-API-Key", demo.read().orElseThrow().keys().get("principal"))
              .header("Accept", accept)
              .header("Accept-Encoding", "gzip")
              .get(CHANGES);
      assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
      assertThat(packed.asByteArray())
          .isEqualTo(get(new Asked("principal", CHANGES), accept).asByteArray());
    }
  }

  @Test
  void http2IsSpokenInTheClear() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address.toString() + CHANGES.substring(1)))
            .header("X-API-Key", demo.read().orElseThrow().keys().get("principal"))
            .header("Accept", "text/csv")
            .build();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      // the first call asks for it, the second is one of it from the beginning
      for (int call = 0; call < 2; call++) {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("head_id,entry_id,");
      }
    }
  }
}
