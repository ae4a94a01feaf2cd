package io.tidegate.engine.cli;

import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.explain.CheckReport;
import io.tidegate.engine.explain.CheckReport.FileReport;
import io.tidegate.engine.explain.DiagnosticText;
import io.tidegate.engine.workspace.DocumentFile;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
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
  public Integer call() {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      files.addAll(documents(path));
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

  private List<Path> documents(Path path) {
    if (!Files.exists(path)) {
      throw new ParameterException(spec.commandLine(), "there is no file or folder " + path);
    }
    List<Path> documents;
    try {
      documents = SampleFolders.documents(path);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "the folder " + path + " cannot be read: " + e.getMessage(), e);
    }
    if (documents.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "there is no service document below " + path);
    }
    return documents;
  }

  private static CheckReport check(List<Path> files, Workspace workspace) {
    ServiceCompiler compiler = workspace.compiler().among(Neighbours.of(files));
    return new CheckReport(files.stream().map(file -> check(file, compiler)).toList());
  }

  private static FileReport check(Path file, ServiceCompiler compiler) {
    String name = file.toString();
    Outcome<SourceText> source = new DocumentFile(file).read();
    if (source.isRefused()) {
      return new FileReport(
          name, Optional.empty(), Optional.empty(), Optional.empty(), source.diagnostics());
    }
    SourceText text = source.value().orElseThrow();
    return FileReport.of(text, compiler.compile(text));
  }

  /**
   * With a broken catalog or rule pack nothing can be judged: each broken file of theirs is
   * reported as refused, and the services are not reported at all.
   */
  private static CheckReport broken(List<Diagnostic> diagnostics) {
    List<String> names =
        diagnostics.stream()
            .filter(Diagnostic::isError)
            .map(d -> d.span().source().name())
            .distinct()
            .toList();
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
