package io.tidegate.engine.gateway;

import java.util.List;
import java.util.function.Function;

/** When it is told how to authenticate. */
public final class Challenge {
  private Challenge() {}

  /**
   * Whether whoever asks wants to be told. A browser would put a window of its own before the page,
   * which has a form.
   *
   * @param headers every value of a header
   */
  public static boolean wanted(Function<String, List<String>> headers) {
    return headers.apply("Sec-Fetch-Mode").isEmpty() && headers.apply("Cookie").isEmpty();
  }
}
