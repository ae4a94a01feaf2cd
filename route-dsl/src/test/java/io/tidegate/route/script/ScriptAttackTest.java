package io.tidegate.route.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.shape.Shape;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile scripts are refused at a place, or end by a limit, soon, and leave no trace. */
class ScriptAttackTest {
  private static final Path FOLDER = Path.of("..", "samples", "attacks", "groovy");
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir private Path folder;

  static List<Path> attacks() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".groovy")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void isRefusedOrEnded(Path file) throws IOException {
    Path marker = folder.resolve("marker");
    String text = Files.readString(file).replace("MARKER", marker.toString());
    boolean ends = file.getFileName().toString().startsWith("limit-");
    Set<String> threads = threads();
    List<Long> children = children();

    Ending ending = watched(text);

    assertThat(ending.value()).as("what the attack yielded").isEmpty();
    assertThat(ending.fault().isPresent()).isEqualTo(ends);
    ending
        .fault()
        .ifPresent(
            fault ->
                assertThat(fault.kind())
                    .isIn(ScriptFault.Kind.FUEL, ScriptFault.Kind.SIZE, ScriptFault.Kind.TIME));
    if (!ends) {
      assertThat(ending.diagnostics())
          .isNotEmpty()
          .allSatisfy(
              found -> {
                assertThat(found.code()).isInstanceOf(ScriptCode.class);
                assertThat(found.span().text()).isNotBlank();
                assertThat(found.span().line()).isGreaterThanOrEqualTo(3);
                assertThat(found.message()).doesNotContain("Exception", "org.codehaus");
              });
    }
    assertThat(marker).doesNotExist();
    assertThat(threads).containsAll(threads());
    assertThat(children()).isEqualTo(children);
  }

  @Test
  void thereAreEnough() throws IOException {
    assertThat(attacks()).hasSizeGreaterThanOrEqualTo(60);
  }

  /**
   * Once everything that reads scripts is loaded, reading the same scripts again loads no class: no
   * class is made of a script.
   */
  @Test
  void noClassIsMadeOfAScript() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path file : attacks()) {
      texts.add(Files.readString(file));
    }
    for (int time = 0; time < 2; time++) {
      for (String text : texts) {
        watched(text + "\n// first");
      }
      loaded();
    }
    List<String> before = loaded();
    for (String text : texts) {
      watched(text + "\n// again");
    }
    List<String> after = loaded();
    after.removeAll(before);
    // a class of a library may be needed late; one that is made of a text has no file
    after.removeIf(
        name -> ClassLoader.getSystemResource(name.replace('.', '/') + ".class") != null);
    assertThat(after).isEmpty();
  }

  static Stream<String> monsters() {
    return Stream.of(
        "(".repeat(16_000),
        "[".repeat(16_000),
        "{".repeat(16_000),
        "[".repeat(8_000) + "]".repeat(8_000),
        "(".repeat(60) + "1" + ")".repeat(60),
        "[".repeat(60) + "]".repeat(60),
        "body.collect { ".repeat(60) + "1" + " }".repeat(60),
        "{ ".repeat(60) + "}".repeat(60),
        "\"${".repeat(60) + "1" + "}\"".repeat(60),
        "if (true) ".repeat(1_600) + "1",
        "true ? 1 : ".repeat(1_400) + "1",
        "1 ?: ".repeat(3_000) + "1",
        "1 + ".repeat(4_000) + "1",
        "1 - (".repeat(60) + "1" + ")".repeat(60),
        "!".repeat(16_000) + "true",
        "- ".repeat(8_000) + "1",
        "body" + ".a".repeat(8_000),
        "body" + ".first()".repeat(2_000),
        "a<b".repeat(5_000),
        "a < b, ".repeat(2_000) + "c > d",
        "(a)".repeat(5_000) + "1",
        "(a) (b) ".repeat(2_000) + "1",
        "@a ".repeat(5_000) + "def x = 1",
        "a ".repeat(8_000),
        "a: ".repeat(5_000) + "1",
        "a -> ".repeat(3_000) + "1",
        "def x = 1\n".repeat(1_600),
        "[a: 1, ".repeat(60) + "]".repeat(60),
        "[" + "1, ".repeat(5_000) + "1]",
        "'" + "a".repeat(16_000) + "'",
        "\"" + "$a".repeat(8_000) + "\"",
        "\"".repeat(16_000),
        "'''".repeat(5_000),
        "/".repeat(16_000),
        "$/".repeat(8_000),
        "/*".repeat(8_000),
        "x".repeat(16_000),
        "1".repeat(16_000),
        "?".repeat(16_000),
        "a?.".repeat(5_000) + "b",
        "a[".repeat(60) + "1" + "]".repeat(60),
        "new A<".repeat(2_000) + ">".repeat(2_000),
        "switch(1){case ".repeat(60) + "1:1" + "}".repeat(60),
        "switch(1){case 1:".repeat(60) + "1" + "}".repeat(60),
        "try{".repeat(60) + "1" + "}catch(e){}".repeat(60),
        "class A{".repeat(60) + "}".repeat(60),
        "def f(){".repeat(60) + "1" + "}".repeat(60),
        "1 as ".repeat(3_000) + "int",
        "1 in ".repeat(3_000) + "[1]",
        "1 instanceof ".repeat(1_200) + "A",
        "x = ".repeat(4_000) + "1",
        ";".repeat(16_000),
        "\n".repeat(16_000) + "(",
        "body.inject(0) { a, b -> ".repeat(40) + "1" + " }".repeat(40),
        // just below what is read
        "body" + ".a".repeat(1_200),
        "(a)".repeat(800) + "1",
        "(a) (b) ".repeat(400) + "1",
        "a<b".repeat(200),
        "a < b, ".repeat(198) + "c > d",
        "1 + ".repeat(1_200) + "1",
        "1 ?: ".repeat(800) + "1",
        "!".repeat(2_400) + "true",
        "- ".repeat(2_400) + "1",
        "if (true) ".repeat(600) + "1",
        "true ? 1 : ".repeat(600) + "1",
        "@a ".repeat(1_200) + "def x = 1",
        "a ".repeat(2_400),
        "a: ".repeat(1_200) + "1",
        "a -> ".repeat(199) + "1",
        "x = ".repeat(199) + "1",
        "1 as ".repeat(199) + "int",
        "new A<".repeat(100) + ">".repeat(100),
        ";".repeat(2_400),
        "\n".repeat(2_400) + "(",
        "/".repeat(2_400),
        "\"".repeat(2_400),
        "a?.".repeat(800) + "b",
        doubledRecords(),
        "a".repeat(17_000));
  }

  private static String doubledRecords() {
    StringBuilder script = new StringBuilder("def r0 = [a: 1, b: 2]\n");
    for (int i = 1; i < 140; i++) {
      script.append("def r" + i + " = [a: r" + (i - 1) + ", b: r" + (i - 1) + "]\n");
    }
    return script + "r139";
  }

  @ParameterizedTest
  @MethodSource("monsters")
  void hostileTextEndsSoon(String text) {
    watched("1");
    Ending ending = watched(text);

    assertThat(ending.took()).isLessThan(SOON);
  }

  /** All of them in one virtual machine of 256 MB. */
  @Test
  void hostileTextNeedsLittleMemory() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Monsters.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("read " + monsters().count());
  }

  /** What the small virtual machine runs. */
  static final class Monsters {
    private Monsters() {}

    public static void main(String[] arguments) {
      long read = monsters().peek(ScriptAttackTest::watched).map(String::length).toList().size();
      System.out.println("read " + read);
    }
  }

  /** A script's own stack is no way out: what is accepted can be typed and run on a small one. */
  @Test
  void theDeepestAcceptedScriptRunsOnASmallStack() throws InterruptedException {
    List<Ending> endings = Collections.synchronizedList(new ArrayList<>());
    Script deep = Scripts.accepted("(1 + ".repeat(61) + "1" + ")".repeat(61));
    Thread small = new Thread(null, () -> endings.add(watched(deep)), "small", 192 * 1024);
    small.start();
    small.join();
    assertThat(endings.getFirst().value()).contains(62L);
  }

  private record Ending(
      Optional<Object> value,
      Optional<ScriptFault> fault,
      List<Diagnostic> diagnostics,
      Duration took) {}

  private static Ending watched(String text) {
    // of the processor, for the machine may be busy with something else
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Outcome<Script> parsed = Scripts.parse(text);
    Ending ending =
        parsed
            .value()
            .map(ScriptAttackTest::watched)
            .orElseGet(
                () ->
                    new Ending(
                        Optional.empty(), Optional.empty(), parsed.diagnostics(), Duration.ZERO));
    return new Ending(
        ending.value(),
        ending.fault(),
        ending.diagnostics(),
        Duration.ofNanos(threads.getCurrentThreadCpuTime() - start));
  }

  private static Ending watched(Script script) {
    Outcome<Shape> shape = ScriptTyper.shape(script, Scripts.shapes());
    Optional<Object> value = Optional.empty();
    Optional<ScriptFault> fault = Optional.empty();
    if (!shape.isRefused()) {
      try {
        value = Optional.ofNullable(ScriptRun.run(script, Scripts.values(), Scripts.LIMITS));
      } catch (ScriptFault e) {
        fault = Optional.of(e);
      }
    }
    return new Ending(value, fault, shape.diagnostics(), Duration.ZERO);
  }

  private static Set<String> threads() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(info -> info != null)
        .map(info -> info.getThreadName())
        // those of the virtual machine and of the test runner come when they see fit
        .filter(
            name ->
                !name.matches(
                    "(C[12] CompilerThread|ForkJoinPool|surefire|Common-Cleaner|Cleaner|Attach).*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Long> children() {
    return ProcessHandle.current().children().map(ProcessHandle::pid).sorted().toList();
  }

  /** Names of all classes, as the running virtual machine counts them. */
  private static List<String> loaded() {
    try {
      Object histogram =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new javax.management.ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "vmClasses",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      return histogram
          .toString()
          .lines()
          .map(line -> line.strip().split("\\s+"))
          .map(words -> words[words.length - 1])
          .collect(Collectors.toCollection(ArrayList::new));
    } catch (javax.management.JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
