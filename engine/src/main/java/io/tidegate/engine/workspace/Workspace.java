package io.tidegate.engine.workspace;

import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A catalog and a rule pack, read from folders, with the compiler that judges by them.
 *
 * @param catalog the snapshot
 * @param rules the pack
 */
public record Workspace(CatalogSnapshot catalog, RulePack rules, ServiceCompiler compiler) {
  public Workspace {
    Objects.requireNonNull(catalog, "catalog");
    Objects.requireNonNull(rules, "rules");
    Objects.requireNonNull(compiler, "compiler");
  }

  /** Reads catalog and rules; everything wrong in any of their files is told at once. */
  public static Outcome<Workspace> open(List<Path> catalogFolders, Path rulesFolder, PgGrammar grammar) {
    Diagnostics found = new Diagnostics();
    Outcome<CatalogSnapshot> catalog = CatalogFiles.read(catalogFolders);
    found.addAll(catalog.diagnostics());
    Outcome<RulePack> pack = RulePackReader.read(rulesFolder);
    found.addAll(pack.diagnostics());
    if (catalog.isRefused() || pack.isRefused()) {
      return Outcome.refused(found);
    }
    Outcome<Decider> decider = Decider.build(pack.value().orElseThrow());
    found.addAll(decider.diagnostics());
    Optional<Workspace> workspace =
        decider
            .value()
            .map(
                d -> {
                  CatalogSnapshot snapshot = catalog.value().orElseThrow();
                  return new Workspace(
                      snapshot, pack.value().orElseThrow(), new ServiceCompiler(grammar, snapshot, d));
                });
    return workspace.isPresent() ? Outcome.of(workspace.get(), found) : Outcome.refused(found);
  }
}
