package io.tidegate.engine.documentation;

import io.tidegate.engine.problem.ProblemCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the consumer's page lists is what callers are told. */
class ConsumerTablesTest {
  @Test
  void theProblemsAreThoseTheGatewayAnswers() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| Code | HTTP | What | What to do | Try again |\n|---|---|---|---|---|\n");
    for (ProblemCode code : ProblemCode.values()) {
      table
          .append("| `")
          .append(code.id())
          .append("` | ")
          .append(code.status())
          .append(" | ")
          .append(code.title().zh())
          .append(" · ")
          .append(code.title().en())
          .append(" | ")
          .append(code.hint().en())
          .append(" | ")
          .append(code.retryable() ? "yes" : "no")
          .append(" |\n");
    }
    GeneratedPart.check("docs/consumer/README.md", "problems", table.toString());
  }
}
