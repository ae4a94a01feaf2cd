package io.tidegate.engine.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is wrong or hostile is refused soon, with the code that its first line tells. */
class RefusedDescriptionsTest {
  private static final Path FOLDER = Path.of("src/test/resources/import");
  private static final Pattern EXPECTED = Pattern.compile("(?:#|<!--) refused: ([A-Z-]+)");
  private static final Duration SOON = Duration.ofSeconds(2);

  @TestFactory
  Stream<DynamicTest> eachFile() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> refused(file)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(25);
    return tests.stream();
  }

  private static void refused(Path file) throws IOException {
    Matcher expected = EXPECTED.matcher(Files.readString(file));
    assertThat(expected.lookingAt()).isTrue();
    Outcome<Proposal> outcome =
        assertTimeoutPreemptively(
            SOON,
            () ->
                file.toString().endsWith(".wsdl")
                    ? Import.wsdl(file, "Ask")
                    : Import.openApi(file, "ask"));
    assertCode(outcome, expected.group(1));
  }

  private static void assertCode(Outcome<Proposal> outcome, String code) {
    assertThat(outcome.isRefused()).isTrue();
    List<Diagnostic> errors = outcome.diagnostics().stream().filter(Diagnostic::isError).toList();
    assertThat(errors).extracting(d -> d.code().id()).containsExactly(code);
    assertThat(errors.getFirst().message()).doesNotContain("Exception", "java.");
    assertThat(errors.getFirst().help()).isNotBlank();
  }

  private static Outcome<Proposal> openApi(String text) {
    return assertTimeoutPreemptively(
        SOON, () -> OpenApiReader.read(new SourceText("api.json", text), "ask"));
  }

  private static Outcome<Proposal> wsdl(String text) {
    return assertTimeoutPreemptively(
        SOON, () -> WsdlReader.read("x.wsdl", text.getBytes(StandardCharsets.UTF_8), "Ask"));
  }

  /** Not by its depth: each schema is ten times the next, seven times over. */
  @Test
  void schemasThatMultiplyAreCounted() throws IOException {
    assertThat(Import.openApi(FOLDER.resolve("all-of-bomb.yaml"), "ask").diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly("the schemas of this operation come to more than 10000");
    assertThat(Import.wsdl(FOLDER.resolve("reply-circle.wsdl"), "Ask").diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly("the types of this operation come to more than 10000");
  }

  @Test
  void tenMegabytesAreNotRead() {
    assertCode(openApi("openapi: 3.0.0\n" + "#".repeat(10 << 20)), "YAML-TOO-LARGE");
    assertCode(wsdl("<definitions>" + " ".repeat(10 << 20) + "</definitions>"), "IMPORT-FORMAT");
  }

  @Test
  void deepNestingIsNotFollowed() {
    assertCode(openApi("[".repeat(100_000)), "YAML-TOO-DEEP");
    assertCode(openApi("{\"a\":".repeat(40) + "1" + "}".repeat(40)), "YAML-TOO-DEEP");
    assertCode(wsdl("<a>".repeat(100_000)), "IMPORT-FORMAT");
  }

  @Test
  void asMuchAsIsReadIsReadSoon() {
    String types = "<xsd:element name=\"E\" type=\"xsd:string\"/>".repeat(20_000);
    assertCode(
        wsdl(
            "<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><types><xsd:schema>"
                + types
                + "</xsd:schema></types></definitions>"),
        "IMPORT-OPERATION");
    assertCode(openApi("openapi: 3.0.0\nx:\n" + "- {a: 1}\n".repeat(25_000)), "IMPORT-OPERATION");
  }

  @Test
  void bytesThatAreNoDescriptionAreRefused() {
    assertCode(openApi("just words"), "IMPORT-FORMAT");
    assertCode(wsdl("just words"), "IMPORT-FORMAT");
    assertCode(wsdl(""), "IMPORT-FORMAT");
  }
}
