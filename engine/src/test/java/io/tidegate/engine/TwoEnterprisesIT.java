package io.tidegate.engine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.engine.demo.CastMember;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.start.SimulatedUpstreams;
import io.tidegate.route.catalog.Openness;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One enterprise cannot see another, nor find out what it has: whatever it asks with another's ids
 * is answered like the same with ids nobody has.
 */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class TwoEnterprisesIT {
  private static final String CHANGES = "/api/dec/v1/declarations";

  @Inject DemoFile demo;
  @Inject LiveEndpoints live;
  @Inject SimulatedUpstreams upstreams;

  static Stream<Possession> possessions() {
    return Possession.all();
  }

  private RequestSpecification as(String who) {
    return given()
        .urlEncodingEnabled(false)
        .header("X-API-Key", demo.read().orElseThrow().keys().get(who));
  }

  /** What tells of the call and of what the same caller called before. */
  private static final Set<String> OF_THE_CALL =
      Set.of("x-tg-trace-id", "date", "age", "cache-status");

  private static final String COUNTED = "ratelimit-";

  /** Everything a caller can see of an answer but the name of the request and the time of day. */
  private static List<String> seen(Response response) {
    List<String> seen = new ArrayList<>();
    seen.add(response.statusLine());
    for (Header header : response.headers()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      if (name.startsWith(COUNTED)) {
        // how many calls are left is told of both, and of the later one that there is one less
        seen.add(name);
      } else if (!OF_THE_CALL.contains(name)) {
        seen.add(header.getName() + ": " + header.getValue());
      }
    }
    seen.add(response.asString().replaceAll("\"trace_id\":\"[^\"]*\"", ""));
    return seen;
  }

  /** A service that is added without a line above would not be looked at. */
  @Test
  void everyServiceThatIsClosedIsLookedAt() {
    SortedSet<String> closed = new TreeSet<>();
    for (LiveEndpoint endpoint : live.current().endpoints()) {
      if (endpoint.plan().openness() == Openness.CLOSED) {
        closed.add(endpoint.plan().path());
      }
    }
    closed.remove(CHANGES);
    SortedSet<String> known = new TreeSet<>();
    possessions().forEach(possession -> known.add(possession.template()));
    assertThat(known).isEqualTo(closed);
  }

  @ParameterizedTest
  @MethodSource("possessions")
  void whatAnotherHasIsAnsweredLikeWhatNobodyHas(Possession possession) {
    String had = possession.path(possession.had());
    String nobodys = possession.path(possession.nobodys());
    String stranger = possession.stranger();
    Response owner = as(possession.owner()).get(had);
    assertThat(owner.statusCode()).as(owner.asString()).isEqualTo(200);

    Response first = as(stranger).get(had);
    assertThat(first.asString()).isNotEqualTo(owner.asString());
    assertThat(seen(first)).isEqualTo(seen(as(stranger).get(nobodys)));
    // an answer that the owner got in between is not given on
    as(possession.owner()).get(had);
    assertThat(seen(as(stranger).get(had))).isEqualTo(seen(first));
    assertThat(seen(as(stranger).header("Accept-Language", "en").get(had)))
        .isEqualTo(seen(as(stranger).header("Accept-Language", "en").get(nobodys)));
    String tag = owner.header("ETag");
    assertThat(seen(as(stranger).header("If-None-Match", tag).get(had)))
        .isEqualTo(seen(as(stranger).header("If-None-Match", tag).get(nobodys)));
    assertThat(seen(as(stranger).head(had))).isEqualTo(seen(as(stranger).head(nobodys)));
    assertThat(seen(as(stranger).delete(had))).isEqualTo(seen(as(stranger).delete(nobodys)));
    assertThat(seen(as(stranger).get(had + "?x=1")))
        .isEqualTo(seen(as(stranger).get(nobodys + "?x=1")));
  }

  /** What goes wrong behind the gateway must not tell for whose records it was asked. */
  @ParameterizedTest
  @MethodSource("possessions")
  void aSourceThatFailsTellsNothingEither(Possession possession) {
    if (possession.fault().isEmpty()) {
      return;
    }
    upstreams.fail(possession.fault(), "unavailable");
    try {
      assertThat(seen(as(possession.stranger()).get(possession.path(possession.had()))))
          .isEqualTo(seen(as(possession.stranger()).get(possession.path(possession.nobodys()))));
    } finally {
      upstreams.recover(possession.fault());
    }
  }

  @Test
  void aListHoldsNothingOfAnother() {
    String mine = as("principal").get(CHANGES + "?limit=5").asString();
    assertThat(mine).contains("37912024");
    List<String> entries =
        as("principal").get(CHANGES + "?limit=5").jsonPath().get("rows.entry_id");
    assertThat(entries).isNotEmpty();
    String others = as("other").get(CHANGES + "?limit=500").asString();
    assertThat(entries).noneMatch(others::contains);
  }

  @Test
  void aCursorOfAnotherIsAnsweredLikeOneThatWasInvented() {
    String cursor = as("principal").get(CHANGES + "?limit=2").jsonPath().getString("next_cursor");
    assertThat(cursor).isNotBlank();
    assertThat(as("principal").get(CHANGES + "?limit=2&cursor=" + cursor).statusCode())
        .isEqualTo(200);
    assertThat(seen(as("other").get(CHANGES + "?limit=2&cursor=" + cursor)))
        .isEqualTo(seen(as("other").get(CHANGES + "?limit=2&cursor=AAAA")));
  }

  @Test
  void aDocumentOfAnotherIsAnsweredLikeOneThatWasInvented() {
    String link =
        as("principal")
            .get(CHANGES + "/379120241000000002")
            .jsonPath()
            .getString("documents[0].document_key");
    assertThat(link).startsWith(DocumentLinks.PATH);
    Response document = as("principal").get(link);
    assertThat(document.statusCode()).isEqualTo(200);
    assertThat(document.contentType()).isEqualTo("application/pdf");
    assertThat(document.asString()).startsWith("%PDF-1.4").contains("379120241000000002");
    assertThat(seen(as("other").get(link)))
        .isEqualTo(seen(as("other").get(DocumentLinks.PATH + "AAAA")));
    // the broker may have the document, by a link of its own
    assertThat(as("agent").get(link).statusCode()).isEqualTo(404);
    assertThat(given().get(link).statusCode()).isEqualTo(401);
  }

  @Test
  void withoutAGrantNothingTellsWhichShipsThereAre() {
    String position = "/api/transport/v1/vessels/%s/position";
    Response known = as("principal").get(position.formatted("2300014"));
    assertThat(known.statusCode()).isEqualTo(403);
    assertThat(seen(known)).isEqualTo(seen(as("principal").get(position.formatted("9999993"))));
  }

  @Test
  void whatEverybodyMayReadNamesNobody() {
    for (String path :
        List.of("/api/openapi.json", "/q/health", "/q/health/ready", "/docs/problems")) {
      String text = given().get(path).asString();
      for (CastMember member : CastMember.values()) {
        assertThat(text).as(path).doesNotContain(member.usci(), member.enterprise());
      }
    }
  }
}
