package io.tidegate.engine.compile;

import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.PgGrammar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The samples as they would be if the passes of the gates were open on condition: records that have
 * parties and are read by others, of which no sample has any.
 */
public final class OpenGates {
  private static final Path STATISTICS =
      Samples.FOLDERS.root().resolve("attacks").resolve("statistics");

  private OpenGates() {}

  /** The statistics that are tried. */
  public static List<Path> documents() throws IOException {
    return SampleFolders.documents(STATISTICS);
  }

  /**
   * The catalog and the rules, where the rules say nothing of how many parties a group must have.
   *
   * @param folder to keep the changed catalog in
   */
  public static Workspace workspace(Path folder) throws IOException {
    return workspace(folder, Samples.FOLDERS.rules());
  }

  /** The same by other rules. */
  public static Workspace workspace(Path folder, Path rules) throws IOException {
    List<Path> catalogs = new ArrayList<>();
    for (Path catalog : Samples.FOLDERS.catalogs()) {
      catalogs.add(catalog.toString().contains("transport") ? opened(catalog, folder) : catalog);
    }
    Outcome<Workspace> workspace = Workspace.open(catalogs, rules, new PgGrammar());
    return workspace
        .value()
        .orElseThrow(() -> new IllegalStateException(workspace.diagnostics().toString()));
  }

  private static Path opened(Path catalog, Path folder) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("catalog"));
    try (Stream<Path> files = Files.list(catalog)) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        boolean gates = file.getFileName().toString().equals("gate_pass.yaml");
        Files.writeString(
            copy.resolve(file.getFileName().toString()),
            gates ? text.replace("openness: closed", "openness: conditional") : text);
      }
    }
    return copy;
  }
}
