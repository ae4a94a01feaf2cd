package io.tidegate.engine.testing;

import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The sample rules with a table more, by which a carrier sees stand-ins of declarations. */
public final class StandInRules {
  /** A stand-in or a coarser value for each field. */
  private static final String TABLE =
      """
      table: mask-with-stand-ins
      stage: mask
      title: { zh: 代号, en: Stand-ins }
      rows:
        - id: entry
          when: { relation: carrier, field: entry_id }
          then: { mask: M-ENTRY }
          why: { zh: 代号, en: a stand-in }
        - id: dates
          when: { relation: carrier, field: [declare_date, ie_date] }
          then: { mask: M-DAY }
          why: { zh: 平移, en: moved }
        - id: weight
          when: { relation: carrier, field: gross_weight }
          then: { mask: M-TONNES }
          why: { zh: 取整, en: whole tonnes }
        - id: bill
          when: { relation: carrier, field: bill_no }
          then: { mask: M-JOIN }
          why: { zh: 摘要, en: a keyed digest }
      """;

  private static final String MASKS =
      """
        M-ENTRY: { kind: surrogate, of: entry-id, mode: realistic }
        M-TONNES: { kind: round, to: 1000 }
        M-JOIN: { kind: hmac-sm3, domain: bill-no }
      """;

  private StandInRules() {}

  /**
   * A compiler that judges by them.
   *
   * @param folder an empty one, where the pack is written
   */
  public static ServiceCompiler compiler(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(Samples.FOLDERS.rules())) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path pack = folder.resolve("pack.yaml");
    Files.writeString(
        pack, Files.readString(pack).replace("\nlimits:\n", "\n" + MASKS + "limits:\n"));
    Files.writeString(folder.resolve("mask-with-stand-ins.yaml"), TABLE);
    Outcome<Workspace> workspace =
        Workspace.open(Samples.FOLDERS.catalogs(), folder, new PgGrammar());
    return workspace
        .value()
        .orElseThrow(() -> new AssertionError(workspace.diagnostics().toString()))
        .compiler();
  }

  /** A service that answers what one statement reads; the statement is a single line. */
  public static SourceText document(String query) {
    return new SourceText(
        "stand-ins.yaml",
        """
        service: stand-ins
        version: 1.0.0
        title: { zh: 代号, en: Stand-ins }
        summary: { zh: 代号, en: Stand-ins }
        area: declaration
        department: 海关
        openness: closed
        request:
          get: /stand-ins
        route:
          from:
            uri: direct:request
            steps:
              - to:
                  uri: sql
                  parameters:
                    dataSource: "#customs"
                    query: QUERY
        """
            .replace("QUERY", query));
  }
}
