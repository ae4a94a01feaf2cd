package io.tidegate.engine.start;

import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Puts the catalog of the configured folders in force, with what was confirmed beside them. */
final class CatalogLoading {
  private static final Logger LOG = Logger.getLogger(CatalogLoading.class);

  private CatalogLoading() {}

  /**
   * Reads the folders. They have to be sound. What was confirmed of a registered source comes to
   * them, unless they describe that source themselves, or it does not fit to them any more: that is
   * told in the log and keeps nothing else from being served.
   *
   * @param confirmed by the id of each registered source its files
   */
  static void load(
      List<Path> folders, Map<String, List<SourceText>> confirmed, CatalogStore store) {
    Outcome<CatalogSnapshot> outcome = CatalogFiles.read(folders);
    CatalogSnapshot snapshot = outcome.value().orElseThrow(() -> refusal(outcome.diagnostics()));
    List<SourceText> more = new ArrayList<>();
    confirmed.forEach(
        (source, files) -> {
          if (snapshot.source(source).isPresent()) {
            LOG.infof("the source %s is described in a folder, which counts", source);
          } else {
            more.addAll(files);
          }
        });
    store.save(more.isEmpty() ? snapshot : with(folders, confirmed, more, snapshot));
  }

  private static CatalogSnapshot with(
      List<Path> folders,
      Map<String, List<SourceText>> confirmed,
      List<SourceText> all,
      CatalogSnapshot alone) {
    Optional<CatalogSnapshot> whole = CatalogFiles.read(folders, all).value();
    if (whole.isPresent()) {
      return whole.get();
    }
    CatalogSnapshot sound = alone;
    List<SourceText> fitting = new ArrayList<>();
    for (Map.Entry<String, List<SourceText>> source : confirmed.entrySet()) {
      if (alone.source(source.getKey()).isPresent()) {
        continue;
      }
      List<SourceText> tried = new ArrayList<>(fitting);
      tried.addAll(source.getValue());
      Outcome<CatalogSnapshot> outcome = CatalogFiles.read(folders, tried);
      if (outcome.value().isPresent()) {
        sound = outcome.value().get();
        fitting = tried;
      } else {
        LOG.errorf(
            "the registered source %s is not in the catalog: %s",
            source.getKey(), told(outcome.diagnostics()));
      }
    }
    return sound;
  }

  /** The catalog folders of all sample areas: {@code samples/<area>/catalog}. */
  static List<Path> sampleFolders(Path home) {
    List<Path> folders = new ArrayList<>();
    Path samples = home.resolve("samples");
    try (DirectoryStream<Path> areas = Files.newDirectoryStream(samples, Files::isDirectory)) {
      for (Path area : areas) {
        Path catalog = area.resolve("catalog");
        if (Files.isDirectory(catalog)) {
          folders.add(catalog);
        }
      }
    } catch (IOException e) {
      throw noSamples(samples);
    }
    if (folders.isEmpty()) {
      throw noSamples(samples);
    }
    folders.sort(null);
    return folders;
  }

  private static StartRefusedException noSamples(Path samples) {
    return new StartRefusedException(
        "the samples are not at " + samples + "; set tidegate.home to the folder they lie in");
  }

  private static StartRefusedException refusal(List<Diagnostic> diagnostics) {
    return new StartRefusedException("the catalog is refused\n" + told(diagnostics));
  }

  private static String told(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(d -> d.span() + ": " + d.code().id() + " " + d.message() + "; " + d.help())
        .collect(Collectors.joining("\n"));
  }
}
