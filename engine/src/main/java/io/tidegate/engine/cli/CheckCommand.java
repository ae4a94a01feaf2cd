package io.tidegate.engine.cli;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.explain.CheckReport;
import io.tidegate.engine.explain.CheckReport.FileReport;
import io.tidegate.engine.explain.DiagnosticText;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.parse.ServiceParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Compiles service documents without a server or a database. Exit code 0: all pass, 1: one is
 * refused, 2: wrong usage.
 */
@Command(
    name = "check",
    description = "Compile service documents and show what is wrong with them.")
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JudgedBy judgedBy;

  @Option(
      names = "--format",
      description = "text or json (default: ${DEFAULT-VALUE}).",
      defaultValue = "text")
  private Format format;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Service documents, or folders of them.")
  private List<Path> paths;

  @Override
  public Integer call() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new ParameterException(spec.commandLine(), "there is no file or folder " + path);
      }
      List<Path> documents = SampleFolders.documents(path);
      if (documents.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "there is no service document below " + path);
      }
      files.addAll(documents);
    }
    Outcome<Workspace> workspace = judgedBy.open(spec);
    CheckReport report =
        workspace.isRefused()
            ? broken(workspace.diagnostics())
            : check(files, workspace.value().orElseThrow());
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> out.print(report.text());
      case JSON -> out.print(report.json());
    }
    out.flush();
    return report.allOk() ? 0 : 1;
  }

  private static CheckReport check(List<Path> files, Workspace workspace) throws IOException {
    List<FileReport> reports = new ArrayList<>();
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      Outcome<CheckedPlan> outcome = workspace.compiler().compile(file.toString(), bytes);
      FileReport report = FileReport.of(file.toString(), outcome);
      reports.add(report.ok() ? report : named(report, bytes));
    }
    return new CheckReport(reports);
  }

  /** A refused file is named by its service as far as that could be read. */
  private static FileReport named(FileReport report, byte[] bytes) {
    Optional<ServiceDefinition> definition = ServiceParser.parse(report.file(), bytes).value();
    return new FileReport(
        report.file(),
        definition.map(d -> d.service().value()),
        definition.map(d -> d.version().value().toString()),
        Optional.empty(),
        report.diagnostics());
  }

  /**
   * With a broken catalog or rule pack nothing can be judged: each broken file is reported as
   * refused.
   */
  private static CheckReport broken(List<Diagnostic> diagnostics) {
    List<String> names =
        diagnostics.stream().map(d -> d.span().source().name()).distinct().toList();
    return new CheckReport(
        names.stream()
            .map(
                name ->
                    new FileReport(
                        name,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        diagnostics.stream()
                            .filter(d -> d.span().source().name().equals(name))
                            .toList()))
            .toList());
  }

  /** Prints diagnostics the way {@code check} does. */
  static void print(PrintWriter out, List<Diagnostic> diagnostics) {
    diagnostics.forEach(d -> out.print(DiagnosticText.of(d)));
    out.flush();
  }

  enum Format {
    TEXT,
    JSON
  }
}
