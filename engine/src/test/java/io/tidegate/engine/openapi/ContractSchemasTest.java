package io.tidegate.engine.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What the schemas of a contract take and what not, of sample services. */
class ContractSchemasTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static GovernedPlan plan(String file) throws IOException {
    return Samples.compiler()
        .compile(
            new SourceText("service.yaml", Files.readString(Samples.FOLDERS.root().resolve(file))))
        .value()
        .orElseThrow()
        .plan();
  }

  private static JsonSchema schema(String text) {
    return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(text);
  }

  private static boolean takes(JsonSchema schema, String value) throws IOException {
    return schema.validate(JSON.readTree(value)).isEmpty();
  }

  @Test
  void everyMemberOfARowIsPromisedAndOthersMayCome() throws IOException {
    JsonSchema answer = schema(ContractSchemas.answer(plan("tutorial/declaration-goods.yaml")));
    String row = "{\"g_no\": 1, \"hs_code\": \"9403\", \"g_name\": \"x\", \"decl_price\": 1.5}";

    assertThat(takes(answer, "{\"rows\": [" + row + "]}")).isTrue();
    assertThat(takes(answer, "{\"rows\": [" + row.replace("{", "{\"more\": 1, ") + "]}")).isTrue();
    assertThat(takes(answer, "{\"rows\": [" + row.replace("\"g_no\": 1, ", "") + "]}")).isFalse();
    assertThat(takes(answer, "{\"rows\": [" + row.replace("1,", "\"1\",") + "]}")).isFalse();
    assertThat(takes(answer, "{}")).isFalse();
  }

  @Test
  void whatIsMaskedForSomeIsPromisedAsWhatItIs() throws IOException {
    assertThat(ContractSchemas.answer(plan("tutorial/declaration-goods.yaml")))
        .doesNotContain("_masked", "x-tidegate");
  }

  @Test
  void parametersAreThoseThatAreTakenAndNoOthers() throws IOException {
    JsonSchema parameters =
        schema(ContractSchemas.parameters(plan("tutorial/declaration-goods.yaml")));

    assertThat(takes(parameters, "{\"entryId\": \"379120241000000004\"}")).isTrue();
    assertThat(takes(parameters, "{}")).isFalse();
    assertThat(takes(parameters, "{\"entryId\": \"379120241000000004\", \"other\": 1}")).isFalse();
  }
}
