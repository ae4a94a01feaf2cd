package io.tidegate.engine.compile;

import io.tidegate.engine.workspace.DocumentFile;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.PgGrammar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The samples of the repository and the compiler that judges by them, made once for all tests. */
public final class Samples {
  public static final SampleFolders FOLDERS = new SampleFolders(Path.of("..", "samples"));

  private static final Workspace WORKSPACE = open();
  private static final ServiceCompiler COMPILER = WORKSPACE.compiler().among(library());

  private Samples() {}

  /** For services that may call those of the samples, of {@code benign} and of {@code broken}. */
  public static ServiceCompiler compiler() {
    return COMPILER;
  }

  public static Workspace workspace() {
    return WORKSPACE;
  }

  private static ServiceLibrary library() {
    try {
      List<Path> files = new ArrayList<>(FOLDERS.services());
      files.addAll(SampleFolders.documents(FOLDERS.root().resolve("benign")));
      files.addAll(SampleFolders.documents(FOLDERS.root().resolve("broken")));
      return ServiceLibrary.of(
          files.stream().flatMap(f -> new DocumentFile(f).read().value().stream()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Workspace open() {
    try {
      Outcome<Workspace> workspace =
          Workspace.open(FOLDERS.catalogs(), FOLDERS.rules(), new PgGrammar());
      return workspace
          .value()
          .orElseThrow(() -> new IllegalStateException(workspace.diagnostics().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
