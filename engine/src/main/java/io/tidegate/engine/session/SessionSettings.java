package io.tidegate.engine.session;

import java.time.Duration;
import java.util.Objects;

/**
 * How long sessions last, and how often somebody may fail.
 *
 * @param staffIdle a session of staff that was not used for so long is over
 * @param memberIdle likewise, of people of organisations
 * @param longest no session lasts longer, used or not
 * @param failuresPerAddress so many of one address within a quarter of an hour lock it
 * @param captchasPerMinute most pictures for one address
 * @param secureCookie whether the cookie is for TLS only though requests come without it, from a
 *     proxy that ends TLS
 */
public record SessionSettings(
    Duration staffIdle,
    Duration memberIdle,
    Duration longest,
    int failuresPerAddress,
    int captchasPerMinute,
    boolean secureCookie) {
  /** Nothing can be set to more than this. */
  static final Duration LONGEST = Duration.ofHours(12);

  public SessionSettings {
    Objects.requireNonNull(staffIdle, "staffIdle");
    Objects.requireNonNull(memberIdle, "memberIdle");
    Objects.requireNonNull(longest, "longest");
    for (Duration time : new Duration[] {staffIdle, memberIdle, longest}) {
      if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("a session lasts up to " + LONGEST + ", not " + time);
      }
    }
    if (failuresPerAddress < 1 || captchasPerMinute < 1) {
      throw new IllegalArgumentException("a bound is at least 1");
    }
  }
}
