package io.tidegate.engine.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerSchemaTest {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["rows"], "additionalProperties": false, "properties": {
        "rows": {"type": "array", "items": {"type": "object", "required": ["no", "price"],
          "additionalProperties": false, "properties": {
            "no": {"type": "string", "x-tidegate-masks": {}}, "price": {"type": ["number", "null"]},
            "_relation": {"type": "array", "items": {"type": "string", "enum": ["AGENT"]}}}}}}}
      """;

  private static List<String> wrong(String schema, String answer) throws IOException {
    ObjectMapper json = new ObjectMapper();
    return new AnswerSchema(json.readTree(schema)).wrong(json.readTree(answer));
  }

  @Test
  void whatIsPromisedIsSound() throws IOException {
    assertThat(
            wrong(
                SCHEMA,
                "{\"rows\": [{\"no\": \"1\", \"price\": 3, \"_relation\": [\"AGENT\"]},"
                    + " {\"no\": \"2\", \"price\": null}]}"))
        .isEmpty();
  }

  @Test
  void whateverElseIsToldByItsPlaceAndNotByItsValue() throws IOException {
    assertThat(wrong(SCHEMA, "{}")).containsExactly("/rows is missing");
    assertThat(wrong(SCHEMA, "[]")).containsExactly(": array is not promised");
    assertThat(
            wrong(
                SCHEMA,
                "{\"rows\": [{\"no\": 7, \"price\": \"secret\", \"more\": 1, \"_relation\":"
                    + " [\"OTHER\"]}]}"))
        .containsExactly(
            "/rows[]/no: integer is not promised",
            "/rows[]/price: string is not promised",
            "/rows[]/more is not described",
            "/rows[]/_relation[]: a value that is not promised");
  }

  @Test
  void aSchemaThatIsNotUnderstoodPromisesNothing() throws IOException {
    assertThat(wrong("{\"oneOf\": []}", "{}"))
        .containsExactly(": the schema says oneOf, which is not understood");
  }
}
