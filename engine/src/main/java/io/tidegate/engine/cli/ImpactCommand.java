package io.tidegate.engine.cli;

import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.compile.ServiceLibrary;
import io.tidegate.engine.impact.Grade;
import io.tidegate.engine.impact.Impact;
import io.tidegate.engine.impact.ImpactJson;
import io.tidegate.engine.impact.ImpactRun;
import io.tidegate.engine.impact.ImpactText;
import io.tidegate.engine.impact.Standing;
import io.tidegate.engine.workspace.DocumentFile;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/**
 * Tells what a rule pack would change of services, without a server. The exit code is the grade: 0
 * nothing, 3 tightening, 4 services would be refused, 5 loosening; 1 when a pack or a document
 * could not be judged, 2 for wrong usage.
 */
@Command(
    name = "impact",
    description = "Show what a changed rule pack would loosen, tighten or refuse, and for whom.")
final class ImpactCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JudgedBy judgedBy;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = "The pack that is compared with (default: that of the samples).")
  private Path against;

  @Option(names = "--lang", description = "zh or en (default: the language of the terminal).")
  private ExplainCommand.Language language;

  @Option(
      names = "--format",
      description = "text or json (default: ${DEFAULT-VALUE}).",
      defaultValue = "text")
  private CheckCommand.Format format;

  @Parameters(
      paramLabel = "PATH",
      description = "Service documents, or folders of them (default: those of the samples).")
  private List<Path> paths = new ArrayList<>();

  @Override
  public Integer call() {
    Path candidatePack =
        judgedBy
            .rules()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "name the changed pack's folder by --rules"));
    List<Path> files = documents();
    Outcome<Workspace> inForce =
        judgedBy.open(spec, against == null ? SampleFolders.installed().rules() : against);
    Outcome<Workspace> candidate = judgedBy.open(spec, candidatePack);
    for (Outcome<Workspace> opened : List.of(inForce, candidate)) {
      if (opened.isRefused()) {
        return refused(opened.diagnostics());
      }
    }
    ServiceLibrary library = Neighbours.of(files);
    ServiceCompiler before = inForce.value().orElseThrow().compiler().among(library);
    ServiceCompiler after = candidate.value().orElseThrow().compiler().among(library);
    List<Standing> services = new ArrayList<>();
    List<Diagnostic> faults = new ArrayList<>();
    for (Path file : files) {
      Outcome<SourceText> source = new DocumentFile(file).read();
      faults.addAll(source.diagnostics());
      if (source.value().isPresent()) {
        Outcome<ResolvedService> resolved = before.resolve(source.value().get());
        faults.addAll(resolved.diagnostics().stream().filter(Diagnostic::isError).toList());
        resolved.value().map(Standing::of).ifPresent(services::add);
      }
    }
    if (!faults.isEmpty()) {
      return refused(faults);
    }
    return print(new ImpactRun(before, after, services).run());
  }

  private int print(Impact impact) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TEXT -> out.print(ImpactText.of(impact, chinese()));
      case JSON -> out.print(ImpactJson.of(impact));
    }
    out.flush();
    return exitCode(impact.grade());
  }

  private static int exitCode(Grade grade) {
    return switch (grade) {
      case NONE -> 0;
      case TIGHTENING -> 3;
      case REFUSING -> 4;
      case LOOSENING -> 5;
    };
  }

  /** What is not judged might be loosened, so that nothing is said of the rest either. */
  private int refused(List<Diagnostic> diagnostics) {
    CheckCommand.print(spec.commandLine().getErr(), diagnostics);
    return 1;
  }

  private boolean chinese() {
    return language == null
        ? Locale.getDefault().getLanguage().equals("zh")
        : language == ExplainCommand.Language.ZH;
  }

  private List<Path> documents() {
    List<Path> files = new ArrayList<>();
    try {
      if (paths.isEmpty()) {
        files.addAll(SampleFolders.installed().services());
      }
      for (Path path : paths) {
        if (!Files.exists(path)) {
          throw new ParameterException(spec.commandLine(), "there is no file or folder " + path);
        }
        files.addAll(SampleFolders.documents(path));
      }
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "the service documents cannot be read: " + e.getMessage(), e);
    }
    if (files.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "there is no service document");
    }
    return files;
  }
}
