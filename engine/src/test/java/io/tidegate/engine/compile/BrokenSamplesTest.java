package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every broken or hostile sample is refused for the reason, and at the place, that its first lines
 * say.
 */
class BrokenSamplesTest {
  private static final Path FOLDER = Path.of("..", "samples", "broken");
  private static final String EXPECTATION = "# refused: ";

  private record Expected(String code, String text) {}

  @TestFactory
  Stream<DynamicTest> brokenSamples() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(40);
    return tests.stream();
  }

  private static void check(Path file) throws IOException {
    List<Expected> expected = expected(file);
    assertThat(expected).as("what the file is refused with").isNotEmpty();

    Outcome<CheckedPlan> outcome =
        Samples.compiler().compile(file.getFileName().toString(), Files.readAllBytes(file));

    assertThat(outcome.isRefused()).isTrue();
    List<Diagnostic> errors = outcome.diagnostics().stream().filter(Diagnostic::isError).toList();
    assertThat(errors)
        .extracting(d -> d.code().id())
        .containsExactlyElementsOf(expected.stream().map(Expected::code).toList());
    for (int i = 0; i < expected.size(); i++) {
      Diagnostic error = errors.get(i);
      if (!expected.get(i).text().equals("*")) {
        assertThat(error.span().text()).isEqualTo(expected.get(i).text());
      }
      assertThat(error.message()).isNotBlank().doesNotContain("Exception", "io.tidegate", "java.");
      assertThat(error.help()).isNotBlank();
    }
  }

  private static List<Expected> expected(Path file) throws IOException {
    List<Expected> expected = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith(EXPECTATION)) {
        break;
      }
      String[] parts = line.substring(EXPECTATION.length()).split(" \\| ", 2);
      expected.add(new Expected(parts[0], parts[1]));
    }
    return expected;
  }
}
