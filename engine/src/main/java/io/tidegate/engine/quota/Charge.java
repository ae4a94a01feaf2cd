package io.tidegate.engine.quota;

import java.util.Objects;

/**
 * One account a call is counted in.
 *
 * @param limits that hold for this call; they count something
 * @param localPerMinute calls in a minute that this node admits by itself when nobody can be asked;
 *     zero to refuse
 */
public record Charge(Account account, Limits limits, int localPerMinute) {
  public Charge {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(limits, "limits");
    if (limits.equals(Limits.NONE)) {
      throw new IllegalArgumentException("an account counts something");
    }
    if (localPerMinute < 0) {
      throw new IllegalArgumentException("localPerMinute is not negative: " + localPerMinute);
    }
  }
}
