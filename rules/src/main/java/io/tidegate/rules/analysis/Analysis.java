package io.tidegate.rules.analysis;

import io.tidegate.rules.pack.Stage;
import java.util.List;

/**
 * Everything found about a pack, by stage, and in it by row.
 *
 * @param incomplete stages whose rows overlap in too many ways; what is told of them is true and
 *     not all
 */
public record Analysis(List<Finding> findings, List<Stage> incomplete) {
  public Analysis {
    findings = List.copyOf(findings);
    incomplete = List.copyOf(incomplete);
  }

  /** The findings of one kind. */
  public List<Finding> of(Finding.Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).toList();
  }
}
