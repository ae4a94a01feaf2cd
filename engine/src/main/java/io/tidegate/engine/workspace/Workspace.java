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
  public static Outcome<Workspace> open(
      List<Path> catalogFolders, Path rulesFolder, PgGrammar grammar) {
    Diagnostics found = new Diagnostics();
    Outcome<CatalogSnapshot> catalog = CatalogFiles.read(catalogFolders);
    found.addAll(catalog.diagnostics());
    Outcome<RulePack> pack = RulePackReader.read(rulesFolder);
    found.addAll(pack.diagnostics());
    return catalog.isRefused() || pack.isRefused()
        ? Outcome.refused(found)
        : build(catalog.value().orElseThrow(), pack.value().orElseThrow(), grammar, found);
  }

  /** Reads rules to judge by beside a snapshot that is at hand. */
  public static Outcome<Workspace> open(
      CatalogSnapshot catalog, Path rulesFolder, PgGrammar grammar) {
    Diagnostics found = new Diagnostics();
    Outcome<RulePack> pack = RulePackReader.read(rulesFolder);
    found.addAll(pack.diagnostics());
    return pack.isRefused()
        ? Outcome.refused(found)
        : build(catalog, pack.value().orElseThrow(), grammar, found);
  }

  private static Outcome<Workspace> build(
      CatalogSnapshot catalog, RulePack pack, PgGrammar grammar, Diagnostics found) {
    Outcome<Decider> decider = Decider.build(pack);
    found.addAll(decider.diagnostics());
    return decider.isRefused()
        ? Outcome.refused(found)
        : Outcome.of(
            new Workspace(
                catalog,
                pack,
                new ServiceCompiler(grammar, catalog, decider.value().orElseThrow())),
            found);
  }
}
