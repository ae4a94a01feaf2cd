package io.tidegate.engine.compile;

import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.PgGrammar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The samples of the repository and the compiler that judges by them, made once for all tests. */
public final class Samples {
  public static final SampleFolders FOLDERS = new SampleFolders(Path.of("..", "samples"));

  private static final Workspace WORKSPACE = open();

  private Samples() {}

  public static ServiceCompiler compiler() {
    return WORKSPACE.compiler();
  }

  public static Workspace workspace() {
    return WORKSPACE;
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
