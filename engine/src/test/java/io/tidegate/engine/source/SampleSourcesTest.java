package io.tidegate.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.engine.breaker.BreakerNews;
import io.tidegate.engine.breaker.Breakers;
import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.Bulkhead;
import io.tidegate.engine.read.OperationRead;
import io.tidegate.engine.read.SourceGate;
import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.route.catalog.Reliability.Breaking;
import io.tidegate.route.catalog.Reliability.Retrying;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.samples.generate.SampleData;
import io.tidegate.samples.generate.SampleFacts;
import io.tidegate.samples.generate.Shipment;
import io.tidegate.samples.generate.Volume;
import io.tidegate.samples.simulate.Fault;
import io.tidegate.samples.simulate.HttpSimulator;
import io.tidegate.samples.simulate.SimulatedSources;
import io.tidegate.samples.simulate.SimulatedSources.Simulation;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample catalog's operations, asked of the simulators. */
class SampleSourcesTest {
  private static final String TRADER = "91350299MAT0000182";
  private static final String AGENT = "91350299MAT000026W";
  private static final String TERMINAL = "91350299MAT000042J";

  @TempDir static Path folder;
  private static SampleFacts facts;
  private static SimulatedSources simulated;
  private static ConnectedSources sources;
  private static CatalogSnapshot catalog;

  @BeforeAll
  static void start() throws IOException {
    facts = new SampleFacts(Volume.CI, SampleData.DEFAULT_SEED, 0);
    simulated =
        SimulatedSources.start(new Simulation(facts, Sm3::digest, "tide", "gate", folder, 0, true));
    Map<String, SourcePlace> places = new TreeMap<>();
    simulated
        .places()
        .forEach(
            (id, url) ->
                places.put(
                    id,
                    simulated.hostKeys().containsKey(id)
                        ? TestOperations.sftp(
                            url,
                            "tide",
                            "gate",
                            simulated.hostKeys().get(id),
                            TestOperations.LOOPBACK)
                        : TestOperations.place(url.toString(), "tide", "gate")));
    Topics topics = new Topics(InstantSource.system());
    simulated.events().sendTo(topics::publish);
    sources = new ConnectedSources(places, topics);
    catalog = catalog();
    // the first connection by SSH takes its time, however slow the machine is
    try {
      sources.reports(
          catalog.operation("express-files", "findParcel").orElseThrow(),
          Instant.now().plusSeconds(60));
    } catch (SourceFault fault) {
      throw new AssertionError(fault);
    }
  }

  private static CatalogSnapshot catalog() throws IOException {
    try (Stream<Path> areas = Files.list(Path.of("../samples"))) {
      List<Path> folders =
          areas.map(area -> area.resolve("catalog")).filter(Files::isDirectory).sorted().toList();
      Outcome<CatalogSnapshot> outcome = CatalogFiles.read(folders);
      assertThat(outcome.diagnostics()).isEmpty();
      return outcome.value().orElseThrow();
    }
  }

  @AfterAll
  static void stop() {
    sources.close();
    simulated.close();
  }

  @AfterEach
  void recover() {
    simulated.terminal().recover();
    simulated.rates().recover();
    simulated.positions().recover();
    simulated.orders().recover();
    simulated.manifest().recover();
    simulated.ledger().recover();
  }

  private static List<Map<String, Object>> ask(String operation, Map<String, Object> inputs)
      throws SourceFault {
    String[] name = operation.split("/");
    Resource resource = catalog.operation(name[0], name[1]).orElseThrow();
    return sources
        .client(resource)
        .orElseThrow()
        .read(inputs, Instant.now().plus(Duration.ofSeconds(3)), "t")
        .stream()
        .map(record -> named(resource, record))
        .toList();
  }

