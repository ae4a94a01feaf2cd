package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TidegateMainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void versionTellsItsOwnAndThatOfJava() {
    assertThat(run("version")).isZero();
    assertThat(out.toString()).matches("tidegate [0-9]+\\.[0-9]+\\.[0-9]+\\S* \\(Java .+\\)\\R");
  }

  @Test
  void helpListsEveryCommand() {
    assertThat(run("help")).isZero();
    assertThat(out.toString()).contains("demo", "start", "doctor", "version", "help");
  }

  @Test
  void helpOfACommandNamesItsEnvironment() {
    assertThat(run("help", "start")).isZero();
    assertThat(out.toString()).contains("TIDEGATE_PORT", "TIDEGATE_DATA");
  }

  @Test
  void aCommandThatDoesNotExistIsAWrongUse() {
    assertThat(run("strat")).isEqualTo(2);
    assertThat(err.toString()).contains("strat");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void noCommandAtAllIsAWrongUseAndTellsWhatThereIs() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: tidegate COMMAND");
  }

  private int run(String... arguments) {
    CommandLine commandLine = TidegateMain.commandLine();
    return commandLine
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
