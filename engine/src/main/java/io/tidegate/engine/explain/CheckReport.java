package io.tidegate.engine.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.parse.ServiceParser;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What checking some files found. The JSON is a contract with CI systems and editors: an array with
 * one object per file.
 *
 * @param files in the order they were checked
 */
public record CheckReport(List<FileReport> files) {
  public CheckReport {
    files = List.copyOf(files);
  }

  /**
   * What was found in one file.
   *
   * @param service the service's id, as far as it could be read
   */
  public record FileReport(
      String file,
      Optional<String> service,
      Optional<String> version,
      Optional<CheckedPlan> checked,
      List<Diagnostic> diagnostics) {
    public FileReport {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(checked, "checked");
      diagnostics = List.copyOf(diagnostics);
    }

    public static FileReport of(String file, Outcome<CheckedPlan> outcome) {
      return new FileReport(
          file,
          outcome.value().map(c -> c.plan().service()),
          outcome.value().map(c -> c.plan().version().toString()),
          outcome.value(),
          outcome.diagnostics());
    }

    /** What was found in a text; one that is refused is named as far as that could be read. */
    public static FileReport of(SourceText text, Outcome<CheckedPlan> outcome) {
      FileReport report = of(text.name(), outcome);
      if (report.ok()) {
        return report;
      }
      Optional<ServiceDefinition> definition = ServiceParser.parse(text).value();
      return new FileReport(
          report.file(),
          definition.map(d -> d.service().value()),
          definition.map(d -> d.version().value().toString()),
          Optional.empty(),
          report.diagnostics());
    }

    public boolean ok() {
      return checked.isPresent();
    }
  }

  public boolean allOk() {
    return files.stream().allMatch(FileReport::ok);
  }

