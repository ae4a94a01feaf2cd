package io.tidegate.engine.cli;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.explain.PlanText;
import io.tidegate.engine.workspace.DocumentFile;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the plan of one service for a reader. */
@Command(
    name = "explain",
    description = "Show what a service document becomes: each step, field and mask, and why.")
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JudgedBy judgedBy;

  @Option(names = "--lang", description = "zh or en (default: the language of the terminal).")
  private Language language;

  @Parameters(paramLabel = "FILE", description = "A service document.")
  private Path file;

  @Override
  public Integer call() {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      throw new ParameterException(spec.commandLine(), "there is no file " + file);
    }
    Outcome<Workspace> workspace = judgedBy.open(spec);
    PrintWriter out = spec.commandLine().getOut();
    if (workspace.isRefused()) {
      CheckCommand.print(out, workspace.diagnostics());
      return 1;
    }
    Outcome<SourceText> source = new DocumentFile(file).read();
    CheckCommand.print(out, source.diagnostics());
    if (source.isRefused()) {
      return 1;
    }
    Outcome<CheckedPlan> checked =
        workspace
            .value()
            .orElseThrow()
            .compiler()
            .among(Neighbours.of(List.of(file)))
            .compile(source.value().orElseThrow());
    CheckCommand.print(out, checked.diagnostics());
    if (checked.isRefused()) {
      return 1;
    }
    out.print(PlanText.of(checked.value().orElseThrow(), chinese()));
    out.flush();
    return 0;
  }

  private boolean chinese() {
    return language == null
        ? Locale.getDefault().getLanguage().equals("zh")
        : language == Language.ZH;
  }

  enum Language {
    ZH,
    EN
  }
}
