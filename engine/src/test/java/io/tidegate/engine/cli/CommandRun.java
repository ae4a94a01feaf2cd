package io.tidegate.engine.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** One run of the command line within this JVM: its exit code and what it printed. */
record CommandRun(int exitCode, String out, String err) {
  /** What the samples are judged by, named from this module's folder. */
  private static final List<String> JUDGED_BY_THE_SAMPLES =
      List.of(
          "--catalog", "../samples/declaration/catalog",
          "--catalog", "../samples/parameters/catalog",
          "--rules", "../samples/rules");

  static CommandRun of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        TidegateMain.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** A command that judges documents, by the catalog and the rules of the samples. */
  static CommandRun judging(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(JUDGED_BY_THE_SAMPLES);
    all.addAll(List.of(arguments));
    return of(all.toArray(String[]::new));
  }
}
