package io.tidegate.engine.detect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.detect.ColumnJudgement.Standing;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.detect.ColumnFinding;
import io.tidegate.rules.detect.DetectorHit;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What was found in some resources. The JSON is a contract with other tools: an array with one
 * object per resource.
 */
public record DetectionReport(List<Looked> resources) {
  public DetectionReport {
    resources = List.copyOf(resources);
  }

  /**
   * One resource that was looked at.
   *
   * @param name source and table or operation, or the file
   * @param failure why it could not be read
   */
  public record Looked(String name, List<ColumnJudgement> columns, Optional<Bilingual> failure) {
    public Looked {
      Objects.requireNonNull(name, "name");
      columns = List.copyOf(columns);
      Objects.requireNonNull(failure, "failure");
    }

    /** Whether it was read and no label is too loose. */
    public boolean ok() {
      return failure.isEmpty() && columns.stream().noneMatch(ColumnJudgement::isTooLoose);
    }
  }

  public boolean allOk() {
    return resources.stream().allMatch(Looked::ok);
  }

  /** For people: a line for each column something is said of, both languages in it. */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (Looked looked : resources) {
      out.append(visible(looked.name())).append('\n');
      looked
          .failure()
          .ifPresent(
              why -> out.append("  ").append(visible(why.zh() + " / " + why.en())).append('\n'));
      looked.columns().stream()
          .filter(column -> column.standing() != Standing.NOTHING)
          .filter(column -> column.standing() != Standing.TOO_FEW)
          .forEach(column -> line(out, column));
      out.append("  ").append(sum(looked)).append('\n');
    }
    return out.toString();
  }

  private static void line(StringBuilder out, ColumnJudgement column) {
    ColumnFinding finding = column.finding();
    String label =
        switch (column.standing()) {
          case LOWER -> column.declared().orElseThrow() + " 过低 / is too low → ";
          case UNCLEAR -> column.declared().orElseThrow() + " 存疑 / is in doubt → ";
          case UNLABELLED -> "无标签 / no label → ";
          case FITTING, NOTHING, TOO_FEW ->
              column.declared().map(Sensitivity::name).orElse("") + " 相符 / fits ";
        };
    String proposed =
        finding.category().map(c -> finding.sensitivity().orElseThrow() + " " + c).orElse("?");
    out.append(column.isTooLoose() ? "! " : "  ")
        .append(visible(column.name()))
        .append(": ")
        .append(label)
        .append(proposed)
        .append(confidence(finding).map(c -> String.format(Locale.ROOT, " (%.2f)", c)).orElse(""))
        .append("  ")
        .append(finding.reason().zh())
        .append(" / ")
        .append(finding.reason().en())
        .append('\n');
    if (column.described() && !column.unconfirmed().isEmpty()) {
      out.append("    未确认 / not confirmed: detected: [")
          .append(String.join(", ", column.unconfirmed()))
          .append("]\n");
    }
    if (finding.category().isEmpty()) {
      for (DetectorHit hit : finding.hits()) {
        out.append("    ")
            .append(hit.detector().title().zh())
            .append("：")
            .append(hit.reason().zh())
            .append(" / ")
            .append(hit.detector().title().en())
            .append(": ")
            .append(hit.reason().en())
            .append('\n');
      }
    }
  }

  private static String sum(Looked looked) {
    long nothing = count(looked, Standing.NOTHING);
    long few = count(looked, Standing.TOO_FEW);
    return looked.columns().size()
        + " 列：未发现 "
        + nothing
        + "，值太少 "
        + few
        + " / columns: nothing found in "
        + nothing
        + ", too few values in "
        + few;
  }

  private static long count(Looked looked, Standing standing) {
    return looked.columns().stream().filter(column -> column.standing() == standing).count();
  }

  private static Optional<Double> confidence(ColumnFinding finding) {
    return finding.hits().stream().findFirst().map(DetectorHit::confidence);
  }

  /** For tools. */
  public String json() {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (Looked looked : resources) {
        json.writeStartObject();
        json.writeStringField("resource", looked.name());
        if (looked.failure().isPresent()) {
          bilingual(json, "failure", looked.failure().get());
        } else {
          json.writeNullField("failure");
        }
        json.writeArrayFieldStart("columns");
        for (ColumnJudgement column : looked.columns()) {
          column(json, column);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.append('\n').toString();
  }

  private static void column(JsonGenerator json, ColumnJudgement column) throws IOException {
    ColumnFinding finding = column.finding();
    boolean found = finding.category().isPresent();
    json.writeStartObject();
    json.writeStringField("column", column.name());
    json.writeBooleanField("described", column.described());
    json.writeStringField("declared", column.declared().map(Enum::name).orElse(null));
    json.writeStringField("standing", word(column.standing()));
    json.writeStringField("verdict", word(finding.verdict()));
    json.writeStringField("sensitivity", found ? finding.sensitivity().orElseThrow().name() : null);
    json.writeStringField("category", finding.category().orElse(null));
    json.writeNumberField("values", finding.values());
    bilingual(json, "reason", finding.reason());
    words(json, "confirmed", column.confirmed());
    words(json, "unconfirmed", column.unconfirmed());
    json.writeArrayFieldStart("hits");
    for (DetectorHit hit : finding.hits()) {
      json.writeStartObject();
      json.writeStringField("detector", hit.detector().word());
      json.writeNumberField("confidence", Math.round(hit.confidence() * 1000) / 1000.0);
      bilingual(json, "reason", hit.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void words(JsonGenerator json, String name, List<String> words)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String word : words) {
      json.writeString(word);
    }
    json.writeEndArray();
  }

  private static void bilingual(JsonGenerator json, String name, Bilingual text)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("zh", text.zh());
    json.writeStringField("en", text.en());
    json.writeEndObject();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A name comes from a source, which must not steer the terminal. */
  private static String visible(String text) {
    return text.replaceAll("\\p{C}", "?");
  }
}
