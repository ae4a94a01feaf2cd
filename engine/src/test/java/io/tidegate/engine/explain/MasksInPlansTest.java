package io.tidegate.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks from a rule pack in a plan that the checker accepts, as it is reviewed. */
class MasksInPlansTest {
  private static final Path GOLDEN =
      Path.of("src", "test", "resources", "masks", "masked-heads.plan.txt");

  /** What a carrier sees of heads, a stand-in or a coarser value for each field. */
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

  private static final String DOCUMENT =
      """
      service: masked-heads
      version: 1.0.0
      title: { zh: 报关单, en: Declarations }
      summary: { zh: 报关单, en: Declarations }
      area: declaration
      department: 海关
      openness: closed
      request:
        get: /heads
      route:
        from:
          uri: direct:request
          steps:
            - to:
                uri: sql
                parameters:
                  dataSource: "#customs"
                  query: select h.entry_id, h.trade_usci, h.declare_date, h.ie_date, h.bill_no, h.gross_weight from dec.head h
      """;

  private static CheckedPlan compile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(Samples.FOLDERS.rules())) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path pack = folder.resolve("pack.yaml");
    Files.writeString(
        pack,
        Files.readString(pack)
            + """
              M-ENTRY: { kind: surrogate, of: entry-id, mode: realistic }
              M-TONNES: { kind: round, to: 1000 }
              M-JOIN: { kind: hmac-sm3, domain: bill-no }
            """);
    Files.writeString(folder.resolve("mask-with-stand-ins.yaml"), TABLE);
    Workspace workspace =
        Workspace.open(Samples.FOLDERS.catalogs(), folder, new PgGrammar()).value().orElseThrow();
    Outcome<CheckedPlan> outcome =
        workspace.compiler().compile(new SourceText("heads.yaml", DOCUMENT));
    assertThat(outcome.isRefused()).as(outcome.diagnostics().toString()).isFalse();
    return outcome.value().orElseThrow();
  }

  @Test
  void theCheckerAcceptsThemAndThePlanTellsThem(@TempDir Path folder) throws IOException {
    Golden.check(GOLDEN, GoldenPlanTest.withoutHashes(PlanText.of(compile(folder), false)));
  }
}
