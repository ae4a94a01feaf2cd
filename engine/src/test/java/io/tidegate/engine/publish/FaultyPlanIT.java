package io.tidegate.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.emit.EmitException;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.Sources;
import io.tidegate.route.catalog.Relation;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A plan that lost a mask after it was checked gives no data, whatever field and relation it is.
 */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class FaultyPlanIT {
  private static final byte[] KEY = new byte[32];
  private static final Map<Relation, String> CALLERS =
      Map.of(
          Relation.PRINCIPAL, "91350299MAT0000182",
          Relation.AGENT, "91350299MAT000026W",
          Relation.CARRIER, "91350299MAT000042J");

  @Inject RouteEmitter emitter;
  @Inject Sources sources;

  @Test
  void aMaskRemovedAfterTheCheckIsStoppedByTheGuard()
      throws IOException, EmitException, CallProblem {
    CheckedPlan checked = details();
    int mutants = 0;
    for (PlannedRead read : checked.plan().reads()) {
      for (PlannedField field : read.fields()) {
        for (Map.Entry<Relation, PlannedMask> mask : field.masks().entrySet()) {
          if (mask.getValue().mask().kind() != MaskKind.NONE
              && CALLERS.containsKey(mask.getKey())) {
            stopped(checked, without(checked.plan(), read, field, mask.getKey()), mask.getKey());
            mutants++;
          }
        }
      }
    }
    assertThat(mutants).as("masks that could be removed").isGreaterThan(15);
  }

  @Test
  void theSoundPlanIsServedToTheSameCallers() throws IOException, EmitException, CallProblem {
    CheckedPlan checked = details();
    for (String caller : CALLERS.values()) {
      byte[] answer = serve(checked, checked.plan(), caller);

      assertThat(new String(answer, StandardCharsets.UTF_8))
          .contains("\"entry_id\":\"379120241000000004\"");
    }
  }

  private void stopped(CheckedPlan checked, GovernedPlan faulty, Relation relation) {
    CallProblem problem =
        catchThrowableOfType(
            CallProblem.class, () -> serve(checked, faulty, CALLERS.get(relation)));

    assertThat(problem).as("the guard lets a faulty plan through for " + relation).isNotNull();
    assertThat(problem.code()).isEqualTo(ProblemCode.GUARD);
  }

  private byte[] serve(CheckedPlan checked, GovernedPlan plan, String caller)
      throws EmitException, CallProblem {
    RouteEndpoint endpoint =
        new RouteEndpoint(
            plan,
            checked.certificate(),
            emitter.emit(plan, sources),
            new CursorCodec(KEY),
            new MaskKeys(KEY),
            new DocumentLinks(KEY, Duration.ofMinutes(5), InstantSource.system()));
    try {
      return endpoint
          .answer(
              new Call(
                  Optional.of(caller),
                  Map.of("entryId", "379120241000000004"),
                  Optional.empty(),
                  OptionalInt.empty(),
                  Instant.now().plusSeconds(5),
                  "test"))
          .body();
    } finally {
      endpoint.discard();
    }
  }

  private static CheckedPlan details() throws IOException {
    Path file = Samples.FOLDERS.root().resolve("declaration/services/declaration-details.yaml");
    return Samples.compiler()
        .compile("declaration-details.yaml", Files.readAllBytes(file))
        .value()
        .orElseThrow();
  }

  private static GovernedPlan without(
      GovernedPlan plan, PlannedRead read, PlannedField field, Relation relation) {
    SortedMap<Relation, PlannedMask> masks = new TreeMap<>(field.masks());
    masks.put(relation, new PlannedMask(MaskSpec.NONE, Optional.empty(), List.of()));
    PlannedField bare =
        new PlannedField(
            field.name(),
            field.type(),
            field.sqlType(),
            field.nullable(),
            field.sources(),
            field.control(),
            field.copyOf(),
            field.copies(),
            field.label(),
            masks,
            field.fixed());
    List<PlannedField> fields = new ArrayList<>(read.fields());
    fields.set(fields.indexOf(field), bare);
    PlannedRead changed =
        new PlannedRead(
            read.id(),
            read.source(),
            read.single(),
            read.access(),
            read.rowLimit(),
            read.tables(),
            fields,
            read.influences(),
            read.raws(),
            read.line());
    List<PlannedRead> reads = new ArrayList<>(plan.reads());
    reads.set(reads.indexOf(read), changed);
    return new GovernedPlan(
        plan.service(),
        plan.version(),
        plan.title(),
        plan.summary(),
        plan.area(),
        plan.department(),
        plan.tags(),
        plan.path(),
        plan.openness(),
        plan.approval(),
        plan.opennessRules(),
        plan.anonymous(),
        plan.terms(),
        plan.parameters(),
        reads,
        plan.calls(),
        plan.route(),
        plan.answer(),
        plan.headers(),
        plan.paging(),
        plan.timeout(),
        plan.cache(),
        plan.inputs());
  }
}