  private static Map<String, Object> named(Resource resource, Object[] record) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < record.length; i++) {
      named.put(resource.fields().get(i).name(), record[i]);
    }
    return named;
  }

  /** An operation whose inputs' examples find nothing could not be tried out by anybody. */
  @Test
  void everyOperationIsAnsweredForItsExamples() throws SourceFault {
    List<Resource> operations =
        catalog.resources().stream().filter(r -> r.operation().isPresent()).toList();
    assertThat(operations).isNotEmpty();
    for (Resource resource : operations) {
      Map<String, Object> inputs = new TreeMap<>();
      resource
          .operation()
          .orElseThrow()
          .inputs()
          .forEach(
              input ->
                  inputs.put(
                      input.name(),
                      switch (input.type()) {
                        case DATE -> LocalDate.parse(input.example());
                        case INTEGER -> Long.valueOf(input.example());
                        default -> input.example();
                      }));
      assertThat(ask(resource.source() + "/" + resource.table(), inputs))
          .as(resource.id())
          .isNotEmpty();
    }
  }

  @Test
  void theMovesOfAContainerAgreeWithItsDeclaration() throws SourceFault {
    Shipment story = facts.ofEntry("379120241000000001").orElseThrow();
    List<Map<String, Object>> moves =
        ask("terminal/listMoves", Map.of("containerNo", "TDGU7000016"));
    assertThat(moves)
        .extracting(move -> move.get("event_type"))
        .containsExactly("DISCHARGE", "YARD_IN", "GATE_OUT");
    assertThat(moves)
        .allSatisfy(
            move -> {
              assertThat(move.get("bill_no")).isEqualTo(story.bill());
              assertThat(move.get("consignee_usci")).isEqualTo(TRADER);
              assertThat(move.get("agent_usci")).isEqualTo(AGENT);
              assertThat(move.get("terminal_usci")).isEqualTo(TERMINAL);
            });
    OffsetDateTime out = (OffsetDateTime) moves.getLast().get("event_time");
    assertThat(out).isAfter(story.released().orElseThrow());
    assertThat(out.getOffset()).hasToString("+08:00");
  }

  @Test
  void theContainerOfStorySevenIsHeldForItsFeeOnly() throws SourceFault {
    assertThat(ask("terminal/listMoves", Map.of("containerNo", "TDGU1234568")))
        .extracting(move -> move.get("event_type"))
        .containsExactly("DISCHARGE", "YARD_IN");
    assertThat(ask("terminal/listHolds", Map.of("containerNo", "TDGU1234568")))
        .extracting(hold -> hold.get("hold_type"))
        .containsExactly("FEE");
    assertThat(ask("terminal/listHolds", Map.of("containerNo", "TDGU7000016"))).isEmpty();
    assertThat(ask("terminal/listMoves", Map.of("containerNo", "TDGU9999999"))).isEmpty();
  }

  @Test
  void thereIsNoRateOnAHoliday() throws SourceFault {
    Map<String, Object> friday = Map.of("day", LocalDate.of(2024, 1, 12), "currency", "USD");
    assertThat(ask("rates/findRate", friday))
        .singleElement()
        .satisfies(
            rate -> {
              assertThat(rate.get("rate")).isInstanceOf(BigDecimal.class);
              assertThat(rate.get("rate_date")).isEqualTo(LocalDate.of(2024, 1, 12));
            });
    Map<String, Object> saturday = Map.of("day", LocalDate.of(2024, 1, 13), "currency", "USD");
    assertFault(Kind.NOT_FOUND, "rates/findRate", saturday);
  }

  @Test
  void aStalePositionSaysSoAndTooManyQuestionsAreRefused() throws Exception {
    Map<String, Object> ship = Map.of("imoNo", "2300014");
    simulated.positions().fail(Fault.STALE, 1);
    assertThat(ask("positions/findPosition", ship))
        .singleElement()
        .satisfies(position -> assertThat(position.get("stale")).isEqualTo(true));

    int throttled = 0;
    for (int i = 0; i < 12; i++) {
      try {
        ask("positions/findPosition", ship);
      } catch (SourceFault fault) {
        assertThat(fault.kind()).isEqualTo(Kind.THROTTLED);
        throttled++;
      }
    }
    assertThat(throttled).isPositive();
    Thread.sleep(1_100);
  }

  @Test
  void theThreeDocumentsOfStoryNineDoNotAddUp() throws SourceFault {
    Map<String, Object> order = ask("orders/findOrder", Map.of("orderNo", "TD-CB-0001")).getFirst();
    BigDecimal due =
        number(order, "goods_value")
            .add(number(order, "freight"))
            .add(number(order, "tax_total"))
            .subtract(number(order, "discount"));
    assertThat(due).isEqualByComparingTo("189.00");
    assertThat(number(order, "actual_paid")).isEqualByComparingTo("199.00");
    assertThat(order.get("currency")).isEqualTo("CNY");
    assertThat(
            number(
                ask("orders/findPayment", Map.of("orderNo", "TD-CB-0001")).getFirst(),
                "amount_paid"))
        .isEqualByComparingTo("199.00");
    assertFault(Kind.NOT_FOUND, "orders/findOrder", Map.of("orderNo", "TD-CB-9999"));
  }

  private static BigDecimal number(Map<String, Object> record, String field) {
    return (BigDecimal) record.get(field);
  }

  @Test
  void theManifestTellsHowFarABillHasComeAndDiffersInStorySix() throws SourceFault {
    Shipment story = facts.ofEntry("379120241000000004").orElseThrow();
    assertThat(story.packages()).isEqualTo(480);
    assertThat(ask("manifest-ws/queryStatus", Map.of("billNo", story.bill(), "ieFlag", "I")))
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.get("packages")).isEqualTo(478L);
              assertThat(status.get("gross_weight")).isEqualTo(story.grossWeight());
              assertThat(status.get("released")).isEqualTo("yes");
              assertThat(status.get("released_at")).isEqualTo(story.released().orElseThrow());
              assertThat(status.get("distributed")).isEqualTo("unknown");
              assertThat(status.get("distributed_at")).isNull();
              assertThat(status.get("agent_usci")).isEqualTo(AGENT);
            });
    assertThat(ask("manifest-ws/queryStatus", Map.of("billNo", story.bill(), "ieFlag", "E")))
        .isEmpty();
    assertThat(ask("manifest-ws/queryStatus", Map.of("billNo", "没有"))).isEmpty();
  }

  @Test
  void theManifestLetsOnlyThoseInWhoKnowThePassword() {
    Resource operation = catalog.operation("manifest-ws", "queryStatus").orElseThrow();
    try (ConnectedSources strange =
        TestOperations.connected(
            Map.of(
                "manifest-ws",
                TestOperations.place(
                    simulated.places().get("manifest-ws").toString(), "tide", "wrong")))) {
      SourceFault fault =
          catchThrowableOfType(
              SourceFault.class,
              () ->
                  strange
                      .client(operation)
                      .orElseThrow()
                      .read(Map.of("billNo", "TDGL00083334"), Instant.now().plusSeconds(3), "t"));
      assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
    }
  }

  @ParameterizedTest
  @MethodSource("manifestFaults")
  void theManifestFailsInItsOwnWays(Fault fault, Kind kind) throws SourceFault {
    simulated.manifest().fail(fault, 1);
    assertThat(
            assertFault(kind, "manifest-ws/queryStatus", Map.of("billNo", "TDGL00083334"))
                .getMessage())
        .doesNotContain("ORA-");
    assertThat(ask("manifest-ws/queryStatus", Map.of("billNo", "TDGL00083334"))).hasSize(1);
  }

  static Stream<Arguments> manifestFaults() {
    return Stream.of(
        Arguments.of(Fault.FAILED, Kind.FAULT),
        Arguments.of(Fault.STOPPED, Kind.UNAVAILABLE),
        Arguments.of(Fault.GARBAGE, Kind.BAD_REPLY),
        Arguments.of(Fault.TRUNCATED, Kind.UNAVAILABLE),
        Arguments.of(Fault.FIELD_GONE, Kind.BAD_REPLY));
  }

  /** Calls the terminal as a governed read does, behind the gate of its source. */
  private static List<Object[]> behind(SourceGate gate, Instant deadline) throws CallProblem {
    Resource moves = catalog.operation("terminal", "listMoves").orElseThrow();
    OperationClient client = sources.client(moves).orElseThrow();
    Map<String, Object> inputs = Map.of("containerNo", "TDGU7000016");
    return gate.run(
        deadline,
        progress -> {
          try {
            return client.read(inputs, deadline, "t");
          } catch (SourceFault fault) {
            throw new CallProblem(OperationRead.code(fault.kind()), fault);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "THROTTLED", "TRUNCATED", "TIMEOUT"})
  void aTerminalThatFailsIsLeftAloneAndTriedAgain(Fault fault)
      throws CallProblem, InterruptedException {
    Duration open = Duration.ofMillis(300);
    Breaking breaking = new Breaking(50, 3, Optional.of(Duration.ofMillis(700)), 100, open, 1);
    SourceGate gate =
        new SourceGate(
            Bulkhead.OPEN,
            Optional.of(new Breakers(BreakerNews.NOBODY).of("terminal", breaking)),
            Retrying.NEVER);
    simulated.terminal().fail(fault, 3);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> behind(gate, Instant.now().plusMillis(800)))
          .isInstanceOf(CallProblem.class);
    }

    CallProblem refused =
        catchThrowableOfType(CallProblem.class, () -> behind(gate, Instant.now().plusSeconds(3)));
    assertThat(refused.code()).isEqualTo(ProblemCode.SOURCE_UNAVAILABLE);
    assertThat(refused.retryAfter()).isPresent();
    Thread.sleep(open.plusMillis(50));
    assertThat(behind(gate, Instant.now().plusSeconds(3))).isNotEmpty();
    assertThat(behind(gate, Instant.now().plusSeconds(3))).isNotEmpty();
  }

  @Test
  void theLedgerIsReadPageByPage() throws SourceFault {
    List<Map<String, Object>> items =
        ask("ledger-ws/queryBalance", Map.of("accountNo", "T3791W000001"));
    assertThat(items).hasSize(230);
    assertThat(items).extracting(item -> item.get("putrec_seqno")).doesNotHaveDuplicates();
    assertThat(
            ask(
                "ledger-ws/queryBalance",
                Map.of("accountNo", "T3791W000001", "materialNo", "TDM00012")))
        .singleElement()
        .satisfies(item -> assertThat(number(item, "balance")).isEqualByComparingTo("100"));
  }

  @Test
  void aParcelIsFoundInTheFilesAndTheLateFileIsTaken() throws Exception {
    assertThat(ask("express-files/findParcel", Map.of("houseBillNo", "TDX0000000001")))
        .singleElement()
        .satisfies(
            parcel -> {
              assertThat(parcel.get("version")).isEqualTo(2L);
              assertThat(parcel.get("state_raw")).isEqualTo("21");
              assertThat(parcel.get("receiver_address").toString()).contains("号,A座");
              assertThat(parcel.get("agent_usci")).isEqualTo("91350299MAT000069A");
            });
    Map<String, Object> late = Map.of("houseBillNo", "TDX0000000100");
    assertThat(ask("express-files/findParcel", late)).isEmpty();
    simulated.lateExpressFile();
    assertThat(ask("express-files/findParcel", late)).hasSize(1);
    Resource operation = catalog.operation("express-files", "findParcel").orElseThrow();
    assertThat(sources.reports(operation, Instant.now().plusSeconds(3)))
        .hasSize(4)
        .satisfies(
            reports ->
                assertThat(reports.stream().mapToInt(r -> r.errors().size()).sum()).isEqualTo(1));
  }

  @Test
  void whatPassedTheGateWasReleasedBeforeAndTheUnpaidBoxDidNot() throws SourceFault {
    Shipment story = facts.ofEntry("379120241000000001").orElseThrow();
    assertThat(ask("gate-events/listPasses", Map.of("containerNo", "TDGU7000016")))
        .singleElement()
        .satisfies(
            pass -> {
              assertThat((OffsetDateTime) pass.get("passed_at"))
                  .isAfter(story.released().orElseThrow());
              assertThat(pass.get("trade_usci")).isEqualTo(TRADER);
            });
    assertThat(ask("gate-events/listPasses", Map.of("containerNo", "TDGU1234568"))).isEmpty();
    assertThat(ask("receipt-events/listReceipts", Map.of("entryId", "379120241000000002")))
        .extracting(receipt -> receipt.get("channel"))
        .containsExactly("L", "C", "P");
  }

  @Test
  void aNoticeIsDescribedAndCanBeHad() throws SourceFault {
    List<Map<String, Object>> notices =
        ask("documents/listDocuments", Map.of("entryId", "379120241000000002"));
    assertThat(notices)
        .extracting(notice -> notice.get("kind"))
        .containsExactlyInAnyOrder("release", "inspection");
    StoredObject object =
        sources.object(
            catalog.operation("documents", "listDocuments").orElseThrow(),
            notices.getFirst().get("document_key").toString());
    assertThat(new String(object.bytes(), StandardCharsets.US_ASCII))
        .startsWith("%PDF-1.4")
        .contains("379120241000000002")
        .endsWith("%%EOF\n");
  }

  /** The service calls that a success; the catalog knows better. */
  @Test
  void anAccountTheLedgerDoesNotKnowIsNotFound() {
    assertFault(Kind.NOT_FOUND, "ledger-ws/queryBalance", Map.of("accountNo", "T3791W999999"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void eachFaultThatIsAskedForComesAndGoes(Fault fault, Kind kind) throws SourceFault {
    Map<String, Object> inputs = Map.of("containerNo", "TDGU1234568");
    simulated.terminal().fail(fault, 1);
    SourceFault found = assertFault(kind, "terminal/listMoves", inputs);
    assertThat(found.getMessage()).doesNotContain("TDGU1234568");
    assertThat(ask("terminal/listMoves", inputs)).hasSize(2);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Fault.TIMEOUT, Kind.TIMEOUT),
        Arguments.of(Fault.UNAVAILABLE, Kind.UNAVAILABLE),
        Arguments.of(Fault.THROTTLED, Kind.THROTTLED),
        Arguments.of(Fault.GARBAGE, Kind.BAD_REPLY),
        Arguments.of(Fault.TRUNCATED, Kind.UNAVAILABLE),
        Arguments.of(Fault.FAILED, Kind.FAULT),
        Arguments.of(Fault.FIELD_GONE, Kind.BAD_REPLY));
  }

  /** What nobody described could be anything, a phone number for one. */
  @Test
  void aNewFieldOfASourceDoesNotComeThrough() throws SourceFault {
    simulated.terminal().fail(Fault.FIELD_NEW, 1);
    assertThat(ask("terminal/listMoves", Map.of("containerNo", "TDGU1234568")))
        .hasSize(2)
        .allSatisfy(move -> assertThat(move.toString()).doesNotContain("10012345678"));
  }

  @Test
  void aSourceThatHasChangedIsFoundOut() throws SourceFault {
    Map<String, Object> box = Map.of("containerNo", "TDGU1234568");
    assertThat(drift("terminal/listMoves", box)).isEmpty();
    simulated.terminal().fail(Fault.FIELD_GONE, 1);
    assertThat(drift("terminal/listMoves", box))
        .containsExactly(new Drift(Drift.Kind.GONE, "event_type"));
    simulated.terminal().fail(Fault.FIELD_NEW, 1);
    assertThat(drift("terminal/listMoves", box))
        .containsExactly(new Drift(Drift.Kind.NEW, "/driverPhone"));

    Map<String, Object> bill = Map.of("billNo", "TDGL00083334");
    assertThat(drift("manifest-ws/queryStatus", bill)).isEmpty();
    simulated.manifest().fail(Fault.FIELD_GONE, 1);
    assertThat(drift("manifest-ws/queryStatus", bill))
        .containsExactly(new Drift(Drift.Kind.GONE, "released"));
    simulated.manifest().fail(Fault.FIELD_NEW, 1);
    assertThat(drift("manifest-ws/queryStatus", bill))
        .containsExactly(new Drift(Drift.Kind.NEW, "ConsigneeTel"));
  }

  private static List<Drift> drift(String operation, Map<String, Object> inputs)
      throws SourceFault {
    String[] name = operation.split("/");
    return SourceCheck.operation(
        sources,
        catalog.operation(name[0], name[1]).orElseThrow(),
        inputs,
        Instant.now().plusSeconds(3));
  }

  @Test
  void faultsCanBeAskedForByHttp() throws Exception {
    Map<String, Object> inputs = Map.of("containerNo", "TDGU1234568");
    assertThat(control(simulated.terminal(), "unavailable?times=1")).isEqualTo(200);
    assertFault(Kind.UNAVAILABLE, "terminal/listMoves", inputs);
    assertThat(control(simulated.terminal(), "unavailable")).isEqualTo(200);
    assertFault(Kind.UNAVAILABLE, "terminal/listMoves", inputs);
    assertThat(control(simulated.terminal(), "none")).isEqualTo(200);
    assertThat(ask("terminal/listMoves", inputs)).hasSize(2);
    assertThat(control(simulated.terminal(), "explode")).isEqualTo(400);
  }

  private static int control(HttpSimulator simulator, String command)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(simulator.url() + "/_control/" + command))
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static SourceFault assertFault(Kind kind, String operation, Map<String, Object> inputs) {
    SourceFault fault = catchThrowableOfType(SourceFault.class, () -> ask(operation, inputs));
    assertThat(fault).isNotNull();
    assertThat(fault.kind()).isEqualTo(kind);
    return fault;
  }
}
