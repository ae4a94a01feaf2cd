package io.tidegate.engine.draft;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.tidegate.engine.answer.ResponseGuard;
import io.tidegate.engine.answer.StepSample;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.draft.Previews.RanStep;
import io.tidegate.engine.emit.StepWatch;
import io.tidegate.engine.run.RunState;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Keeps how a plan ran step by step, with some of what there was behind each. */
final class StepRecorder implements StepWatch {
  /** Of a loop or a list that is worked on, the first steps are enough to see what it does. */
  private static final int MOST_STEPS = 200;

  private static final int MOST_CHARACTERS = 32 * 1024;

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final StepSample sample;
  private final List<Running> steps = new ArrayList<>();

  StepRecorder(CheckedPlan checked) {
    sample =
        new StepSample(
            new ResponseGuard(checked.certificate(), checked.plan().reads()),
            checked.plan().reads());
  }

  private static final class Running {
    private final int place;
    private final long began = System.nanoTime();
    private RanStep done;

    private Running(int place) {
      this.place = place;
    }
  }

  @Override
  public Object begins(int place) {
    Running step = new Running(place);
    synchronized (steps) {
      if (steps.size() < MOST_STEPS) {
        steps.add(step);
      }
    }
    return step;
  }

  @Override
  public void ends(int place, Object begun, RunState after) {
    Running step = (Running) begun;
    long now = System.nanoTime();
    SortedSet<String> masked = new TreeSet<>();
    String body = text(after.body(), masked);
    int records = after.body() instanceof List<?> list ? list.size() : after.body() == null ? 0 : 1;
    synchronized (steps) {
      step.done =
          new RanStep(
              place,
              after(step),
              Optional.of(Duration.ofNanos(now - step.began)),
              records,
              body.length() > MOST_CHARACTERS ? "" : body,
              List.copyOf(masked));
    }
  }

  /** After the first one, which begins with the call. To be asked under the lock. */
  private Duration after(Running step) {
    return Duration.ofNanos(step.began - steps.getFirst().began);
  }

  /** In the order in which they began; those that did not end have failed. */
  List<RanStep> ran() {
    synchronized (steps) {
      return steps.stream()
          .map(
              step ->
                  step.done == null
                      ? new RanStep(step.place, after(step), Optional.empty(), 0, "", List.of())
                      : step.done)
          .toList();
    }
  }

  private String text(Object body, SortedSet<String> masked) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      sample.write(json, body, masked);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toString();
  }
}