  /** For people. */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (FileReport file : files) {
      file.diagnostics().forEach(d -> out.append(DiagnosticText.of(d)));
      file.checked()
          .ifPresent(
              c ->
                  out.append(TerminalText.visible(file.file()))
                      .append(": ok  ")
                      .append(c.plan().service())
                      .append(' ')
                      .append(c.plan().version())
                      .append("  ")
                      .append(c.fingerprint(), 0, 12)
                      .append('\n'));
    }
    long ok = files.stream().filter(FileReport::ok).count();
    out.append(ok).append(" ok, ").append(files.size() - ok).append(" refused\n");
    return out.toString();
  }

  /** For tools. */
  public String json() {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (FileReport file : files) {
        file(json, file);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.append('\n').toString();
  }

  private static void file(JsonGenerator json, FileReport file) throws IOException {
    json.writeStartObject();
    members(json, file);
    json.writeEndObject();
  }

  /** The one JSON shape of what was found in a file, as members of an object that is begun. */
  public static void members(JsonGenerator json, FileReport file) throws IOException {
    json.writeStringField("file", file.file());
    json.writeStringField("service", file.service().orElse(null));
    json.writeStringField("version", file.version().orElse(null));
    json.writeStringField("outcome", file.ok() ? "ok" : "refused");
    json.writeStringField("fingerprint", file.checked().map(CheckedPlan::fingerprint).orElse(null));
    json.writeArrayFieldStart("diagnostics");
    for (Diagnostic diagnostic : file.diagnostics()) {
      diagnostic(json, diagnostic);
    }
    json.writeEndArray();
    if (file.checked().isPresent()) {
      json.writeFieldName("certificate");
      CheckedPlan checked = file.checked().get();
      certificate(json, checked.certificate());
      variants(json, checked.plan(), checked.certificate(), checked.variants());
    } else {
      json.writeNullField("certificate");
    }
  }

  /** The one JSON shape of a diagnostic, wherever it is shown. */
  public static void diagnostic(JsonGenerator json, Diagnostic diagnostic) throws IOException {
    Span span = diagnostic.span();
    json.writeStartObject();
    json.writeStringField("code", diagnostic.code().id());
    json.writeStringField("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringField("message", diagnostic.message());
    json.writeStringField("help", diagnostic.help());
    if (diagnostic.suggestion().isPresent()) {
      json.writeStringField("suggestion", diagnostic.suggestion().get());
    }
    if (diagnostic.rule().isPresent()) {
      json.writeStringField("rule", diagnostic.rule().get());
    }
    json.writeStringField("file", span.source().name());
    json.writeNumberField("line", span.line());
    json.writeNumberField("column", span.column());
    json.writeNumberField("endLine", span.endLine());
    json.writeNumberField("endColumn", span.endColumn());
    json.writeEndObject();
  }

  /** The one JSON shape of a certificate, as a text. */
  public static String certificate(Certificate certificate) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      certificate(json, certificate);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toString();
  }

  /** The one JSON shape of a certificate. */
  public static void certificate(JsonGenerator json, Certificate certificate) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("fields");
    for (Certificate.CertifiedField field : certificate.fields()) {
      json.writeStartObject();
      json.writeStringField("path", field.path());
      json.writeStringField("type", field.type().word());
      json.writeBooleanField("nullable", field.nullable());
      strings(json, "outputs", field.outputs());
      proof(json, field.proof());
      masks(json, "controlMasks", field.controlMasks());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("headers");
    for (Certificate.CertifiedHeader header : certificate.headers()) {
      json.writeStartObject();
      json.writeStringField("name", header.name());
      strings(json, "outputs", header.outputs());
      proof(json, header.proof());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("outputs");
    for (Certificate.CertifiedOutput output : certificate.outputs()) {
      json.writeStartObject();
      json.writeStringField("read", output.read());
      json.writeStringField("name", output.name());
      proof(json, output.proof());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("influences");
    for (Certificate.CertifiedInfluence influence : certificate.influences()) {
      json.writeStartObject();
      json.writeStringField("column", influence.column().toString());
      json.writeStringField("where", influence.where().name());
      json.writeBooleanField("probe", influence.probe());
      json.writeStringField("allowedBy", String.join(", ", influence.allowedBy()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rawKeys");
    for (Certificate.CertifiedRaw raw : certificate.raws()) {
      json.writeStartObject();
      json.writeStringField("read", raw.read());
      json.writeStringField("parameter", raw.parameter());
      strings(json, "columns", raw.columns().stream().map(Object::toString).toList());
      json.writeStringField("allowedBy", String.join(", ", raw.allowedBy()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("statistics");
    for (Certificate.CertifiedStatistic statistic : certificate.statistics()) {
      json.writeStartObject();
      json.writeStringField("read", statistic.read());
      json.writeStringField("resource", statistic.resource());
      json.writeNumberField("least", statistic.least());
      strings(json, "roles", statistic.roles());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("sourcesUsed");
    for (Certificate.CertifiedSource source : certificate.sources()) {
      json.writeStartObject();
      json.writeStringField("source", source.source());
      strings(json, "resources", source.resources());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("calls");
    for (Certificate.CertifiedCall call : certificate.calls()) {
      json.writeStartObject();
      json.writeStringField("place", call.place());
      json.writeStringField("service", call.service());
      json.writeStringField("version", call.version());
      json.writeStringField("fingerprint", call.fingerprint());
      json.writeStringField("approval", call.approval().map(Approval::word).orElse("none"));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * What audiences see in another way than whoever is of none of them; nothing where all see the
   * same.
   *
   * @param certificates of the plan's variants, in their order
   */
  public static void variants(
      JsonGenerator json, GovernedPlan plan, Certificate strictest, List<Certificate> certificates)
      throws IOException {
    if (certificates.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("variants");
    for (int v = 0; v < certificates.size(); v++) {
      json.writeStartObject();
      strings(
          json,
          "audiences",
          plan.variants().get(v).audiences().stream().map(Audience::text).toList());
      json.writeArrayFieldStart("fields");
      for (int f = 0; f < strictest.fields().size(); f++) {
        Certificate.CertifiedField seen = certificates.get(v).fields().get(f);
        if (!seen.proof().masks().equals(strictest.fields().get(f).proof().masks())) {
          json.writeStartObject();
          json.writeStringField("path", seen.path());
          masks(json, "masks", seen.proof().masks());
          strings(json, "rules", seen.proof().rules());
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void proof(JsonGenerator json, Certificate.Proof proof) throws IOException {
    strings(json, "sources", proof.sources().stream().map(Object::toString).toList());
    strings(json, "control", proof.control().stream().map(Object::toString).toList());
    json.writeStringField("label", proof.label());
    masks(json, "masks", proof.masks());
    strings(json, "rules", proof.rules());
  }

  private static void masks(JsonGenerator json, String name, SortedMap<Relation, String> masks)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (var mask : masks.entrySet()) {
      json.writeStringField(mask.getKey().name(), mask.getValue());
    }
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
