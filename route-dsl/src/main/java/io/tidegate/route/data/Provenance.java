package io.tidegate.route.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The marks of every governed record that flowed into a value. Immutable. There are few: records
 * that were treated alike share one mark.
 */
public final class Provenance {
  /** Of what no governed record flowed into. */
  public static final Provenance NONE = new Provenance(List.of());

  private final List<Mark> marks;

  private Provenance(List<Mark> marks) {
    this.marks = marks;
  }

  public static Provenance of(Mark mark) {
    return new Provenance(List.of(Objects.requireNonNull(mark, "mark")));
  }

  public List<Mark> marks() {
    return marks;
  }

  /** Of a value that is made from two. */
  public Provenance with(Provenance other) {
    if (other == this || other.marks.isEmpty()) {
      return this;
    }
    if (marks.isEmpty()) {
      return other;
    }
    List<Mark> missing = null;
    for (Mark mark : other.marks) {
      if (!marks.contains(mark)) {
        if (missing == null) {
          missing = new ArrayList<>(marks);
        }
        missing.add(mark);
      }
    }
    return missing == null ? this : new Provenance(List.copyOf(missing));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Provenance that && marks.equals(that.marks);
  }

  @Override
  public int hashCode() {
    return marks.hashCode();
  }

  @Override
  public String toString() {
    return marks.toString();
  }
}
