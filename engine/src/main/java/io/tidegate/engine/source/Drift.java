package io.tidegate.engine.source;

import io.tidegate.route.text.Bilingual;
import java.util.Comparator;
import java.util.Objects;

/**
 * A difference between what a source has now and what the catalog describes.
 *
 * @param place the field's name; of something new its place in the record, or the column's name; of
 *     a view the query it is now, empty when it is none
 */
public record Drift(Kind kind, String place) implements Comparable<Drift> {
  public Drift {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(place, "place");
  }

  /** What has become of it. */
  public enum Kind {
    /** It is described and is not there. */
    GONE,
    /** It is there and is of another type, or empty where it may not be. */
    CHANGED,
    /** It is there and is not described; it is not read and does no harm. */
    NEW,
    /** A view is no longer the query that is described. */
    REDEFINED
  }

  /** The difference in words. What the source calls the place must not steer a terminal. */
  public Bilingual told() {
    String shown = place.replaceAll("\\p{C}", "?");
    return switch (kind) {
      case GONE -> new Bilingual("字段 " + shown + " 已消失", "the field " + shown + " is gone");
      case CHANGED ->
          new Bilingual(
              "字段 " + shown + " 类型改变或不应为空",
              "the field " + shown + " is of another type, or empty where it may not be");
      case REDEFINED ->
          new Bilingual(
              shown.isEmpty() ? "不再是视图" : "视图的定义已改变，现为：" + shown,
              shown.isEmpty() ? "is no view any more" : "the view is another query now: " + shown);
      case NEW ->
          new Bilingual(
              "新增 " + shown + "，目录未描述，不会外泄",
              shown + " is new; the catalog does not describe it and it does not leave");
    };
  }

  @Override
  public int compareTo(Drift other) {
    return Comparator.comparing(Drift::kind).thenComparing(Drift::place).compare(this, other);
  }
}
