package io.tidegate.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.engine.trace.TraceParent;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoapClientTest {
  private static final Charset GB18030 = Charset.forName("GB18030");

  private static final String PARTS =
      """
      inputs:
        bill: { title: { zh: 单, en: Bill }, type: string, required: true, field: name, example: a }
        flag: { title: { zh: 向, en: Way }, type: string, example: I }
      soap:
        action: urn:query
        namespace: urn:things
        charset: GB18030
        signed: true
        request: { Query: { Head: { Type: "MFT&1" }, Bill: $bill, Flag: $flag } }
        records: Reply/List/Thing
        status: { at: Reply/Code, success: ["0"], notFound: ["4"], busy: ["9"] }
      fields:
        name: { title: { zh: 名, en: Name }, type: string, length: 20, nullable: false, from: Name, categories: [key], example: a }
        weight: { title: { zh: 重, en: Weight }, type: number, from: Goods/Weight, categories: [weight], example: "1.5" }
        arrived: { title: { zh: 抵, en: Arrived }, type: date-time, from: At, pattern: yyyyMMddHHmmss, zone: Asia/Shanghai, emptyIsNull: true, categories: [time], example: "2024-01-01T00:00:00Z" }
        owner: { title: { zh: 主, en: Owner }, type: string, from: /Reply/Owner, categories: [party-code], example: A }
        note: { title: { zh: 注, en: Note }, type: string, from: Note, optional: true, categories: [free-text], example: A }
      """;

  private static final String THING =
      "<Thing><Name>箱一㐀</Name><Goods><Weight>12.50</Weight></Goods><At>20240112000000</At></Thing>";

  private static final String GOOD =
      "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><Reply"
          + " xmlns=\"urn:things\"><Code>0</Code><Owner>甲</Owner><Secret>TATTLE</Secret><List>"
          + THING
          + "</List></Reply></e:Body></e:Envelope>";

  private final RawServer server = new RawServer();
  private final ConnectedSources sources =
      TestOperations.connected(
          Map.of(
              "things",
              TestOperations.place("http://127.0.0.1:" + server.port() + "/ws", "me", "pass")));

  @AfterEach
  void close() {
    sources.close();
    server.close();
  }

  private List<Object[]> read(String parts, Map<String, Object> inputs) throws SourceFault {
    return sources
        .client(TestOperations.operation("soap", parts))
        .orElseThrow()
        .read(inputs, Instant.now().plus(Duration.ofSeconds(3)), "t-1");
  }

  private List<Object[]> read() throws SourceFault {
    return read(PARTS, Map.of("bill", "B"));
  }

  private void xml(String text) {
    server.answer(200, "text/xml; charset=GB18030", text.getBytes(GB18030));
  }

  @Test
  void aReplyInGb18030BecomesARecord() throws SourceFault {
    xml(GOOD);
    assertThat(read())
        .singleElement()
        .isEqualTo(
            new Object[] {
              "箱一㐀",
              new BigDecimal("12.50"),
              OffsetDateTime.parse("2024-01-12T00:00:00+08:00"),
              "甲",
              null
            });
  }

  /** The charset of the content type counts, then that of the document, then UTF-8. */
  @Test
  void theReplyTellsItsCharset() throws SourceFault {
    server.answer(
        200, "text/xml", ("<?xml version=\"1.0\" encoding=\"GB18030\"?>" + GOOD).getBytes(GB18030));
    assertThat(read().getFirst()[0]).isEqualTo("箱一㐀");
    server.answer(200, "text/xml", ("\ufeff" + GOOD).getBytes(StandardCharsets.UTF_8));
    assertThat(read().getFirst()[0]).isEqualTo("箱一㐀");
    server.answer(
        200,
        "text/xml; charset=utf-8",
        ("<?xml version=\"1.0\" encoding=\"GBK\"?>" + GOOD).getBytes(StandardCharsets.UTF_8));
    assertThat(read().getFirst()[0]).isEqualTo("箱一㐀");
    server.answer(200, "text/xml; charset=utf-16", GOOD.getBytes(StandardCharsets.UTF_16));
    assertFault(Kind.BAD_REPLY);
  }

  @Test
  void theRequestIsInItsCharsetWithEveryValueEscaped() throws SourceFault {
    xml(GOOD);
    read(PARTS, Map.of("bill", "提单</t:Bill><t:Bill>&\"'😀"));
    String request = decoded(server.requests().getFirst());
    assertThat(request)
        .contains("SOAPAction: \"urn:query\"\r\n")
        .contains("Content-Type: text/xml; charset=GB18030\r\n")
        .contains("X-Trace-Id: t-1")
        .contains(
            "<s:Body><t:Query xmlns:t=\"urn:things\"><t:Head><t:Type>MFT&amp;1</t:Type></t:Head>"
                + "<t:Bill>提单&lt;/t:Bill&gt;&lt;t:Bill&gt;&amp;&quot;&#39;😀</t:Bill></t:Query>"
                + "</s:Body>");
  }

  @Test
  void theSourceIsToldOfTheTraceOfACallThatIsFollowed() throws SourceFault {
    xml(GOOD);
    sources
        .client(TestOperations.operation("soap", PARTS))
        .orElseThrow()
        .read(
            Map.of("bill", "B"),
            Instant.now().plus(Duration.ofSeconds(3)),
            "t-1",
            Optional.of(
                new TraceParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true)));

    assertThat(decoded(server.requests().getFirst()))
        .contains("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n");
  }

  @Test
  void whatTheCharsetLacksIsToldByNumber() throws SourceFault {
    xml(GOOD);
    read(PARTS.replace("charset: GB18030", "charset: GBK"), Map.of("bill", "😀", "flag", "I"));
    assertThat(server.requests().getFirst())
        .contains("<t:Bill>&#128512;</t:Bill><t:Flag>I</t:Flag>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0008", "\ufffe", "\ud800"})
  void aCharacterThatXmlDoesNotHaveIsNotSent(String character) {
    assertFault(Kind.REFUSED, PARTS, Map.of("bill", "a" + character));
    assertThat(server.connections()).isZero();
  }

  @Test
  void theTokenProvesThePasswordWithoutTellingIt() throws Exception {
    xml(GOOD);
    read();
    read();
    String first = server.requests().getFirst();
    String created = between(first, "<u:Created>", "</u:Created>");
    byte[] nonce = Base64.getDecoder().decode(group(first, "<w:Nonce[^>]*>([^<]*)</w:Nonce>"));
    MessageDigest digest = MessageDigest.getInstance("SHA-1");
    digest.update(nonce);
    digest.update((created + "pass").getBytes(StandardCharsets.UTF_8));
    assertThat(group(first, "#PasswordDigest\">([^<]*)</w:Password>"))
        .isEqualTo(Base64.getEncoder().encodeToString(digest.digest()));
    assertThat(first).contains("<w:Username>me</w:Username>").doesNotContain("pass<");
    assertThat(group(server.requests().get(1), "<w:Nonce[^>]*>([^<]*)</w:Nonce>"))
        .isNotEqualTo(group(first, "<w:Nonce[^>]*>([^<]*)</w:Nonce>"));
  }

  @Test
  void noRecordMeansWhatTheCatalogSays() throws SourceFault {
    String missing = "empty: not-found\n" + PARTS;
    xml(GOOD.replace(THING, ""));
    assertThat(read()).isEmpty();
    assertFault(Kind.NOT_FOUND, missing, Map.of("bill", "B"));
    xml(GOOD.replace("<Code>0<", "<Code>4<"));
    assertThat(read()).isEmpty();
    assertFault(Kind.NOT_FOUND, missing, Map.of("bill", "B"));
  }

  @Test
  void aFailureIsOneWhateverStatusItComesWith() {
    String fault =
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><e:Fault>"
            + "<faultcode>CODE</faultcode><faultstring>TATTLE</faultstring></e:Fault></e:Body>"
            + "</e:Envelope>";
    for (int status : List.of(200, 500)) {
      server.answer(
          status, "text/xml", fault.replace("CODE", "e:Server").getBytes(StandardCharsets.UTF_8));
      assertThat(assertFault(Kind.FAULT).getMessage()).doesNotContain("TATTLE");
      server.answer(
          status, "text/xml", fault.replace("CODE", "e:Client").getBytes(StandardCharsets.UTF_8));
      assertFault(Kind.DECLINED);
      server.answer(
          status,
          "text/xml",
          fault.replace("CODE", "w:FailedAuthentication").getBytes(StandardCharsets.UTF_8));
      assertFault(Kind.REFUSED);
    }
    server.answer(500, "text/html", "<h1>TATTLE</h1>".getBytes(StandardCharsets.UTF_8));
    assertFault(Kind.FAULT);
    server.answer(404, "text/html", new byte[] {'x'});
    assertFault(Kind.FAULT);
    server.answer(503, "text/html", new byte[] {'x'});
    assertFault(Kind.UNAVAILABLE);
    xml(GOOD.replace("<Code>0<", "<Code>9<"));
    assertFault(Kind.UNAVAILABLE);
    xml(GOOD.replace("<Code>0<", "<Code>7<"));
    assertFault(Kind.DECLINED);
  }

  @ParameterizedTest
  @MethodSource("drifts")
  void aReplyThatIsNoLongerAsDescribedNamesTheFieldAndNoValue(
      String from, String to, String named) {
    assertThat(GOOD).contains(from);
    xml(GOOD.replace(from, to));
    assertThat(assertFault(Kind.BAD_REPLY).getMessage()).contains(named).doesNotContain("TATTLE");
  }

  static Stream<Arguments> drifts() {
    return Stream.of(
        Arguments.of("<Name>箱一㐀</Name>", "", "name"),
        Arguments.of("<Name>箱一㐀</Name>", "<Name>a</Name><Name>b</Name>", "name"),
        Arguments.of("<Name>箱一㐀</Name>", "<Name><Full>TATTLE</Full></Name>", "name"),
        Arguments.of("箱一㐀", "TATTLE and more than twenty characters", "name"),
        Arguments.of(
            "<Name>",
            "<Name xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"true\">",
            "name"),
        Arguments.of("12.50", "TATTLE", "weight"),
        Arguments.of("12.50", "", "weight"),
        Arguments.of("<Weight>12.50</Weight>", "", "weight"),
        Arguments.of("20240112000000", "2024-01-12", "arrived"),
        Arguments.of("20240112000000", "20240230000000", "arrived"),
        Arguments.of("<Owner>甲</Owner>", "", "owner"),
        Arguments.of("Code>", "Kode>", "status"),
        Arguments.of("List>", "Liste>", "List"),
        Arguments.of("urn:things", "urn:others", "status"));
  }

  @Test
  void emptyAndNilAreNullWhereTheyMayBe() throws SourceFault {
    xml(
        GOOD.replace("20240112000000", "")
            .replace(
                "<Weight>12.50",
                "<Weight xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"1\">"));
    assertThat(read().getFirst()[1]).isNull();
    assertThat(read().getFirst()[2]).isNull();
  }

  @Test
  void allPagesAreRead() throws SourceFault {
    String parts =
        PARTS
            .replace("Flag: $flag", "Flag: $flag, Page: null, Size: null")
            .replace(
                "records: Reply",
                "pages: { number: Page, size: Size, of: 2, most: 3 }\n  records: Reply");
    AtomicInteger asked = new AtomicInteger();
    server.answer(
        out -> {
          boolean last = asked.incrementAndGet() == 2;
          byte[] body = GOOD.replace(THING, last ? THING : THING + THING).getBytes(GB18030);
          out.write(
              ("HTTP/1.1 200 x\r\nConnection: close\r\nContent-Type: text/xml; charset=gb18030\r\n"
                      + "Content-Length: "
                      + body.length
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
          out.write(body);
        });
    assertThat(read(parts, Map.of("bill", "B"))).hasSize(3);
    assertThat(server.requests().get(1)).contains("<t:Page>2</t:Page><t:Size>2</t:Size>");
    asked.set(10);
    assertFault(Kind.TOO_LARGE, parts, Map.of("bill", "B"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void whateverComesIsABadReply(String name, byte[] body) {
    Instant begun = Instant.now();
    server.answer(200, "text/xml", body);
    assertFault(Kind.BAD_REPLY);
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(2));
  }

  static Stream<Arguments> attacks() {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 20; i++) {
      laughs.append("<!ENTITY a" + i + " \"" + ("&a" + (i - 1) + ";").repeat(10) + "\">");
    }
    laughs.append("]>").append(GOOD.replace("甲", "&a19;"));
    byte[] broken = GOOD.getBytes(StandardCharsets.UTF_8);
    broken[GOOD.indexOf("甲")] = (byte) 0xff;
    byte[] brokenGb = ("<?xml version=\"1.0\" encoding=\"GB18030\"?>" + GOOD).getBytes(GB18030);
    brokenGb[brokenGb.length - 30] = (byte) 0x81;
    brokenGb[brokenGb.length - 29] = (byte) 0x20;
    return Stream.of(
        attack("ten thousand million laughs", laughs.toString()),
        attack(
            "a file of the machine",
            "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>" + GOOD.replace("甲", "&f;")),
        attack(
            "a document type elsewhere", "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">" + GOOD),
        attack("an unknown entity", GOOD.replace("甲", "&f;")),
        attack("65 levels", GOOD.replace("甲", "<d>".repeat(64) + "</d>".repeat(64))),
        attack("100,001 nodes", GOOD.replace("<Owner>", "<n/>".repeat(100_001) + "<Owner>")),
        attack(
            "100,001 attributes",
            GOOD.replace("<Owner>", "<n a=\"1\" b=\"2\" c=\"3\"/>".repeat(26_000) + "<Owner>")),
        attack("cut off", GOOD.substring(0, GOOD.length() - 40)),
        attack("two roots", GOOD + GOOD),
        attack("no XML", "{\"a\": 1}"),
        attack("nothing", ""),
        attack("a page of HTML", "<html><body>busy<br></body></html>"),
        attack("no envelope", "<Reply xmlns=\"urn:things\"/>"),
        attack("an unknown charset", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + GOOD),
        Arguments.of("no character of UTF-8", broken),
        Arguments.of("no character of GB18030", brokenGb));
  }

  private static Arguments attack(String name, String text) {
    return Arguments.of(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** So that the limits are known to stop what is over them and not all there is. */
  @Test
  void whatIsJustWithinTheLimitsIsRead() throws SourceFault {
    xml(GOOD.replace("<Owner>", "<n/>".repeat(90_000) + "<Owner>"));
    assertThat(read()).hasSize(1);
    xml(GOOD.replace("TATTLE", "<d>".repeat(60) + "</d>".repeat(60)));
    assertThat(read()).hasSize(1);
  }

  @Test
  void nothingIsReadFromTheMachine(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "TATTLE");
    Map<String, Boolean> seen = new HashMap<>();
    for (String reply :
        List.of(
            "<!DOCTYPE x [<!ENTITY f SYSTEM \"" + file.toUri() + "\">]>" + GOOD.replace("甲", "&f;"),
            GOOD.replace(
                "<Owner>甲</Owner>",
                "<Owner><i:include xmlns:i=\"http://www.w3.org/2001/XInclude\" parse=\"text\""
                    + " href=\""
                    + file.toUri()
                    + "\"/></Owner>"))) {
      server.answer(200, "text/xml", reply.getBytes(StandardCharsets.UTF_8));
      seen.put(reply, assertFault(Kind.BAD_REPLY).getMessage().contains("TATTLE"));
    }
    assertThat(seen).hasSize(2).doesNotContainValue(true);
  }

  private SourceFault assertFault(Kind kind) {
    return assertFault(kind, PARTS, Map.of("bill", "B"));
  }

  private SourceFault assertFault(Kind kind, String parts, Map<String, Object> inputs) {
    SourceFault fault = catchThrowableOfType(SourceFault.class, () -> read(parts, inputs));
    assertThat(fault).isNotNull();
    assertThat(fault.kind()).isEqualTo(kind);
    return fault;
  }

  private static String decoded(String request) {
    return new String(request.getBytes(StandardCharsets.ISO_8859_1), GB18030);
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }

  private static String group(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
