package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged program with a heap of 256 MB reads what is made to exhaust it. What an ordinary
 * document takes is taken off, for the start of Java and of the rules is most of that.
 */
class HostileInputIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  /** Each description, and on average each document, beyond what an ordinary one takes. */
  private static final Duration BOUND = Duration.ofSeconds(2);

  /** One that doubles with each level would take longer than all of them together may. */
  private static final Duration ALL_TOGETHER = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir static Path folder;

  private record Run(int exitCode, String out, String err, Duration took) {}

  private static Run run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("tidegate").toString()));
    command.addAll(arguments);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("TIDEGATE_NO_BUILD", "1");
    environment.put("TIDEGATE_REGISTRY_MODE", "off");
    environment.put("TIDEGATE_DATA", folder.resolve("data").toString());
    environment.put("TIDEGATE_JAVA_OPTIONS", "-Xmx256m");
    long begun = System.nanoTime();
    Process process = builder.start();
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    assertThat(ended).as("%s ends", arguments).isTrue();
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err), took);
  }

  /** A machine that is busy is slow with an ordinary document as well. */
  private static Duration ordinary() throws IOException, InterruptedException {
    Path document = HOME.resolve("samples/tutorial/declaration-goods.yaml");
    Run usual = run(List.of("check", document.toString()));
    assertThat(usual.exitCode()).as(usual.err()).isZero();
    return usual.took();
  }

  private static Run bounded(List<String> arguments, Duration bound)
      throws IOException, InterruptedException {
    Run hostile = run(arguments);
    Duration usual = ordinary();
    if (hostile.took().compareTo(usual.multipliedBy(2).plus(bound)) > 0) {
      // perhaps the machine was busy just then
      hostile = run(arguments);
      usual = ordinary();
    }
    assertThat(hostile.took())
        .as("%s beside %s", arguments, usual)
        .isLessThan(usual.multipliedBy(2).plus(bound));
    assertThat(hostile.out() + hostile.err())
        .doesNotContain("OutOfMemoryError", "StackOverflowError", "\tat ");
    assertThat(hostile.exitCode()).as(hostile.err()).isEqualTo(1);
    return hostile;
  }

  private static Path written(Path into, String name, String text) throws IOException {
    return Files.writeString(into.resolve(name), text);
  }

  @Test
  void documentsMadeToExhaustAreRefusedEachWithADiagnostic() throws Exception {
    Path bombs = Files.createDirectory(folder.resolve("bombs"));
    Map<String, String> documents = HostileInputs.documents();
    for (Map.Entry<String, String> document : documents.entrySet()) {
      written(bombs, document.getKey() + ".yaml", document.getValue());
    }
    Run run = bounded(List.of("check", "--format", "json", bombs.toString()), ALL_TOGETHER);
    JsonNode told = new ObjectMapper().readTree(run.out());
    assertThat(told).hasSize(documents.size());
    for (JsonNode document : told) {
      assertThat(document.path("outcome").asText()).as(document.toString()).isEqualTo("refused");
      assertThat(document.path("diagnostics")).isNotEmpty();
    }
  }

  static Stream<Arguments> descriptions() {
    return HostileInputs.descriptions().entrySet().stream()
        .map(bomb -> Arguments.of(bomb.getKey(), bomb.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("descriptions")
  void aDescriptionMadeToExhaustIsRefusedWithADiagnostic(String name, String text)
      throws Exception {
    Path file = written(folder, name, text);
    String kind = name.endsWith(".wsdl") ? "wsdl" : "openapi";
    Run run =
        bounded(
            List.of("import", kind, file.toString(), "--source", "things", "--operation", "ask"),
            BOUND);
    assertThat(run.err()).contains("error ");
  }

  /** What all of them hold together must not grow with each. */
  @Test
  void allCorporaAreReadInOneRun() throws Exception {
    Path all = Files.createDirectory(folder.resolve("all"));
    Map<String, byte[]> corpora = HostileInputs.corpora();
    for (Map.Entry<String, byte[]> document : corpora.entrySet()) {
      Files.write(all.resolve(document.getKey()), document.getValue());
    }
    Run run = run(List.of("check", "--format", "json", all.toString()));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).doesNotContain("OutOfMemoryError", "StackOverflowError");
    assertThat(new ObjectMapper().readTree(run.out())).hasSize(corpora.size());
  }
}
