package io.tidegate.engine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.engine.Scenario.Call;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.start.SimulatedUpstreams;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every scenario of the samples, called through HTTP on real data. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class ScenarioIT {
  private static final Path SAMPLES = Path.of("..", "samples");

  @Inject DemoFile demo;
  @Inject SimulatedUpstreams upstreams;

  @TestFactory
  Stream<DynamicTest> scenarios() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : files()) {
      Scenario scenario = Scenario.read(file);
      for (Call call : scenario.calls()) {
        tests.add(
            DynamicTest.dynamicTest(
                scenario.name() + ": " + call.given() + " " + call.get(), () -> check(call)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(15);
    return tests.stream();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> tree = Files.walk(SAMPLES)) {
      return tree.filter(f -> f.getParent().endsWith("scenarios") && f.toString().endsWith(".yaml"))
          // the build copies them
          .filter(f -> !f.startsWith(SAMPLES.resolve("target")))
          .sorted()
          .toList();
    }
  }

  private void check(Call call) {
    call.faults().forEach(upstreams::fail);
    Response response;
    try {
      response = send(call.as(), call.get());
    } finally {
      call.faults().keySet().forEach(upstreams::recover);
    }
    call.headers()
        .forEach((name, value) -> assertThat(response.header(name)).as(name).isEqualTo(value));

    assertThat(response.statusCode()).as(response.asString()).isEqualTo(call.status());
    JsonPath body =
        response.jsonPath(
            JsonPathConfig.jsonPathConfig()
                .numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL));
    for (Map.Entry<String, Object> expected : call.then().entrySet()) {
      assertThat(value(body.get(expected.getKey())))
          .as(expected.getKey())
          .isEqualTo(expected.getValue());
    }
    for (Map.Entry<String, String> pattern : call.matches().entrySet()) {
      assertThat(body.getString(pattern.getKey())).as(pattern.getKey()).matches(pattern.getValue());
    }
    for (String text : call.never()) {
      assertThat(response.asString()).doesNotContain(text);
    }
    if (call.sameAs().isPresent()) {
      Response other = send(call.as(), call.sameAs().get());
      assertThat(other.statusCode()).isEqualTo(response.statusCode());
      assertThat(withoutTrace(other)).isEqualTo(withoutTrace(response));
    }
  }

  private Response send(Optional<String> as, String path) {
    RequestSpecification request = given().urlEncodingEnabled(false);
    as.ifPresent(who -> request.header("X-API-Key", demo.read().orElseThrow().keys().get(who)));
    return request.get(path);
  }

  /** A number as it was written, a list as texts, and nothing for null. */
  private static Object value(Object value) {
    return switch (value) {
      case null -> Optional.empty();
      case BigDecimal number -> number.toPlainString();
      case List<?> list -> list.stream().map(Object::toString).toList();
      default -> value.toString();
    };
  }

  private static String withoutTrace(Response response) {
    return response.asString().replaceAll("\"trace_id\":\"[^\"]*\"", "");
  }
}
