package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a small project of its own, with programs that only say that they were called.
 */
class LauncherIT {
  @TempDir Path project;
  private Path tools;
  private Path jdk;

  @BeforeEach
  void makeAProject() throws IOException {
    tools = Files.createDirectories(project.resolve("tools"));
    jdk = makeJava("jdk", "21.0.2", true);
    Files.copy(Path.of("..", "tidegate"), project.resolve("tidegate"));
    Files.createDirectories(project.resolve("engine/src"));
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    Files.writeString(project.resolve("engine/src/Some.java"), "class Some {}");
    program(tools.resolve("npm"), "exit 0");
    program(tools.resolve("chromium"), "exit 0");
    program(
        tools.resolve("mvn"),
        """
        echo "$@" >> maven-calls
        echo "[INFO] Building Tidegate engine 1.0                [2/2]"
        [[ -f fail ]] && { echo "[ERROR] this is why"; exit 1; }
        mkdir -p engine/target/quarkus-app && touch engine/target/quarkus-app/quarkus-run.jar
        """);
  }

  @Test
  void theFirstStartBuildsAndTheSecondDoesNot() throws Exception {
    Result first = run(Map.of(), "version");
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).contains("quarkus-run.jar version");
    assertThat(first.err()).contains("tidegate: building Tidegate engine [2/2]");

