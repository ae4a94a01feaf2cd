package io.tidegate.route.resolve;

import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.text.Span;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a route between two steps.
 *
 * @param body what the last step yielded
 * @param rowsOf the read whose unchanged record the body is
 * @param variables values kept under names
 * @param raws names of outputs kept as the source gave them
 * @param unread the step that made the body, while nothing has used it
 * @param absence what decides that there is nothing at all, when that can be
 * @param control what decides that the steps here are taken at all: that it is this branch, and
 *     that nothing has ended the call
 */
record RouteState(
    Shape body,
    Optional<String> rowsOf,
    SortedMap<String, Shape> variables,
    SortedMap<String, Origin> raws,
    Optional<Span> unread,
    Optional<Lineage> absence,
    Lineage control) {
  static final RouteState START =
      new RouteState(
          new Shape.Missing(Lineage.NONE),
          Optional.empty(),
          new TreeMap<>(),
          new TreeMap<>(),
          Optional.empty(),
          Optional.empty(),
          Lineage.NONE);

  RouteState {
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(rowsOf, "rowsOf");
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    raws = Collections.unmodifiableSortedMap(new TreeMap<>(raws));
    Objects.requireNonNull(unread, "unread");
    Objects.requireNonNull(absence, "absence");
    Objects.requireNonNull(control, "control");
  }

  /** With a body that a step made from something else than the one before. */
  RouteState replaced(Shape made, Span by) {
    return new RouteState(
        made, Optional.empty(), variables, raws, Optional.of(by), absence, control);
  }

  /** With the unchanged rows of a read. */
  RouteState read(String read, Shape rows, Span by) {
    return new RouteState(
        rows, Optional.of(read), variables, raws, Optional.of(by), absence, control);
  }

  /** With a body that a step made from the one before. */
  RouteState changed(Shape made) {
    return new RouteState(
        made, Optional.empty(), variables, raws, Optional.empty(), absence, control);
  }

  /** With a body that something has used. */
  RouteState used() {
    return new RouteState(body, rowsOf, variables, raws, Optional.empty(), absence, control);
  }

  RouteState variable(String name, Shape value) {
    SortedMap<String, Shape> more = new TreeMap<>(variables);
    more.put(name, value);
    SortedMap<String, Origin> fewer = new TreeMap<>(raws);
    fewer.remove(name);
    return new RouteState(body, rowsOf, more, fewer, unread, absence, control);
  }

  RouteState raw(String name, Origin origin) {
    SortedMap<String, Origin> more = new TreeMap<>(raws);
    more.put(name, origin);
    SortedMap<String, Shape> fewer = new TreeMap<>(variables);
    fewer.remove(name);
    return new RouteState(body, rowsOf, fewer, more, Optional.empty(), absence, control);
  }

  /** When the step that was taken may have ended with nothing. */
  RouteState perhapsAbsent(Lineage decider) {
    return new RouteState(
        body,
        rowsOf,
        variables,
        raws,
        unread,
        Optional.of(absence.orElse(Lineage.NONE).with(decider)),
        control);
  }

  RouteState withAbsence(Optional<Lineage> other) {
    return other.map(this::perhapsAbsent).orElse(this);
  }

  /** Before the steps of a branch: what they yield is judged for itself. */
  RouteState branch() {
    return branch(Lineage.NONE);
  }

  /** Before the steps of a branch that is taken or not. */
  RouteState branch(Lineage deciding) {
    return branch(body, rowsOf, deciding);
  }

  /** Before the steps for an element of a list, which are taken as often as there are elements. */
  RouteState element(Shape element, Optional<String> read, Lineage order) {
    return branch(element, read, order);
  }

  private RouteState branch(Shape given, Optional<String> read, Lineage deciding) {
    return new RouteState(
        given, read, variables, raws, Optional.empty(), Optional.empty(), reached().with(deciding));
  }

  /** What decides that the next step is taken: where there is nothing, a sequence ends. */
  Lineage reached() {
    return absence.map(control::with).orElse(control);
  }

  /** Behind steps that may have ended the call, so that what is next is taken or not. */
  RouteState passing(Lineage decider) {
    return new RouteState(body, rowsOf, variables, raws, unread, absence, control.with(decider));
  }

  /** Behind a branch that began with as much control as is given. */
  RouteState passing(RouteState branch, Lineage began) {
    return branch.control().equals(began) ? this : passing(branch.control());
  }

  /** The body, perhaps missing when there may be nothing. */
  Shape result() {
    return absence.map(decider -> body.decidedBy(decider).orNull()).orElse(body);
  }
}
