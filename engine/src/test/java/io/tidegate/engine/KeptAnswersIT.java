package io.tidegate.engine;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.engine.demo.CastMember;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.plan.PlannedCache.Audience;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.Call;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.start.SimulatedUpstreams;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sample service with its answers kept: whoever asks in whatever order gets what the plan
 * answers this caller, and never what it answered another.
 */
@QuarkusTest
@QuarkusTestResource(value = KeptSamplesResource.class, restrictToAnnotatedClass = true)
class KeptAnswersIT {
  private static final int TRIES = 10;
  private static final String CHANGES = "/api/dec/v1/declarations";
  private static final String DETAILS = "/api/dec/v1/declarations/{entryId}";

  @Inject DemoFile demo;
  @Inject LiveEndpoints live;
  @Inject SimulatedUpstreams upstreams;

  static Stream<Possession> possessions() {
    return Possession.all().filter(possession -> !possession.template().equals(DETAILS));
  }

  private RequestSpecification as(CastMember member) {
    return given()
        .urlEncodingEnabled(false)
        .header("X-API-Key", demo.read().orElseThrow().keys().get(member.word()));
  }

  private LiveEndpoint endpoint(String template) {
    return live.current().endpoints().stream()
        .filter(endpoint -> endpoint.plan().path().equals(template))
        .findFirst()
        .orElseThrow();
  }

  /** What the plan itself answers a caller, past everything that is kept. */
  private String planned(LiveEndpoint endpoint, Map<String, Object> asked, CastMember member) {
    Map<String, Object> parameters = new TreeMap<>(asked);
    for (PlannedParameter parameter : endpoint.plan().parameters()) {
      parameter
          .otherwise()
          .ifPresent(text -> parameters.putIfAbsent(parameter.name(), value(parameter, text)));
    }
    String answer = "TG-SRC-TIMEOUT";
    for (int tries = 0; tries < TRIES && answer.startsWith("TG-SRC"); tries++) {
      Call call =
          new Call(
              Optional.of(member.usci()),
              parameters,
              Optional.empty(),
              OptionalInt.empty(),
              Instant.now().plusSeconds(20),
              "test");
      try {
        answer = new String(endpoint.answer(call).body(), UTF_8);
      } catch (CallProblem problem) {
        answer = problem.code().id();
      }
    }
    return answer;
  }

  private static Object value(PlannedParameter parameter, String text) {
    return switch (parameter.type()) {
      case STRING -> text;
      case INTEGER -> Long.valueOf(text);
      case NUMBER -> new BigDecimal(text);
      case BOOLEAN -> Boolean.valueOf(text);
      case DATE -> LocalDate.parse(text);
      case DATE_TIME -> OffsetDateTime.parse(text);
      case OBJECT -> throw new IllegalStateException("a parameter is a single value");
    };
  }

  /** A source that is slow on a busy machine is asked again. */
  private Response get(CastMember member, String path) {
    Response response = as(member).get(path);
    for (int tries = 1; tries < TRIES && response.statusCode() >= 500; tries++) {
      response = as(member).get(path);
    }
    return response;
  }

  private static String told(Response response) {
    return response.statusCode() == 200
        ? response.asString()
        : response.jsonPath().getString("code");
  }

  @ParameterizedTest
  @MethodSource("possessions")
  void everyCallerGetsWhatThePlanAnswersItWhateverIsKeptOfOthers(Possession possession) {
    LiveEndpoint endpoint = endpoint(possession.template());
    assertThat(endpoint.plan().cache().orElseThrow().audience()).isEqualTo(Audience.CALLER);
    List<CastMember> order = new ArrayList<>(List.of(CastMember.values()));
    order.remove(CastMember.valueOf(possession.owner().toUpperCase()));
    order.addFirst(CastMember.valueOf(possession.owner().toUpperCase()));
    String path = possession.path(possession.had());
    Set<String> answers = new TreeSet<>();
    for (int round = 0; round < 2; round++) {
      for (CastMember member : order) {
        Response response = get(member, path);
        assertThat(told(response))
            .as(member.word())
            .isEqualTo(planned(endpoint, Map.of(possession.parameter(), possession.had()), member));
        if (response.statusCode() == 200) {
          assertThat(response.header("Cache-Status"))
              .startsWith(round == 0 ? "tidegate; fwd=miss" : "tidegate; hit; ttl=");
        }
        answers.add(told(response));
      }
    }
    // the owner's answer is not everybody's
    assertThat(answers).hasSizeGreaterThan(1);
    assertThat(given().get(path).statusCode()).isEqualTo(401);
    for (String type : List.of("application/xml", "application/x-ndjson", "text/csv")) {
      as(CastMember.valueOf(possession.owner().toUpperCase())).accept(type).get(path);
      CastMember stranger = CastMember.valueOf(possession.stranger().toUpperCase());
      String had = as(stranger).accept(type).get(path).asString();
      String nobodys =
          as(stranger).accept(type).get(possession.path(possession.nobodys())).asString();
      assertThat(had.replaceAll("\"trace_id\":\"[^\"]*\"", ""))
          .isEqualTo(nobodys.replaceAll("\"trace_id\":\"[^\"]*\"", ""));
    }
  }

  /** What is given because a source fails was this caller's own. */
  @ParameterizedTest
  @MethodSource("possessions")
  void whatIsKeptForTheTimeASourceFailsIsGivenToNobodyElse(Possession possession) {
    if (possession.fault().isEmpty()) {
      return;
    }
    CastMember stranger = CastMember.valueOf(possession.stranger().toUpperCase());
    String path = possession.path(possession.had());
    String owners = get(CastMember.valueOf(possession.owner().toUpperCase()), path).asString();
    upstreams.fail(possession.fault(), "unavailable");
    try {
      String asked = as(stranger).get(path).asString();
      assertThat(asked).isNotEqualTo(owners);
    } finally {
      upstreams.recover(possession.fault());
    }
  }

  @Test
  void aListOfOnesOwnIsKeptForItsOwnerAlone() {
    LiveEndpoint endpoint = endpoint(CHANGES);
    Set<String> answers = new TreeSet<>();
    for (int round = 0; round < 2; round++) {
      for (CastMember member : CastMember.values()) {
        List<String> entries = get(member, CHANGES).jsonPath().getList("rows.entry_id");
        assertThat(entries)
            .as(member.word())
            .isEqualTo(JsonPath.from(planned(endpoint, Map.of(), member)).getList("rows.entry_id"));
        answers.add(entries.toString());
      }
    }
    assertThat(answers).hasSizeGreaterThan(3);
  }

  @Test
  void whatIsTheSameForEverybodyIsReadOnce() {
    String path = "/api/param/v1/traf_mode?limit=3";
    String first = get(CastMember.PRINCIPAL, path).asString();
    Response second = get(CastMember.OTHER, path);

    assertThat(second.header("Cache-Status")).startsWith("tidegate; hit");
    assertThat(second.asString()).isEqualTo(first);
    // the cursor in it is good for whoever has it
    String cursor = second.jsonPath().getString("next_cursor");
    assertThat(get(CastMember.BANK, path + "&cursor=" + cursor).statusCode()).isEqualTo(200);
  }
}
