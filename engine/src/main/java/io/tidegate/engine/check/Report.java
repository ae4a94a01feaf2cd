package io.tidegate.engine.check;

import io.tidegate.engine.plan.PlannedRead;

/**
 * Takes what one check finds.
 *
 * @param code the check's own; it can say nothing else
 */
record Report(Findings findings, CheckCode code) {
  /** Something is wrong with the plan as a whole. */
  void add(String subject, String message) {
    at("", subject, message);
  }

  void at(PlannedRead read, String subject, String message) {
    at(read.id(), subject, message);
  }

  void at(String read, String subject, String message) {
    findings.add(code, read, subject, message);
  }
}
