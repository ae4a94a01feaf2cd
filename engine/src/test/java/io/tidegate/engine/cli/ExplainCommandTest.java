package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExplainCommandTest {
  private static final String GOOD = "../samples/tutorial/declaration-goods.yaml";

  @Test
  void thePlanIsToldInEnglish() {
    CommandRun run = CommandRun.judging("explain", "--lang", "en", GOOD);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("declaration-goods 1.0.0  Goods of a declaration\n")
        .contains("GET /api/dec/v1/declarations/{entryId}/goods")
        .contains("only records the caller is a party to")
        .contains("AGENT: M-DROP unless agent_prices  (mask-agent/prices)")
        .contains("CARRIER: M-HS  (mask-carrier/goods-code)");
  }

  @Test
  void thePlanIsToldInChinese() {
    CommandRun run = CommandRun.judging("explain", "--lang", "zh", GOOD);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("declaration-goods 1.0.0  报关单商品\n")
        .contains("仅本企业为当事方的记录")
        .contains("AGENT: M-DROP unless agent_prices  (mask-agent/prices)");
  }

  @Test
  void aDocumentThatIsRefusedHasNoPlan() {
    CommandRun run = CommandRun.judging("explain", "../samples/broken/price-oracle.yaml");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("../samples/broken/price-oracle.yaml:24:")
        .contains("error PLAN-INFLUENCE", "rule: influence/money")
        .doesNotContain("governed read");
  }

  @Test
  void warningsStandBeforeThePlan() {
    CommandRun run =
        CommandRun.judging("explain", "--lang=en", "../samples/broken/never-shown.yaml");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).containsSubsequence("warning PLAN-NEVER-SHOWN", "governed read");
  }

  @Test
  void aFolderAMissingFileAndAnUnknownLanguageAreWrongUses() {
    for (String[] arguments :
        new String[][] {
          {"explain", "../samples"},
          {"explain", "gone.yaml"},
          {"explain", "--lang", "fr", GOOD},
          {"explain"}
        }) {
      CommandRun run = CommandRun.of(arguments);
      assertThat(run.exitCode()).as(String.join(" ", arguments)).isEqualTo(2);
      assertThat(run.out()).isEmpty();
    }
  }
}
