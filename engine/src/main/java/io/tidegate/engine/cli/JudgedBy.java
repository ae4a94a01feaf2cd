package io.tidegate.engine.cli;

import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.PgGrammar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The catalog and the rules a command judges by; those of the samples unless others are named. */
final class JudgedBy {
  @Option(
      names = "--catalog",
      paramLabel = "DIR",
      description = "A catalog folder; may be repeated (default: those of the samples).")
  private List<Path> catalogs = new ArrayList<>();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "A rule pack's folder (default: that of the samples).")
  private Path rules;

  Outcome<Workspace> open(CommandSpec spec) {
    return open(spec, rules().orElseGet(SampleFolders.installed()::rules));
  }

  /** The folder that is named. */
  Optional<Path> rules() {
    return Optional.ofNullable(rules);
  }

  /** Judges by another pack than the one that is named. */
  Outcome<Workspace> open(CommandSpec spec, Path pack) {
    SampleFolders samples = SampleFolders.installed();
    List<Path> folders = catalogs.isEmpty() ? sampleCatalogs(spec, samples) : catalogs;
    for (Path folder : folders) {
      folder(spec, folder);
    }
    folder(spec, pack);
    return Workspace.open(folders, pack, new PgGrammar());
  }

  private static List<Path> sampleCatalogs(CommandSpec spec, SampleFolders samples) {
    try {
      return samples.catalogs();
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "there are no samples at " + samples.root() + "; name a catalog by --catalog",
          e);
    }
  }

  private static void folder(CommandSpec spec, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), "there is no folder " + folder);
    }
  }
}
