package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.testing.Effects;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a hostile author could do with Camel is refused at its place, soon, and nothing happens
 * while it is compiled.
 */
class CamelAttackTest {
  private static final Path FOLDER = Path.of("..", "samples", "attacks", "camel");
  private static final Pattern EXPECTATION = Pattern.compile("# refused: (\\S+) \\| (.+)");
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir private Path folder;

  static List<Path> attacks() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  /** What is loaded and started for the first document is none of a hostile one's doing. */
  @BeforeAll
  static void warm() throws IOException {
    for (Path file : attacks()) {
      compile(file, "MARKER");
    }
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void isRefusedWithoutAnEffect(Path file) throws IOException {
    Path marker = folder.resolve("marker");
    List<String> expected = expected(file);
    assertThat(expected).as("what the file is refused with").isNotEmpty();
    Set<String> threads = Effects.threads();
    List<Long> children = Effects.children();
    Set<String> sockets = Effects.sockets();
    long start = System.nanoTime();

    Outcome<CheckedPlan> outcome = compile(file, marker.toString());

    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(outcome.isRefused()).isTrue();
    List<Diagnostic> errors = outcome.diagnostics().stream().filter(Diagnostic::isError).toList();
    assertThat(errors)
        .extracting(d -> d.code().id() + " | " + text(d).replace(marker.toString(), "MARKER"))
        .containsExactlyElementsOf(expected);
    assertThat(errors)
        .allSatisfy(
            d -> {
              assertThat(d.help()).isNotBlank();
              // what the author wrote stands in backticks
              assertThat(d.message().replaceAll("`[^`]*`", ""))
                  .doesNotContain("Exception", "io.tidegate", "org.apache");
            });
    assertThat(Files.exists(marker)).as("the file the attack would make").isFalse();
    assertThat(Effects.children()).isEqualTo(children);
    assertThat(threads).containsAll(Effects.threads());
    assertThat(sockets).containsAll(Effects.sockets());
    assertThat(took).isLessThan(SOON);
  }

  @Test
  void thereAreEnough() throws IOException {
    assertThat(attacks()).hasSizeGreaterThan(150);
  }

  /** Documents that were compiled before are compiled again: no class is made of their text. */
  @Test
  void noClassIsMadeOfADocument() throws IOException {
    warm();
    Effects.classes();
    warm();
    Set<String> before = Effects.classes();
    for (Path file : attacks()) {
      compile(file, folder.resolve("other").toString());
    }
    Set<String> after = Effects.classes();
    after.removeAll(before);
    // a class of a library may be needed late; one that is made of a text has no file
    after.removeIf(
        name -> ClassLoader.getSystemResource(name.replace('.', '/') + ".class") != null);

    assertThat(after).filteredOn(name -> !name.startsWith("java.lang.invoke")).isEmpty();
  }

  /** The watch itself: what it is to notice, it notices. */
  @Test
  void whatAnAttackWouldDoIsNoticed() throws Exception {
    Set<String> threads = Effects.threads();
    List<Long> children = Effects.children();
    Set<String> sockets = Effects.sockets();
    Process process = new ProcessBuilder("sleep", "5").start();
    Thread thread = new Thread(() -> sleep(), "started-by-an-attack");
    thread.setDaemon(true);
    thread.start();
    try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
      assertThat(Effects.children()).isNotEqualTo(children);
      assertThat(Effects.threads()).contains("started-by-an-attack");
      assertThat(threads).doesNotContain("started-by-an-attack");
      if (Files.isDirectory(Effects.DESCRIPTORS)) {
        assertThat(Effects.sockets()).hasSizeGreaterThan(sockets.size());
      }
    } finally {
      process.destroy();
      process.waitFor();
      thread.interrupt();
      thread.join();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is underlined; of several lines it is not pinned. */
  private static String text(Diagnostic diagnostic) {
    String text = diagnostic.span().text();
    return text.contains("\n") ? "*" : text;
  }

  private static Outcome<CheckedPlan> compile(Path file, String marker) throws IOException {
    String text = Files.readString(file).replace("MARKER", marker);
    return Samples.compiler()
        .compile(file.getFileName().toString(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> expected(Path file) throws IOException {
    List<String> expected = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Matcher expectation = EXPECTATION.matcher(line);
      if (!expectation.matches()) {
        break;
      }
      expected.add(expectation.group(1) + " | " + expectation.group(2));
    }
    return expected;
  }
}
