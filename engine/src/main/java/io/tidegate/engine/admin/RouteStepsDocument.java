package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.route.definition.AnswerHeader;
import io.tidegate.route.definition.AuthorProblem;
import io.tidegate.route.definition.Combination.Strategy;
import io.tidegate.route.definition.SourceFailure;
import io.tidegate.route.parse.RouteSubset;
import io.tidegate.route.script.ScriptVocabulary;
import io.tidegate.route.sql.SqlVocabulary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Writes the steps a route may have, as the parser knows them, for a palette to offer. */
final class RouteStepsDocument {
  private static final JsonFactory JSON = new JsonFactory();

  private RouteStepsDocument() {}

  static byte[] all() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("steps");
      for (RouteSubset.Step step : RouteSubset.steps()) {
        step(json, step);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("strategies");
      for (Strategy strategy : Strategy.values()) {
        json.writeStartObject();
        json.writeStringField("word", strategy.word());
        json.writeBooleanField("keyed", strategy.keyed());
        json.writeStringField("meaning", strategy.meaning());
        json.writeEndObject();
      }
      json.writeEndArray();
      AdminAnswer.words(json, "languages", RouteSubset.languages());
      AdminAnswer.words(json, "functions", ScriptVocabulary.functions());
      AdminAnswer.words(json, "sql_functions", SqlVocabulary.functions());
      AdminAnswer.words(json, "answer_headers", AnswerHeader.words());
      AdminAnswer.words(json, "failures", SourceFailure.words());
      json.writeStringField("any_failure", SourceFailure.ANY);
      AdminAnswer.words(json, "problems", AuthorProblem.words());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void step(JsonGenerator json, RouteSubset.Step step) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", step.name());
    if (!step.endpoint().isEmpty()) {
      json.writeStringField("endpoint", step.endpoint());
    }
    AdminAnswer.bilingual(json, "title", step.title());
    AdminAnswer.bilingual(json, "meaning", step.meaning());
    json.writeArrayFieldStart("options");
    for (RouteSubset.Option option : step.options()) {
      json.writeStartObject();
      json.writeStringField("name", option.name());
      json.writeStringField("kind", option.kind().name().toLowerCase(Locale.ROOT));
      json.writeBooleanField("required", option.required());
      AdminAnswer.bilingual(json, "meaning", option.meaning());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
