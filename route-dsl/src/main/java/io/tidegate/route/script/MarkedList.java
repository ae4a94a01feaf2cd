package io.tidegate.route.script;

import io.tidegate.route.data.Provenance;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list that a script made, with the marks of what decided which elements it has and of what
 * flowed into elements that carry no marks themselves. Immutable.
 */
final class MarkedList extends AbstractList<Object> implements RandomAccess {
  private final List<Object> elements;
  private final Provenance marks;

  /**
   * @param elements belong to the list from now on and are not written to any more
   */
  MarkedList(List<Object> elements, Provenance marks) {
    this.elements = Objects.requireNonNull(elements, "elements");
    this.marks = Objects.requireNonNull(marks, "marks");
  }

  Provenance marks() {
    return marks;
  }

  /** The marks that a list itself carries, its elements' own not counted. */
  static Provenance marks(List<?> list) {
    return list instanceof MarkedList marked ? marked.marks : Provenance.NONE;
  }

  @Override
  public Object get(int index) {
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }
}
