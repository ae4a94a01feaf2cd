package io.tidegate.engine.start;

import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Puts the catalog of the configured folders in force. */
final class CatalogLoading {
  private CatalogLoading() {}

  static void load(List<Path> folders, CatalogStore store) {
    Outcome<CatalogSnapshot> outcome = CatalogFiles.read(folders);
    CatalogSnapshot snapshot = outcome.value().orElseThrow(() -> refusal(outcome.diagnostics()));
    store.save(snapshot);
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
    return new StartRefusedException(
        diagnostics.stream()
            .map(d -> d.span() + ": " + d.code().id() + " " + d.message() + "; " + d.help())
            .collect(Collectors.joining("\n", "the catalog is refused\n", "")));
  }
}
