package io.tidegate.engine.check;

import io.tidegate.route.shape.Lineage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a step or a script yields, as far as it matters where it comes from. It has no types: they
 * decide nothing about who may see a value.
 */
sealed interface Content {
  /** Everything that any part of it depends on. */
  Lineage lineage();

  /** What it depends on whether it is there, and whether it counts as true. */
  Lineage truth();

  /** The same, when something else decides which of several it is. */
  Content decidedBy(Lineage decider);

  /** A single value. */
  record Single(Lineage lineage) implements Content {
    static final Single CONSTANT = new Single(Lineage.NONE);

    public Single {}

    @Override
    public Lineage truth() {
      return lineage;
    }

    @Override
    public Single decidedBy(Lineage decider) {
      return new Single(lineage.decidedBy(decider));
    }
  }

  /** The literal {@code null}, which can stand for anything. */
  record Nothing(Lineage lineage) implements Content {
    public Nothing {}

    @Override
    public Lineage truth() {
      return lineage;
    }

    @Override
    public Nothing decidedBy(Lineage decider) {
      return new Nothing(lineage.decidedBy(decider));
    }
  }

  /** A record. */
  record Parts(Map<String, Content> members, Lineage truth) implements Content {
    public Parts {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    List<String> names() {
      return List.copyOf(members.keySet());
    }

    /** The same with one member more, or with another one of this name. */
    Parts with(String name, Content member) {
      Map<String, Content> more = new LinkedHashMap<>(members);
      more.put(name, member);
      return new Parts(more, truth);
    }

    @Override
    public Lineage lineage() {
      return members.values().stream().map(Content::lineage).reduce(truth, Lineage::with);
    }

    @Override
    public Parts decidedBy(Lineage decider) {
      Map<String, Content> decided = new LinkedHashMap<>(members);
      decided.replaceAll((name, member) -> member.decidedBy(decider));
      return new Parts(decided, truth.decidedBy(decider));
    }
  }

  /**
   * A list.
   *
   * @param truth what decides which elements there are, how many, and in which order
   */
  record Rows(Content element, Lineage truth) implements Content {
    public Rows {}

    @Override
    public Lineage lineage() {
      return truth.with(element.lineage());
    }

    @Override
    public Rows decidedBy(Lineage decider) {
      return new Rows(element.decidedBy(decider), truth.decidedBy(decider));
    }
  }

  /** One of several, whichever it is; they must be alike. */
  static Content either(Collection<? extends Content> ways) throws Untraceable {
    Content all = null;
    for (Content way : new ArrayList<>(ways)) {
      all = all == null ? way : either(all, way);
    }
    if (all == null) {
      throw new Untraceable(CheckCode.ROUTE, "", "nothing is ever yielded");
    }
    return all;
  }

  /** One of two. */
  static Content either(Content one, Content other) throws Untraceable {
    if (one instanceof Nothing) {
      return other.decidedBy(one.lineage());
    }
    if (other instanceof Nothing) {
      return one.decidedBy(other.lineage());
    }
    if (one instanceof Single && other instanceof Single) {
      return new Single(one.lineage().with(other.lineage()));
    }
    if (one instanceof Rows list && other instanceof Rows more) {
      // a list of nothing is an empty one
      Content element =
          more.element() instanceof Nothing
              ? list.element()
              : list.element() instanceof Nothing
                  ? more.element()
                  : either(list.element(), more.element());
      return new Rows(element, list.truth().with(more.truth()));
    }
    if (one instanceof Parts record
        && other instanceof Parts second
        && record.members().keySet().equals(second.members().keySet())) {
      Map<String, Content> members = new LinkedHashMap<>();
      for (Map.Entry<String, Content> member : record.members().entrySet()) {
        members.put(
            member.getKey(), either(member.getValue(), second.members().get(member.getKey())));
      }
      return new Parts(members, record.truth().with(second.truth()));
    }
    throw new Untraceable(CheckCode.ROUTE, "", "two ways yield different things");
  }
}
