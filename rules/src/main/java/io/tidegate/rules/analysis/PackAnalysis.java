package io.tidegate.rules.analysis;

import io.tidegate.rules.drools.ExpertRule;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.Stage;
import java.util.ArrayList;
import java.util.List;

/** Analyses the rows of a pack. */
public final class PackAnalysis {
  private PackAnalysis() {}

  /**
   * What the rows of a pack do to each other.
   *
   * @param expert what the rules of the pack say that were written by hand
   */
  public static Analysis of(RulePack pack, List<ExpertRule> expert) {
    return of(pack, expert, Budget.REGIONS);
  }

  static Analysis of(RulePack pack, List<ExpertRule> expert, int regions) {
    List<Finding> findings = new ArrayList<>();
    List<Stage> incomplete = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      StageAnalysis analysis =
          new StageAnalysis(stage, pack, Rule.of(stage, pack, expert), new Budget(regions));
      if (!analysis.run()) {
        incomplete.add(stage);
      }
      findings.addAll(analysis.findings());
    }
    return new Analysis(findings, incomplete);
  }
}
