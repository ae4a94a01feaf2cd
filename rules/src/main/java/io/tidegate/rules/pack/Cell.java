package io.tidegate.rules.pack;

import io.tidegate.route.catalog.Sensitivity;
import java.util.List;
import java.util.Objects;

/** What a condition asks of a column. */
public sealed interface Cell {
  /** One of the values; sorted, without doubles. */
  record OneOf(List<String> values) implements Cell {
    public OneOf {
      values = values.stream().sorted().distinct().toList();
      if (values.isEmpty()) {
        throw new IllegalArgumentException("a cell needs a value");
      }
    }
  }

  /** A text that begins so. */
  record Prefix(String text) implements Cell {
    public Prefix {
      Objects.requireNonNull(text, "text");
    }
  }

  /** A text that ends so. */
  record Suffix(String text) implements Cell {
    public Suffix {
      Objects.requireNonNull(text, "text");
    }
  }

  /** This sensitivity, a stricter one, or an unknown one. */
  record AtLeast(Sensitivity sensitivity) implements Cell {
    public AtLeast {
      Objects.requireNonNull(sensitivity, "sensitivity");
    }
  }
}
