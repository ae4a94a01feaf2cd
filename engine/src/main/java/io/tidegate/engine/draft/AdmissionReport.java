package io.tidegate.engine.draft;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What the machine found out about one plan, for whoever decides about it.
 *
 * @param fingerprint of the plan
 */
public record AdmissionReport(String fingerprint, Instant at, List<Section> sections) {
  public AdmissionReport {
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(at, "at");
    sections = List.copyOf(sections);
  }

  /** One kind of examination. */
  public record Section(String name, Bilingual title, List<Finding> findings) {
    public Section {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(title, "title");
      findings = List.copyOf(findings);
    }

    public boolean passed() {
      return findings.stream().noneMatch(finding -> finding.result() == Result.FAILED);
    }
  }

  /** How one examination ended. */
  public enum Result {
    PASSED,
    FAILED,
    /** It could not be made; the detail says what is missing. */
    NOT_TRIED
  }

  /**
   * One examination.
   *
   * @param detail numbers, codes and places; never a value of a record
   */
  public record Finding(Bilingual what, Result result, String detail) {
    public Finding {
      Objects.requireNonNull(what, "what");
      Objects.requireNonNull(result, "result");
      Objects.requireNonNull(detail, "detail");
    }
  }

  /** Whether nothing failed. */
  public boolean passed() {
    return sections.stream().allMatch(Section::passed);
  }

  /** As it is stored and told. */
  public String json() {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("fingerprint", fingerprint);
      json.writeStringField("at", at.toString());
      json.writeBooleanField("passed", passed());
      json.writeArrayFieldStart("sections");
      for (Section section : sections) {
        section(json, section);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toString();
  }

  private static void section(JsonGenerator json, Section section) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", section.name());
    bilingual(json, "title", section.title());
    json.writeBooleanField("passed", section.passed());
    json.writeArrayFieldStart("findings");
    for (Finding finding : section.findings()) {
      json.writeStartObject();
      bilingual(json, "what", finding.what());
      json.writeStringField("result", finding.result().name().toLowerCase(Locale.ROOT));
      json.writeStringField("detail", finding.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void bilingual(JsonGenerator json, String name, Bilingual text)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("zh", text.zh());
    json.writeStringField("en", text.en());
    json.writeEndObject();
  }
}
