package io.tidegate.catalog.files;

import static io.tidegate.catalog.files.TestCatalog.CUSTOMS;
import static io.tidegate.catalog.files.TestCatalog.HEAD;
import static io.tidegate.catalog.files.TestCatalog.ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Reliability;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Roles;
import io.tidegate.route.catalog.Roles.RoleColumn;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.yaml.YamlCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFilesTest {
  @Test
  void aFieldHasAllItsMetadata() {
    Resource head = TestCatalog.snapshot().resource("dec_head").orElseThrow();
    assertThat(head.field("entry_id"))
        .contains(
            new Field(
                "entry_id",
                new Bilingual("报关单号", "Entry id"),
                Optional.of("EntryId"),
                true,
                FieldType.STRING,
                "bpchar",
                18,
                "entry-id",
                false,
                Optional.of("entry"),
                Optional.of(Sensitivity.S1),
                List.of("code", "entry-no"),
                List.of("entry-id"),
                Openness.UNCONDITIONAL,
                "379120241000000001",
                Optional.of(new Bilingual("海关编号", "The number customs gives"))));
  }

  @Test
  void whatAFieldLeavesOutIsTheStricterOrTheResources() {
    Field trader =
        TestCatalog.snapshot().resource("dec_head").orElseThrow().field("trade_usci").orElseThrow();
    assertThat(trader.sensitivity()).isEmpty();
    assertThat(trader.openness()).isEqualTo(Openness.CLOSED);
    assertThat(trader.nullable()).isTrue();
    assertThat(trader.length()).isZero();
    assertThat(trader.sic()).isFalse();
  }

  @Test
  void rolesAreOwnColumnsInTheOrderWrittenOrTheParents() {
    CatalogSnapshot snapshot = TestCatalog.snapshot();
    assertThat(snapshot.resource("dec_head").orElseThrow().roles())
        .contains(
            new Roles(
                Optional.empty(),
                Map.of(),
                List.of(
                    new RoleColumn("trade_usci", Relation.PRINCIPAL),
                    new RoleColumn("owner_usci", Relation.PRINCIPAL),
                    new RoleColumn("agent_usci", Relation.AGENT)),
                Map.of("agent_prices", "agent_price_open")));
    assertThat(snapshot.resource("dec_item").orElseThrow().roles())
        .contains(
            new Roles(Optional.of("dec_head"), Map.of("head_id", "head_id"), List.of(), Map.of()));
  }

  @Test
  void aTableWithoutSchemaLiesInTheDefaultSchemaOfItsSource() {
    assertThat(TestCatalog.snapshot().table("customs", "dec", "item").map(Resource::id))
        .contains("dec_item");
    assertThat(TestCatalog.snapshot().table("customs", "public", "item")).isEmpty();
  }

  @Test
  void theFingerprintDoesNotDependOnTheOrderOfFiles() {
    CatalogSnapshot one = parse(CUSTOMS, HEAD, ITEM).value().orElseThrow();
    CatalogSnapshot other = parse(ITEM, HEAD, CUSTOMS).value().orElseThrow();
    assertThat(other).isEqualTo(one);
    assertThat(other.fingerprint()).isEqualTo(one.fingerprint()).matches("[0-9a-f]{64}");
  }

  /** Every place where two catalogs can differ, each changed alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "en: Declarations",
        "en: Heads of declarations",
        "department: 海关",
        "theme: 通关",
        "updateFrequency: 实时",
        "tags: [报关",
        "en: Entry id",
        "official: EntryId",
        "sql: bpchar",
        "format: entry-id",
        "codeSet: entry",
        "example: \"379120241000000001",
        "en: The number customs gives"
      })
  void anyChangeOfATextChangesTheFingerprint(String text) {
    assertThat(HEAD).contains(text);
    assertChanged(HEAD.replaceFirst(Pattern.quote(text), text + "x"));
  }

  private static Outcome<CatalogSnapshot> reliable(String lines) {
    return parse(CUSTOMS + lines);
  }

  @Test
  void aSourceThatSaysNothingOfItsReliabilityHasWhatIsUsual() {
    CatalogSnapshot usual = reliable("").value().orElseThrow();

    assertThat(usual.source("customs").orElseThrow().reliability()).isEqualTo(Reliability.USUAL);
    assertThat(reliable("breaker: { failureRate: 50 }\n").value().orElseThrow().fingerprint())
        .isEqualTo(usual.fingerprint());
    assertThat(reliable("breaker: { failureRate: 51 }\n").value().orElseThrow().fingerprint())
        .isNotEqualTo(usual.fingerprint());
  }

  @Test
  void aSourceSaysWhenItIsLeftAloneAndHowOftenItIsAsked() {
    Outcome<CatalogSnapshot> outcome =
        reliable(
            "breaker: { failureRate: 30, calls: 8, slow: 2s, slowRate: 60, open: 1m, trials: 2 }\n"
                + "retry: { attempts: 3, pause: 250ms }\n");

    assertThat(outcome.diagnostics()).isEmpty();
    assertThat(outcome.value().orElseThrow().source("customs").orElseThrow().reliability())
        .isEqualTo(
            new Reliability(
                new Reliability.Breaking(
                    30, 8, Optional.of(Duration.ofSeconds(2)), 60, Duration.ofMinutes(1), 2),
                new Reliability.Retrying(3, Duration.ofMillis(250))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "breaker: { open: 11m }",
        "breaker: { open: 0s }",
        "breaker: { slow: 2h }",
        "retry: { pause: soon }"
      })
  void aDurationOutOfItsBoundsIsTold(String line) {
    assertThat(reliable(line + "\n").diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(CatalogCode.DURATION);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void anyOtherChangeChangesTheFingerprint(String from, String to) {
    assertThat(HEAD).contains(from);
    assertChanged(HEAD.replace(from, to));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("openness: closed", "openness: conditional"),
        Arguments.of("openness: unconditional", "openness: conditional"),
        Arguments.of("agent_usci: agent", "agent_usci: carrier"),
        Arguments.of("agent_prices:", "prices:"),
        Arguments.of("sic: true", "sic: false"),
        Arguments.of("length: 18", "length: 19"),
        Arguments.of("sensitivity: S1", "sensitivity: S2"),
        Arguments.of("    sensitivity: S1\n", ""),
        Arguments.of("[entry-no, code]", "[entry-no]"),
        Arguments.of("type: integer", "type: number"),
        Arguments.of("table: dec.head", "table: dec.heads"),
        Arguments.of("area: declaration", "area: transport"),
        Arguments.of("primaryKey: [head_id]", "primaryKey: [head_id, entry_id]"));
  }

  private static void assertChanged(String head) {
    String before = parse(CUSTOMS, HEAD).value().orElseThrow().fingerprint();
    Outcome<CatalogSnapshot> after = parse(CUSTOMS, head);
    assertThat(after.diagnostics()).isEmpty();
    assertThat(after.value().orElseThrow().fingerprint()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("slips")
  void aSlipIsToldWhereItWasMade(
      String from, String to, Code code, String underlined, Optional<String> suggestion) {
    assertThat(HEAD + ITEM).contains(from);
    Outcome<CatalogSnapshot> outcome =
        parse(CUSTOMS, HEAD.replace(from, to), ITEM.replace(from, to));
    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.diagnostics())
        .anySatisfy(
            diagnostic -> {
              assertThat(diagnostic.code()).isEqualTo(code);
              assertThat(diagnostic.span().text()).isEqualTo(underlined);
              assertThat(diagnostic.suggestion()).isEqualTo(suggestion);
            });
  }

  static Stream<Arguments> slips() {
    return Stream.of(
        slip("source: customs", "source: custom", CatalogCode.UNKNOWN_SOURCE, "custom", "customs"),
        slip(
            "area: declaration",
            "area: declartion",
            CatalogCode.UNKNOWN_AREA,
            "declartion",
            "declaration"),
        slip(
            "[entry-no, code]", "[entry-nr]", CatalogCode.UNKNOWN_CATEGORY, "entry-nr", "entry-no"),
        slip("[entry-id]", "[entry-idd]", CatalogCode.UNKNOWN_DETECTION, "entry-idd", "entry-id"),
        slip(
            "primaryKey: [head_id]",
            "primaryKey: [heat_id]",
            CatalogCode.NOT_A_FIELD,
            "heat_id",
            "head_id"),
        slip("primaryKey: [head_id]", "primaryKey: []", CatalogCode.NOT_A_FIELD, "dec_head"),
        slip(
            "agent_usci: agent",
            "agent_usc: agent",
            CatalogCode.NOT_A_FIELD,
            "agent_usc",
            "agent_usci"),
        slip(": agent_price_open", ": agent_price", CatalogCode.NOT_A_FIELD, "agent_price"),
        slip("link: { head_id:", "link: { head_i:", CatalogCode.NOT_A_FIELD, "head_i", "head_id"),
        slip("link: { head_id: head_id", "link: { head_id: head", CatalogCode.NOT_A_FIELD, "head"),
        slip("agent_usci: agent", "head_id: agent", CatalogCode.ROLE_TYPE, "head_id"),
        slip(": agent_price_open }", ": agent_usci }", CatalogCode.ROLE_TYPE, "agent_usci"),
        slip("agent_usci: agent", "agent_usci: operator", CatalogCode.ROLE_RELATION, "operator"),
        slip(
            "parent: dec_head",
            "parent: dec_heat",
            CatalogCode.ROLE_PARENT,
            "dec_heat",
            "dec_head"),
        slip("parent: dec_head", "parent: dec_item", CatalogCode.ROLE_PARENT, "dec_item"),
        slip(
            "link: { head_id: head_id",
            "link: { head_id: entry_id",
            CatalogCode.ROLE_LINK,
            "parent: dec_head\n  link: { head_id: entry_id }\n"),
        slip("  link: { head_id: head_id }\n", "", CatalogCode.ROLES, "parent: dec_head\n"),
        slip("table: dec.head", "table: a.dec.head", CatalogCode.NAME, "a.dec.head"),
        slip("table: dec.head", "table: dec.Head", CatalogCode.NAME, "dec.Head"),
        slip(
            "table: dec.head", "table: 'dec.head\"; drop'", CatalogCode.NAME, "'dec.head\"; drop'"),
        slip("table: item", "table: dec.head", CatalogCode.DUPLICATE_TABLE, "dec.head"),
        slip(
            "resource: dec_item", "resource: dec_head", CatalogCode.DUPLICATE_RESOURCE, "dec_head"),
        slip("resource: dec_item", "resource: dec item", CatalogCode.NAME, "dec item"),
        slip("  g_no:", "  head_id:", YamlCode.DUPLICATE_KEY, "head_id"),
        slip("sensitivity: S1", "sensitivity: S9", YamlCode.VALUE, "S9", "S0"),
        slip("type: boolean", "type: bool", YamlCode.VALUE, "bool"),
        slip("theme: 通关\n", "", YamlCode.MISSING, "resource"),
        slip("    sql: bpchar\n", "", YamlCode.MISSING, "title"),
        slip("    categories: [key]\n", "", YamlCode.MISSING, "title"));
  }

  private static Arguments slip(String from, String to, Code code, String underlined) {
    return Arguments.of(from, to, code, underlined, Optional.empty());
  }

  private static Arguments slip(
      String from, String to, Code code, String underlined, String suggestion) {
    return Arguments.of(from, to, code, underlined, Optional.of(suggestion));
  }

  @Test
  void theParentOfAParentIsNotFollowed() {
    String third =
        ITEM.replace("resource: dec_item", "resource: dec_part")
            .replace("table: item", "table: part")
            .replace("parent: dec_head", "parent: dec_item");
    assertThat(parse(CUSTOMS, HEAD, ITEM, third).diagnostics())
        .extracting(Diagnostic::code)
        .contains(CatalogCode.ROLE_PARENT);
  }

  @Test
  void aParentInAnotherSourceIsRefused() {
    String other = CUSTOMS.replace("source: customs", "source: port");
    String item = ITEM.replace("source: customs", "source: port");
    assertThat(parse(CUSTOMS, other, HEAD, item).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(CatalogCode.ROLE_PARENT);
  }

  @Test
  void ownRoleColumnsAndAParentExcludeEachOther() {
    String both = ITEM.replace("  link: {", "  columns: { g_no: principal }\n  link: {");
    assertThat(parse(CUSTOMS, HEAD, both).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(CatalogCode.ROLES);
  }

  @Test
  void aSourceMayBeDescribedOnce() {
    assertThat(parse(CUSTOMS, CUSTOMS).diagnostics())
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.code()).isEqualTo(CatalogCode.DUPLICATE_SOURCE);
              assertThat(diagnostic.message()).contains("already described at 1.yaml:1:9");
              assertThat(diagnostic.span().source().name()).isEqualTo("2.yaml");
            });
  }

  @Test
  void aFileThatIsNeitherSourceNorResourceIsRefused() {
    assertThat(parse("service: something\n").diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(CatalogCode.DOCUMENT);
  }

  @Test
  void everythingWrongInAllFilesIsToldAtOnceInSourceOrder() {
    Outcome<CatalogSnapshot> outcome =
        parse(
            CUSTOMS.replace("kind: postgresql", "kind: oracle"),
            HEAD.replace("area: declaration", "area: space"),
            ITEM.replace("parent: dec_head", "parent: nothing"));
    assertThat(outcome.diagnostics())
        .extracting(diagnostic -> diagnostic.span().source().name())
        .isSorted()
        .contains("1.yaml", "2.yaml", "3.yaml");
  }

  @Test
  void severalFoldersMakeOneSnapshot(@TempDir Path folder) throws IOException {
    Path one = Files.createDirectories(folder.resolve("one"));
    Path two = Files.createDirectories(folder.resolve("two"));
    Files.writeString(one.resolve("customs.yaml"), CUSTOMS);
    Files.writeString(one.resolve("item.yaml"), ITEM);
    Files.writeString(one.resolve("README.md"), "not a catalog file");
    Files.writeString(two.resolve("head.yaml"), HEAD);

    assertThat(CatalogFiles.read(List.of(one, two)).value()).contains(TestCatalog.snapshot());
  }

  @Test
  void aFolderThatIsNotThereAndAFileThatIsNoTextAreTold(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("bytes.yaml"), "报关".getBytes(StandardCharsets.UTF_16));

    Outcome<CatalogSnapshot> outcome =
        CatalogFiles.read(List.of(folder, folder.resolve("nowhere")));

    assertThat(outcome.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactlyInAnyOrder(YamlCode.NOT_TEXT, CatalogCode.FOLDER);
  }

  private static Outcome<CatalogSnapshot> parse(String... texts) {
    return CatalogFiles.parse(TestCatalog.files(texts));
  }
}
