package io.tidegate.engine.cli;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.engine.start.CatalogConfig;
import io.tidegate.engine.start.ReadingConfig;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.diagnostic.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which of the configured sources a command asks, and by which catalog. */
final class AskedSources {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

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

  private SmallRyeConfig config;

  /** Where the sources are. */
  ReadingConfig reading() {
    return config().getConfigMapping(ReadingConfig.class);
  }

  Outcome<CatalogSnapshot> catalog() {
    return CatalogFiles.read(folders(config().getConfigMapping(CatalogConfig.class)));
  }

  Map<String, String> inputs() {
    return inputs;
  }

  private SmallRyeConfig config() {
    if (config == null) {
      config =
          new SmallRyeConfigBuilder()
              .addDefaultSources()
              .addDefaultInterceptors()
              .addDiscoveredConverters()
              .withMapping(ReadingConfig.class)
              .withMapping(CatalogConfig.class)
              .withValidateUnknown(false)
              .build();
    }
    return config;
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

  /** The resources of the sources that are asked for; of all that have a place when none is. */
  List<Resource> chosen(CatalogSnapshot catalog) {
    ReadingConfig reading = reading();

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
  void known(List<Resource> resources) {
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
