package io.tidegate.engine.check;

import java.util.Objects;

/**
 * One thing that is wrong with a plan.
 *
 * @param read the id of the read it was found in; empty when it is the plan as a whole
 * @param subject the table, output, column or member it is about; empty when there is none
 * @param message one lower-case sentence
 */
public record Violation(CheckCode code, String read, String subject, String message) {
  public Violation {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(read, "read");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(message, "message");
  }
}
