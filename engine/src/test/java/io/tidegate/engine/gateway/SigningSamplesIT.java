package io.tidegate.engine.gateway;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.access.ApiKey;
import io.tidegate.engine.access.Callers;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.demo.DemoSignatureKey;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.signature.SignatureScheme;
import io.tidegate.engine.signature.SignedCall;
import io.tidegate.engine.store.AccessStore;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signing samples of the consumer's guide, run as a consumer runs them. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class SigningSamplesIT {
  private static final Path SAMPLES =
      Path.of("../docs/consumer/signing").toAbsolutePath().normalize();
  private static final String ONE = "/api/dec/v1/declarations/379120241000000004/goods";
  private static final String WITH_QUERY =
      "/api/dec/v1/declarations?updatedSince=2025-12-01T00:00:00%2B08:00&limit=2";

  @TestHTTPResource URL address;
  @Inject DemoFile demo;
  @Inject SignatureCheck signatures;
  @Inject AccessStore access;
  @Inject Callers callers;

  private DemoSignatureKey key(String algorithm) {
    return demo.read().orElseThrow().signatureKeys().stream()
        .filter(key -> key.algorithm().equals(algorithm))
        .findFirst()
        .orElseThrow();
  }

  private record Run(int exit, String output) {}

  private Run run(String sample, DemoSignatureKey key, String secret, String target)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(interpreter(sample));
    return run(
        command,
        sample,
        target,
        Map.of(
            "TG1_APP", key.application(),
            "TG1_KEY_ID", key.keyId(),
            "TG1_SECRET", secret,
            "TG1_ALGORITHM", key.algorithm()));
  }

  private Run run(String sample, String target, String client, String secret)
      throws IOException, InterruptedException {
    return run(
        new ArrayList<>(interpreter(sample)),
        sample,
        target,
        Map.of("OAUTH_CLIENT", client, "OAUTH_SECRET", secret));
  }

  private Run run(
      List<String> command, String sample, String target, Map<String, String> environment)
      throws IOException, InterruptedException {
    assumeThat(isThere(command.getFirst())).as(command.getFirst() + " is installed").isTrue();
    command.add(SAMPLES.resolve(sample).toString());
    command.add("http://" + address.getAuthority());
    command.add(target);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  private static List<String> interpreter(String sample) {
    return switch (sample.substring(sample.lastIndexOf('.'))) {
      case ".sh" -> List.of("bash");
      case ".py" -> List.of("python3");
      case ".mjs" -> List.of("node");
      default ->
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              bouncyCastle());
    };
  }

  private static String bouncyCastle() {
    return Stream.of(System.getProperty("java.class.path").split(":"))
        .filter(entry -> entry.contains("bcprov-jdk18on"))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isThere(String program) {
    return Stream.concat(
            Stream.of(Path.of(program)),
            Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, program)))
        .anyMatch(Files::isExecutable);
  }

  @ParameterizedTest
  @CsvSource({
    "tg1.sh,   TG1-HMAC-SM3",
    "tg1.sh,   TG1-SM2-SM3",
    "tg1.py,   TG1-HMAC-SM3",
    "tg1.mjs,  TG1-HMAC-SM3",
    "Tg1.java, TG1-HMAC-SM3",
    "Tg1.java, TG1-SM2-SM3"
  })
  void theSampleIsServedAndWithAnotherSecretItIsNot(String sample, String algorithm)
      throws Exception {
    DemoSignatureKey key = key(algorithm);
    assertThat(run(sample, key, key.secret(), ONE).output())
        .contains("\"_relation\":[\"PRINCIPAL\"]");
    assertThat(run(sample, key, key.secret(), WITH_QUERY).output()).contains("\"rows\":[");
    String other =
        key.secret().replace(key.secret().charAt(0), key.secret().charAt(0) == '1' ? '2' : '1');
    assertThat(run(sample, key, other, ONE).output()).contains("TG-AUTH-INVALID");
  }

  /** The same public key in PEM with another point at its end. */
  private static String withPoint(String pem, byte[] point) {
    List<String> lines = pem.lines().toList();
    byte[] key =
        Base64.getMimeDecoder().decode(String.join("", lines.subList(1, lines.size() - 1)));
    System.arraycopy(point, 0, key, key.length - point.length, point.length);
    return lines.getFirst()
        + "\n"
        + Base64.getMimeEncoder().encodeToString(key)
        + "\n"
        + lines.getLast()
        + "\n";
  }

  private Run verified(Path platformKey, String target) throws Exception {
    DemoSignatureKey key = key("TG1-SM2-SM3");
    Map<String, String> environment =
        Map.of(
            "TG1_APP", key.application(),
            "TG1_KEY_ID", key.keyId(),
            "TG1_SECRET", key.secret(),
            "TG1_ALGORITHM", key.algorithm(),
            "TG1_PLATFORM_KEY", platformKey.toString());
    return run(new ArrayList<>(interpreter("tg1.sh")), "tg1.sh", target, environment);
  }

  @Test
  void anAnswerThatIsSignedIsShownAndOneOfAnotherPlatformIsNot(@TempDir Path folder)
      throws Exception {
    Path platform = folder.resolve("answers.pem");
    Files.writeString(platform, given().get("/keys/answers.pem").asString());
    assertThat(verified(platform, ONE).output()).contains("\"_relation\":[\"PRINCIPAL\"]");
    assertThat(verified(platform, ONE + "?nothing=1").output())
        .as("a problem is signed too")
        .contains("TG-PARAM-UNKNOWN");

    Path other = folder.resolve("other.pem");
    byte[] point = SigningKey.generate(new SecureRandom()).verifyingKey().encoded();
    Files.writeString(other, withPoint(Files.readString(platform), point));
    Run refused = verified(other, ONE);
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.output()).doesNotContain("_relation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"oauth.sh", "oauth.py"})
  void aTokenIsGotAndCalledWithAndWithAnotherKeyItIsNot(String sample) throws Exception {
    String key = demo.read().orElseThrow().keys().get("trader");
    String application = key("TG1-SM2-SM3").application();

    assertThat(run(sample, ONE, application, key).output())
        .contains("\"_relation\":[\"PRINCIPAL\"]");
    Run other = run(sample, ONE, application, demo.read().orElseThrow().keys().get("agent"));
    assertThat(other.exit()).isNotZero();
    assertThat(other.output()).contains("invalid_client");
  }

  @Test
  void aTokenEndsWithItsKey() throws Exception {
    String application = key("TG1-SM2-SM3").application();
    ApiKey key = ApiKey.generate(new SecureRandom());
    access.add(
        new AccessStore.NewCredential(
            key.id(),
            application,
            key.hash(),
            Instant.now(),
            Instant.now().plus(Duration.ofHours(1))));
    callers.refresh();
    String token =
        given()
            .auth()
            .preemptive()
            .basic(application, key.presented())
            .formParam("grant_type", "client_credentials")
            .post("/oauth2/token")
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");
    given().header("Authorization", "Bearer " + token).get(ONE).then().statusCode(200);

    access.revoke(key.id());
    callers.refresh();

    given()
        .header("Authorization", "Bearer " + token)
        .get(ONE)
        .then()
        .statusCode(401)
        .body("code", is("TG-AUTH-INVALID"));
    given()
        .header("Authorization", "Bearer " + token.substring(0, token.length() - 2) + "AA")
        .get(ONE)
        .then()
        .statusCode(401)
        .body("code", is("TG-AUTH-INVALID"));
  }

  @Test
  void anOldCallIsToldTheTimeOfTheServer() {
    SignedCall old =
        new SignedCall(
            SignatureScheme.HMAC_SM3,
            "nobody",
            "nothing",
            Instant.now().minusSeconds(301).toEpochMilli(),
            "0123456789abcdef",
            new byte[0],
            new byte[32],
            "127.0.0.1");
    CallProblem problem = catchThrowableOfType(CallProblem.class, () -> signatures.caller(old));
    assertThat(problem.code()).isEqualTo(ProblemCode.AUTH_CLOCK);
    assertThat(problem.detail().orElseThrow().en()).contains("the server's time is");
  }
}
