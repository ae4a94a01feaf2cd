package io.tidegate.engine.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.text.SourceText;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Of every table and operation of the samples, something can be offered without writing a line. */
class ResourceTextTest {
  private static final ServiceCompiler COMPILER = Samples.compiler();

  private static Optional<CheckedPlan> first(Resource resource) {
    return ResourceText.of(resource).stream()
        .flatMap(text -> COMPILER.compile(new SourceText("s.yaml", text)).value().stream())
        .findFirst();
  }

  /** What the last text of a resource is refused for. */
  private static Set<String> refused(Resource resource) {
    return COMPILER
        .compile(new SourceText("s.yaml", ResourceText.of(resource).getLast()))
        .diagnostics()
        .stream()
        .map(diagnostic -> diagnostic.code().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void nothingIsMissingButWhatTheRulesForbid() {
    Map<String, Set<String>> none = new TreeMap<>();
    for (Resource resource : COMPILER.catalog().resources()) {
      if (first(resource).isEmpty()) {
        none.put(resource.id(), refused(resource));
      }
    }
    assertThat(COMPILER.catalog().resources()).hasSizeGreaterThan(4 * none.size());
    assertThat(none)
        .isEqualTo(
            Map.of(
                // an input that is hidden from some callers takes a rule of its own
                "cross_border_order", Set.of("PLAN-INFLUENCE"),
                "cross_border_payment", Set.of("PLAN-INFLUENCE"),
                "cross_border_waybill", Set.of("PLAN-INFLUENCE"),
                "ledger_item", Set.of("PLAN-INFLUENCE", "PLAN-PARENT-KEY"),
                // closed, and nobody is a party to it
                "vessel", Set.of("PLAN-NOBODY")));
  }

  @Test
  void aTableIsPagedByItsKeyAndAskedByIt() {
    CheckedPlan head = first(COMPILER.catalog().resource("dec_head").orElseThrow()).orElseThrow();

    assertThat(head.plan().paging()).isPresent();
    assertThat(head.plan().parameters())
        .extracting(PlannedParameter::name)
        .containsExactly("headId");
    assertThat(head.plan().reads().getFirst().tables().getFirst().scope())
        .isEqualTo(PlannedTable.Scope.PARTY);
  }
}
