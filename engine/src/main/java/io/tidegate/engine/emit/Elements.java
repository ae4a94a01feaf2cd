package io.tidegate.engine.emit;

import io.tidegate.engine.run.Records;
import io.tidegate.engine.run.RunState;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Provenance;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/** The elements of a list on their way through the steps of a split. */
final class Elements {
  private final String member;

  Elements(String member) {
    this.member = member;
  }

  /** A state for each element, with the element as its body. */
  List<RunState> of(RunState state) {
    List<RunState> states = new ArrayList<>();
    for (Object element : list(state)) {
      states.add(state.body(element));
    }
    return states;
  }

  List<?> list(RunState state) {
    Object list = member.isEmpty() ? state.body() : ((DataRecord) state.body()).value(member);
    return list == null ? List.of() : (List<?>) list;
  }

  /** The state with another list in the place of the one it has. */
  RunState with(RunState state, List<?> changed) {
    return member.isEmpty()
        ? state.body(changed)
        : state.body(Records.with((DataRecord) state.body(), member, changed, Provenance.NONE));
  }

  Exchange collect(Exchange collected, Exchange arrived) {
    RunState[] states =
        collected == null
            ? new RunState[arrived.getProperty(Exchange.SPLIT_SIZE, 0, Integer.class)]
            : collected.getMessage().getBody(RunState[].class);
    int place = arrived.getProperty(Exchange.SPLIT_INDEX, Integer.class);
    Exchange into = collected == null ? arrived : collected;
    if (arrived.getException() == null) {
      states[place] = StateProcessor.of(arrived);
    } else if (into.getException() == null) {
      into.setException(arrived.getException());
    }
    into.getMessage().setBody(states);
    return into;
  }

  /**
   * The state with the results in the place of the elements. Lists are put one after another, and
   * an element without a result falls out.
   *
   * @param arrived what {@link #collect} left; something else when there was no element
   */
  RunState combine(RunState before, Object arrived) {
    RunState[] states = arrived instanceof RunState[] some ? some : new RunState[0];
    List<Object> results = new ArrayList<>();
    RunState after = before;
    for (RunState state : states) {
      after = after.told(state);
      if (!state.absent()) {
        if (state.body() instanceof List<?> several) {
          results.addAll(several);
        } else {
          results.add(state.body());
        }
      }
    }
    return with(after, results);
  }
}
