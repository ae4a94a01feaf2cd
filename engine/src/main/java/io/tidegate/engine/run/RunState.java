package io.tidegate.engine.run;

import io.tidegate.engine.read.ReadCall;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.data.RawKey;
import io.tidegate.route.definition.AnswerHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The state of a route between two steps. Immutable, so that branches can run at the same time.
 *
 * @param call what the caller sent
 * @param headers the request's parameters as a record
 * @param body what the last step yielded
 * @param absent whether there is no record, which ends the sequence a step stands in
 * @param variables values kept under names
 * @param raws outputs kept as the sources gave them, for parameters of reads alone
 * @param missing the sources that did not give their part
 * @param answerHeaders headers the answer gets
 */
public record RunState(
    ReadCall call,
    DataRecord headers,
    Object body,
    boolean absent,
    DataRecord variables,
    SortedMap<String, RawKey> raws,
    List<MissingPart> missing,
    SortedMap<AnswerHeader, String> answerHeaders) {
  private static final DataRecord NO_VARIABLES =
      new DataRecord(Layout.of(List.of()), new Object[0], Provenance.NONE);

  public RunState {
    Objects.requireNonNull(call, "call");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(variables, "variables");
    raws = Collections.unmodifiableSortedMap(new TreeMap<>(raws));
    missing = List.copyOf(missing);
    answerHeaders = Collections.unmodifiableSortedMap(new TreeMap<>(answerHeaders));
  }

  /** Before the first step. */
  public static RunState start(ReadCall call, Layout parameters) {
    Object[] values = new Object[parameters.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = call.parameters().get(parameters.names().get(i));
    }
    return new RunState(
        call,
        new DataRecord(parameters, values, Provenance.NONE),
        null,
        false,
        NO_VARIABLES,
        new TreeMap<>(),
        List.of(),
        new TreeMap<>());
  }

  /** With another body. */
  public RunState body(Object value) {
    return new RunState(call, headers, value, false, variables, raws, missing, answerHeaders);
  }

  /** With a record, or without one when it is null. */
  public RunState recordOrAbsent(Object value) {
    return new RunState(
        call, headers, value, value == null, variables, raws, missing, answerHeaders);
  }

  /**
   * With a variable, which takes the place of a raw key of this name.
   *
   * @param from what flowed into it; a script that reads a variable is told of everything that
   *     flowed into any
   */
  public RunState variable(String name, Object value, Provenance from) {
    Layout layout = variables.layout();
    int place = layout.place(name);
    Object[] values;
    if (place < 0) {
      List<String> names = new ArrayList<>(layout.names());
      names.add(name);
      layout = Layout.of(names);
      values = Arrays.copyOf(variables.values(), names.size());
      values[names.size() - 1] = value;
    } else {
      values = variables.values().clone();
      values[place] = value;
    }
    SortedMap<String, RawKey> fewer = new TreeMap<>(raws);
    fewer.remove(name);
    return new RunState(
        call,
        headers,
        body,
        absent,
        new DataRecord(layout, values, variables.provenance().with(from)),
        fewer,
        missing,
        answerHeaders);
  }

  /** With a raw key, which hides a variable of this name from reads. */
  public RunState raw(String name, RawKey key) {
    SortedMap<String, RawKey> more = new TreeMap<>(raws);
    more.put(name, key);
    return new RunState(call, headers, body, absent, variables, more, missing, answerHeaders);
  }

  public RunState header(AnswerHeader header, String value) {
    SortedMap<AnswerHeader, String> more = new TreeMap<>(answerHeaders);
    more.put(header, value);
    return new RunState(call, headers, body, absent, variables, raws, missing, more);
  }

  public RunState missing(MissingPart part) {
    return missing(List.of(part));
  }

  /** With the missing parts of a branch, each told once. */
  public RunState missing(List<MissingPart> parts) {
    if (missing.containsAll(parts)) {
      return this;
    }
    return new RunState(
        call,
        headers,
        body,
        absent,
        variables,
        raws,
        List.copyOf(new TreeSet<>(Stream.concat(missing.stream(), parts.stream()).toList())),
        answerHeaders);
  }

  /** With what a branch has told beside its result: missing parts, and headers of the answer. */
  public RunState told(RunState branch) {
    RunState after = missing(branch.missing);
    for (Map.Entry<AnswerHeader, String> set : branch.answerHeaders.entrySet()) {
      after = after.header(set.getKey(), set.getValue());
    }
    return after;
  }

  /** With less time: a branch does not take longer than its multicast gives it. */
  public RunState until(Instant deadline) {
    return deadline.isBefore(call.deadline())
        ? new RunState(
            call.until(deadline), headers, body, absent, variables, raws, missing, answerHeaders)
        : this;
  }

  /** With the variables and raw keys of another state: those that were set in between end. */
  public RunState variablesOf(RunState before) {
    return new RunState(
        call, headers, body, absent, before.variables, before.raws, missing, answerHeaders);
  }

  /**
   * Where the route of a called service begins: with its own parameters, and with nothing else of
   * the state.
   *
   * @param parameters what its parameters are bound to, as a record
   */
  public RunState called(DataRecord parameters) {
    Map<String, Object> values = new TreeMap<>();
    for (int i = 0; i < parameters.values().length; i++) {
      if (parameters.values()[i] != null) {
        values.put(parameters.layout().names().get(i), parameters.values()[i]);
      }
    }
    return new RunState(
        call.all().asking(values),
        parameters,
        null,
        false,
        NO_VARIABLES,
        new TreeMap<>(),
        List.of(),
        new TreeMap<>());
  }

  /**
   * With the answer of a called service as the body, or without one; its headers are none of ours.
   *
   * @param end where its route ended
   */
  public RunState answered(RunState end, Object answer) {
    return missing(end.missing).recordOrAbsent(end.absent ? null : answer);
  }

  /** What a read is asked with: parameters, variables and raw keys under their names. */
  public ReadCall readCall() {
    if (variables.layout().size() == 0 && raws.isEmpty()) {
      return call;
    }
    Map<String, Object> values = new TreeMap<>(call.parameters());
    for (int i = 0; i < variables.values().length; i++) {
      values.put(variables.layout().names().get(i), variables.values()[i]);
    }
    raws.forEach((name, key) -> values.put(name, key.value()));
    return call.asking(values);
  }

  /** The record that is the body, when it is one. */
  public Optional<DataRecord> record() {
    return body instanceof DataRecord record ? Optional.of(record) : Optional.empty();
  }
}
