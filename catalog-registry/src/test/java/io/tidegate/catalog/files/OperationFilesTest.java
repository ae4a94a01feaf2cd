package io.tidegate.catalog.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Operation.Input;
import io.tidegate.route.catalog.Operation.Reading;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Wire;
import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.yaml.YamlCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OperationFilesTest {
  @Test
  void anOperationIsReadWhole() {
    Resource moves = snapshot().operation("terminal", "listMoves").orElseThrow();
    assertThat(moves.schema()).isEqualTo("terminal");
    assertThat(moves.table()).isEqualTo("listMoves");
    assertThat(moves.fields()).extracting(Field::sqlType).containsExactly("varchar", "timestamptz");
    assertThat(moves.operation())
        .contains(
            new Operation(
                "listMoves",
                List.of(
                    new Input(
                        "containerNo",
                        new Bilingual("箱号", "Container"),
                        FieldType.STRING,
                        true,
                        Optional.of("container_no"),
                        Wire.PLAIN,
                        "TDGU1234568"),
                    new Input(
                        "since",
                        new Bilingual("起", "Since"),
                        FieldType.DATE,
                        false,
                        Optional.empty(),
                        new Wire(Optional.of("yyyyMMdd"), Optional.empty(), Map.of(), false),
                        "2024-01-01")),
                false,
                Operation.Empty.NOT_FOUND,
                new Binding.Rest(
                    Binding.Method.GET,
                    "/containers/{containerNo}/moves",
                    Map.of("from", "since"),
                    Map.of(),
                    "/data/moves",
                    Optional.of(
                        new Binding.Status("/code", List.of("0"), List.of("404"), List.of("9"))),
                    Optional.of(new Binding.Pages("page", "pageSize", 100, 5))),
                List.of(
                    new Reading("container_no", "#/data/container", false, Wire.PLAIN),
                    new Reading(
                        "moved_at",
                        "/when",
                        true,
                        new Wire(
                            Optional.of("yyyyMMddHHmmss"), Optional.of("UTC"), Map.of(), true)))));
  }

  @Test
  void theFieldOfAnOperationIsNamedBySourceOperationAndField() {
    Resource moves = snapshot().operation("terminal", "listMoves").orElseThrow();
    assertThat(moves.column("moved_at")).hasToString("terminal.listMoves.moved_at");
    assertThat(TestCatalog.snapshot().resource("dec_head").orElseThrow().column("entry_id"))
        .hasToString("customs.dec.head.entry_id");
  }

  /** Otherwise a statement could be written over a source that has none. */
  @Test
  void anOperationIsNoTableAndATableNoOperation() {
    CatalogSnapshot snapshot = snapshot();
    assertThat(snapshot.table("terminal", "terminal", "listMoves")).isEmpty();
    assertThat(snapshot.operation("customs", "head")).isEmpty();
    assertThat(snapshot.table("customs", "dec", "head")).isPresent();
  }

  @Test
  void theRequestOfASoapOperationIsDataWithInputsAndConstantsInIt() {
    Operation operation =
        snapshot().resource("manifest_status").orElseThrow().operation().orElseThrow();
    Binding.Soap soap = (Binding.Soap) operation.binding();
    assertThat(soap.request())
        .isEqualTo(
            element(
                "QueryStatus",
                element("Type", Optional.empty(), Optional.of("MFT01")),
                element("Query", element("BillNo", Optional.of("billNo"), Optional.empty()))));
    assertThat(soap.charset()).isEqualTo("GB18030");
    assertThat(soap.signed()).isTrue();
  }

  private static Binding.Element element(String name, Binding.Element... children) {
    return new Binding.Element(name, Optional.empty(), Optional.empty(), List.of(children));
  }

  private static Binding.Element element(
      String name, Optional<String> input, Optional<String> constant) {
    return new Binding.Element(name, input, constant, List.of());
  }

  @Test
  void everyOperationIsWrittenAsLinesAndReadBackTheSame() {
    List<Operation> operations =
        snapshot().resources().stream().flatMap(r -> r.operation().stream()).toList();
    assertThat(operations).hasSize(5);
    for (Operation operation : operations) {
      assertThat(OperationText.read(OperationText.write(operation))).isEqualTo(operation);
    }
  }

  @Test
  void linesThatAreNoOperationAreRefused() {
    List<OperationText.Line> lines =
        new ArrayList<>(
            OperationText.write(
                snapshot().resource("terminal_moves").orElseThrow().operation().orElseThrow()));
    lines.add(new OperationText.Line("more", ""));
    assertThatThrownBy(() -> OperationText.read(lines))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OperationText.read(lines.subList(0, 4)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void anyChangeChangesTheFingerprint(String from, String to) {
    String before = snapshot().fingerprint();
    Outcome<CatalogSnapshot> after = parse(from, to);
    assertThat(after.diagnostics()).isEmpty();
    assertThat(after.value().orElseThrow().fingerprint()).isNotEqualTo(before);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("empty: not-found", "empty: no-records"),
        Arguments.of("/moves\n", "/events\n"),
        Arguments.of("required: true, field: container_no", "required: true"),
        Arguments.of("{ from: since }", "{ start: since }"),
        Arguments.of("records: /data/moves", "records: /data"),
        Arguments.of("success: ['0']", "success: ['0', '1']"),
        Arguments.of("busy: ['9']", "busy: ['8']"),
        Arguments.of("most: 5", "most: 6"),
        Arguments.of("from: /when", "from: /time"),
        Arguments.of("optional: true", "optional: false"),
        Arguments.of("zone: UTC", "zone: Asia/Shanghai"),
        Arguments.of("emptyIsNull: true", "emptyIsNull: false"),
        Arguments.of("MFT01", "MFT02"),
        Arguments.of("charset: GB18030", "charset: GBK"),
        Arguments.of("signed: true", "signed: false"),
        Arguments.of("{ 'Y': 'true', 'N': 'false' }", "{ 'J': 'true', 'N': 'false' }"),
        Arguments.of("companion: true", "companion: false"),
        Arguments.of("version: version", ""),
        Arguments.of("replayHours: 72", "replayHours: 71"),
        Arguments.of("prefix: documents/", "prefix: papers/"));
  }

  @ParameterizedTest
  @MethodSource("slips")
  void aSlipIsToldWhereItWasMade(String from, String to, Code code, String underlined) {
    Outcome<CatalogSnapshot> outcome = parse(from, to);
    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.diagnostics())
        .anySatisfy(
            diagnostic -> {
              assertThat(diagnostic.code()).isEqualTo(code);
              assertThat(diagnostic.span().text()).isEqualTo(underlined);
            });
  }

  static Stream<Arguments> slips() {
    return Stream.of(
        slip("kind: rest", "kind: soap", CatalogCode.KIND, "listMoves"),
        slip("rest:\n", "soap:\n", YamlCode.MISSING, "get"),
        slip("glob: EXP_*.csv", "glob: ../*.csv", CatalogCode.BINDING, "../*.csv"),
        slip("operation: listMoves", "operation: list moves", CatalogCode.NAME, "list moves"),
        slip(
            "{containerNo}/moves",
            "{container}/moves",
            CatalogCode.INPUT,
            "/containers/{container}/moves"),
        slip(
            "get: /containers",
            "get: containers",
            CatalogCode.BINDING,
            "containers/{containerNo}/moves"),
        slip(
            "get: /containers",
            "get: /../containers",
            CatalogCode.BINDING,
            "/../containers/{containerNo}/moves"),
        slip(
            "get: /containers",
            "get: /containers?all=1&x=",
            CatalogCode.BINDING,
            "/containers?all=1&x=/{containerNo}/moves"),
        slip(
            "required: true, field: container_no",
            "field: container_no",
            CatalogCode.INPUT,
            "/containers/{containerNo}/moves"),
        slip("field: container_no", "field: container_nr", CatalogCode.NOT_A_FIELD, "container_nr"),
        slip("field: container_no", "field: moved_at", CatalogCode.INPUT, "moved_at"),
        slip("{ from: since }", "{}", CatalogCode.INPUT, "since"),
        slip("records: /data/moves", "records: data/moves", CatalogCode.BINDING, "data/moves"),
        slip("optional: true", "optional: true, nullable: false", CatalogCode.WIRE, "optional"),
        slip("from: /when", "from: when", CatalogCode.BINDING, "when"),
        slip("from: /when", "sql: text", YamlCode.MISSING, "title"),
        slip("from: /when", "from: /when, sql: text", YamlCode.UNKNOWN_KEY, "sql"),
        slip("pattern: yyyyMMddHHmmss", "pattern: yyyyMMdd", CatalogCode.WIRE, "pattern"),
        slip("pattern: yyyyMMddHHmmss", "pattern: quatsch", CatalogCode.WIRE, "pattern"),
        slip("zone: UTC", "zone: Moon/Base", CatalogCode.WIRE, "pattern"),
        slip("zone: UTC, ", "", CatalogCode.WIRE, "pattern"),
        slip("'N': 'false' }", "'N': 'no' }", CatalogCode.WIRE, "codes"),
        slip("charset: GB18030", "charset: Big5", CatalogCode.BINDING, "Big5"),
        slip("$billNo", "$billNr", CatalogCode.INPUT, "$billNr"),
        slip("Query: {", "'1Query': {", CatalogCode.BINDING, "'1Query'"),
        slip(
            "records: QueryStatusReply/List/Status",
            "records: 'a/@b'",
            CatalogCode.BINDING,
            "'a/@b'"),
        slip("version: version", "version: house_bill", CatalogCode.BINDING, "house_bill"),
        slip("required: true, field: house_bill", "required: true", CatalogCode.INPUT, "houseBill"),
        slip("occurred: passed_at", "occurred: pass_no", CatalogCode.BINDING, "pass_no"),
        slip("prefix: documents/", "prefix: ../", CatalogCode.BINDING, "../"),
        slip("single: true", "single: true\nconfirm: true", CatalogCode.CONFIRM, "confirm"),
        slip("from: /when", "from: /when, confirm: true", CatalogCode.CONFIRM, "confirm"),
        slip(
            "columns: { consignee_usci: principal }",
            "{ parent: manifest_status, link: { bill_no: bill_no } }",
            CatalogCode.ROLE_PARENT,
            "manifest_status"),
        slip(
            "columns: { consignee_usci: principal }",
            "{ parent: dec_head, link: { bill_no: head_id } }",
            CatalogCode.ROLE_TYPE,
            "bill_no"),
        slip(
            "columns: { consignee_usci: principal }",
            "{ parent: dec_head, link: { consignee_usci: entry_id } }",
            CatalogCode.ROLE_LINK,
            "consignee_usci"),
        slip(
            "columns: { consignee_usci: principal }",
            "{ parent: dec_head, link: { bill_no: entry_id } }",
            CatalogCode.ROLE_LINK,
            "{ parent: dec_head, link: { bill_no: entry_id } }"),
        slip(
            "columns: { consignee_usci: principal }",
            "{ parent: dec_head, link: { bill_no: head_id, consignee_usci: entry_id } }",
            CatalogCode.ROLE_LINK,
            "{ parent: dec_head, link: { bill_no: head_id, consignee_usci: entry_id } }"));
  }

  private static Arguments slip(String from, String to, Code code, String underlined) {
    return Arguments.of(from, to, code, underlined);
  }

  private static CatalogSnapshot snapshot() {
    Outcome<CatalogSnapshot> outcome = CatalogFiles.parse(TestCatalog.withOperations());
    assertThat(outcome.diagnostics()).isEmpty();
    return outcome.value().orElseThrow();
  }

  /** The catalog with one stretch of its text replaced wherever it is. */
  private static Outcome<CatalogSnapshot> parse(String from, String to) {
    List<String> texts = new ArrayList<>();
    boolean found = false;
    for (var file : TestCatalog.withOperations()) {
      found |= file.text().contains(from);
      texts.add(file.text().replace(from, to));
    }
    assertThat(found).isTrue();
    return CatalogFiles.parse(TestCatalog.files(texts.toArray(String[]::new)));
  }
}
