package io.tidegate.engine.gateway;

import static io.tidegate.engine.testing.PlanBuilder.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.testing.FakeEndpoint;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static RouteTable routes(String... templates) {
    return RouteTable.of(
        new EndpointTable(
            1,
            Arrays.stream(templates)
                .map(t -> (LiveEndpoint) FakeEndpoint.answering(plan(t, t).build(), "{}"))
                .toList()));
  }

  private static Optional<String> found(RouteTable routes, String path) throws CallProblem {
    return routes
        .match(RequestPath.parse(path))
        .map(m -> m.endpoint().plan().path() + " " + m.values());
  }

  @Test
  void parametersTakeWhatStandsInTheirPlace() throws CallProblem {
    RouteTable routes = routes("/api/dec/v1/declarations/{entryId}/items/{gNo}");

    assertThat(found(routes, "/api/dec/v1/declarations/37/items/2"))
        .contains("/api/dec/v1/declarations/{entryId}/items/{gNo} {entryId=37, gNo=2}");
  }

  @Test
  void aWrittenSegmentWinsOverAParameter() throws CallProblem {
    RouteTable routes = routes("/api/d/{id}", "/api/d/summary");

    assertThat(found(routes, "/api/d/summary")).contains("/api/d/summary {}");
    assertThat(found(routes, "/api/d/37")).contains("/api/d/{id} {id=37}");
  }

  @Test
  void whereTheWrittenWayLeadsNowhereTheParameterIsTried() throws CallProblem {
    RouteTable routes = routes("/api/d/summary/year", "/api/d/{id}/status");

    assertThat(found(routes, "/api/d/summary/status")).contains("/api/d/{id}/status {id=summary}");
  }

  @Test
  void aPathThatIsTooShortOrTooLongIsNotThere() throws CallProblem {
    RouteTable routes = routes("/api/d/{id}/status");

    assertThat(found(routes, "/api/d/37")).isEmpty();
    assertThat(found(routes, "/api/d/37/status/x")).isEmpty();
    assertThat(found(routes, "/api" + "/a".repeat(3000))).isEmpty();
  }

  @Test
  void segmentsAreComparedExactly() throws CallProblem {
    assertThat(found(routes("/api/d/status"), "/api/D/status")).isEmpty();
  }

  @Test
  void twoEndpointsAtOneTemplateAreRefused() {
    assertThatThrownBy(() -> routes("/api/d/{id}", "/api/d/{entryId}"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
