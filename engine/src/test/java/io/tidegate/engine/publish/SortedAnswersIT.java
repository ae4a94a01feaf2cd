package io.tidegate.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.emit.EmitException;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.Sources;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Lists in the order their caller chose, whole and page by page, on the real sample data. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class SortedAnswersIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] KEY = new byte[32];
  private static final String PRINCIPAL = "91350299MAT0000182";

  @Inject RouteEmitter emitter;
  @Inject Sources sources;

  @Test
  void aListComesInTheOrderThatWasChosen() throws Exception {
    RouteEndpoint endpoint = endpoint("sorted-list");
    Map<String, Object> parameters = Map.of("entryId", "379120241000000004");

    List<JsonNode> byNumber = rows(answer(endpoint, with(parameters, "order", "number"), ""));
    List<JsonNode> byCode = rows(answer(endpoint, with(parameters, "order", "code"), ""));

    assertThat(byNumber)
        .isNotEmpty()
        .isSortedAccordingTo(Comparator.comparing(row -> -row.path("g_no").asInt()));
    assertThat(byCode)
        .containsExactlyInAnyOrderElementsOf(byNumber)
        .isSortedAccordingTo(
            Comparator.comparing((JsonNode row) -> row.path("origin_country").asText())
                .thenComparing(row -> row.path("g_no").asInt()));
    endpoint.discard();
  }

  @Test
  void inEveryOrderThePagesAreTheWholeListAndCursorsDoNotFitAnother() throws Exception {
    RouteEndpoint endpoint = endpoint("sorted-pages");
    List<String> ids = new ArrayList<>();
    for (String order : List.of("newest", "number")) {
      for (Map<String, Object> filter :
          List.of(Map.<String, Object>of(), Map.<String, Object>of("status", "RELEASED"))) {
        List<JsonNode> collected = new ArrayList<>();
        String cursor = "";
        do {
          JsonNode page = answer(endpoint, with(filter, "order", order), cursor);
          collected.addAll(rows(page));
          cursor = page.path("next_cursor").asText("");
        } while (!cursor.isEmpty());

        assertThat(collected)
            .hasSizeGreaterThan(2)
            .doesNotHaveDuplicates()
            .isSortedAccordingTo(
                order.equals("number")
                    ? Comparator.comparing(row -> row.path("entry_id").asText())
                    : Comparator.comparing((JsonNode row) -> row.path("updated_at").asText())
                        .reversed());
        if (filter.isEmpty()) {
          ids.add(
              collected.stream()
                  .map(row -> row.path("head_id").asText())
                  .sorted()
                  .toList()
                  .toString());
        } else {
          assertThat(collected).allMatch(row -> row.path("status").asText().equals("RELEASED"));
        }
      }
    }
    assertThat(ids.get(0)).isEqualTo(ids.get(1));

    String cursor = answer(endpoint, Map.of("order", "newest"), "").path("next_cursor").asText();
    CallProblem problem =
        catchThrowableOfType(
            CallProblem.class, () -> answer(endpoint, Map.of("order", "number"), cursor));
    assertThat(problem.code()).isEqualTo(ProblemCode.PARAM_CURSOR);
    endpoint.discard();
  }

  @Test
  void aProbeRunsTheStatementOfEveryOrder() throws Exception {
    RouteEndpoint endpoint = endpoint("sorted-pages");

    endpoint.probe();
    endpoint.discard();
  }

  private RouteEndpoint endpoint(String sample) throws IOException, EmitException {
    Path file = Path.of("..", "samples", "benign", sample + ".yaml");
    CheckedPlan checked =
        Samples.compiler().compile(sample, Files.readAllBytes(file)).value().orElseThrow();
    return new RouteEndpoint(
        checked.plan(),
        checked.certificate(),
        emitter.emit(checked.plan(), sources),
        new CursorCodec(KEY),
        new MaskKeys(KEY),
        new DocumentLinks(KEY, Duration.ofMinutes(5), InstantSource.system()));
  }

  private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
    Map<String, Object> more = new HashMap<>(map);
    more.put(name, value);
    return more;
  }

  private static JsonNode answer(
      RouteEndpoint endpoint, Map<String, Object> parameters, String cursor)
      throws CallProblem, IOException {
    Answer answer =
        endpoint.answer(
            new Call(
                Optional.of(PRINCIPAL),
                parameters,
                Optional.of(cursor).filter(c -> !c.isEmpty()),
                OptionalInt.empty(),
                Instant.now().plusSeconds(10),
                "sorted"));
    return JSON.readTree(answer.body());
  }

  private static List<JsonNode> rows(JsonNode answer) {
    List<JsonNode> rows = new ArrayList<>();
    answer.path("rows").forEach(rows::add);
    return rows;
  }
}
