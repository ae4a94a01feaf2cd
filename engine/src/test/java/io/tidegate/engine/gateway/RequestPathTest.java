package io.tidegate.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
  @Test
  void anOrdinaryPathIsItsSegments() throws CallProblem {
    assertThat(RequestPath.parse("/api/dec/v1/declarations/379120241000000001/status").segments())
        .containsExactly("api", "dec", "v1", "declarations", "379120241000000001", "status");
  }

  @Test
  void segmentsAreDecodedOnce() throws CallProblem {
    assertThat(RequestPath.parse("/api/%E6%8A%A5%E5%85%B3/a%20b/x+y/a.b").segments())
        .containsExactly("api", "报关", "a b", "x+y", "a.b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "api",
        "//api",
        "/api//dec",
        "/api/dec/",
        "/api/./dec",
        "/api/../admin",
        "/api/..",
        "/api/dec;jsessionid=1",
        "/api/dec%3Bx",
        "/api%2Fdec",
        "/api%2fdec",
        "/api/%2e%2e/admin",
        "/api/%2E/dec",
        "/api/.%2e/dec",
        "/api/a%2Eb",
        "/api/dec%5Cstatus",
        "/api/dec\\status",
        "/api/%252e%252e/admin",
        "/api/dec%25",
        "/api/dec%",
        "/api/dec%4",
        "/api/dec%zz",
        "/api/dec%-1",
        "/api/dec%+1",
        "/api/%C0%AE%C0%AE",
        "/api/%FF",
        "/api/%E6%8A",
        "/api/%ED%A0%80",
        "/api/dec%00",
        "/api/dec%0A",
        "/api/dec%7F",
        "/api/dec%C2%85",
        "/api/dec%3Fa",
        "/api/dec%23a",
        "/api/报关",
        "/api/a b",
        "/api/{entryId}",
        "/api/%EF%BC%8F%2F"
      })
  void aPathWithAnotherReadingIsRefused(String raw) {
    assertThatThrownBy(() -> RequestPath.parse(raw))
        .isInstanceOfSatisfying(
            CallProblem.class, p -> assertThat(p.code()).isEqualTo(ProblemCode.PATH_MALFORMED));
  }
}
