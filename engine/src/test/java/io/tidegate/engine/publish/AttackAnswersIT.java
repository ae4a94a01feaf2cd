package io.tidegate.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.compile.AttackSamples;
import io.tidegate.engine.compile.AttackSamples.Attack;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.emit.EmitException;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.read.Sources;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Every attack that is accepted, run on the real sample data for each party of a declaration and
 * for a stranger: what a caller may not see is in no answer, no problem and no line of the log.
 */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class AttackAnswersIT {
  private static final byte[] KEY = new byte[32];
  private static final String ENTRY = "379120241000000004";
  private static final String PERSON = "王甲子";
  private static final List<String> PRICES = List.of("128.5", "61680");
  private static final String TRADER = "91350299MAT0000182";
  private static final String TRADER_NAME = "潮汐示例国际贸易";

  @Inject RouteEmitter emitter;
  @Inject Sources sources;

  /** What is in the declaration that a caller may not see; the switch of its prices is off. */
  private record Onlooker(String usci, List<String> hidden) {}

  private static final Onlooker PRINCIPAL = new Onlooker(TRADER, List.of(PERSON));
  private static final Onlooker AGENT = new Onlooker("91350299MAT000026W", PRICES);
  private static final Onlooker CARRIER =
      new Onlooker("91350299MAT000042J", List.of("128.5", "61680", PERSON, TRADER, TRADER_NAME));

  /** A principal of other declarations, none of which is for these prices or by this person. */
  private static final Onlooker STRANGER = new Onlooker("91350299MAT0000775", CARRIER.hidden());

  @Test
  void nobodyGetsWhatIsHiddenFromHim() throws IOException, EmitException {
    List<String> answers = new ArrayList<>();
    List<String> log = new CopyOnWriteArrayList<>();
    Handler listener = listener(log);
    Logger.getLogger("").addHandler(listener);
    try {
      for (Attack attack : AttackSamples.read()) {
        if (attack.accepted()) {
          answers.addAll(attack(attack));
        }
      }
    } finally {
      Logger.getLogger("").removeHandler(listener);
    }

    assertThat(String.join("\n", log)).doesNotContain(PERSON, "128.5", "61680", TRADER_NAME);
    // the values are there for those who may see them, so that the attacks had something to find
    assertThat(answers).anyMatch(a -> a.startsWith(TRADER) && a.contains("128.5"));
    assertThat(answers).anyMatch(a -> a.startsWith(AGENT.usci()) && a.contains(PERSON));
    assertThat(answers).anyMatch(a -> a.startsWith(CARRIER.usci()) && a.contains("RELEASED"));
    assertThat(answers).hasSizeGreaterThan(250);
  }

  private List<String> attack(Attack attack) throws EmitException {
    CheckedPlan checked =
        Samples.compiler().compile(attack.name(), attack.text()).value().orElseThrow();
    RouteEndpoint endpoint =
        new RouteEndpoint(
            checked.plan(),
            checked.certificate(),
            emitter.emit(checked.plan(), sources),
            new CursorCodec(KEY),
            new MaskKeys(KEY),
            new DocumentLinks(KEY, Duration.ofMinutes(5), InstantSource.system()));
    List<String> answers = new ArrayList<>();
    try {
      for (Onlooker onlooker : List.of(PRINCIPAL, AGENT, CARRIER, STRANGER)) {
        String answer = answer(endpoint, checked, onlooker);
        assertThat(answer)
            .as("%s for %s", attack.name(), onlooker.usci())
            .doesNotContain(onlooker.hidden());
        answers.add(onlooker.usci() + " " + answer);
      }
    } finally {
      endpoint.discard();
    }
    return answers;
  }

  private static String answer(RouteEndpoint endpoint, CheckedPlan checked, Onlooker onlooker) {
    Map<String, Object> parameters = new TreeMap<>();
    for (PlannedParameter parameter : checked.plan().parameters()) {
      parameters.put(parameter.name(), guess(parameter));
    }
    try {
      Answer answer =
          endpoint.answer(
              new Call(
                  Optional.of(onlooker.usci()),
                  parameters,
                  Optional.empty(),
                  OptionalInt.empty(),
                  Instant.now().plusSeconds(10),
                  "test"));
      return new String(answer.body(), StandardCharsets.UTF_8);
    } catch (CallProblem problem) {
      return problem.code() + " " + problem.detail() + " " + problem.getMessage();
    }
  }

  /** Values that separate the hidden ones from others, or pick them out. */
  private static Object guess(PlannedParameter parameter) {
    if (parameter.name().equals("entryId")) {
      return ENTRY;
    }
    return switch (parameter.type()) {
      case NUMBER -> new BigDecimal("128");
      case INTEGER -> 2L;
      case STRING -> parameter.name().equals("column") ? "p" : "王";
      case DATE, DATE_TIME, BOOLEAN, OBJECT ->
          throw new IllegalStateException("no attack sends a " + parameter.type());
    };
  }

  private static Handler listener(List<String> log) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        log.add(
            line.getMessage()
                + " "
                + Arrays.toString(line.getParameters())
                + " "
                + line.getThrown());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
