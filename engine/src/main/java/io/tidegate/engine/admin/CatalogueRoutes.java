package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.catalog.search.Facet;
import io.tidegate.catalog.search.Found;
import io.tidegate.catalog.search.Question;
import io.tidegate.engine.catalogue.LiveCatalogue;
import io.tidegate.engine.openapi.MemberOutcomes;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.AnswerShape.Nested;
import io.tidegate.engine.plan.AnswerShape.Value;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The catalogue as the portal shows it to anybody: what services there are, what they answer with,
 * what hides which field from whom, and on what terms they are served. Nothing of it is data.
 */
final class CatalogueRoutes {
  private static final String SERVICES = "/portal/v1/services";
  private static final int USUAL_PAGE = 20;
  private static final int LARGEST_PAGE = 100;

  private final LiveCatalogue catalogue;

  CatalogueRoutes(LiveCatalogue catalogue) {
    this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
  }

  List<AdminRoute> all() {
    List<String> query = new ArrayList<>(List.of("q"));
    for (Facet facet : Facet.values()) {
      query.add(facet.word());
    }
    query.addAll(List.of("page", "size"));
    return List.of(
        route(SERVICES, query, "检索数据服务", "looks for services that are live", this::find),
        route(
            SERVICES + "/{service}",
            List.of(),
            "一个数据服务的说明",
            "one service: its fields, masks, parameters and terms",
            this::service));
  }

  private static AdminRoute route(
      String template, List<String> query, String zh, String en, AdminRoute.Act act) {
    return new AdminRoute(
        "GET", template, AdminRoute.ANYBODY, false, query, 200, new Bilingual(zh, en), act);
  }

  private AdminAnswer find(AdminRequest request) throws AdminException {
    long page = request.number("page", 1);
    long size = Math.min(LARGEST_PAGE, request.number("size", USUAL_PAGE));
    String text = request.query().getOrDefault("q", "");
    if (text.length() > Question.LONGEST
        || page < 1
        || size < 1
        || page > Question.DEEPEST / size) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    Map<Facet, Set<String>> chosen = new EnumMap<>(Facet.class);
    for (Facet facet : Facet.values()) {
      String value = request.query().get(facet.word());
      if (value != null) {
        chosen.put(facet, Set.of(value));
      }
    }
    LiveCatalogue.Page found = catalogue.find(new Question(text, chosen, (int) page, (int) size));
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("items");
          for (int i = 0; i < found.services().size(); i++) {
            json.writeStartObject();
            summary(json, found.services().get(i));
            matches(json, found.found().hits().get(i));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberField("total", found.found().total());
          json.writeNumberField("page", page);
          json.writeNumberField("size", size);
          facets(json, found.found().facets());
        });
  }

  private static void facets(JsonGenerator json, Map<Facet, Map<String, Integer>> facets)
      throws IOException {
    json.writeObjectFieldStart("facets");
    for (Map.Entry<Facet, Map<String, Integer>> facet : facets.entrySet()) {
      json.writeArrayFieldStart(facet.getKey().word());
      for (Map.Entry<String, Integer> value : facet.getValue().entrySet()) {
        json.writeStartObject();
        json.writeStringField("value", value.getKey());
        json.writeNumberField("count", value.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void matches(JsonGenerator json, Found.Hit hit) throws IOException {
    json.writeArrayFieldStart("matches");
    for (Found.Match match : hit.matches()) {
      json.writeStartObject();
      json.writeStringField("in", match.text().in());
      json.writeStringField("text", match.text().text());
      json.writeArrayFieldStart("ranges");
      for (Found.Range range : match.ranges()) {
        json.writeStartArray();
        json.writeNumber(range.from());
        json.writeNumber(range.to());
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private AdminAnswer service(AdminRequest request) throws AdminException {
    List<GovernedPlan> releases = catalogue.service(request.path().get("service"));
    if (releases.isEmpty()) {
      throw new AdminException(AdminProblem.UNKNOWN);
    }
    return AdminAnswer.json(
        200,
        json -> {
          json.writeStringField("service", releases.getFirst().service());
          json.writeArrayFieldStart("releases");
          for (GovernedPlan release : releases) {
            json.writeStartObject();
            release(json, release);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void release(JsonGenerator json, GovernedPlan plan) throws IOException {
    summary(json, plan);
    json.writeStringField("path", plan.path());
    json.writeBooleanField("anonymous", plan.anonymous());
    json.writeBooleanField("list", plan.answer().list());
    json.writeNumberField("timeout_ms", plan.timeout().toMillis());
    ServicesDocument.terms(json, plan);
    ServicesDocument.parameters(json, plan);
    json.writeArrayFieldStart("fields");
    fields(json, plan, plan.answer(), "");
    json.writeEndArray();
  }

  private static void fields(
      JsonGenerator json, GovernedPlan plan, AnswerShape shape, String before) throws IOException {
    for (AnswerShape.Member member : shape.members()) {
      String path = before + member.name();
      switch (member) {
        case Value value -> field(json, plan, value, path);
        case Nested nested ->
            fields(json, plan, nested.shape(), path + (nested.shape().list() ? "[]." : "."));
      }
    }
  }

  private static void field(JsonGenerator json, GovernedPlan plan, Value value, String path)
      throws IOException {
    MemberOutcomes outcomes = MemberOutcomes.of(plan, value);
    json.writeStartObject();
    json.writeStringField("field", path);
    json.writeStringField("type", value.type().word());
    json.writeBooleanField("list", value.list());
    if (value.title().isPresent()) {
      AdminAnswer.bilingual(json, "title", value.title().get());
    }
    json.writeObjectFieldStart("masks");
    for (Map.Entry<String, String> mask : outcomes.masks().entrySet()) {
      json.writeStringField(mask.getKey(), mask.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void summary(JsonGenerator json, GovernedPlan plan) throws IOException {
    json.writeStringField("service", plan.service());
    json.writeStringField("version", plan.version().toString());
    AdminAnswer.bilingual(json, "title", plan.title());
    AdminAnswer.bilingual(json, "summary", plan.summary());
    json.writeStringField("area", plan.area().word());
    json.writeStringField("department", plan.department());
    json.writeStringField("openness", plan.openness().name().toLowerCase(Locale.ROOT));
    AdminAnswer.words(json, "tags", plan.tags());
  }
}
