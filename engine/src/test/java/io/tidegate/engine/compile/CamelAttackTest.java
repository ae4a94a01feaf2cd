package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
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
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
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
    Set<String> threads = threads();
    List<Long> children = children();
    Set<String> sockets = sockets();
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
    assertThat(children()).isEqualTo(children);
    assertThat(threads).containsAll(threads());
    assertThat(sockets).containsAll(sockets());
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
    classes();
    warm();
    Set<String> before = classes();
    for (Path file : attacks()) {
      compile(file, folder.resolve("other").toString());
    }
    Set<String> after = classes();
    after.removeAll(before);
    // a class of a library may be needed late; one that is made of a text has no file
    after.removeIf(
        name -> ClassLoader.getSystemResource(name.replace('.', '/') + ".class") != null);

    assertThat(after).filteredOn(name -> !name.startsWith("java.lang.invoke")).isEmpty();
  }

  /** The watch itself: what it is to notice, it notices. */
  @Test
  void whatAnAttackWouldDoIsNoticed() throws Exception {
    Set<String> threads = threads();
    List<Long> children = children();
    Set<String> sockets = sockets();
    Process process = new ProcessBuilder("sleep", "5").start();
    Thread thread = new Thread(() -> sleep(), "started-by-an-attack");
    thread.setDaemon(true);
    thread.start();
    try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
      assertThat(children()).isNotEqualTo(children);
      assertThat(threads()).contains("started-by-an-attack");
      assertThat(threads).doesNotContain("started-by-an-attack");
      if (Files.isDirectory(DESCRIPTORS)) {
        assertThat(sockets()).hasSizeGreaterThan(sockets.size());
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

  private static Set<String> threads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(info -> info != null)
        .map(info -> info.getThreadName())
        // the runtime's own come and go as it sees fit
        .filter(
            name ->
                !name.matches(
                    "(C[12] CompilerThread|ForkJoinPool|surefire|Common-Cleaner|Cleaner|Attach).*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).sorted().toList();
  }

  /** The sockets of this process; none where the system does not tell. */
  private static Set<String> sockets() throws IOException {
    Set<String> sockets = new TreeSet<>();
    if (Files.isDirectory(DESCRIPTORS)) {
      try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
        for (Path descriptor : descriptors.toList()) {
          if (Files.isSymbolicLink(descriptor)) {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.startsWith("socket:")) {
              sockets.add(target);
            }
          }
        }
      }
    }
    return sockets;
  }

  private static Set<String> classes() {
    try {
      return ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "vmClasses",
              new Object[] {new String[0]},
              new String[] {String[].class.getName()})
          .toString()
          .lines()
          .map(line -> line.strip().split("\\s+"))
          .map(words -> words[words.length - 1])
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
