package io.tidegate.engine.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Operation.Reading;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Wire;
import io.tidegate.route.diagnostic.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an import prints comes to what was written by hand. */
class RoundTripTest {
  /** All that the engine goes by in reading a field, without what a person calls it. */
  private record Read(Field field, Reading reading) {
    Map<String, Object> meaning() {
      Map<String, Object> meaning = new TreeMap<>();
      meaning.put("title", field.title());
      meaning.put("type", field.type());
      meaning.put("length", field.length());
      meaning.put("format", field.format());
      meaning.put("nullable", field.nullable());
      meaning.put("optional", reading.optional());
      meaning.put("openness", field.openness());
      meaning.put("wire", reading.wire());
      return meaning;
    }

    String label() {
      return field.sensitivity().map(Enum::name).orElse("-") + " " + field.categories();
    }
  }

  private static Map<String, Read> reads(Resource resource) {
    Map<String, Read> reads = new TreeMap<>();
    List<Reading> readings = resource.operation().orElseThrow().readings();
    for (int i = 0; i < readings.size(); i++) {
      reads.put(readings.get(i).at(), new Read(resource.fields().get(i), readings.get(i)));
    }
    return reads;
  }

  private static Resource written(String source, String operation) {
    Outcome<CatalogSnapshot> outcome =
        CatalogFiles.read(List.of(Import.SAMPLES.resolve("catalog")));
    return outcome.value().orElseThrow().operation(source, operation).orElseThrow();
  }

  private static Resource read(String source, String kind, String text) {
    Outcome<CatalogSnapshot> outcome = Import.catalog(source, kind, text);
    assertThat(outcome.diagnostics()).isEmpty();
    return outcome.value().orElseThrow().resources().getFirst();
  }

  private static void assertSame(Resource proposed, Resource written, List<String> relabelled) {
    Map<String, Read> theirs = reads(proposed);
    Map<String, Read> ours = reads(written);
    assertThat(theirs.keySet()).isEqualTo(ours.keySet());
    ours.forEach(
        (at, read) -> {
          Read other = theirs.get(at);
          assertThat(other.meaning()).as(at).isEqualTo(read.meaning());
          if (relabelled.contains(at)) {
            assertThat(other.label()).as(at).isNotEqualTo(read.label());
          } else {
            assertThat(other.label()).as(at).isEqualTo(read.label());
          }
        });
    Operation one = proposed.operation().orElseThrow();
    Operation other = written.operation().orElseThrow();
    assertThat(one.binding()).isEqualTo(other.binding());
    assertThat(inputs(one)).isEqualTo(inputs(other));
    assertThat(proposed.primaryKey()).isEqualTo(written.primaryKey());
    assertThat(proposed.title()).isEqualTo(written.title());
  }

  private static List<List<Object>> inputs(Operation operation) {
    return operation.inputs().stream()
        .map(i -> List.<Object>of(i.name(), i.title(), i.type(), i.required(), i.field(), i.wire()))
        .toList();
  }

  @Test
  void theTerminalsMovesComeFromItsOpenApi() throws IOException {
    String text =
        Import.text(
            "terminal",
            Import.openApi(Import.SAMPLES.resolve("upstream/terminal.openapi.yaml"), "listMoves"));
    Resource proposed = read("terminal", "rest", Import.confirmed(text));

    // whether a box is laden is nothing the table knows, and so it stays covered
    assertSame(proposed, written("terminal", "listMoves"), List.of("/laden"));
    assertThat(reads(proposed).get("/laden").field().sensitivity()).isEmpty();
    assertThat(proposed.field("event_type").orElseThrow().meaning().orElseThrow().en())
        .isEqualTo("DISCHARGE, YARD_IN, LOAD, GATE_IN, GATE_OUT");
  }

  @Test
  void theManifestsStatusComesFromItsWsdl() throws IOException {
    String text =
        Import.text(
            "manifest-ws",
            Import.wsdl(Import.SAMPLES.resolve("upstream/manifest.wsdl"), "QueryManifestStatus"));
    assertThat(text).contains("operation: queryManifestStatus\n", "    signed: true\n".strip());
    Resource proposed =
        read(
            "manifest-ws",
            "soap",
            Import.confirmed(text)
                // what no WSDL tells: the charset, what the codes stand for, that one bill is one
                // record
                .replace("charset: UTF-8", "charset: GB18030")
                .replace("primaryKey: given", "primaryKey: [bill_no]\nsingle: true")
                .replaceAll(
                    "(?m)^    from: \"(Entered|Tallied|Arrived|Distributed|Released)Flag\"$",
                    "$0\n    codes: { \"Y\": \"yes\", \"N\": \"no\", \"U\": \"unknown\" }\n    length: 7"));

    List<String> stages =
        List.of("EnteredFlag", "TalliedFlag", "ArrivedFlag", "DistributedFlag", "ReleasedFlag");
    assertSame(proposed, written("manifest-ws", "queryStatus"), stages);
    assertThat(proposed.operation().orElseThrow().single()).isTrue();
    Binding.Soap soap = (Binding.Soap) proposed.operation().orElseThrow().binding();
    assertThat(soap.status().orElseThrow().notFound()).containsExactly("404");
    assertThat(reads(proposed).get("EnteredTime").reading().wire())
        .isEqualTo(
            new Wire(Optional.of("yyyyMMddHHmmss"), Optional.of("Asia/Shanghai"), Map.of(), true));
  }

  /** Nobody has looked at it yet. */
  @Test
  void theCatalogDoesNotTakeAProposalAsItIs() throws IOException {
    String text =
        Import.text(
            "terminal",
            Import.openApi(Import.SAMPLES.resolve("upstream/terminal.openapi.yaml"), "listHolds"));
    assertThat(Import.catalog("terminal", "rest", text).diagnostics())
        .extracting(d -> d.code().id())
        .contains("CATALOG-CONFIRM", "YAML-MISSING");
    assertThat(Import.catalog("terminal", "rest", Import.confirmed(text)).diagnostics())
        .as("the primary key is for a person to say")
        .isNotEmpty();
  }
}
