package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.compile.AttackSamples.Attack;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.Certificate.CertifiedOutput;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every attack is refused for the reason and at the place its file says, or accepted with the true
 * sources of each field and a mask for whoever may not read one of them.
 */
class AttackSamplesTest {
  private static final List<Integer> VECTORS =
      List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 18, 19, 21, 22, 23, 24, 25, 26, 27, 28);

  private final Map<ColumnId, SortedMap<Relation, String>> alone = new TreeMap<>();

  @TestFactory
  Stream<DynamicTest> attacks() throws IOException {
    return AttackSamples.read().stream()
        .map(attack -> DynamicTest.dynamicTest(attack.name(), () -> check(attack)));
  }

  @Test
  void everyVectorOfSqlHasSeveralForms() throws IOException {
    List<Attack> attacks = AttackSamples.read();

    assertThat(attacks).hasSizeGreaterThan(340);
    assertThat(attacks).extracting(Attack::vector).containsOnlyElementsOf(VECTORS);
    for (int vector : VECTORS) {
      assertThat(attacks)
          .as("forms of vector " + vector)
          .filteredOn(attack -> attack.vector() == vector)
          .hasSizeGreaterThanOrEqualTo(3);
    }
  }

  private void check(Attack attack) {
    Outcome<CheckedPlan> outcome = Samples.compiler().compile(attack.name(), attack.text());

    assertThat(
            outcome.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(d -> d.code().id() + " at " + d.span().text())
                .toList())
        .isEqualTo(attack.refusals());
    assertThat(outcome.isRefused()).isEqualTo(!attack.accepted());
    if (attack.accepted()) {
      List<CertifiedOutput> fields = outcome.value().orElseThrow().certificate().outputs();
      if (!attack.fields().isEmpty()) {
        assertThat(fields).extracting(AttackSamples::describe).isEqualTo(attack.fields());
      }
      Certificate certificate = outcome.value().orElseThrow().certificate();
      assertThat(
              Stream.concat(
                  certificate.fields().stream().map(AttackSamples::describe),
                  certificate.headers().stream().map(AttackSamples::describe)))
          .containsAll(attack.answer());
      fields.forEach(this::requireHidden);
    }
  }

  /** Whoever may not read a column alone may not read what it flows into or decides about. */
  private void requireHidden(CertifiedOutput field) {
    List<ColumnId> columns = new ArrayList<>(field.proof().sources());
    columns.addAll(field.proof().control());
    for (ColumnId column : columns) {
      SortedMap<Relation, String> masks = alone.computeIfAbsent(column, this::masksAlone);
      masks.forEach(
          (relation, mask) -> {
            if (!mask.equals("none")) {
              assertThat(field.proof().masks().get(relation))
                  .as(field.name() + " of " + column + " for " + relation)
                  .isNotNull()
                  .isNotEqualTo("none");
            }
          });
    }
  }

  private SortedMap<Relation, String> masksAlone(ColumnId column) {
    String document =
        """
        service: alone
        version: 1.0.0
        title: { zh: 单列, en: One column }
        summary: { zh: 单列, en: One column }
        area: declaration
        department: x
        openness: conditional
        request:
          get: /alone
        route:
          from:
            uri: direct:request
            steps:
              - to:
                  uri: sql
                  parameters:
                    dataSource: "#customs"
                    query: select x.%s from %s.%s x
        """
            .formatted(column.column(), column.schema(), column.table());
    return Samples.compiler()
        .compile("alone.yaml", document.getBytes(StandardCharsets.UTF_8))
        .value()
        .orElseThrow()
        .certificate()
        .outputs()
        .getFirst()
        .proof()
        .masks();
  }
}
