package io.tidegate.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.answer.AnswerWriter;
import io.tidegate.engine.answer.DirectAnswer;
import io.tidegate.engine.answer.ResponseGuard;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.demo.CastMember;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.emit.RunningRoutes;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.ReadCall;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.run.RunState;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.text.SourceText;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * An answer that is written row by row is, byte for byte, the one that is written from records; the
 * same guard stops it, and whoever looks at answers sees the same.
 */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class DirectAnswerIT {
  private static final MaskKeys KEYS = new MaskKeys(new byte[32]);
  private static final String LIST = "tutorial/declaration-goods.yaml";
  private static final String RECORD = "benign/plain-head.yaml";
  private static final String PARTS = "benign/union-all.yaml";
  private static final String VIEW = "declaration/services/declaration-release.yaml";
  private static final String PAGES = "declaration/services/declaration-changes.yaml";
  private static final Map<String, Object> ENTRY = Map.of("entryId", "379120241000000004");

  @Inject RouteEmitter emitter;
  @Inject Sources sources;

  private record Running(CheckedPlan checked, RunningRoutes routes) {
    DirectAnswer direct(ResponseGuard guard, AnswerWatch watch) {
      return DirectAnswer.of(
              checked.plan().answer(), routes.alone().orElseThrow(), routes::each, guard, watch)
          .orElseThrow();
    }

    AnswerWriter writer(AnswerWatch watch) {
      return new AnswerWriter(checked.plan().answer(), false, guard(), watch);
    }

    ResponseGuard guard() {
      return new ResponseGuard(checked.certificate(), checked.plan().reads());
    }
  }

  private Running start(String file) throws Exception {
    CheckedPlan checked =
        Samples.compiler()
            .compile(new SourceText(file, Files.readString(Samples.FOLDERS.root().resolve(file))))
            .value()
            .orElseThrow();
    return new Running(checked, emitter.emit(checked.plan(), sources));
  }

  private static ReadCall call(String caller, Map<String, Object> parameters, int rows) {
    return new ReadCall(
        Optional.of(caller),
        parameters,
        Optional.empty(),
        rows,
        Instant.now().plusSeconds(20),
        "test",
        KEYS.of(Optional.of(caller)));
  }

  private static String text(byte[] answer) {
    return new String(answer, StandardCharsets.UTF_8);
  }

  @Test
  void aDelegateIsGivenWhatIsItsPrincipalsAndAsMasked() throws Exception {
    Running running = start(VIEW);
    DirectAnswer direct = running.direct(running.guard(), AnswerWatch.NONE);
    String own = text(direct.whole(call(CastMember.PRINCIPAL, null), new AnswerTally.Counter()));
    AnswerTally.Counter counter = new AnswerTally.Counter();
    String lent = text(direct.whole(call(CastMember.BANK, CastMember.PRINCIPAL), counter));

    assertThat(own).contains(CastMember.PRINCIPAL.enterprise()).doesNotContain("_masked\":[\"");
    assertThat(lent)
        .contains("\"entry_id\":\"379120241000000004\"", "DELEGATE", "released_at")
        .doesNotContain(CastMember.PRINCIPAL.enterprise());
    assertThat(counter.tally().relations()).containsExactly("DELEGATE");
    assertThat(counter.tally().masks()).anyMatch(mask -> mask.startsWith("M-DROP"));
    // who filed it or carries it lets nobody have it, and has nothing in another's name
    for (CastMember owner : CastMember.values()) {
      if (owner != CastMember.PRINCIPAL) {
        for (CastMember caller : List.of(CastMember.BANK, CastMember.PRINCIPAL)) {
          assertThat(
                  catchThrowableOfType(
                          CallProblem.class,
                          () -> direct.whole(call(caller, owner), new AnswerTally.Counter()))
                      .code())
              .as("%s for %s", caller, owner)
              .isEqualTo(ProblemCode.DATA_NOT_FOUND);
        }
      }
    }
    running.routes().stop();
  }

  private static ReadCall call(CastMember caller, CastMember owner) {
    ReadCall call = call(caller.usci(), ENTRY, Integer.MAX_VALUE);
    return new ReadCall(
        call.caller(),
        Optional.ofNullable(owner).map(CastMember::usci),
        call.parameters(),
        call.after(),
        call.rows(),
        call.deadline(),
        call.traceId(),
        call.maskKey(),
        call.links(),
        call.parent(),
        call.running());
  }

  @Test
  void aRecordAndAListAreWrittenAsFromRecords() throws Exception {
    int told = 0;
    for (String file : List.of(LIST, RECORD, PARTS, VIEW)) {
      Running running = start(file);
      for (CastMember member : CastMember.values()) {
        ReadCall call = call(member.usci(), ENTRY, Integer.MAX_VALUE);
        RunState end = running.routes().run(call);
        DirectAnswer direct = running.direct(running.guard(), AnswerWatch.NONE);
        if (end.absent()) {
          assertThat(
                  catchThrowableOfType(
                          CallProblem.class,
                          () ->
                              direct.whole(
                                  call(member.usci(), ENTRY, Integer.MAX_VALUE),
                                  new AnswerTally.Counter()))
                      .code())
              .isEqualTo(ProblemCode.DATA_NOT_FOUND);
          continue;
        }
        String written =
            text(
                running
                    .writer(AnswerWatch.NONE)
                    .write(end.body(), List.of(), Optional.empty(), new AnswerTally.Counter()));
        assertThat(
                text(
                    direct.whole(
                        call(member.usci(), ENTRY, Integer.MAX_VALUE), new AnswerTally.Counter())))
            .as("%s for %s", file, member)
            .isEqualTo(written);
        told += written.contains("entry_id") || written.contains("g_no") ? 1 : 0;
      }
      running.routes().stop();
    }
    assertThat(told).isGreaterThanOrEqualTo(6);
  }

  @Test
  void aPageIsWrittenAsFromRecordsAndSaysWhetherThereIsAnother() throws Exception {
    Running running = start(PAGES);
    List<Integer> keys =
        running.checked().plan().paging().orElseThrow().keys().values().iterator().next().stream()
            .map(key -> key.field())
            .toList();
    for (CastMember member : List.of(CastMember.PRINCIPAL, CastMember.TERMINAL)) {
      for (int size : new int[] {1, 7, 100_000}) {
        List<?> rows =
            (List<?>) running.routes().run(call(member.usci(), Map.of(), size + 1)).body();
        boolean more = rows.size() > size;
        List<?> shown = more ? rows.subList(0, size) : rows;
        Optional<String> next = more ? Optional.of("next") : Optional.empty();

        AnswerTally.Counter counter = new AnswerTally.Counter();
        AnswerTally.Counter otherCounter = new AnswerTally.Counter();
        DirectAnswer.Page page =
            running
                .direct(running.guard(), AnswerWatch.NONE)
                .page(call(member.usci(), Map.of(), size + 1), size, keys, counter);

        assertThat(page.lastKeys().isPresent()).isEqualTo(more);
        if (more) {
          DataRecord last = (DataRecord) shown.getLast();
          assertThat(page.lastKeys().orElseThrow())
              .isEqualTo(keys.stream().map(key -> last.values()[key]).toList());
        }
        assertThat(text(page.end(next)))
            .isEqualTo(
                text(
                    running
                        .writer(AnswerWatch.NONE)
                        .write(
                            shown,
                            List.of(),
                            Optional.of(new AnswerWriter.PageEnd(next)),
                            otherCounter)));
        assertThat(counter.tally()).isEqualTo(otherCounter.tally());
      }
    }
    running.routes().stop();
  }

  @Test
  void theGuardStopsWhatIsNotAsCertified() throws Exception {
    Running running = start(LIST);
    Certificate certified = running.checked().certificate();
    Certificate other =
        new Certificate(
            certified.service(),
            certified.version(),
            certified.fingerprint(),
            certified.outputs().subList(1, certified.outputs().size()),
            certified.fields(),
            certified.headers(),
            certified.influences(),
            certified.raws(),
            certified.statistics(),
            certified.sources(),
            certified.calls());
    DirectAnswer direct =
        running.direct(
            new ResponseGuard(other, running.checked().plan().reads()), AnswerWatch.NONE);

    CallProblem problem =
        catchThrowableOfType(
            CallProblem.class,
            () ->
                direct.whole(
                    call(CastMember.AGENT.usci(), ENTRY, Integer.MAX_VALUE),
                    new AnswerTally.Counter()));

    assertThat(problem.code()).isEqualTo(ProblemCode.GUARD);
    running.routes().stop();
  }

  @Test
  void whoeverLooksSeesWhatLeavesAndClosesMembers() throws Exception {
    Running running = start(LIST);
    List<Object> seen = new ArrayList<>();
    AnswerShape.Member closed = running.checked().plan().answer().members().getFirst();
    AnswerWatch watch =
        new AnswerWatch() {
          @Override
          public boolean isDrawn() {
            return true;
          }

          @Override
          public void leaves(Object body) {
            seen.add(body);
          }

          @Override
          public boolean isClosed(AnswerShape.Value member) {
            return member == closed;
          }

          @Override
          public int closed() {
            return 1;
          }
        };
    ReadCall call = call(CastMember.AGENT.usci(), ENTRY, Integer.MAX_VALUE);
    Object body = running.routes().run(call).body();
    String written =
        text(
            running
                .writer(watch)
                .write(body, List.of(), Optional.empty(), new AnswerTally.Counter()));

    assertThat(
            text(
                running
                    .direct(running.guard(), watch)
                    .whole(
                        call(CastMember.AGENT.usci(), ENTRY, Integer.MAX_VALUE),
                        new AnswerTally.Counter())))
        .isEqualTo(written)
        .contains("\"" + closed.name() + "\":null");
    assertThat(seen).hasSize(2);
    assertThat((List<?>) seen.get(1)).hasSameSizeAs((List<?>) seen.get(0)).isNotEmpty();
    running.routes().stop();
  }
}
