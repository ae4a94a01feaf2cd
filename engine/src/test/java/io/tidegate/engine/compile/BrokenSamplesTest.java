package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every broken or hostile sample is refused, or warned of, for the reason and at the place that its
 * first lines say.
 */
class BrokenSamplesTest {
  private static final Path FOLDER = Path.of("..", "samples", "broken");
  private static final Pattern EXPECTATION = Pattern.compile("# (refused|warned): (\\S+) \\| (.+)");

  private record Expected(boolean refused, String code, String text) {}

  @TestFactory
  Stream<DynamicTest> brokenSamples() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(80);
    return tests.stream();
  }

  private static void check(Path file) throws IOException {
    List<Expected> expected = expected(file);
    assertThat(expected).as("what the file is refused with or warned of").isNotEmpty();
    boolean refused = expected.getFirst().refused();

    Outcome<CheckedPlan> outcome =
        Samples.compiler().compile(file.getFileName().toString(), Files.readAllBytes(file));

    assertThat(outcome.isRefused()).isEqualTo(refused);
    List<Diagnostic> found =
        outcome.diagnostics().stream().filter(d -> d.isError() == refused).toList();
    assertThat(found)
        .extracting(d -> d.code().id())
        .containsExactlyElementsOf(expected.stream().map(Expected::code).toList());
    for (int i = 0; i < expected.size(); i++) {
      Diagnostic diagnostic = found.get(i);
      if (!expected.get(i).text().equals("*")) {
        assertThat(diagnostic.span().text()).isEqualTo(expected.get(i).text());
      }
      // what the author wrote stands in backticks
      assertThat(diagnostic.message().replaceAll("`[^`]*`", ""))
          .isNotBlank()
          .doesNotContain("Exception", "io.tidegate", "java.");
      assertThat(diagnostic.help()).isNotBlank();
    }
  }

  private static List<Expected> expected(Path file) throws IOException {
    List<Expected> expected = new ArrayList<>();
    // one of the files is no UTF-8; what is expected of it is
    for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
      Matcher expectation = EXPECTATION.matcher(line);
      if (!expectation.matches()) {
        break;
      }
      expected.add(
          new Expected(
              expectation.group(1).equals("refused"), expectation.group(2), expectation.group(3)));
    }
    return expected;
  }
}
