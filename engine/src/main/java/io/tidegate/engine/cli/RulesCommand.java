package io.tidegate.engine.cli;

import io.tidegate.engine.explain.RulesReport;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.analysis.Analysis;
import io.tidegate.rules.analysis.PackAnalysis;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import io.tidegate.rules.pack.Stage;
import io.tidegate.rules.scenario.ScenarioRun;
import io.tidegate.rules.workbook.PackWorkbook;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on rule packs, without a server or a database. */
@Command(
    name = "rules",
    description = "Check rule packs and exchange them as workbooks.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RulesCommand.Check.class, RulesCommand.Export.class, RulesCommand.Import.class})
final class RulesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return spec.exitCodeOnInvalidInput();
  }

  private static Path folder(CommandSpec spec, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), "there is no folder " + folder);
    }
    return folder;
  }

  /**
   * Reads a pack, says what its rows do to each other, and runs its scenarios. Exit code 0: it can
   * be used and decides what its scenarios say, 1: not so, 2: wrong usage.
   */
  @Command(
      name = "check",
      description = "Read a rule pack, analyse its rows and run its scenarios.")
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--format",
        description = "text or json (default: ${DEFAULT-VALUE}).",
        defaultValue = "text")
    private CheckCommand.Format format;

    @Option(names = "--overlaps", description = "Tell each overlap with an example.")
    private boolean overlaps;

    @Parameters(paramLabel = "DIR", description = "The folder of the rule pack.")
    private Path folder;

    @Override
    public Integer call() {
      RulesReport report = report(folder(spec, folder));
      PrintWriter out = spec.commandLine().getOut();
      switch (format) {
        case TEXT -> out.print(report.text(overlaps));
        case JSON -> out.print(report.json());
      }
      out.flush();
      return report.ok() ? 0 : 1;
    }

    private static RulesReport report(Path folder) {
      Outcome<RulePack> pack = RulePackReader.read(folder);
      if (pack.isRefused()) {
        return RulesReport.refused(pack.diagnostics());
      }
      Diagnostics diagnostics = new Diagnostics();
      diagnostics.addAll(pack.diagnostics());
      Outcome<Decider> built = Decider.build(pack.value().orElseThrow());
      diagnostics.addAll(built.diagnostics());
      if (built.isRefused()) {
        return RulesReport.refused(diagnostics.list());
      }
      Decider decider = built.value().orElseThrow();
      Analysis analysis = PackAnalysis.of(decider.pack(), decider.expertRules());
      for (Stage stage : analysis.incomplete()) {
        diagnostics.warning(
            RuleCode.ANALYSIS_LIMIT,
            new SourceText(RulePackReader.PACK_FILE, "").all(),
            "what is told about the stage " + stage.word() + " is not all");
      }
      return new RulesReport(
          Optional.of(decider.pack()), diagnostics.list(), analysis, ScenarioRun.of(decider));
    }
  }

  /**
   * Writes a pack as a workbook. Exit code 0: written, 1: the pack is refused and nothing is
   * written, 2: wrong usage.
   */
  @Command(name = "export", description = "Write a rule pack as an .xlsx workbook.")
  static final class Export implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder of the rule pack.")
    private Path folder;

    @Option(
        names = "--to",
        required = true,
        paramLabel = "FILE",
        description = "The workbook to write; it must not be there yet.")
    private Path file;

    @Override
    public Integer call() {
      folder(spec, folder);
      Outcome<List<SourceText>> files = RulePackReader.files(folder);
      Outcome<byte[]> workbook =
          files.isRefused()
              ? new Outcome<>(Optional.empty(), files.diagnostics())
              : PackWorkbook.export(files.value().orElseThrow());
      CheckCommand.print(spec.commandLine().getErr(), workbook.diagnostics());
      if (workbook.isRefused()) {
        return 1;
      }
      try {
        Files.write(file, workbook.value().orElseThrow(), StandardOpenOption.CREATE_NEW);
      } catch (IOException e) {
        throw new ParameterException(
            spec.commandLine(), "the file " + file + " is there already or cannot be written", e);
      }
      return 0;
    }
  }

  /**
   * Writes the files of a pack from a workbook. Exit code 0: written, 1: the workbook is refused
   * and nothing is written, 2: wrong usage.
   */
  @Command(name = "import", description = "Write the files of a rule pack from an .xlsx workbook.")
  static final class Import implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The workbook.")
    private Path file;

    @Option(
        names = "--to",
        required = true,
        paramLabel = "DIR",
        description = "The folder to write; it must not be there yet, or be empty.")
    private Path folder;

    @Option(
        names = "--replace",
        description = "Replace a folder that holds the files of a pack and nothing else.")
    private boolean replace;

    @Override
    public Integer call() {
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file)) {
        // one byte more than is read shows that there is more
        bytes = in.readNBytes(PackWorkbook.MAX_BYTES + 1);
      } catch (IOException e) {
        throw new ParameterException(spec.commandLine(), "the file " + file + " cannot be read", e);
      }
      Outcome<List<SourceText>> files = PackWorkbook.read(file.getFileName().toString(), bytes);
      CheckCommand.print(spec.commandLine().getErr(), files.diagnostics());
      if (files.isRefused()) {
        return 1;
      }
      try {
        write(files.value().orElseThrow());
      } catch (IOException e) {
        throw new ParameterException(
            spec.commandLine(), "the folder " + folder + " is not empty or cannot be written", e);
      }
      return 0;
    }

    /** All files or none: they are written beside the folder, which then takes its name. */
    private void write(List<SourceText> files) throws IOException {
      Path target = folder.toAbsolutePath().normalize();
      Files.createDirectories(target.getParent());
      Path written = Files.createTempDirectory(target.getParent(), ".import-");
      try {
        for (SourceText each : files) {
          Files.writeString(written.resolve(each.name()), each.text());
        }
        if (replace && holdsAPack(target)) {
          swap(target, written);
        } else {
          // fails unless it is empty
          Files.deleteIfExists(target);
          Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        }
      } catch (IOException e) {
        for (SourceText each : files) {
          Files.deleteIfExists(written.resolve(each.name()));
        }
        Files.deleteIfExists(written);
        throw e;
      }
    }

    private static boolean holdsAPack(Path target) throws IOException {
      if (!Files.isRegularFile(target.resolve(RulePackReader.PACK_FILE))) {
        return false;
      }
      try (Stream<Path> entries = Files.list(target)) {
        return entries.allMatch(
            entry -> Files.isRegularFile(entry) && entry.toString().matches(".*\\.(yaml|drl)"));
      }
    }

    /** The old folder is gone only when the new one has its name. */
    private static void swap(Path target, Path written) throws IOException {
      Path old = Files.createTempDirectory(target.getParent(), ".replaced-");
      Files.delete(old);
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
      try {
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
        throw e;
      }
      List<Path> gone;
      try (Stream<Path> entries = Files.list(old)) {
        gone = entries.toList();
      }
      for (Path file : gone) {
        Files.delete(file);
      }
      Files.delete(old);
    }
  }
}
