package io.tidegate.route.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.data.DataRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A record carries the marks of every governed record it was made from, and of no other row. */
class ProvenanceTest {
  @Test
  void aRowHasTheMarksOfItsOwnRowOnly() throws ScriptFault {
    assertThat(rows("body.collect { [code: it.code] }"))
        .containsExactly(List.of("a"), List.of("b"), List.of("c"));
  }

  @Test
  void soDoRowsOfSeveralStepsBehindEachOther() throws ScriptFault {
    assertThat(
            rows(
                """
                def few = body.findAll { it.qty > 0 }.sort { it.price }
                few.collect { [code: it.code] }.collect { [c: it.code + '!'] }
                """))
        .containsExactly(List.of("c"), List.of("a"));
  }

  @Test
  void whatWasReadBeforeCountsForEveryRow() throws ScriptFault {
    assertThat(
            rows(
                """
                def rate = variables.rate
                body.collect { [code: it.code, rate: rate] }
                """))
        .containsExactly(List.of("a", "v"), List.of("b", "v"), List.of("c", "v"));
  }

  @Test
  void aRecordMadeOfAListHasTheMarksOfAllOfIt() throws ScriptFault {
    assertThat(one("[n: body.size()]")).containsExactly("a", "b", "c");
    assertThat(one("[n: body.isEmpty()]")).containsExactly("a", "b", "c");
    assertThat(one("[n: body ? 1 : 2]")).containsExactly("a", "b", "c");
    assertThat(one("[n: body.findAll { it.qty > 100 }.size()]")).containsExactly("a", "b", "c");
    assertThat(one("[n: body.sum { it.qty }]")).containsExactly("a", "b", "c");
    assertThat(one("[n: body.collect { it.code }.join('')]")).containsExactly("a", "b", "c");
    assertThat(one("[n: body.collect { it.code }]")).containsExactly("a", "b", "c");
    assertThat(one("[n: body.collect { it.code }.first()]")).containsExactly("a", "b", "c");
    assertThat(one("[n: body.inject(0) { s, row -> s + 1 }]")).containsExactly("a", "b", "c");
    assertThat(one("[n: body.any { true }]")).containsExactly("a", "b", "c");
    assertThat(one("[n: body.max { it.qty }.code]")).containsExactly("a", "b", "c");
    assertThat(one("[n: 'A1' in body.collect { it.code }]")).containsExactly("a", "b", "c");
    assertThat(one("[n: body.collectMany { it.tags }.unique().size()]"))
        .containsExactly("a", "b", "c");
    assertThat(one("[n: [body.first().code, 1].size()]")).containsExactly("a", "b", "c");
  }

  @Test
  void whetherARecordIsThereIsReadFromIt() throws ScriptFault {
    assertThat(one("def port = body[1].port\n[n: port == null]")).containsExactly("a", "b", "c");
    assertThat(one("[n: variables.rate]")).containsExactly("v");
    assertThat(one("[n: variables ? 1 : 2]")).containsExactly("v");
    assertThat(one("[n: headers.word]")).isEmpty();
  }

  @Test
  void valuesTakenOutOfRowsBringTheirMarksAlong() throws ScriptFault {
    assertThat(rows("def codes = body.collect { it.code }\ncodes.collect { [code: it] }"))
        .containsExactly(List.of("a", "b", "c"), List.of("a", "b", "c"), List.of("a", "b", "c"));
    assertThat(rows("body.collect { row -> row.tags.collect { [tag: it] } }[0]"))
        .containsExactly(List.of("a"), List.of("a"));
  }

  @Test
  void aGroupHasTheMarksOfItsRows() throws ScriptFault {
    assertThat(rows("body.groupBy { it.code }")).containsExactly(List.of("a", "c"), List.of("b"));
    assertThat(rows("body.groupBy { it.code }.collect { [n: it.value.size()] }"))
        .containsExactly(List.of("a", "b", "c"), List.of("a", "b", "c"));
  }

  @Test
  void recordsThatPassThroughKeepTheirs() throws ScriptFault {
    assertThat(rows("def rate = variables.rate\nbody.findAll { it.price < rate }"))
        .containsExactly(List.of("a"), List.of("c"));
    assertThat(rows("body.collect { variables.rate > 1 ? it : null }").get(0)).containsExactly("a");
  }

  @Test
  void joinedRecordsHaveTheMarksOfBoth() throws ScriptFault {
    assertThat(rows("body.take(1).collect { it.port + [rate: variables.rate] }"))
        .containsExactly(List.of("a", "v"));
    assertThat(rows("body.collect { it + variables }"))
        .containsExactly(List.of("a", "v"), List.of("b", "v"), List.of("c", "v"));
  }

  @Test
  void aResultThatIsNoRecordTellsWhatWasRead() throws ScriptFault {
    assertThat(read("body.first().code")).containsExactly("a", "b", "c");
    assertThat(read("body.collect { it.code }")).containsExactly("a", "b", "c");
    assertThat(read("body.collect { it.price }.max()")).containsExactly("a", "b", "c");
    assertThat(read("headers.word")).isEmpty();
  }

  private static List<List<String>> rows(String script) throws ScriptFault {
    List<?> rows = (List<?>) Scripts.run(script);
    return rows.stream().filter(row -> row != null).map(Scripts::marks).toList();
  }

  private static List<String> one(String script) throws ScriptFault {
    return Scripts.marks((DataRecord) Scripts.run(script));
  }

  private static List<String> read(String script) throws ScriptFault {
    ScriptResult result =
        ScriptRun.compile(Scripts.accepted(script)).result(Scripts.values(), Scripts.LIMITS);
    return Scripts.marks(result.read());
  }
}
