package io.tidegate.engine.cli;

import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.engine.start.StartRefusedException;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.diagnostic.Outcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Mixin private AskedSources asked;

  @Override
  public Integer call() {
    Outcome<CatalogSnapshot> catalog = asked.catalog();
    PrintWriter out = spec.commandLine().getOut();
    if (catalog.isRefused()) {
      CheckCommand.print(out, catalog.diagnostics());
      return 1;
    }
    CatalogSnapshot snapshot = catalog.value().orElseThrow();
    List<Resource> resources = asked.chosen(snapshot);
    asked.known(resources);
    boolean same = true;
    try (ReachedSources sources = ReachedSources.open(snapshot, asked.reading(), asked.inputs())) {
      SourceComparison comparison = new SourceComparison(sources);
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
}
