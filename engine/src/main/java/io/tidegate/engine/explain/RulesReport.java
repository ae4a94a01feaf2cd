package io.tidegate.engine.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.rules.analysis.Analysis;
import io.tidegate.rules.analysis.Example;
import io.tidegate.rules.analysis.Finding;
import io.tidegate.rules.analysis.Finding.Kind;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.Stage;
import io.tidegate.rules.scenario.ScenarioResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What checking a rule pack found: what is wrong with it, what its rows do to each other, and which
 * of its scenarios fail. The JSON is a contract with CI systems and editors.
 *
 * @param pack absent when it could not be read or built
 * @param diagnostics of reading and building
 */
public record RulesReport(
    Optional<RulePack> pack,
    List<Diagnostic> diagnostics,
    Analysis analysis,
    List<ScenarioResult> scenarios) {
  public RulesReport {
    Objects.requireNonNull(pack, "pack");
    diagnostics = List.copyOf(diagnostics);
    Objects.requireNonNull(analysis, "analysis");
    scenarios = List.copyOf(scenarios);
  }

  /** Of a pack that was refused. */
  public static RulesReport refused(List<Diagnostic> diagnostics) {
    return new RulesReport(
        Optional.empty(), diagnostics, new Analysis(List.of(), List.of()), List.of());
  }

  /** Whether the pack can be used and decides what its scenarios say. */
  public boolean ok() {
    return pack.isPresent() && scenarios.stream().allMatch(ScenarioResult::passed);
  }

  /**
   * For people.
   *
   * @param overlaps whether each overlap is told with its example, and not only by name
   */
  public String text(boolean overlaps) {
    StringBuilder out = new StringBuilder();
    diagnostics.forEach(d -> out.append(DiagnosticText.of(d)));
    for (Stage stage : Stage.values()) {
      stage(stage, overlaps, out);
    }
    scenarios.stream()
        .flatMap(result -> result.failures().stream())
        .forEach(failure -> out.append(DiagnosticText.of(failure)));
    pack.ifPresent(
        p ->
            out.append(p.id())
                .append(' ')
                .append(p.version())
                .append("  ")
                .append(p.fingerprint(), 0, 12)
                .append('\n'));
    out.append(pack.isPresent() ? "" : "refused\n");
    if (pack.isPresent()) {
      long passed = scenarios.stream().filter(ScenarioResult::passed).count();
      out.append("scenarios: ").append(passed).append(" passed, ");
      out.append(scenarios.size() - passed).append(" failed\nrows: ");
      for (Kind kind : Kind.values()) {
        out.append(analysis.of(kind).size()).append(' ').append(word(kind));
        out.append(kind.ordinal() < Kind.values().length - 1 ? ", " : "\n");
      }
    }
    return out.toString();
  }

  private void stage(Stage stage, boolean overlaps, StringBuilder out) {
    List<Finding> found = analysis.findings().stream().filter(f -> f.stage() == stage).toList();
    for (Finding gap : found.stream().filter(f -> f.kind() == Kind.GAP).toList()) {
      out.append(stage.word()).append('\n');
      finding(gap, out);
    }
    Map<String, List<Finding>> rows = new LinkedHashMap<>();
    found.stream()
        .filter(f -> f.kind() != Kind.GAP)
        .forEach(
            f -> rows.computeIfAbsent(f.rule().orElseThrow(), rule -> new ArrayList<>()).add(f));
    rows.forEach(
        (rule, findings) -> {
          out.append(rule)
              .append("  (")
              .append(TerminalText.visible(findings.getFirst().place().orElseThrow().toString()))
              .append(")\n");
          findings.stream()
              .filter(f -> overlaps || f.kind() != Kind.OVERLAP)
              .forEach(f -> finding(f, out));
          if (!overlaps) {
            overlapping(findings, out);
          }
        });
  }

  private static void finding(Finding finding, StringBuilder out) {
    out.append("  ").append(word(finding.kind())).append(": ");
    out.append(TerminalText.visible(finding.message())).append('\n');
    if (finding.kind() == Kind.UNREACHABLE && !finding.others().isEmpty()) {
      out.append("    because of ").append(String.join(", ", finding.others())).append('\n');
    }
    out.append("    for ").append(TerminalText.visible(finding.example().toString())).append('\n');
  }

  /** The overlaps of a row by what they come to: {@code prevails over a/b, c/d}. */
  private static void overlapping(List<Finding> findings, StringBuilder out) {
    Map<String, String> byMessage =
        findings.stream()
            .filter(f -> f.kind() == Kind.OVERLAP)
            .collect(
                Collectors.groupingBy(
                    f -> f.message().substring(0, f.message().lastIndexOf(' ')),
                    LinkedHashMap::new,
                    Collectors.mapping(f -> f.others().getFirst(), Collectors.joining(", "))));
    byMessage.forEach(
        (message, others) ->
            out.append("  overlap: ").append(message).append(' ').append(others).append('\n'));
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** For tools. */
  public String json() {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("pack", pack.map(RulePack::id).orElse(null));
      json.writeStringField("version", pack.map(RulePack::version).orElse(null));
      json.writeStringField("fingerprint", pack.map(RulePack::fingerprint).orElse(null));
      json.writeStringField("outcome", ok() ? "ok" : "refused");
      diagnostics(json, diagnostics);
      json.writeArrayFieldStart("incomplete");
      for (Stage stage : analysis.incomplete()) {
        json.writeString(stage.word());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("findings");
      for (Finding finding : analysis.findings()) {
        finding(json, finding);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("scenarios");
      for (ScenarioResult result : scenarios) {
        json.writeStartObject();
        json.writeStringField("id", result.id());
        json.writeStringField("outcome", result.passed() ? "passed" : "failed");
        diagnostics(json, result.failures());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.append('\n').toString();
  }

  private static void diagnostics(JsonGenerator json, List<Diagnostic> diagnostics)
      throws IOException {
    json.writeArrayFieldStart("diagnostics");
    for (Diagnostic diagnostic : diagnostics) {
      CheckReport.diagnostic(json, diagnostic);
    }
    json.writeEndArray();
  }

  private static void finding(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", word(finding.kind()));
    json.writeStringField("stage", finding.stage().word());
    json.writeStringField("rule", finding.rule().orElse(null));
    json.writeArrayFieldStart("others");
    for (String other : finding.others()) {
      json.writeString(other);
    }
    json.writeEndArray();
    json.writeStringField("message", finding.message());
    json.writeObjectFieldStart("example");
    for (Example.Fact fact : finding.example().facts()) {
      json.writeArrayFieldStart(fact.column().word());
      for (String value : fact.values()) {
        json.writeString(value);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    if (finding.place().isPresent()) {
      json.writeStringField("file", finding.place().get().source().name());
      json.writeNumberField("line", finding.place().get().line());
    }
    json.writeEndObject();
  }
}
