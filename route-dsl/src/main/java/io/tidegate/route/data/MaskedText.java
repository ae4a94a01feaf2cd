package io.tidegate.route.data;

import java.util.Objects;

/**
 * What a mask left of a value that is no text, such as {@code 10万–50万} of an amount. It is copied
 * like the value, written as its text, and in every operation it is nothing: a step that reckons
 * with the value must not take the text for one.
 */
public final class MaskedText implements Comparable<MaskedText> {
  private final String text;

  public MaskedText(String text) {
    this.text = Objects.requireNonNull(text, "text");
  }

  public String text() {
    return text;
  }

  /** The value, or nothing when a mask left only a text of it. */
  public static Object orNothing(Object value) {
    return value instanceof MaskedText ? null : value;
  }

  @Override
  public int compareTo(MaskedText other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MaskedText that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
