package io.tidegate.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.compile.ServiceLibrary;
import io.tidegate.engine.emit.EmitException;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.source.OperationClient;
import io.tidegate.route.definition.AnswerHeader;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Routes of every kind of step on the real sample data, in the name of everybody who has a part in
 * one declaration: exact answers, and what becomes of them when a source is down.
 */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class CompositionIT {
  private static final byte[] KEY = new byte[32];
  private static final String ENTRY = "379120241000000004";
  private static final String PRINCIPAL = "91350299MAT0000182";
  private static final String AGENT = "91350299MAT000026W";
  private static final String CARRIER = "91350299MAT000042J";
  private static final String STRANGER = "91350299MAT000099X";

  private static final String HEAD =
      """
      - to:
          uri: sql
          parameters:
            dataSource: "#customs"
            outputType: SelectOne
            query: select h.entry_id, h.status, h.ie_flag from dec.head h where h.entry_id = :#entryId
      """;

  private static final String ITEMS =
      """
      - to:
          uri: sql
          parameters:
            dataSource: "#customs"
            query: >-
              select i.g_no, i.g_qty, i.decl_price, i.trade_curr
              from dec.item i join dec.head h on h.head_id = i.head_id where h.entry_id = :#entryId
              order by i.g_no
      """;

  private static final String RECEIPTS =
      """
      - to:
          uri: sql
          parameters:
            dataSource: "#customs"
            query: >-
              select r.ev_no, r.channel from dec.receipt r join dec.head h on h.head_id = r.head_id
              where h.entry_id = :#entryId
      """;

  private static final String VESSELS =
      """
      - to:
          uri: sql
          parameters:
            dataSource: "#port"
            query: select v.imo_no, v.flag from tran.vessel v where v.imo_no = '0'
      """;

  @Inject RouteEmitter emitter;
  @Inject Sources sources;

  /** A document of one route and further ones, each a list of steps. */
  private static String document(String steps, String... routes) {
    StringBuilder text =
        new StringBuilder(
            """
            service: composed
            version: 1.0.0
            title: { zh: 样例, en: Sample }
            summary: { zh: 组合, en: Composed }
            area: declaration
            department: 潮汐港数据中心
            openness: closed
            request:
              get: /composed/{entryId}
              parameters:
                entryId: { in: path, type: string, format: entry-id, title: { zh: 报关单号, en: Entry id } }
            route:
              from:
                uri: direct:request
                steps:
            """);
    text.append(steps.indent(6));
    for (int i = 0; i < routes.length; i += 2) {
      text.append(i == 0 ? "routes:\n" : "")
          .append("  ")
          .append(routes[i])
          .append(":\n    steps:\n");
      text.append(routes[i + 1].indent(6));
    }
    return text.toString();
  }

  private static CheckedPlan compiled(String document) {
    Outcome<CheckedPlan> outcome =
        Samples.compiler().compile("composed.yaml", document.getBytes(StandardCharsets.UTF_8));
    return outcome
        .value()
        .orElseThrow(() -> new AssertionError(outcome.diagnostics() + "\n" + document));
  }

  private Answer answered(String document, String caller) throws CallProblem {
    return answered(document, caller, sources);
  }

  private Answer answered(String document, String caller, Sources from) throws CallProblem {
    RouteEndpoint endpoint = endpoint(document, from);
    try {
      return endpoint.answer(call(caller));
    } finally {
      endpoint.discard();
    }
  }

  private RouteEndpoint endpoint(String document, Sources from) {
    CheckedPlan checked = compiled(document);
    try {
      return new RouteEndpoint(
          checked.plan(),
          checked.certificate(),
          emitter.emit(checked.plan(), from),
          new CursorCodec(KEY),
          new MaskKeys(KEY),
          new DocumentLinks(KEY, Duration.ofMinutes(5), InstantSource.system()));
    } catch (EmitException e) {
      throw new AssertionError(e);
    }
  }

  private static Call call(String caller) {
    return new Call(
        Optional.of(caller),
        Map.of("entryId", ENTRY),
        Optional.empty(),
        OptionalInt.empty(),
        Instant.now().plusSeconds(10),
        "composed");
  }

  private String text(String document, String caller) throws CallProblem {
    return new String(answered(document, caller).body(), StandardCharsets.UTF_8);
  }

  private ProblemCode problem(String document, String caller, Sources from) {
    CallProblem problem =
        catchThrowableOfType(CallProblem.class, () -> answered(document, caller, from));
    assertThat(problem).as("the call must end with a problem").isNotNull();
    assertThat(problem.toString()).doesNotContain("128.5", "61680", PRINCIPAL);
    return problem.code();
  }

  /** Sources of which the port's is at an address where nobody listens, while it is down. */
  private Sources withPort(AtomicBoolean down, List<String> asked) {
    DataSource closed = closed();
    return new Sources() {
      @Override
      public Optional<DataSource> database(String source) {
        if (!source.equals("port")) {
          return sources.database(source);
        }
        DataSource open = sources.database(source).orElseThrow();
        return Optional.of(
            (DataSource)
                java.lang.reflect.Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, arguments) -> {
                      asked.add(method.getName());
                      try {
                        return method.invoke(down.get() ? closed : open, arguments);
                      } catch (java.lang.reflect.InvocationTargetException e) {
                        throw e.getCause();
                      }
                    }));
      }

      @Override
      public Optional<OperationClient> operation(String resource) {
        return sources.operation(resource);
      }
    };
  }

  private Sources portDown() {
    return withPort(new AtomicBoolean(true), new CopyOnWriteArrayList<>());
  }

  private static DataSource closed() {
    PGSimpleDataSource nobody = new PGSimpleDataSource();
    nobody.setServerNames(new String[] {"127.0.0.1"});
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody.setPortNumbers(new int[] {socket.getLocalPort()});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    nobody.setConnectTimeout(2);
    return nobody;
  }

  // ---- results put together

  private static String nested(String strategy, String... further) {
    return document(
        "- multicast:\n    aggregationStrategy: \""
            + strategy
            + "\"\n    parallelProcessing: true\n    timeout: 5000\n    steps:\n"
            + "      - to: direct:head\n      - to: direct:items\n",
        "head",
        HEAD,
        "items",
        ITEMS);
  }

  @Test
  void nestsForEverybodyWhatTheyMaySee() throws CallProblem {
    String document = nested("#nest");

    assertThat(text(document, PRINCIPAL))
        .isEqualTo(
            """
            {"entry_id":"379120241000000004","status":"RELEASED","ie_flag":"I","items":[\
            {"g_no":1,"g_qty":480.00000,"decl_price":128.5000,"trade_curr":"USD",\
            "_relation":["PRINCIPAL"],"_masked":[]}],"_relation":["PRINCIPAL"],"_masked":[]}""");
    assertThat(text(document, AGENT))
        .isEqualTo(
            """
            {"entry_id":"379120241000000004","status":"RELEASED","ie_flag":"I","items":[\
            {"g_no":1,"g_qty":480.00000,"decl_price":null,"trade_curr":"USD",\
            "_relation":["AGENT"],"_masked":["decl_price"]}],"_relation":["AGENT"],"_masked":[]}""");
    assertThat(text(document, CARRIER))
        .isEqualTo(
            """
            {"entry_id":"379120241000000004","status":"RELEASED","ie_flag":"I","items":[\
            {"g_no":1,"g_qty":null,"decl_price":null,"trade_curr":"USD",\
            "_relation":["CARRIER"],"_masked":["g_qty","decl_price"]}],"_relation":["CARRIER"],"_masked":[]}""");
    assertThat(problem(document, STRANGER, sources)).isEqualTo(ProblemCode.DATA_NOT_FOUND);
  }

  @Test
  void mergesTwoRecordsAndLacksBothWhenOneIsMissing() throws CallProblem {
    String parties =
        HEAD.replace("h.entry_id, h.status, h.ie_flag", "h.trade_mode, h.declarant_person");
    String merged =
        "- multicast: { aggregationStrategy: \"#merge\", steps: [ { to: direct:head }, { to: direct:more } ] }\n";

    assertThat(text(document(merged, "head", HEAD, "more", parties), PRINCIPAL))
        .isEqualTo(
            """
            {"entry_id":"379120241000000004","status":"RELEASED","ie_flag":"I","trade_mode":"0110",\
            "declarant_person":"王**","_relation":["PRINCIPAL"],"_masked":["declarant_person"]}""");
    String none = parties.replace("h.entry_id = :#entryId", "h.entry_id = '0'");
    assertThat(problem(document(merged, "head", HEAD, "more", none), PRINCIPAL, sources))
        .isEqualTo(ProblemCode.DATA_NOT_FOUND);
    String lenient = merged.replace("steps:", "stopOnException: false, steps:");
    assertThat(text(document(lenient, "head", HEAD, "more", none), PRINCIPAL))
        .contains("\"trade_mode\":null,\"declarant_person\":null")
        .endsWith(",\"_missing\":[]}");
  }

  @Test
  void concatenatesListsInTheOrderOfTheBranchesAndSorts() throws CallProblem {
    String boxes =
        """
        - to:
            uri: sql
            parameters:
              dataSource: "#customs"
              query: >-
                select c.container_no as what, 'box' as kind
                from dec.container c join dec.head h on h.head_id = c.head_id where h.entry_id = :#entryId
        """;
    String codes = RECEIPTS.replace("r.ev_no, r.channel", "r.channel as what, 'receipt' as kind");
    String both =
        "- multicast: { aggregationStrategy: \"#concat\", steps: [ { to: direct:boxes }, { to: direct:codes } ] }\n";
    String sorted = both + "- sort: { simple: \"${body}\", comparator: \"#by(-kind,-what)\" }\n";

    assertThat(text(document(both, "boxes", boxes, "codes", codes), PRINCIPAL))
        .startsWith("{\"rows\":[{\"what\":\"TDGU1234568\",\"kind\":\"box\"");
    String backwards = text(document(sorted, "boxes", boxes, "codes", codes), PRINCIPAL);
    assertThat(backwards)
        .endsWith(
            "{\"what\":\"TDGU1234568\",\"kind\":\"box\","
                + "\"_relation\":[\"PRINCIPAL\"],\"_masked\":[]}]}");
    assertThat(text(document(both, "boxes", boxes, "codes", codes), STRANGER))
        .isEqualTo("{\"rows\":[]}");
  }

  @Test
  void joinsAndGroupsByKeys() throws CallProblem {
    String currencies =
        """
        - to:
            uri: sql
            parameters:
              dataSource: "#customs"
              query: select c.code, c.name_cn as curr_name from ref.code c where c.set_code = 'currency'
        """;
    String joined =
        ITEMS
            + "- enrich: { constant: direct:names, aggregationStrategy: \"#join(trade_curr=code)\" }\n";
    String grouped =
        ITEMS
            + "- enrich: { constant: direct:names, aggregationStrategy: \"#group(trade_curr=code)\" }\n";

    assertThat(text(document(joined, "names", currencies), PRINCIPAL))
        .isEqualTo(
            """
            {"rows":[{"g_no":1,"g_qty":480.00000,"decl_price":128.5000,"trade_curr":"USD",\
            "curr_name":"美元","_relation":["PRINCIPAL"],"_masked":[]}]}""");
    assertThat(text(document(grouped, "names", currencies), AGENT))
        .isEqualTo(
            """
            {"rows":[{"g_no":1,"g_qty":480.00000,"decl_price":null,"trade_curr":"USD",\
            "names":[{"code":"USD","curr_name":"美元","_relation":[],"_masked":[]}],"_relation":["AGENT"],"_masked":["decl_price"]}]}""");
    String none = currencies.replace("'currency'", "'nothing'");
    assertThat(text(document(joined, "names", none), PRINCIPAL)).contains("\"curr_name\":null");
    assertThat(text(document(grouped, "names", none), PRINCIPAL)).contains("\"names\":[]");
  }

  @Test
  void enrichesByNestAndMergeAlsoWithNothing() throws CallProblem {
    String none =
        HEAD.replace("= :#entryId", "= '0'")
            .replace("h.entry_id, h.status, h.ie_flag", "h.net_weight");
    String nest = HEAD + "- enrich: { constant: direct:other, aggregationStrategy: \"#nest\" }\n";
    String merge = HEAD + "- enrich: { constant: direct:other, aggregationStrategy: \"#merge\" }\n";

    assertThat(text(document(nest, "other", none), PRINCIPAL)).contains("\"other\":null");
    assertThat(text(document(merge, "other", none), PRINCIPAL)).contains("\"net_weight\":null");
  }

  // ---- lists

  @Test
  void aScriptOverWhatIsMaskedYieldsNothing() throws CallProblem {
    String document =
        document(
            ITEMS
                + """
                - split:
                    simple: "${body}"
                    parallelProcessing: true
                    steps:
                      - setBody: { groovy: "[no: body.g_no, worth: body.g_qty * body.decl_price, dear: body.decl_price > 100]" }
                - setVariable: { name: total, groovy: "body.sum { it.worth }" }
                - setBody: { groovy: "[rows: body, total: variables.total]" }
                """);

    assertThat(text(document, PRINCIPAL))
        .contains("\"worth\":61680.000000000,\"dear\":true")
        .contains("\"total\":61680.000000000");
    assertThat(text(document, AGENT))
        .contains("\"worth\":null,\"dear\":false")
        .contains("\"total\":null")
        .contains("\"_masked\":[\"worth\"")
        .doesNotContain("61680", "128.5");
    assertThat(text(document, CARRIER)).contains("\"worth\":null").doesNotContain("61680");
    assertThat(text(document, STRANGER)).contains("\"rows\":[]");
  }

  @Test
  void splitsANestedListAndDropsElementsWithoutAResult() throws CallProblem {
    String document =
        document(
            HEAD
                + """
                - enrich: { constant: direct:receipts, aggregationStrategy: "#nest" }
                - split:
                    simple: "${body.receipts}"
                    steps:
                      - setBody: { groovy: "body.ev_no > 3 ? [no: body.ev_no] : null" }
                - sort: { simple: "${body.receipts}", comparator: "#by(-no)" }
                """,
            "receipts",
            RECEIPTS);

    assertThat(text(document, CARRIER))
        .isEqualTo(
            """
            {"entry_id":"379120241000000004","status":"RELEASED","ie_flag":"I","receipts":[\
            {"no":5,"_relation":["CARRIER"],"_masked":[]},{"no":4,"_relation":["CARRIER"],"_masked":[]}],\
            "_relation":["CARRIER"],"_masked":[]}""");
  }

  // ---- control

  @Test
  void choosesFiltersAndRepeats() throws CallProblem {
    String document =
        document(
            HEAD
                + """
                - choice:
                    when:
                      - groovy: "body.ie_flag == 'E'"
                        steps:
                          - setBody: { groovy: "[id: body.entry_id, way: 'out', turns: 0]" }
                      - groovy: "body.ie_flag == 'I'"
                        steps:
                          - setBody: { groovy: "[id: body.entry_id, way: 'in', turns: 0]" }
                    otherwise:
                      steps:
                        - throwException: { exceptionType: TG-SRC-FAILED }
                - filter:
                    groovy: "body.way == 'in'"
                    steps:
                      - setHeader: { name: X-Tidegate-Source, simple: "customs-${body.way}" }
                - setVariable: { name: step, groovy: "2" }
                - loop:
                    constant: 3
                    steps:
                      - transform: { groovy: "[id: body.id, way: body.way, turns: body.turns + variables.step]" }
                      - setVariable: { name: step, groovy: "100" }
                - setBody: { groovy: "[id: body.id, way: body.way, turns: body.turns, step: variables.step]" }
                """);

    Answer answer = answered(document, AGENT);

    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"id":"379120241000000004","way":"in","turns":6,"step":2,\
            "_relation":["AGENT"],"_masked":[]}""");
    assertThat(answer.headers().get(AnswerHeader.ofWord("X-Tidegate-Source").orElseThrow()))
        .isEqualTo("customs-in");
  }

  @Test
  void aHeaderIsSetWhereverTheStepStands() throws CallProblem {
    String set = "- setHeader: { name: X-Tidegate-Source, constant: here }\n";
    String inABranch =
        document(
            "- multicast: { aggregationStrategy: \"#nest\", steps: [ { to: direct:head }, { to: direct:items } ] }\n",
            "head",
            HEAD + set,
            "items",
            ITEMS);
    String inAnElement =
        document(
            ITEMS
                + "- split: { simple: \"${body}\", steps: [ { "
                + set.strip().substring(2)
                + " } ] }\n");
    String inWhatIsAdded =
        document(
            HEAD + "- enrich: { constant: direct:items, aggregationStrategy: \"#nest\" }\n",
            "items",
            ITEMS + set);

    for (String document : List.of(inABranch, inAnElement, inWhatIsAdded)) {
      assertThat(answered(document, PRINCIPAL).headers()).containsValue("here");
    }
  }

  /** What an agreement leaves out must not come by another way. */
  @Test
  void aHeaderTellsNoMoreThanTheAgreedFields() throws CallProblem {
    String document =
        document(
            HEAD
                + "- setHeader: { name: X-Tidegate-Source, simple: \"customs-${body.ie_flag}\" }\n"
                + "- setHeader: { name: X-Tidegate-Data-Version, constant: \"7\" }\n");
    RouteEndpoint endpoint = endpoint(document, sources);
    try {
      assertThat(endpoint.answer(call(AGENT)).headers()).containsValues("customs-I", "7");
      assertThat(endpoint.answer(agreed("entry_id", "ie_flag")).headers())
          .containsValues("customs-I", "7");
      assertThat(endpoint.answer(agreed("entry_id")).headers().values()).containsExactly("7");
    } finally {
      endpoint.discard();
    }
  }

  private static Call agreed(String... fields) {
    Call call = call(AGENT);
    return new Call(
        call.application(),
        call.caller(),
        call.owner(),
        call.agreement(),
        Optional.of(new TreeSet<>(List.of(fields))),
        call.parameters(),
        call.cursor(),
        call.limit(),
        call.deadline(),
        call.traceId(),
        call.running());
  }

  @Test
  void endsTheCallWhereTheAuthorSaysSo() {
    String invalid = document(HEAD + "- validate: { groovy: \"body.status == 'DRAFT'\" }\n");
    String notFound =
        document(
            HEAD
                + "- filter: { groovy: \"body.status == 'RELEASED'\", steps: [ { throwException: { exceptionType: TG-DATA-404 } } ] }\n");

    assertThat(problem(invalid, PRINCIPAL, sources)).isEqualTo(ProblemCode.DATA_INVALID);
    assertThat(ProblemCode.DATA_INVALID.status()).isEqualTo(422);
    assertThat(problem(notFound, PRINCIPAL, sources)).isEqualTo(ProblemCode.DATA_NOT_FOUND);
    // whoever is no party learns nothing from a condition
    assertThat(problem(invalid, STRANGER, sources)).isEqualTo(ProblemCode.DATA_NOT_FOUND);
  }

  // ---- sources that fail

  private static final String TWO =
      "- multicast: { aggregationStrategy: \"#nest\", OPTION steps: [ { to: direct:head }, { to: direct:vessels } ] }\n";

  @Test
  void aSourceThatIsDownEndsTheCallUnlessTheDocumentSaysOtherwise() throws CallProblem {
    String whole = document(TWO.replace("OPTION", ""), "head", HEAD, "vessels", VESSELS);
    String partial =
        document(
            TWO.replace("OPTION", "stopOnException: false,"), "head", HEAD, "vessels", VESSELS);

    assertThat(problem(whole, PRINCIPAL, portDown())).isEqualTo(ProblemCode.SOURCE_UNAVAILABLE);
    assertThat(new String(answered(partial, PRINCIPAL, portDown()).body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"entry_id\":\"379120241000000004\",\"status\":\"RELEASED\",\"ie_flag\":\"I\",\"vessels\":null,"
                + "\"_relation\":[\"PRINCIPAL\"],\"_masked\":[],\"_missing\":[{\"code\":\"TG-PART-UNAVAILABLE\","
                + "\"sources\":[\"port\"],\"message_cn\":\""
                + ProblemCode.SOURCE_UNAVAILABLE.title().zh()
                + "\",\"message_en\":\""
                + ProblemCode.SOURCE_UNAVAILABLE.title().en()
                + "\"}]}");
    assertThat(text(partial, PRINCIPAL)).contains("\"vessels\":[]").endsWith("\"_missing\":[]}");
    // a stranger does not learn that a source is down from a record that is not his
    assertThat(problem(partial, STRANGER, portDown())).isEqualTo(ProblemCode.DATA_NOT_FOUND);
  }

  @Test
  void aCaughtFailureIsToldAndOthersAreNot() throws CallProblem {
    String attempt =
        """
        - doTry:
            steps:
        %s
            doCatch:
              - exception: [%s]
                steps:
                  - setBody: { groovy: "[]" }
        """;
    String steps =
        HEAD + "- enrich: { constant: direct:vessels, aggregationStrategy: \"#nest\" }\n";
    String caught =
        document(
            steps,
            "vessels",
            attempt.formatted(VESSELS.indent(6).stripTrailing(), "TG-SRC-UNAVAILABLE"));
    String other =
        document(
            steps,
            "vessels",
            attempt.formatted(VESSELS.indent(6).stripTrailing(), "TG-SRC-TIMEOUT"));

    assertThat(new String(answered(caught, PRINCIPAL, portDown()).body(), StandardCharsets.UTF_8))
        .contains("\"vessels\":[]")
        .contains("\"_missing\":[{\"code\":\"TG-PART-UNAVAILABLE\",\"sources\":[\"port\"]");
    assertThat(problem(other, PRINCIPAL, portDown())).isEqualTo(ProblemCode.SOURCE_UNAVAILABLE);
  }

  private static String breaker(String fallback) {
    return "- circuitBreaker:\n"
        + "    resilience4jConfiguration: { failureRateThreshold: 50, minimumNumberOfCalls: 2, waitDurationInOpenState: 1 }\n"
        + "    steps:\n"
        + VESSELS.indent(6)
        + fallback;
  }

  @Test
  void aBreakerOpensAndTriesAgain() throws CallProblem, InterruptedException {
    AtomicBoolean down = new AtomicBoolean(true);
    List<String> asked = new CopyOnWriteArrayList<>();
    RouteEndpoint endpoint =
        endpoint(
            document(
                HEAD + "- enrich: { constant: direct:vessels, aggregationStrategy: \"#nest\" }\n",
                "vessels",
                breaker("    onFallback: { steps: [ { setBody: { groovy: \"[]\" } } ] }\n")),
            withPort(down, asked));
    try {
      for (int i = 0; i < 2; i++) {
        assertThat(body(endpoint)).contains("TG-PART-UNAVAILABLE", "\"port\"");
      }
      assertThat(asked).hasSize(2);
      assertThat(body(endpoint)).contains("TG-PART-UNAVAILABLE");
      assertThat(asked).as("an open breaker asks nobody").hasSize(2);
      down.set(false);
      Thread.sleep(1_200);
      assertThat(body(endpoint)).endsWith("\"_missing\":[]}");
      assertThat(asked).hasSize(3);
    } finally {
      endpoint.discard();
    }
  }

  @Test
  void anOpenBreakerWithoutAFallbackEndsTheCall() {
    RouteEndpoint endpoint =
        endpoint(
            document(
                HEAD + "- enrich: { constant: direct:vessels, aggregationStrategy: \"#nest\" }\n",
                "vessels",
                breaker("")),
            portDown());
    try {
      for (int i = 0; i < 4; i++) {
        CallProblem problem =
            catchThrowableOfType(CallProblem.class, () -> endpoint.answer(call(PRINCIPAL)));
        assertThat(problem).isNotNull();
        assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_UNAVAILABLE);
      }
    } finally {
      endpoint.discard();
    }
  }

  @Test
  void whatTheCallerSpoilsDoesNotOpenABreaker() {
    RouteEndpoint endpoint =
        endpoint(
            document(
                "- circuitBreaker:\n"
                    + "    resilience4jConfiguration: { failureRateThreshold: 1, minimumNumberOfCalls: 1, waitDurationInOpenState: 60 }\n"
                    + "    steps:\n"
                    + (HEAD + "- validate: { groovy: \"body.status == 'DRAFT'\" }\n").indent(6)
                    + "    onFallback: { steps: [ { throwException: { exceptionType: TG-SRC-FAILED } } ] }\n"),
            sources);
    try {
      for (int i = 0; i < 3; i++) {
        CallProblem problem =
            catchThrowableOfType(CallProblem.class, () -> endpoint.answer(call(PRINCIPAL)));
        assertThat(problem).isNotNull();
        assertThat(problem.code()).isEqualTo(ProblemCode.DATA_INVALID);
      }
    } finally {
      endpoint.discard();
    }
  }

  private static String body(RouteEndpoint endpoint) throws CallProblem {
    return new String(endpoint.answer(call(PRINCIPAL)).body(), StandardCharsets.UTF_8);
  }

  // ---- codes, raw keys, the log

  private static String coded(String options) {
    return document(
        HEAD
            + "- to: { uri: code-map, parameters: { dictionary: \"#customs\", field: ie_flag, "
            + options
            + " } }\n");
  }

  @Test
  void looksCodesUp() throws CallProblem {
    assertThat(text(coded("set: ie_flag, into: way"), CARRIER))
        .isEqualTo(
            """
            {"entry_id":"379120241000000004","status":"RELEASED","ie_flag":"I","way":"进口",\
            "_relation":["CARRIER"],"_masked":[]}""");
    assertThat(text(coded("set: country, into: way"), CARRIER)).contains("\"way\":null");
    assertThat(text(coded("set: country, into: way, miss: keep"), CARRIER))
        .contains("\"way\":\"I\"");
    assertThat(problem(coded("set: country, into: way, miss: fail"), CARRIER, sources))
        .isEqualTo(ProblemCode.CODE_UNKNOWN);
    assertThat(text(coded("set: ie_flag, into: ie_flag"), CARRIER)).contains("\"ie_flag\":\"进口\"");
  }

  @Test
  void aRawKeyFindsWhatIsHiddenAndStaysHidden() throws CallProblem {
    String head = HEAD.replace("h.status, h.ie_flag", "h.contract_no");
    String document =
        document(
            head
                + "- setVariable: { name: contract, language: { language: raw, expression: contract_no } }\n"
                + "- enrich: { constant: direct:same, aggregationStrategy: \"#nest\" }\n",
            "same",
            """
            - to:
                uri: sql
                parameters:
                  dataSource: "#customs"
                  query: >-
                    select count(*) as found from dec.head o
                    where o.contract_no = :#contract and o.entry_id = :#entryId
            """);

    String shown =
        text(document(head), PRINCIPAL).replaceAll(".*\"contract_no\":\"([^\"]+)\".*", "$1");
    String answer = text(document, CARRIER);

    assertThat(answer).contains("\"found\":1").doesNotContain(shown);
    assertThat(answer).contains("\"_masked\":[\"contract_no\"]");
  }

  @Test
  void theLogHoldsTheLineAndNothingThatIsHidden() throws CallProblem {
    List<String> lines = new CopyOnWriteArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(line.getLoggerName() + " " + line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    try {
      text(document(HEAD + "- log: \"asked for ${header.entryId}: ${body.status}\"\n"), AGENT);
      text(nested("#nest"), AGENT);
      problem(document(HEAD + "- validate: { groovy: \"false\" }\n"), AGENT, sources);
      problem(
          document(TWO.replace("OPTION", ""), "head", HEAD, "vessels", VESSELS),
          PRINCIPAL,
          portDown());
    } finally {
      root.removeHandler(handler);
    }

    assertThat(lines).anyMatch(line -> line.endsWith("asked for " + ENTRY + ": RELEASED"));
    List<String> said = new ArrayList<>(lines);
    assertThat(said).noneMatch(line -> line.matches("(?s).*(128\\.5|61680|王甲子).*"));
  }

  // ---- called services

  private static final String CALL =
      """
      - to:
          uri: service:SERVICE
          parameters: { entryId: "${header.entryId}" }
      """;

  private static final String CALLED =
      """
      service: called
      version: 1.0.0
      title: { zh: 样例, en: Sample }
      summary: { zh: 被调用, en: Called }
      area: declaration
      department: 潮汐港数据中心
      openness: closed
      request:
        get: /called
        parameters:
          entryId: { in: query, type: string, format: entry-id, required: true, maxLength: 18, title: { zh: 报关单号, en: Entry id } }
          least: { in: query, type: integer, minimum: 1, maximum: 9, default: 1, title: { zh: 最小, en: Least } }
          flag: { in: query, type: string, enum: [I, E], title: { zh: 进出口, en: Flag } }
      response:
        list: { g_no: integer, seen: string }
      route:
        from:
          uri: direct:request
          steps:
            - to:
                uri: sql
                parameters:
                  dataSource: "#customs"
                  query: >-
                    select i.g_no, i.decl_price
                    from dec.item i join dec.head h on h.head_id = i.head_id
                    where h.entry_id = :#entryId and i.g_no >= :#least
            - setVariable: { name: mine, constant: theirs }
            - split:
                simple: "${body}"
                steps:
                  - setBody:
                      groovy: |
                        [g_no: body.g_no, price: body.decl_price,
                         seen: "${headers.entryId.size()}/${headers.least}/${headers.flag}/${variables.mine}"]
      """;

  private String called(String steps, String caller) throws CallProblem {
    return called(steps, CALLED, caller);
  }

  private String called(String steps, String service, String caller) throws CallProblem {
    CheckedPlan checked = calling(steps, service);
    try {
      RouteEndpoint endpoint =
          new RouteEndpoint(
              checked.plan(),
              checked.certificate(),
              emitter.emit(checked.plan(), sources),
              new CursorCodec(KEY),
              new MaskKeys(KEY),
              new DocumentLinks(KEY, Duration.ofMinutes(5), InstantSource.system()));
      try {
        return new String(endpoint.answer(call(caller)).body(), StandardCharsets.UTF_8);
      } finally {
        endpoint.discard();
      }
    } catch (EmitException e) {
      throw new AssertionError(e);
    }
  }

  private static CheckedPlan calling(String steps) {
    return calling(steps, CALLED);
  }

  private static CheckedPlan calling(String steps, String service) {
    Outcome<CheckedPlan> outcome =
        Samples.workspace()
            .compiler()
            .among(ServiceLibrary.of(List.of(new SourceText("called.yaml", service))))
            .compile(new SourceText("composed.yaml", document(steps)));
    return outcome.value().orElseThrow(() -> new AssertionError(outcome.diagnostics()));
  }

  @Test
  void aCalledServiceGivesEverybodyWhatItGivesHimItself() throws CallProblem, IOException {
    String own =
        java.nio.file.Files.readString(
            Samples.FOLDERS.root().resolve("tutorial/declaration-goods.yaml"));
    for (String caller : List.of(PRINCIPAL, AGENT, CARRIER, STRANGER)) {
      String through = text(document(CALL.replace("SERVICE", "declaration-goods")), caller);

      assertThat(through).as(caller).isEqualTo(text(own, caller));
    }
  }

  @Test
  void aCallSeesItsParametersAndNothingElseOfItsCaller() throws CallProblem {
    String answer =
        called(
            "- setVariable: { name: mine, constant: ours }\n"
                + "- setVariable: { name: flag, constant: ours }\n"
                + CALL.replace("SERVICE", "called")
                + "- setVariable: { name: kept, groovy: variables.mine }\n"
                + "- split:\n    simple: '${body}'\n    steps:\n"
                + "      - setBody: { groovy: '[g_no: body.g_no, seen: body.seen, own: variables.mine]' }\n",
            PRINCIPAL);

    assertThat(answer).contains("\"seen\":\"18/1//theirs\"", "\"own\":\"ours\"");
    assertThat(answer).doesNotContain("128.5", "price");
  }

  @Test
  void aCalledListComesInTheOrderAndUnderTheFilterTheCallAsksFor() throws CallProblem {
    String sorted =
        CALLED
            .replace("h.entry_id = :#entryId", "h.entry_id <= :#entryId")
            .replace(
                "response:",
                """
                    order: { in: query, type: string, enum: [up, down], default: up, title: { zh: 排序, en: Order } }
                    most: { in: query, type: integer, title: { zh: 最大, en: Most } }
                response:"""
                    .indent(0)
                    .stripTrailing())
            .replace(
                "i.g_no >= :#least\n",
                """
                i.g_no >= :#least
                            filters: [ "i.g_no <= :#most" ]
                            sort: { by: order, orders: { up: [g_no], down: [-g_no] } }
                """);
    String call =
        """
        - to:
            uri: service:called
            parameters: { entryId: "${header.entryId}"MORE }
        - split:
            simple: "${body}"
            steps:
              - setBody: { groovy: "[n: body.g_no]" }
        """;

    String up = called(call.replace("MORE", ""), sorted, PRINCIPAL);
    String down =
        called(
            "- setVariable: { name: way, constant: down }\n"
                + call.replace("MORE", ", order: \"${variable.way}\""),
            sorted,
            PRINCIPAL);
    String few =
        called(
            "- setVariable: { name: most, groovy: \"1\" }\n"
                + call.replace("MORE", ", most: \"${variable.most}\""),
            sorted,
            PRINCIPAL);

    assertThat(numbers(up)).hasSizeGreaterThan(1).isSorted();
    assertThat(numbers(down)).isEqualTo(numbers(up).reversed());
    assertThat(numbers(few)).isNotEmpty().containsOnly(1);
    assertThatThrownBy(
            () ->
                called(
                    "- setVariable: { name: way, constant: sideways }\n"
                        + call.replace("MORE", ", order: \"${variable.way}\""),
                    sorted,
                    PRINCIPAL))
        .isInstanceOf(CallProblem.class)
        .hasMessageContaining("TG-DATA-INVALID");
  }

  private static List<Integer> numbers(String answer) {
    return Pattern.compile("\"n\":(\\d+)")
        .matcher(answer)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .toList();
  }

  @Test
  void aCallIsHeldToWhatARequestWouldBeHeldTo() throws CallProblem {
    String call =
        """
        - setVariable: { name: asked, groovy: headers.entryId }
        - setVariable: { name: n, groovy: NUMBER }
        - setVariable: { name: f, groovy: FLAG }
        - to:
            uri: service:called
            parameters: { entryId: "ENTRY", least: "${variable.n}", flag: "${variable.f}" }
        """;
    String good = call.replace("ENTRY", "${header.entryId}").replace("NUMBER", "1");

    assertThat(called(good.replace("FLAG", "\"'I'\""), PRINCIPAL)).contains("18/1/I/theirs");
    for (String bad :
        List.of(
            good.replace("FLAG", "\"'X'\""),
            good.replace("FLAG", "\"'I'\"")
                .replace("NUMBER", "10")
                .replace("groovy: 1", "groovy: 10"),
            good.replace("FLAG", "\"'I'\"").replace("${header.entryId}", "${header.entryId}0"),
            // as long as a number, and its ninth place is no direction
            good.replace("FLAG", "\"'I'\"")
                .replace("groovy: 1", "groovy: 2")
                .replace("${header.entryId}", "37912024${variable.n}000000004"))) {
      CallProblem problem = catchThrowableOfType(CallProblem.class, () -> called(bad, PRINCIPAL));
      assertThat(problem).as(bad).isNotNull();
      assertThat(problem.code()).isEqualTo(ProblemCode.DATA_INVALID);
    }
  }

  @Test
  void whatIsHiddenFromACallerIsNothingToAskAServiceWith() throws CallProblem {
    String steps =
        ITEMS
            + """
            - split:
                simple: "${body}"
                steps:
                  - setVariable: { name: price, groovy: "body.decl_price == null ? '' : headers.entryId" }
                  - to:
                      uri: service:called
                      parameters: { entryId: "${variable.price}" }
            """;

    assertThat(called(steps, PRINCIPAL)).contains("18/1//theirs");
    CallProblem problem = catchThrowableOfType(CallProblem.class, () -> called(steps, AGENT));
    assertThat(problem.code()).isEqualTo(ProblemCode.DATA_INVALID);
  }

  // ---- results of a split

  private static final String EACH =
      """
      - split:
          simple: "${body}"
          parallelProcessing: true
          aggregationStrategy: "STRATEGY"
          steps:
            - setBody: { groovy: "SCRIPT" }
      """;

  @Test
  void resultsOfASplitStandBesideTheirElements() throws CallProblem {
    String worth = "[worth: body.g_qty * body.decl_price]";
    String merged = ITEMS + EACH.replace("STRATEGY", "#merge").replace("SCRIPT", worth);
    String nested = ITEMS + EACH.replace("STRATEGY", "#nest(sum)").replace("SCRIPT", worth);
    String joined =
        ITEMS
            + EACH.replace("STRATEGY", "#join(g_no=n)")
                .replace("SCRIPT", "[n: body.g_no, worth: body.g_qty * body.decl_price]");

    for (String steps : List.of(merged, joined)) {
      assertThat(text(document(steps), PRINCIPAL))
          .contains("\"g_no\":1", "\"decl_price\":128.5000", "\"worth\":61680")
          .doesNotContain("\"n\"");
      assertThat(text(document(steps), AGENT))
          .contains("\"g_no\":1", "\"worth\":null", "\"_masked\":[\"decl_price\",\"worth\"]");
    }
    assertThat(text(document(nested), PRINCIPAL)).contains("\"sum\":{\"worth\":61680");
    assertThat(text(document(nested), AGENT)).contains("\"sum\":{\"worth\":null");
  }

  @Test
  void anElementWithoutAResultStaysWhereResultsAreAdded() throws CallProblem {
    String none = "body.g_no > 99 ? [other: 1] : null";

    assertThat(
            text(
                document(ITEMS + EACH.replace("STRATEGY", "#merge").replace("SCRIPT", none)),
                PRINCIPAL))
        .contains("\"g_no\":1", "\"other\":null");
    assertThat(
            text(
                document(ITEMS + EACH.replace("STRATEGY", "#nest(it)").replace("SCRIPT", none)),
                PRINCIPAL))
        .contains("\"g_no\":1", "\"it\":null");
    assertThat(
            text(
                document(ITEMS + EACH.replace("STRATEGY", "#concat").replace("SCRIPT", none)),
                PRINCIPAL))
        .isEqualTo("{\"rows\":[]}");
  }

  // ---- texts

  @Test
  void aTextIsThereForWhoMaySeeAllThatIsInIt() throws CallProblem {
    for (String format : List.of("json", "xml")) {
      String steps =
          ITEMS
              + "- marshal: { FORMAT: {}, into: document }\n".replace("FORMAT", format)
              + ("- unmarshal: { FORMAT: { object: { g_no: integer, decl_price: number } },"
                      + " field: document, into: taken }\n")
                  .replace("FORMAT", format);

      assertThat(text(document(steps), PRINCIPAL))
          .contains("\"taken\":{\"g_no\":1,\"decl_price\":128.5000");
      for (String caller : List.of(AGENT, CARRIER)) {
        assertThat(text(document(steps), caller))
            .as(format)
            .contains("\"g_no\":1", "\"document\":null", "\"taken\":null")
            .containsPattern("\"_masked\":\\[[^]]*\"decl_price\"[^]]*\"document\"\\]")
            .doesNotContain("128.5");
      }
    }
  }

  @Test
  void aTableIsATextForWhoMaySeeAllOfIt() throws CallProblem {
    String steps =
        ITEMS
            + "- setBody: { groovy: \"[entry: headers.entryId, goods: body.collect { [no: it.g_no, price: it.decl_price] }]\" }\n"
            + "- marshal: { csv: {}, field: goods, into: table }\n"
            + "- unmarshal: { csv: { list: { no: integer, price: number } }, field: table, into: back }\n";

    assertThat(text(document(steps), PRINCIPAL)).contains("\"back\":[{\"no\":1,\"price\":128.5000");
    assertThat(text(document(steps), AGENT))
        .contains("\"table\":null", "\"back\":null")
        .doesNotContain("128.5");
  }
}
