package io.tidegate.engine;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.engine.demo.CastMember;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.plan.PlannedCache.Audience;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.Call;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.start.SimulatedUpstreams;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
  private String planned(Possession possession, CastMember member) {
    Call call =
        new Call(
            Optional.of(member.usci()),
            Map.of(possession.parameter(), possession.had()),
            Optional.empty(),
            OptionalInt.empty(),
            Instant.now().plusSeconds(10),
            "test");
    try {
      return new String(endpoint(possession.template()).answer(call).body(), UTF_8);
    } catch (CallProblem problem) {
      return problem.code().id();
    }
  }

  private static String told(Response response) {
    return response.statusCode() == 200
        ? response.asString()
        : response.jsonPath().getString("code");
  }

  @ParameterizedTest
  @MethodSource("possessions")
  void everyCallerGetsWhatThePlanAnswersItWhateverIsKeptOfOthers(Possession possession) {
    assertThat(endpoint(possession.template()).plan().cache().orElseThrow().audience())
        .isEqualTo(Audience.CALLER);
    List<CastMember> order = new ArrayList<>(List.of(CastMember.values()));
    order.remove(CastMember.valueOf(possession.owner().toUpperCase()));
    order.addFirst(CastMember.valueOf(possession.owner().toUpperCase()));
    String path = possession.path(possession.had());
    Set<String> answers = new TreeSet<>();
    for (int round = 0; round < 2; round++) {
      for (CastMember member : order) {
        Response response = as(member).get(path);
        assertThat(told(response)).as(member.word()).isEqualTo(planned(possession, member));
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
    String owners = as(CastMember.valueOf(possession.owner().toUpperCase())).get(path).asString();
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
    String path = "/api/dec/v1/declarations?limit=500";
    for (int round = 0; round < 2; round++) {
      String principal = as(CastMember.PRINCIPAL).get(path).asString();
      String other = as(CastMember.OTHER).get(path).asString();
      List<String> entries = as(CastMember.PRINCIPAL).get(path).jsonPath().getList("rows.entry_id");
      assertThat(entries).isNotEmpty();
      assertThat(other).isNotEqualTo(principal);
      assertThat(entries).noneMatch(other::contains);
    }
  }

  @Test
  void whatIsTheSameForEverybodyIsReadOnce() {
    String path = "/api/param/v1/traf_mode?limit=3";
    String first = as(CastMember.PRINCIPAL).get(path).asString();
    Response second = as(CastMember.OTHER).get(path);

    assertThat(second.header("Cache-Status")).startsWith("tidegate; hit");
    assertThat(second.asString()).isEqualTo(first);
    // the cursor in it is good for whoever has it
    String cursor = second.jsonPath().getString("next_cursor");
    assertThat(as(CastMember.BANK).get(path + "&cursor=" + cursor).statusCode()).isEqualTo(200);
  }
}
