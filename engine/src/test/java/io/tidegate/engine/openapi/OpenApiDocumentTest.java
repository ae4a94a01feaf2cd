package io.tidegate.engine.openapi;

import static io.tidegate.engine.testing.PlanBuilder.formatted;
import static io.tidegate.engine.testing.PlanBuilder.parameter;
import static io.tidegate.engine.testing.PlanBuilder.plan;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import io.tidegate.engine.explain.Golden;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.testing.FakeEndpoint;
import io.tidegate.engine.testing.PlanBuilder;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.definition.ParameterDefinition.Place;
import io.tidegate.route.definition.ParameterFormat;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
  private static final Path GOLDEN = Path.of("src/test/resources/openapi/two-services.json");
  private static final MaskSpec BAND =
      new MaskSpec("M-AMT", MaskKind.BAND, new TreeMap<>(Map.of("thresholds", "1000,10000")));
  private static final MaskSpec MONTH =
      new MaskSpec("M-DATE", MaskKind.DATE_TO, new TreeMap<>(Map.of("unit", "month")));

  private static PlanBuilder details() {
    return plan("declaration-details", "/api/dec/v1/declarations/{entryId}")
        .with(formatted("entryId", Place.PATH, ParameterFormat.ENTRY_ID))
        .related()
        .member("entry_id", FieldType.STRING, false, Map.of(Relation.PRINCIPAL, MaskSpec.NONE))
        .member(
            "decl_total",
            FieldType.NUMBER,
            false,
            Map.of(Relation.PRINCIPAL, MaskSpec.NONE, Relation.CARRIER, BAND))
        .member(
            "declare_date",
            FieldType.DATE,
            true,
            Map.of(Relation.PRINCIPAL, MaskSpec.NONE, Relation.CARRIER, MONTH))
        .member(
            "agent_name",
            FieldType.STRING,
            false,
            Map.of(Relation.PRINCIPAL, MaskSpec.NONE, Relation.CARRIER, MaskSpec.DROP))
        .member(
            "pack_no",
            FieldType.INTEGER,
            false,
            Map.of(Relation.PRINCIPAL, MaskSpec.NONE, Relation.CARRIER, MaskSpec.COVER))
        .nested(
            "items",
            new AnswerShape(
                true,
                List.of(
                    new AnswerShape.Value(
                        "g_no", FieldType.INTEGER, false, false, Lineage.NONE, Optional.empty())),
                false));
  }

  private static PlanBuilder changes() {
    return plan("declaration-changes", "/api/dec/v1/declarations")
        .openTo(Openness.CONDITIONAL, Approval.REVIEW)
        .with(parameter("updatedSince", Place.QUERY, FieldType.DATE_TIME))
        .with(
            new PlannedParameter(
                "ieFlag",
                Place.QUERY,
                FieldType.STRING,
                Optional.empty(),
                false,
                1,
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of("I", "E"),
                Optional.of("I"),
                new Bilingual("进出口标志", "Import or export"),
                Optional.of("E")))
        .with(
            new PlannedParameter(
                "days",
                Place.QUERY,
                FieldType.INTEGER,
                Optional.empty(),
                false,
                9,
                OptionalInt.of(1),
                OptionalInt.of(90),
                List.of(),
                Optional.of("7"),
                new Bilingual("天数", "Days"),
                Optional.of("30")))
        .paged(100, 500)
        .member("updated_at", FieldType.DATE_TIME, false, Map.of());
  }

  private static String render(GovernedPlan... plans) {
    List<LiveEndpoint> endpoints =
        Arrays.stream(plans).map(p -> (LiveEndpoint) FakeEndpoint.answering(p, "{}")).toList();
    return new String(OpenApiDocument.render(new EndpointTable(1, endpoints)), UTF_8);
  }

  private static OpenAPI parsed(GovernedPlan... plans) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult result =
        new OpenAPIV3Parser().readContents(render(plans), List.of(), options);
    assertThat(result.getMessages()).isEmpty();
    return result.getOpenAPI();
  }

  private static Schema<?> member(OpenAPI document, String name) {
    return (Schema<?>)
        document.getComponents().getSchemas().get("DeclarationDetailsV1").getProperties().get(name);
  }

  @Test
  void theDocumentOfTwoServicesIsAsReviewed() throws IOException {
    Golden.check(
        GOLDEN, render(details().build(), changes().build()).replace(",\"", ",\n\"") + "\n");
  }

  @Test
  void theOrderServicesAreGivenInDoesNotShow() {
    assertThat(render(details().build(), changes().build()))
        .isEqualTo(render(changes().build(), details().build()));
  }

  @Test
  void aParserOfTheSpecificationFindsNothingWrong() {
    OpenAPI document = parsed(details().build(), changes().build());

    assertThat(document.getOpenapi()).isEqualTo("3.1.0");
    assertThat(document.getPaths().keySet())
        .containsExactly(
            "/api/dec/v1/declarations", "/api/dec/v1/declarations/{entryId}", "/me/quota");
    assertThat(parsed().getPaths().keySet()).containsExactly("/me/quota");
  }

  /** A shifted date is a date, a rounded number a number; covered, either is nothing. */
  @Test
  void aMaskThatKeepsTheTypeKeepsTheFormat() {
    MaskSpec shift =
        new MaskSpec("M-DAY", MaskKind.DATE_SHIFT, new TreeMap<>(Map.of("subject", "trade_usci")));
    MaskSpec round = new MaskSpec("M-ROUND", MaskKind.ROUND, new TreeMap<>(Map.of("to", "1000")));
    OpenAPI document =
        parsed(
            plan("declaration-details", "/api/dec/v1/declarations")
                .related()
                .member("declare_date", FieldType.DATE, false, Map.of(Relation.CARRIER, shift))
                .member("decl_total", FieldType.NUMBER, false, Map.of(Relation.CARRIER, round))
                .build());

    assertThat(member(document, "declare_date").getTypes()).isEqualTo(Set.of("string", "null"));
    assertThat(member(document, "declare_date").getFormat()).isEqualTo("date");
    assertThat(member(document, "decl_total").getTypes()).isEqualTo(Set.of("number", "null"));
  }

  @Test
  void aMemberCanBeWhateverItsMasksMakeOfIt() {
    OpenAPI document = parsed(details().build());

    assertThat(member(document, "entry_id").getTypes()).isEqualTo(Set.of("string"));
    assertThat(member(document, "decl_total").getTypes()).isEqualTo(Set.of("number", "string"));
    assertThat(member(document, "declare_date").getTypes()).isEqualTo(Set.of("string", "null"));
    assertThat(member(document, "declare_date").getFormat()).as("a month is no date").isNull();
    assertThat(member(document, "agent_name").getTypes()).isEqualTo(Set.of("string", "null"));
    assertThat(member(document, "pack_no").getTypes())
        .as("a covered number is null")
        .isEqualTo(Set.of("integer", "null"));
    assertThat(member(document, "decl_total").getExtensions())
        .containsEntry("x-tidegate-masks", Map.of("PRINCIPAL", "none", "CARRIER", "M-AMT"));
    assertThat(member(document, "entry_id").getExtensions()).isNull();
  }

  @Test
  void aRelatedRecordSaysWhatTheCallerIsToItAndWhatIsMasked() {
    OpenAPI document = parsed(details().build());

    assertThat(member(document, "_relation").getItems().getEnum().toString())
        .isEqualTo("[PRINCIPAL, AGENT, CARRIER, DELEGATE]");
    assertThat(member(document, "_masked").getItems().getEnum().toString())
        .isEqualTo("[entry_id, decl_total, declare_date, agent_name, pack_no]");
  }

  @Test
  void aListHasItsEnvelopeAndAPageItsCursor() {
    OpenAPI document =
        parsed(
            changes().build(),
            plan("codes", "/api/param/v1/codes")
                .list()
                .anonymous()
                .member("code", FieldType.STRING, false, Map.of())
                .build());

    assertThat(
            document
                .getComponents()
                .getSchemas()
                .get("DeclarationChangesV1")
                .getProperties()
                .keySet())
        .isEqualTo(Set.of("rows", "next_cursor", "has_more"));
    assertThat(
            (Object) document.getComponents().getSchemas().get("CodesV1").getProperties().keySet())
        .isEqualTo(Set.of("rows"));
  }

  @Test
  void anOperationSaysWhatItNeedsAndWhatGovernsIt() {
    OpenAPI document =
        parsed(
            details().build(),
            changes().build(),
            plan("codes", "/api/param/v1/codes")
                .anonymous()
                .member("code", FieldType.STRING, false, Map.of())
                .build());
    var changes = document.getPaths().get("/api/dec/v1/declarations").getGet();
    var details = document.getPaths().get("/api/dec/v1/declarations/{entryId}").getGet();
    var codes = document.getPaths().get("/api/param/v1/codes").getGet();

    assertThat(changes.getResponses()).containsKey("403");
    assertThat(details.getResponses())
        .doesNotContainKeys("403", "405")
        .containsKeys("200", "304", "400", "401", "404");
    assertThat(codes.getSecurity()).hasSize(5).anyMatch(Map::isEmpty);
    assertThat(details.getSecurity()).hasSize(4).noneMatch(Map::isEmpty);
    assertThat(changes.getExtensions().get("x-tidegate").toString())
        .contains("approval=review", "openness=conditional", "fingerprint=" + "f1".repeat(32));
    assertThat(changes.getParameters().stream().map(p -> p.getName()).toList())
        .containsExactly("updatedSince", "ieFlag", "days", "limit", "cursor");
  }
}
