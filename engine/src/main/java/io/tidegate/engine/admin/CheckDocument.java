package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.draft.Previews;
import io.tidegate.engine.draft.Previews.Preview;
import io.tidegate.engine.draft.Previews.PreviewCaller;
import io.tidegate.engine.draft.Previews.RanStep;
import io.tidegate.engine.explain.CertificateWords;
import io.tidegate.engine.explain.CheckReport;
import io.tidegate.engine.explain.CheckReport.FileReport;
import io.tidegate.engine.explain.PlanText;
import io.tidegate.engine.gateway.Language;
import io.tidegate.engine.gateway.ProblemDocument;
import io.tidegate.engine.openapi.OpenApiDocument;
import io.tidegate.engine.plan.Certificate.CertifiedField;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.run.MissingPart;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.resolve.StepShapes;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Writes what a service document comes to, for whoever is writing it. */
final class CheckDocument {
  private CheckDocument() {}

  /**
   * What was found, what there is at each step, and of a sound document everything that was
   * derived.
   */
  static void write(JsonGenerator json, FileReport report, List<StepShapes> steps, Catalog catalog)
      throws IOException {
    CheckReport.members(json, report);
    json.writeArrayFieldStart("steps");
    for (StepShapes step : steps) {
      json.writeStartObject();
      json.writeNumberField("line", step.span().line());
      json.writeNumberField("column", step.span().column());
      json.writeObjectFieldStart("given");
      ShapeDocument.members(json, step.given());
      json.writeEndObject();
      json.writeObjectFieldStart("variables");
      for (Map.Entry<String, Shape> variable : step.variables().entrySet()) {
        json.writeObjectFieldStart(variable.getKey());
        ShapeDocument.members(json, variable.getValue());
        json.writeEndObject();
      }
      json.writeEndObject();
      if (step.yielded().isPresent()) {
        json.writeObjectFieldStart("yielded");
        ShapeDocument.members(json, step.yielded().get());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    if (report.checked().isPresent()) {
      derived(json, report.checked().get(), catalog);
    }
  }

  private static void derived(JsonGenerator json, CheckedPlan checked, Catalog catalog)
      throws IOException {
    json.writeObjectFieldStart("plan");
    ServicesDocument.plan(json, checked.plan());
    ServicesDocument.parameters(json, checked.plan());
    json.writeBooleanField("paged", checked.plan().paging().isPresent());
    json.writeObjectFieldStart("text");
    json.writeStringField("zh", PlanText.of(checked, true));
    json.writeStringField("en", PlanText.of(checked, false));
    json.writeEndObject();
    json.writeEndObject();
    json.writeArrayFieldStart("fields");
    for (CertifiedField field : checked.certificate().fields()) {
      field(json, field, checked.lines(), catalog);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("relations");
    for (Relation relation : relations(checked)) {
      json.writeStartObject();
      json.writeStringField("relation", relation.name());
      AdminAnswer.bilingual(json, "title", CertificateWords.title(relation));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("words");
    for (Bilingual sentence : CertificateWords.of(checked.certificate(), catalog)) {
      json.writeStartObject();
      json.writeStringField("zh", sentence.zh());
      json.writeStringField("en", sentence.en());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("callers");
    for (PreviewCaller caller : Previews.callers()) {
      json.writeStartObject();
      json.writeStringField("as", caller.as());
      json.writeStringField("name", caller.name());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeFieldName("openapi");
    json.writeRawValue(new String(OpenApiDocument.render(checked), StandardCharsets.UTF_8));
  }

  /** Those for which some field has a mask of its own, as the answer tells them apart. */
  private static SortedSet<Relation> relations(CheckedPlan checked) {
    SortedSet<Relation> relations = new TreeSet<>();
    checked.certificate().fields().forEach(f -> relations.addAll(f.proof().masks().keySet()));
    return relations;
  }

  private static void field(
      JsonGenerator json, CertifiedField field, Map<String, Integer> lines, Catalog catalog)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("path", field.path());
    json.writeStringField("type", field.type().word());
    json.writeBooleanField("nullable", field.nullable());
    json.writeStringField("label", field.proof().label());
    json.writeArrayFieldStart("sources");
    for (ColumnId column : field.proof().sources()) {
      json.writeStartObject();
      json.writeStringField("column", column.toString());
      Optional<Bilingual> title = CertificateWords.title(catalog, column);
      if (title.isPresent()) {
        AdminAnswer.bilingual(json, "title", title.get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    AdminAnswer.words(
        json, "decided_by", field.proof().control().stream().map(ColumnId::toString).toList());
    json.writeObjectFieldStart("masks");
    for (Map.Entry<Relation, String> mask : field.proof().masks().entrySet()) {
      json.writeStringField(mask.getKey().name(), mask.getValue());
    }
    json.writeEndObject();
    AdminAnswer.words(json, "rules", field.proof().rules());
    json.writeArrayFieldStart("lines");
    for (int line : field.outputs().stream().filter(lines::containsKey).map(lines::get).toList()) {
      json.writeNumber(line);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * What a caller would get: an answer or a problem, and how it came to it where that was kept.
   *
   * @param shapes of the document, for where its steps are written
   */
  static void write(
      JsonGenerator json, CheckedPlan checked, Preview preview, List<StepShapes> shapes)
      throws IOException {
    json.writeStringField("service", checked.plan().service());
    json.writeStringField("version", checked.plan().version().toString());
    json.writeStringField("fingerprint", checked.fingerprint());
    json.writeStringField("as", preview.as());
    json.writeNumberField("milliseconds", preview.took().toMillis());
    if (!preview.steps().isEmpty()) {
      json.writeArrayFieldStart("steps");
      for (RanStep step : preview.steps()) {
        ran(json, step, shapes);
      }
      json.writeEndArray();
    }
    if (preview.answer().isPresent()) {
      Answer answer = preview.answer().get();
      json.writeNumberField("status", 200);
      json.writeNumberField("rows", answer.tally().rows());
      AdminAnswer.words(json, "relations", answer.tally().relations());
      AdminAnswer.words(json, "masks", answer.tally().masks());
      AdminAnswer.words(
          json, "missing", answer.missing().stream().map(MissingPart::partCode).toList());
      json.writeFieldName("answer");
      json.writeRawValue(new String(answer.body(), StandardCharsets.UTF_8));
    } else {
      CallProblem problem = preview.problem().orElseThrow();
      json.writeNumberField("status", problem.code().status());
      json.writeFieldName("problem");
      json.writeRawValue(
          new String(
              ProblemDocument.render(problem, Language.ZH, preview.traceId()),
              StandardCharsets.UTF_8));
    }
  }

  private static void ran(JsonGenerator json, RanStep step, List<StepShapes> shapes)
      throws IOException {
    json.writeStartObject();
    Optional<Span> written =
        shapes.stream()
            .filter(one -> one.place().isPresent() && one.place().getAsInt() == step.place())
            .findFirst()
            .map(StepShapes::span);
    if (written.isPresent()) {
      json.writeNumberField("line", written.get().line());
      json.writeNumberField("column", written.get().column());
    }
    json.writeNumberField("after_microseconds", step.began().toNanos() / 1000);
    if (step.took().isPresent()) {
      json.writeNumberField("microseconds", step.took().get().toNanos() / 1000);
    }
    json.writeBooleanField("failed", step.took().isEmpty());
    json.writeNumberField("records", step.records());
    if (!step.body().isEmpty()) {
      json.writeFieldName("body");
      json.writeRawValue(step.body());
    }
    AdminAnswer.words(json, "masked", step.masked());
    json.writeEndObject();
  }
}
