package io.tidegate.catalog.registry;

import static io.tidegate.catalog.registry.BrokenPromise.Kind.CHANGED;
import static io.tidegate.catalog.registry.BrokenPromise.Kind.REMOVED;
import static io.tidegate.catalog.registry.BrokenPromise.Kind.REQUIRED;
import static io.tidegate.catalog.registry.BrokenPromise.Place.ANSWER;
import static io.tidegate.catalog.registry.BrokenPromise.Place.PARAMETER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BrokenPromiseTest {
  private static final String ROWS =
      """
      {"type": "object", "required": ["rows"], "properties": {"rows": {"type": "array", "items":
        {"type": "object", "required": ["no", "at"], "properties": {
          "no": {"type": "string"},
          "at": {"type": ["string", "null"], "format": "date"},
          "items": {"type": "array", "items": {"type": "object", "properties": {"hs": {"type": "string"}}}}}}}}}
      """;
  private static final String ASKED =
      """
      {"type": "object", "required": ["no"], "properties": {
        "no": {"type": "string", "maxLength": 18}, "flag": {"type": "string", "enum": ["I", "E"]}}}
      """;

  private static Contract contract(String answer, String parameters) {
    return new Contract("boxes", 1, "1.0.0", "", "{}", answer, parameters);
  }

  private static List<BrokenPromise> broken(String answer, String parameters) {
    return BrokenPromise.between(contract(ROWS, ASKED), contract(answer, parameters));
  }

  @Test
  void whatIsTheSameOrMoreBreaksNothing() {
    assertThat(broken(ROWS, ASKED)).isEmpty();
    assertThat(
            broken(
                ROWS.replace(
                    "\"no\": {\"type\": \"string\"}",
                    "\"no\": {\"type\": \"string\"}, \"more\": {\"type\": \"string\"}"),
                ASKED.replace("\"flag\":", "\"other\": {\"type\": \"string\"}, \"flag\":")))
        .isEmpty();
    assertThat(broken(ROWS.replace("[\"string\", \"null\"]", "\"string\""), ASKED)).isEmpty();
  }

  @Test
  void aMemberIsNamedAlsoWithinAListOfAList() {
    assertThat(broken(ROWS.replace("\"hs\": {\"type\": \"string\"}", ""), ASKED))
        .containsExactly(new BrokenPromise(ANSWER, "rows.items.hs", REMOVED));
    assertThat(
            broken(
                ROWS.replace("\"no\": {\"type\": \"string\"}", "\"no\": {\"type\": \"integer\"}"),
                ASKED))
        .containsExactly(new BrokenPromise(ANSWER, "rows.no", CHANGED));
    assertThat(
            broken(
                ROWS.replace(
                    "\"no\": {\"type\": \"string\"}", "\"no\": {\"type\": [\"string\", \"null\"]}"),
                ASKED))
        .containsExactly(new BrokenPromise(ANSWER, "rows.no", CHANGED));
    assertThat(broken(ROWS.replace("\"date\"", "\"date-time\""), ASKED))
        .containsExactly(new BrokenPromise(ANSWER, "rows.at", CHANGED));
  }

  @Test
  void aParameterIsNamedThatIsGoneTakesLessOrHasToBeGiven() {
    assertThat(
            broken(ROWS, ASKED.replace("\"no\": {\"type\": \"string\", \"maxLength\": 18}, ", "")))
        .contains(new BrokenPromise(PARAMETER, "no", REMOVED));
    assertThat(broken(ROWS, ASKED.replace("[\"I\", \"E\"]", "[\"I\"]")))
        .containsExactly(new BrokenPromise(PARAMETER, "flag", CHANGED));
    assertThat(broken(ROWS, ASKED.replace("[\"no\"]", "[\"no\", \"flag\"]")))
        .containsExactly(new BrokenPromise(PARAMETER, "flag", REQUIRED));
  }
}
