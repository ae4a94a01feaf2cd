package io.tidegate.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.route.diagnostic.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The plan of every sample service, as {@code explain} prints it. A change of governance shows here
 * as a change of text.
 */
class GoldenPlanTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "plans");

  @TestFactory
  Stream<DynamicTest> everySampleHasThePlanThatWasReviewed() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : Samples.FOLDERS.services()) {
      tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
    assertThat(tests).hasSizeGreaterThanOrEqualTo(4);
    return tests.stream();
  }

  @Test
  void aParentsKeyIsTold() throws IOException {
    check(Samples.FOLDERS.root().resolve("benign").resolve("parent-of-an-operation.yaml"));
  }

  private static void check(Path file) throws IOException {
    Outcome<CheckedPlan> outcome =
        Samples.compiler().compile(file.getFileName().toString(), Files.readAllBytes(file));
    assertThat(outcome.isRefused()).as(outcome.diagnostics().toString()).isFalse();
    CheckedPlan checked = outcome.value().orElseThrow();

    Golden.check(
        FOLDER.resolve(checked.plan().service() + ".plan.txt"),
        withoutHashes(PlanText.of(checked, false)));
  }

  /** Hashes change with every comment in a catalog file; what they are made of is printed. */
  static String withoutHashes(String text) {
    return text.replaceAll("(fingerprint +)[0-9a-f]{64}", "$1…")
        .replaceAll("(rule pack +\\S+ \\S+ )[0-9a-f]{12}", "$1…");
  }
}
