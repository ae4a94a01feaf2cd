package io.tidegate.engine.detect;

import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.rules.detect.ColumnFinding;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A column: what the catalog says of it and what its values say.
 *
 * @param described whether the catalog describes it
 * @param declared what the catalog declares; absent means covered
 * @param confirmed the words of the detectors whose hits the catalog confirms
 */
public record ColumnJudgement(
    String name,
    boolean described,
    Optional<Sensitivity> declared,
    List<String> confirmed,
    ColumnFinding finding) {
  public ColumnJudgement {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(declared, "declared");
    confirmed = List.copyOf(confirmed);
    Objects.requireNonNull(finding, "finding");
  }

  /** The words of what was found for certain and nobody has confirmed yet; sorted. */
  public List<String> unconfirmed() {
    return finding.verdict() == ColumnFinding.Verdict.FOUND
        ? finding.hits().stream()
            .map(hit -> hit.detector().word())
            .filter(word -> !confirmed.contains(word))
            .sorted()
            .distinct()
            .toList()
        : List.of();
  }

  /** How the two agree. */
  public enum Standing {
    /** The catalog's label is looser than what was found. */
    LOWER,
    /** Some values are stricter than the label and the rest is not told. */
    UNCLEAR,
    /** Something was found and the catalog has no label; it is covered. */
    UNLABELLED,
    /** The label is as strict as what was found, or stricter. */
    FITTING,
    /** Nothing was found, which is no promise. */
    NOTHING,
    /** Too few values to tell, and none of them a hit that is stricter than the label. */
    TOO_FEW
  }

  public Standing standing() {
    boolean loose = finding.isTooLoose(declared);
    return switch (finding.verdict()) {
      case FOUND ->
          declared.isEmpty() ? Standing.UNLABELLED : loose ? Standing.LOWER : Standing.FITTING;
      case NOTHING -> Standing.NOTHING;
      case UNKNOWN ->
          loose
              ? Standing.UNCLEAR
              : finding.hits().isEmpty()
                  ? Standing.TOO_FEW
                  : declared.isEmpty() ? Standing.UNLABELLED : Standing.FITTING;
    };
  }

  /** Whether somebody may see what he should not. */
  public boolean isTooLoose() {
    return standing() == Standing.LOWER || standing() == Standing.UNCLEAR;
  }
}
