package io.tidegate.engine.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.shape.Lineage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class AnswerFormsTest {
  private static final AnswerShape PARTY =
      new AnswerShape(false, List.of(text("name"), text("city")), true);
  private static final AnswerShape ITEM =
      new AnswerShape(true, List.of(value("g_no", FieldType.INTEGER, false)), false);
  private static final AnswerShape LIST =
      new AnswerShape(
          true,
          List.of(
              text("entry_id"),
              value("price", FieldType.NUMBER, false),
              value("hot", FieldType.BOOLEAN, false),
              value("extra", FieldType.OBJECT, false),
              value("tags", FieldType.STRING, true),
              new AnswerShape.Nested("party", PARTY, true),
              new AnswerShape.Nested("items", ITEM, true)),
          true);
  private static final String FIRST =
      "{\"entry_id\":\"37,91\",\"price\":128.5000,\"hot\":true,\"extra\":{\"a\": [1,\n2]},"
          + "\"tags\":[\"x\",\"y\"],"
          + "\"party\":{\"name\":\"远洋\",\"city\":\"\",\"_relation\":[],\"_masked\":[\"name\"]},"
          + "\"items\":[{\"g_no\":1},{\"g_no\":2}],"
          + "\"_relation\":[\"AGENT\"],\"_masked\":[]}";
  private static final String SECOND =
      "{\"entry_id\":null,\"price\":-0.10,\"hot\":false,\"extra\":null,\"tags\":null,\"party\":null,"
          + "\"items\":[],\"_relation\":[],\"_masked\":[\"entry_id\",\"price\"]}";
  private static final String ROWS =
      "{\"rows\":["
          + FIRST
          + ","
          + SECOND
          + ",null],\"next_cursor\":\"abc\",\"has_more\":true,"
          + "\"_missing\":[{\"code\":\"TG-PART-TIMEOUT\",\"sources\":[\"terminal\"]}]}";

  private static AnswerShape.Value text(String name) {
    return value(name, FieldType.STRING, false);
  }

  private static AnswerShape.Value value(String name, FieldType type, boolean list) {
    return new AnswerShape.Value(name, type, list, true, Lineage.NONE, Optional.empty());
  }

  private static String in(AnswerForm form, AnswerShape shape, boolean partial, String json) {
    return new String(new AnswerForms(shape, partial).in(form, json.getBytes(UTF_8)), UTF_8);
  }

  private static String cell(String json) {
    AnswerShape one = new AnswerShape(false, List.of(text("t")), false);
    String csv = in(AnswerForm.CSV, one, false, "{\"t\":" + json + "}");
    assertThat(csv).startsWith("t\r\n").endsWith("\r\n");
    return csv.substring(3, csv.length() - 2);
  }

  private static Element xml(AnswerShape shape, boolean partial, String json) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    byte[] written = new AnswerForms(shape, partial).in(AnswerForm.XML, json.getBytes(UTF_8));
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(written))
        .getDocumentElement();
  }

  @Test
  void eachRecordIsALineWithItsObject() {
    assertThat(in(AnswerForm.NDJSON, LIST, true, ROWS))
        .isEqualTo(FIRST.replace("{\"a\": [1,\n2]}", "{\"a\":[1,2]}") + "\n" + SECOND + "\nnull\n");
  }

  @Test
  void eachRecordIsALineOfCells() {
    assertThat(in(AnswerForm.CSV, LIST, true, ROWS))
        .isEqualTo(
            "entry_id,price,hot,extra,tags,party.name,party.city,party._relation,party._masked,"
                + "items,_relation,_masked\r\n"
                + "\"37,91\",128.5000,true,\"{\"\"a\"\":[1,2]}\",\"[\"\"x\"\",\"\"y\"\"]\",远洋,\"\",[],"
                + "\"[\"\"name\"\"]\",\"[{\"\"g_no\"\":1},{\"\"g_no\"\":2}]\",\"[\"\"AGENT\"\"]\",[]\r\n"
                + ",-0.10,false,,,,,,,[],[],\"[\"\"entry_id\"\",\"\"price\"\"]\"\r\n"
                + ",,,,,,,,,,,\r\n");
  }

  @Test
  void theMarkStandsBeforeTheNamesWhenItIsAskedFor() {
    assertThat(in(AnswerForm.CSV_MARKED, LIST, true, "{\"rows\":[]}"))
        .isEqualTo("\uFEFF" + in(AnswerForm.CSV, LIST, true, "{\"rows\":[]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+86 592",
        "-2",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        "＝1",
        "＋1",
        "－1",
        "＠a",
        "'x"
      })
  void noTextBeginsAFormula(String text) {
    String cell =
        cell("\"" + text.replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n") + "\"");
    String read = cell.startsWith("\"") ? cell.substring(1, cell.length() - 1) : cell;
    // one apostrophe is taken off, and the text is back
    assertThat(read).isEqualTo("'" + text);
  }

  @Test
  void otherTextsAndNumbersAreLeftAsTheyAre() {
    assertThat(cell("\"1-2=3\"")).isEqualTo("1-2=3");
    assertThat(cell("-5.10")).isEqualTo("-5.10");
    assertThat(cell("\"\"")).isEqualTo("\"\"");
    assertThat(cell("null")).isEmpty();
    assertThat(cell("\"say \\\"hi\\\"\"")).isEqualTo("\"say \"\"hi\"\"\"");
  }

  @Test
  void aDocumentThatIsASingleTextIsNoFormulaEither() {
    AnswerShape document =
        new AnswerShape(false, List.of(value("d", FieldType.OBJECT, false)), false);
    assertThat(in(AnswerForm.CSV, document, false, "{\"d\":-1}")).isEqualTo("d\r\n'-1\r\n");
  }

  @Test
  void aMemberIsAnElementAndNothingIsNil() throws Exception {
    Element answer = xml(LIST, true, ROWS);

    assertThat(answer.getTagName()).isEqualTo("answer");
    Element rows = (Element) answer.getFirstChild();
    assertThat(rows.getTagName()).isEqualTo("rows");
    Element first = (Element) rows.getChildNodes().item(0);
    assertThat(first.getTagName()).isEqualTo("item");
    assertThat(child(first, "entry_id").getTextContent()).isEqualTo("37,91");
    assertThat(child(first, "price").getTextContent()).isEqualTo("128.5000");
    assertThat(child(first, "extra").getTextContent()).isEqualTo("{\"a\":[1,2]}");
    assertThat(child(first, "tags").getChildNodes().getLength()).isEqualTo(2);
    assertThat(child(child(first, "party"), "name").getTextContent()).isEqualTo("远洋");
    assertThat(child(child(first, "party"), "_masked").getTextContent()).isEqualTo("name");
    assertThat(child(first, "items").getChildNodes().getLength()).isEqualTo(2);
    assertThat(child(first, "_relation").getTextContent()).isEqualTo("AGENT");
    Element second = (Element) rows.getChildNodes().item(1);
    assertThat(child(second, "entry_id").getAttribute("xsi:nil")).isEqualTo("true");
    assertThat(child(second, "party").getAttribute("xsi:nil")).isEqualTo("true");
    assertThat(child(second, "items").hasAttribute("xsi:nil")).isFalse();
    assertThat(((Element) rows.getChildNodes().item(2)).getAttribute("xsi:nil")).isEqualTo("true");
    assertThat(child(answer, "next_cursor").getTextContent()).isEqualTo("abc");
    assertThat(child(answer, "_missing").getTextContent()).isEqualTo("TG-PART-TIMEOUTterminal");
  }

  private static Element child(Element parent, String name) {
    for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
      if (parent.getChildNodes().item(i) instanceof Element element
          && element.getTagName().equals(name)) {
        return element;
      }
    }
    throw new AssertionError("no " + name + " in " + parent.getTagName());
  }

  @Test
  void whatXmlCannotSayIsReplacedAndNothingBreaksOut() throws Exception {
    AnswerShape one = new AnswerShape(false, List.of(text("备注"), text("a²"), text("é")), false);
    Element answer =
        xml(
            one,
            false,
            "{\"备注\":\"</answer><x>&amp;]]>\",\"a²\":\"\\u0000\\ud800 🚢\",\"é\":\"a\\r\\n\\tb \"}");

    assertThat(child(answer, "备注").getTextContent()).isEqualTo("</answer><x>&amp;]]>");
    assertThat(child(answer, "a_x00B2_").getTextContent()).isEqualTo("\uFFFD\uFFFD 🚢");
    assertThat(child(answer, "_x00E9_").getTextContent()).isEqualTo("a\r\n\tb ");
  }

  @Test
  void aSingleRecordSaysWhatIsMissingInEveryForm() throws Exception {
    AnswerShape one = new AnswerShape(false, List.of(text("a")), false);
    String json = "{\"a\":\"b\",\"_missing\":[{\"code\":\"TG-PART-FAILED\",\"sources\":[]}]}";

    assertThat(in(AnswerForm.NDJSON, one, true, json)).isEqualTo(json + "\n");
    assertThat(in(AnswerForm.CSV, one, true, json))
        .isEqualTo(
            "a,_missing\r\nb,\"[{\"\"code\"\":\"\"TG-PART-FAILED\"\",\"\"sources\"\":[]}]\"\r\n");
    assertThat(child(xml(one, true, json), "_missing").getTextContent())
        .isEqualTo("TG-PART-FAILED");
  }

  /** The plan decides what leaves: a member it does not have is a fault, whoever wrote it. */
  @ParameterizedTest
  @EnumSource(names = {"CSV", "XML"})
  void whatThePlanDoesNotHaveIsNotWritten(AnswerForm form) {
    AnswerShape one = new AnswerShape(false, List.of(text("a")), false);
    assertThatThrownBy(() -> in(form, one, false, "{\"a\":1,\"secret\":2}"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> in(form, one, false, "{\"secret\":2,\"a\":1}"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> in(form, one, false, "{}")).isInstanceOf(IllegalStateException.class);
  }
}
