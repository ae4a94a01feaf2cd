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
 * @param asked outputs that the reads were asked with which it comes from: they decide which record
 *     was found, and not what stands in it
 */
public record Lineage(
    SortedSet<Origin> values, SortedSet<Origin> control, SortedSet<Origin> asked) {
  /** Of a constant, or of what the caller sent. */
  public static final Lineage NONE = new Lineage(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());

  public Lineage {
    values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    control = Collections.unmodifiableSortedSet(new TreeSet<>(control));
    asked = Collections.unmodifiableSortedSet(new TreeSet<>(asked));
  }

  /** Of a value that is this output and nothing else. */
  public static Lineage of(Origin origin) {
    return new Lineage(new TreeSet<>(List.of(origin)), new TreeSet<>(), new TreeSet<>());
  }

  /** Of a value that is made from two. */
  public Lineage with(Lineage other) {
    if (other.isNone()) {
      return this;
    }
    if (isNone()) {
      return other;
    }
    return new Lineage(
        union(values, other.values), union(control, other.control), union(asked, other.asked));
  }

  private static SortedSet<Origin> union(SortedSet<Origin> one, SortedSet<Origin> other) {
    SortedSet<Origin> union = new TreeSet<>(one);
    union.addAll(other);
    return union;
  }

  /** Of this value when another one decides whether it is taken. */
  public Lineage decidedBy(Lineage decider) {
    return decider.isNone()
        ? this
        : with(new Lineage(new TreeSet<>(), decider.all(), decider.asked));
  }

  /** Of what decides nothing but which record is found. */
  public Lineage asking() {
    return new Lineage(new TreeSet<>(), new TreeSet<>(), everything());
  }

  /** What there is of this beside another. */
  public Lineage without(Lineage other) {
    return new Lineage(
        minus(values, other.values), minus(control, other.all()), minus(asked, other.everything()));
  }

  private static SortedSet<Origin> minus(SortedSet<Origin> some, SortedSet<Origin> others) {
    SortedSet<Origin> left = new TreeSet<>(some);
    left.removeAll(others);
    return left;
  }

  /** Whether no output is involved. */
  public boolean isNone() {
    return values.isEmpty() && control.isEmpty() && asked.isEmpty();
  }

  /** Everything that flows into it or decides it, but for what reads were asked with. */
  public SortedSet<Origin> all() {
    return Collections.unmodifiableSortedSet(union(values, control));
  }

  /** What decides it without flowing into it, also what reads were asked with. */
  public SortedSet<Origin> deciding() {
    return Collections.unmodifiableSortedSet(union(control, asked));
  }

  /** Everything it depends on, in any way. */
  public SortedSet<Origin> everything() {
    return Collections.unmodifiableSortedSet(union(all(), asked));
  }
}
