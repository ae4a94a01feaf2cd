package io.tidegate.engine.emit;

import static io.tidegate.engine.run.Composition.record;
import static io.tidegate.engine.run.Composition.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.run.MissingPart;
import io.tidegate.engine.run.RunState;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.data.RawKey;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class ElementsTest {
  private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

  private static Exchange arrived(int place, RunState state, Exception thrown) {
    Exchange exchange = new DefaultExchange(CAMEL);
    exchange.setProperty(Exchange.SPLIT_SIZE, 3);
    exchange.setProperty(Exchange.SPLIT_INDEX, place);
    exchange.getMessage().setBody(state);
    exchange.setException(thrown);
    return exchange;
  }

  private static RunState combined(Elements elements, RunState before, RunState... results) {
    Exchange collected = null;
    // the last comes first: places count, not the order in which elements are done
    for (int i = results.length - 1; i >= 0; i--) {
      collected = elements.collect(collected, arrived(i, results[i], null));
    }
    return elements.combine(before, collected.getMessage().getBody());
  }

  @Test
  void eachElementIsABodyOfItsOwn() {
    RunState before = state().variable("v", 1L, Provenance.NONE).body(List.of("a", "b"));

    assertThat(new Elements("").of(before)).extracting(RunState::body).containsExactly("a", "b");
    assertThat(new Elements("").of(before))
        .allSatisfy(s -> assertThat(s.variables()).isEqualTo(before.variables()));
    DataRecord record = record("x", "rows", List.of("c"));
    assertThat(new Elements("rows").of(state().body(record)))
        .extracting(RunState::body)
        .containsExactly("c");
    assertThat(new Elements("rows").of(state().body(record("x", "rows", null)))).isEmpty();
    assertThat(new Elements("").of(state())).isEmpty();
  }

  @Test
  void resultsStandAtThePlacesOfTheirElements() {
    RunState before = state().body(List.of("a", "b", "c"));

    assertThat(
            combined(
                    new Elements(""),
                    before,
                    before.body("A"),
                    before.recordOrAbsent(null),
                    before.body(List.of("C1", "C2")))
                .body())
        .isEqualTo(List.of("A", "C1", "C2"));
  }

  @Test
  void theRestOfTheRecordStays() {
    RunState before = state().body(record("x", "n", 1L, "rows", Arrays.asList("a", "b", "c")));

    DataRecord after =
        (DataRecord)
            combined(
                    new Elements("rows"),
                    before,
                    before.body("A"),
                    before.body("B"),
                    before.body("C"))
                .body();

    assertThat(after.value("n")).isEqualTo(1L);
    assertThat(after.value("rows")).isEqualTo(List.of("A", "B", "C"));
  }

  @Test
  void whatIsMissingForOneElementIsMissing() {
    RunState before = state().body(List.of("a", "b", "c"));
    MissingPart part = new MissingPart(ProblemCode.SOURCE_TIMEOUT, List.of("port"));

    assertThat(
            combined(
                    new Elements(""),
                    before,
                    before.body("A"),
                    before.recordOrAbsent(null).missing(part),
                    before.body("C").missing(part))
                .missing())
        .containsExactly(part);
  }

  @Test
  void variablesOfAnElementEndWithIt() {
    RunState before = state().body(List.of("a", "b", "c"));
    RunState own = before.body("A").variable("v", 1L, Provenance.NONE).raw("k", RawKey.of(1L));

    RunState after = combined(new Elements(""), before, own, own, own);

    assertThat(after.variables()).isEqualTo(before.variables());
    assertThat(after.raws()).isEmpty();
  }

  @Test
  void theFirstFailureIsTheFailure() {
    Elements elements = new Elements("");
    Exception first = new IllegalStateException("first");
    Exchange collected = elements.collect(null, arrived(0, state().body("A"), null));
    collected = elements.collect(collected, arrived(1, null, first));
    collected = elements.collect(collected, arrived(2, null, new IllegalStateException("second")));

    assertThat(collected.getException()).isSameAs(first);
  }

  @Test
  void noElementYieldsAnEmptyList() {
    RunState before = state().body(List.of());

    assertThat(new Elements("").combine(before, before).body()).isEqualTo(List.of());
  }
}
