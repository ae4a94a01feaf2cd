package io.tidegate.route.script;

import io.tidegate.route.text.Span;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A script that was read and holds only what is accepted. Immutable. */
public final class Script {
  private final List<Statement> body;
  private final int slots;
  private final SortedSet<String> names;
  private final Span span;
  private final String text;

  /**
   * @param body every way through it ends with a {@link Statement.Return}
   * @param slots how many places its names need
   * @param names what it takes from outside
   */
  Script(List<Statement> body, int slots, SortedSet<String> names, Span span) {
    this.body = List.copyOf(body);
    this.slots = slots;
    this.names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    this.span = Objects.requireNonNull(span, "span");
    this.text = ScriptPrinter.print(this.body);
  }

  /** Where it stands in the file. */
  public Span span() {
    return span;
  }

  /** What it takes from outside, such as {@code body}; sorted. */
  public Set<String> names() {
    return names;
  }

  /**
   * What it means, in one form whatever its layout was: equal texts are equal scripts. For
   * fingerprints; it is printed from the tree, never parsed.
   */
  public String text() {
    return text;
  }

  /** The text it is, where it is nothing but one that is written out. */
  public Optional<String> constant() {
    return body.size() == 1
            && body.getFirst() instanceof Statement.Return end
            && end.value() instanceof Expression.Literal literal
            && literal.value() instanceof String written
        ? Optional.of(written)
        : Optional.empty();
  }

  /** Its parts; every way through them ends with a {@link Statement.Return}. */
  public List<Statement> body() {
    return body;
  }

  int slots() {
    return slots;
  }

  @Override
  public String toString() {
    return text;
  }
}
