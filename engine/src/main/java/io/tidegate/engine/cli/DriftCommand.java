package io.tidegate.engine.cli;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.engine.start.CatalogConfig;
import io.tidegate.engine.start.ReadingConfig;
import io.tidegate.engine.start.StartRefusedException;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.diagnostic.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Compares the configured sources with the catalog. Exit code 0: nothing differs, 1: something does
 * or a source could not be asked, 2: wrong usage.
 */
@Command(
    name = "drift",
    description = "Compare the configured sources with what the catalog says of them.")
final class DriftCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--source",
      paramLabel = "ID",
      description = "Only this source; may be repeated (default: all that have a place).")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--catalog",
      paramLabel = "DIR",
      description =
          "A catalog folder; may be repeated (default: tidegate.catalog.folders, or those of the"
              + " samples).")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "NAME=VALUE",
      description = "What operations are asked with; may be repeated (default: the examples).")
  private Map<String, String> inputs = new LinkedHashMap<>();

  @Override
  public Integer call() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultSources()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withMapping(ReadingConfig.class)
            .withMapping(CatalogConfig.class)
            .withValidateUnknown(false)
            .build();
    ReadingConfig reading = config.getConfigMapping(ReadingConfig.class);
    Outcome<CatalogSnapshot> catalog =
        CatalogFiles.read(folders(config.getConfigMapping(CatalogConfig.class)));
    PrintWriter out = spec.commandLine().getOut();
    if (catalog.isRefused()) {
      CheckCommand.print(out, catalog.diagnostics());
      return 1;
    }
    CatalogSnapshot snapshot = catalog.value().orElseThrow();
    List<Resource> resources = chosen(snapshot, reading);
    known(resources);
    boolean same = true;
    try (SourceComparison comparison = SourceComparison.open(snapshot, reading, inputs)) {
      for (Resource resource : resources) {
        SourceComparison.Told told = comparison.compare(resource);
        out.print(told.text());
        out.flush();
        same &= told.same();
      }
    } catch (StartRefusedException e) {
      spec.commandLine().getErr().println("tidegate: " + e.getMessage());
      return 1;
    }
    return same ? 0 : 1;
  }

  private List<Path> folders(CatalogConfig config) {
    List<Path> named = folders.isEmpty() ? config.folders().orElse(List.of()) : folders;
    try {
      List<Path> all = named.isEmpty() ? SampleFolders.installed().catalogs() : named;
      for (Path folder : all) {
        if (!Files.isDirectory(folder)) {
          throw new ParameterException(spec.commandLine(), "there is no folder " + folder);
        }
      }
      return all;
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "there are no samples here; name a catalog by --catalog", e);
    }
  }

  private List<Resource> chosen(CatalogSnapshot catalog, ReadingConfig reading) {
    for (String id : only) {
      if (catalog.source(id).isEmpty()) {
        throw new ParameterException(spec.commandLine(), "the catalog has no source " + id);
      }
      if (!reading.sources().containsKey(id)) {
        throw unplaced(id);
      }
    }
    List<String> ids =
        only.isEmpty()
            ? catalog.sources().stream()
                .map(Source::id)
                .filter(reading.sources()::containsKey)
                .toList()
            : only;
    if (ids.isEmpty()) {
      throw unplaced("<id>");
    }
    return catalog.resources().stream().filter(r -> ids.contains(r.source())).toList();
  }

  /** A misspelt input would be asked without and no one would know. */
  private void known(List<Resource> resources) {
    for (String name : inputs.keySet()) {
      boolean known =
          resources.stream()
              .flatMap(resource -> resource.operation().stream())
              .anyMatch(operation -> operation.input(name).isPresent());
      if (!known) {
        throw new ParameterException(spec.commandLine(), "no operation has an input " + name);
      }
    }
  }

  private ParameterException unplaced(String id) {
    return new ParameterException(
        spec.commandLine(), "say where the source is by tidegate.reading.sources." + id + ".url");
  }
}
