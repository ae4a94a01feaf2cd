package io.tidegate.route.shape;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a value depends on.
 *
 * @param values outputs that flow into it
 * @param control outputs that only decide which value it has, or whether it is there
 */
public record Lineage(SortedSet<Origin> values, SortedSet<Origin> control) {
  /** Of a constant, or of what the caller sent. */
  public static final Lineage NONE = new Lineage(new TreeSet<>(), new TreeSet<>());

  public Lineage {
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    control = Collections.unmodifiableSortedSet(new TreeSet<>(control));
  }

  /** Of a value that is this output and nothing else. */
  public static Lineage of(Origin origin) {
    return new Lineage(new TreeSet<>(List.of(origin)), new TreeSet<>());
  }

  /** Of a value that is made from two. */
  public Lineage with(Lineage other) {
    if (other.isNone()) {
      return this;
    }
    if (isNone()) {
      return other;
    }
    SortedSet<Origin> bothValues = new TreeSet<>(values);
    bothValues.addAll(other.values);
    SortedSet<Origin> bothControl = new TreeSet<>(control);
    bothControl.addAll(other.control);
    return new Lineage(bothValues, bothControl);
  }

  /** Of this value when another one decides whether it is taken. */
  public Lineage decidedBy(Lineage decider) {
    return decider.isNone() ? this : with(new Lineage(new TreeSet<>(), decider.all()));
  }

  /** Whether no output is involved. */
  public boolean isNone() {
    return values.isEmpty() && control.isEmpty();
  }

  /** Everything it depends on, in either way. */
  public SortedSet<Origin> all() {
    SortedSet<Origin> all = new TreeSet<>(values);
    all.addAll(control);
    return Collections.unmodifiableSortedSet(all);
  }
}
