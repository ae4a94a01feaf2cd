package io.tidegate.engine.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.demo.DemoSignatureKey;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.signature.SignatureScheme;
import io.tidegate.engine.signature.SignedCall;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assumeThat(isThere(command.getFirst())).as(command.getFirst() + " is installed").isTrue();
    command.add(SAMPLES.resolve(sample).toString());
    command.add("http://" + address.getAuthority());
    command.add(target);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "TG1_APP", key.application(),
                "TG1_KEY_ID", key.keyId(),
                "TG1_SECRET", secret,
                "TG1_ALGORITHM", key.algorithm()));
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
