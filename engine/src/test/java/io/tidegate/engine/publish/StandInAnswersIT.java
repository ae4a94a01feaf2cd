package io.tidegate.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.testing.StandInRules;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.identifier.EntryId;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a carrier gets of real sample data when rules show it stand-ins: joins and gaps stay. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class StandInAnswersIT {
  private static final byte[] KEY = new byte[32];
  private static final String CARRIER = "91350299MAT000042J";

  private static final String HEADS =
      "select h.entry_id, h.trade_usci, h.declare_date, h.ie_date, h.gross_weight from dec.head h";

  private static final String ITEMS =
      "select h.entry_id, i.g_no from dec.item i join dec.head h on h.head_id = i.head_id";

  @Inject RouteEmitter emitter;
  @Inject Sources sources;

  private List<JsonNode> rows(ServiceCompiler compiler, String query) throws Exception {
    Outcome<CheckedPlan> outcome = compiler.compile(StandInRules.document(query));
    assertThat(outcome.isRefused()).as(outcome.diagnostics().toString()).isFalse();
    CheckedPlan checked = outcome.value().orElseThrow();
    RouteEndpoint endpoint =
        new RouteEndpoint(
            checked.plan(),
            checked.certificate(),
            emitter.emit(checked.plan(), sources),
            new CursorCodec(KEY),
            new MaskKeys(KEY),
            new DocumentLinks(KEY, Duration.ofMinutes(5), InstantSource.system()));
    try {
      Call call =
          new Call(
              Optional.of(CARRIER),
              Map.of(),
              Optional.empty(),
              OptionalInt.empty(),
              Instant.now().plusSeconds(20),
              "stand-ins");
      JsonNode answer = new ObjectMapper().readTree(endpoint.answer(call).body());
      return StreamSupport.stream(answer.get("rows").spliterator(), false).toList();
    } finally {
      endpoint.discard();
    }
  }

  private static List<String> texts(List<JsonNode> rows, String member) {
    return rows.stream().map(row -> row.get(member).asText()).toList();
  }

  private static long joined(List<JsonNode> heads, List<JsonNode> items) {
    Set<String> ids = new HashSet<>(texts(heads, "entry_id"));
    return texts(items, "entry_id").stream().filter(ids::contains).count();
  }

  private static List<Long> gaps(List<JsonNode> heads) {
    return heads.stream()
        .filter(row -> !row.get("ie_date").isNull())
        .map(
            row ->
                ChronoUnit.DAYS.between(
                    LocalDate.parse(row.get("ie_date").asText()),
                    LocalDate.parse(row.get("declare_date").asText())))
        .sorted()
        .toList();
  }

  @Test
  void recordsOfTwoServicesStillJoinAndDatesKeepTheirGaps(@TempDir Path folder) throws Exception {
    ServiceCompiler masking = StandInRules.compiler(folder);
    List<JsonNode> rawHeads = rows(Samples.compiler(), HEADS);
    List<JsonNode> rawItems = rows(Samples.compiler(), ITEMS);
    List<JsonNode> heads = rows(masking, HEADS);
    List<JsonNode> items = rows(masking, ITEMS);

    assertThat(rawHeads).hasSizeGreaterThan(1);
    assertThat(joined(heads, items)).isEqualTo(joined(rawHeads, rawItems)).isPositive();
    assertThat(Set.copyOf(texts(heads, "entry_id")))
        .hasSameSizeAs(Set.copyOf(texts(rawHeads, "entry_id")))
        .doesNotContainAnyElementsOf(texts(rawHeads, "entry_id"))
        .allMatch(EntryId::isValid);
    assertThat(gaps(heads)).isEqualTo(gaps(rawHeads)).isNotEmpty();
    assertThat(texts(heads, "declare_date")).isNotEqualTo(texts(rawHeads, "declare_date"));
    assertThat(heads)
        .allSatisfy(
            row -> {
              JsonNode weight = row.get("gross_weight");
              assertThat(weight.isNull() || weight.decimalValue().intValueExact() % 1000 == 0)
                  .as(weight.toString())
                  .isTrue();
              assertThat(row.get("_masked").toString()).contains("entry_id", "declare_date");
            });
  }
}
