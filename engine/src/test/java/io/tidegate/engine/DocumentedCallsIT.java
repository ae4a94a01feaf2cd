package io.tidegate.engine;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.demo.DemoSecrets;
import io.tidegate.engine.documentation.Page;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every {@code curl} line of the guides, sent to the demo. The comment above a line says the status
 * it is answered with, {@code # 404: …}; without one it is 200.
 */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class DocumentedCallsIT {
  private static final Pattern STATUS = Pattern.compile("# (\\d{3}): .*");
  private static final Pattern HEADER = Pattern.compile("-H '?\"?([A-Za-z-]+): ([^'\"]+)['\"]");
  private static final Pattern LOGIN = Pattern.compile("-u ([a-z]+):\\$");
  private static final Pattern URL = Pattern.compile("\"\\$BASE(/[^\"]*)\"");

  /** The names the guides give the keys of the demo file. */
  private static final Map<String, String> KEYS =
      Map.of("TRADER", "principal", "BROKER", "agent", "TERMINAL", "terminal", "OTHER", "other");

  @Inject DemoFile demo;

  private record Documented(Page page, String line, int status) {}

  @TestFactory
  Stream<DynamicTest> everyCallIsAnsweredAsThePageSays() throws IOException {
    List<Documented> calls = calls();
    assertThat(calls).hasSizeGreaterThan(8);
    return calls.stream()
        .map(call -> DynamicTest.dynamicTest(call.page() + ": " + call.line(), () -> check(call)));
  }

  private static List<Documented> calls() throws IOException {
    List<Documented> calls = new ArrayList<>();
    for (Page page : Page.all()) {
      for (Page.Block block : page.blocks()) {
        int status = 200;
        for (String line : block.text().split("\n")) {
          Matcher said = STATUS.matcher(line);
          if (said.matches()) {
            status = Integer.parseInt(said.group(1));
          } else if (line.startsWith("curl ")) {
            calls.add(new Documented(page, line, status));
            status = 200;
          }
        }
      }
    }
    return calls;
  }

  private void check(Documented call) {
    DemoSecrets secrets = demo.read().orElseThrow();
    RequestSpecification request = given().urlEncodingEnabled(false).redirects().follow(false);
    Matcher header = HEADER.matcher(call.line());
    while (header.find()) {
      request.header(header.group(1), value(header.group(2), secrets));
    }
    Matcher login = LOGIN.matcher(call.line());
    if (login.find()) {
      String name = login.group(1);
      request.auth().preemptive().basic(name, secrets.logins().get(name));
    }
    Matcher url = URL.matcher(call.line());
    assertThat(url.find()).as(call.line()).isTrue();

    Response response = request.get(url.group(1));

    assertThat(response.statusCode()).as(response.asString()).isEqualTo(call.status());
  }

  private static String value(String written, DemoSecrets secrets) {
    if (!written.startsWith("$")) {
      return written;
    }
    String member = KEYS.get(written.substring(1));
    assertThat(member).as("a key of the demo: " + written).isNotNull();
    return secrets.keys().get(member);
  }
}