    assertThat(run(Map.of(), "version").err()).doesNotContain("building");
    assertThat(mavenCalls()).hasSize(1);
  }

  @Test
  void aChangedANewAndARemovedSourceMakeItStale() throws Exception {
    run(Map.of(), "version");
    waitForTheClock();
    Files.writeString(project.resolve("engine/src/Some.java"), "class Some { int changed; }");
    run(Map.of(), "version");
    waitForTheClock();
    Files.writeString(project.resolve("engine/src/Other.java"), "class Other {}");
    run(Map.of(), "version");
    waitForTheClock();
    Files.delete(project.resolve("engine/src/Other.java"));
    run(Map.of(), "version");
    assertThat(mavenCalls()).hasSize(4);
  }

  @Test
  void noBuildMeansNoBuildEvenWhenItIsStale() throws Exception {
    Result result = run(Map.of("TIDEGATE_NO_BUILD", "1"), "version");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("the program is not built");
    assertThat(project.resolve("maven-calls")).doesNotExist();
  }

  @Test
  void aBuildThatFailsShowsWhyAndStartsNothing() throws Exception {
    Files.createFile(project.resolve("fail"));
    Result result = run(Map.of(), "version");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("[ERROR] this is why").contains("build.log");
    assertThat(result.out()).isEmpty();

    Files.delete(project.resolve("fail"));
    assertThat(run(Map.of(), "version").exitCode()).isZero();
  }

  @Test
  void theLockOfABuildThatWasKilledIsTakenOver() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path lock = Files.createDirectories(project.resolve("target/build.lock"));
    Files.writeString(lock.resolve("pid"), Long.toString(gone.pid()));

    assertThat(run(Map.of(), "version").exitCode()).isZero();
    assertThat(lock).doesNotExist();
  }

  @Test
  void aJavaThatIsTooOldOrCannotCompileIsPassedOver() throws Exception {
    Path old = makeJava("old", "17.0.9", true);
    Path runtime = makeJava("jre", "25", false);
    for (Path unfit : List.of(old, runtime)) {
      Result result = run(Map.of("JAVA_HOME", unfit.toString()), "version");
      assertThat(result.out()).as(unfit.toString()).doesNotContain(unfit.toString() + "/");
    }
  }

  @Test
  void argumentsReachTheProgramUnchanged() throws Exception {
    Result result = run(Map.of(), "check", "a file.yaml", "--json");
    assertThat(result.out()).contains("quarkus-run.jar check [a file.yaml] --json");
  }

  @Test
  void whereTheLocaleIsPlainAsciiJavaIsStartedWithOneThatCanNameChineseFiles() throws Exception {
    program(
        jdk.resolve("bin/java"),
        """
        [[ $1 == -version ]] && { echo 'openjdk version "21.0.2" 2024-01-16' >&2; exit 0; }
        echo "locale $LC_ALL"
        """);
    assertThat(run(Map.of("LC_ALL", "C"), "version").out()).contains("locale C.UTF-8");
    assertThat(run(Map.of("LC_ALL", "C.utf8"), "version").out()).contains("locale C.utf8");
  }

  @Test
  void whatStartingTakesIsNotedByTheFirstBuildAndUsedByStartsAlone() throws Exception {
    program(
        jdk.resolve("bin/java"),
        """
        [[ $1 == -version ]] && { echo 'openjdk version "21.0.2" 2024-01-16' >&2; exit 0; }
        echo "options $*"
        """);
    assertThat(run(Map.of(), "version").err()).contains("noting what starting takes");
    assertThat(run(Map.of(), "start").out()).doesNotContain("SharedArchiveFile");

    // as Java writes it
    Path noted = project.resolve("engine/target/quarkus-app/trained.jsa");
    Files.createFile(noted);

    String used = "-XX:SharedArchiveFile=" + noted.toRealPath();
    assertThat(run(Map.of(), "start").out()).contains(used);
    assertThat(run(Map.of(), "demo").out()).contains(used);
    assertThat(run(Map.of(), "version").out()).doesNotContain("SharedArchiveFile");
    assertThat(run(Map.of(), "version").err()).isEmpty();
    assertThat(run(Map.of(), "train").err()).contains("noting what starting takes");
  }

  @Test
  void helpListsEveryCommandOfTheProgram() throws Exception {
    String help = run(Map.of(), "help").out();
    assertThat(TidegateMain.commandLine().getSubcommands().keySet())
        .allSatisfy(command -> assertThat(help).containsPattern("(?m)^  " + command + " "));
  }

  @Test
  void testsRunAllOfMavenAndInContinuousIntegrationCheckTheFormat() throws Exception {
    run(Map.of(), "test");
    run(Map.of("CI", "true"), "test");
    assertThat(mavenCalls()).containsExactly("-B verify", "-B verify -Dspotless.goal=check");
  }

  @Test
  void aChromiumThatIsMissingIsInstalledByRoot() throws Exception {
    String elsewhere = pathWithoutChromium();
    program(tools.resolve("id"), "echo 0");
    program(
        tools.resolve("apt-get"),
        "echo \"$@\" >> %1$s/apt-calls; cp %1$s/npm %1$s/chromium".formatted(tools));
    Result result = run(Map.of("PATH", elsewhere), "test");
    assertThat(result.exitCode()).isZero();
    assertThat(Files.readAllLines(tools.resolve("apt-calls")))
        .containsExactly("install -y -q chromium");
    assertThat(mavenCalls()).containsExactly("-B verify");
  }

  @Test
  void aChromiumThatIsMissingIsToldToAnOrdinaryUserInOneSentence() throws Exception {
    String elsewhere = pathWithoutChromium();
    program(tools.resolve("id"), "echo 1000");
    program(tools.resolve("apt-get"), "echo \"$@\" >> %s/apt-calls".formatted(tools));
    Result result = run(Map.of("PATH", elsewhere), "test");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().strip().lines())
        .singleElement()
        .asString()
        .contains("apt install chromium");
    assertThat(tools.resolve("apt-calls")).doesNotExist();
    assertThat(project.resolve("maven-calls")).doesNotExist();
  }

  @Test
  void aChromiumThatIsSetMustBeThere() throws Exception {
    assertThat(run(Map.of("CHROMIUM", tools.resolve("chromium").toString()), "test").exitCode())
        .isZero();
    Result result = run(Map.of("CHROMIUM", "/nowhere/chromium"), "test");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("/nowhere/chromium");
  }

  /**
   * A path with the tools of the test and the few programs the launcher needs, without Chromium.
   */
  private String pathWithoutChromium() throws IOException {
    Files.delete(tools.resolve("chromium"));
    program(tools.resolve("node"), "exit 0");
    Path programs = Files.createDirectories(project.resolve("programs"));
    for (String name : List.of("bash", "dirname", "head", "mkdir", "touch", "cp")) {
      for (String folder : System.getenv("PATH").split(":")) {
        Path original = Path.of(folder, name);
        Path copy = programs.resolve(name);
        if (Files.isExecutable(original) && Files.notExists(copy)) {
          Files.copy(original, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return tools + ":" + programs;
  }

  private Path makeJava(String name, String version, boolean compiler) throws IOException {
    Path home = Files.createDirectories(project.resolve(name).resolve("bin")).getParent();
    program(
        home.resolve("bin/java"),
        """
        [[ $1 == -version ]] && { echo 'openjdk version "%s" 2024-01-16' >&2; exit 0; }
        printf '%%s' "$0"
        while [[ $1 != -jar ]]; do shift; done
        shift
        for word in "$@"; do
          case $word in *' '*) printf ' [%%s]' "$word" ;; *) printf ' %%s' "$word" ;; esac
        done
        """
            .formatted(version));
    if (compiler) {
      program(home.resolve("bin/javac"), "exit 0");
    }
    return home;
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, "#!/usr/bin/env bash\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> mavenCalls() throws IOException {
    return Files.readAllLines(project.resolve("maven-calls"));
  }

  /** File times are compared to the tick of the file system. */
  private static void waitForTheClock() throws InterruptedException {
    Thread.sleep(1100);
  }

  private Result run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", project.resolve("tidegate").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("CI");
    builder.environment().remove("CHROMIUM");
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    builder.environment().putAll(environment);
    Path out = Files.createTempFile(project, "out", "");
    Path err = Files.createTempFile(project, "err", "");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int exitCode = process.waitFor();
    return new Result(
        exitCode,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private record Result(int exitCode, String out, String err) {}
}
