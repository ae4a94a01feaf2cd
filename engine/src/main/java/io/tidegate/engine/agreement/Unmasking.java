package io.tidegate.engine.agreement;

import io.tidegate.engine.agreement.AccessRequest.Actor;
import io.tidegate.engine.agreement.RefusedException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The permission of one person to turn stand-ins that were given under an agreement back into what
 * they stand for: asked for with a reason, agreed to by another person, good for a time and for so
 * many values.
 *
 * @param agreement the number of the agreement the stand-ins were given under
 * @param field the way to the value in an answer
 * @param mask what made the stand-ins, with its parameters; another mask is another permission
 * @param most how many values, over all uses
 * @param until the first moment it is not good any more
 * @param used how many values were turned back so far
 */
public record Unmasking(
    long number,
    long agreement,
    String field,
    String mask,
    String reason,
    int most,
    Voice asked,
    Instant until,
    Optional<Voice> approved,
    Optional<Voice> ended,
    int used) {
  /** The longest one is good for. */
  public static final Duration LONGEST = Duration.ofDays(7);

  /** The most values one is good for. */
  public static final int MOST = 1_000;

  private static final int LONGEST_REASON = 1_000;

  public Unmasking {
    Objects.requireNonNull(field, "field");
    Objects.requireNonNull(mask, "mask");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(asked, "asked");
    Objects.requireNonNull(until, "until");
    Objects.requireNonNull(approved, "approved");
    Objects.requireNonNull(ended, "ended");
  }

  /**
   * Who did something.
   *
   * @param person behind the login; two logins of one are one
   */
  public record Voice(String login, String person, Instant at) {
    public Voice {
      Objects.requireNonNull(login, "login");
      Objects.requireNonNull(person, "person");
      Objects.requireNonNull(at, "at");
    }

    private static Voice of(Actor actor, Instant at) {
      return new Voice(actor.login(), actor.person(), at);
    }
  }

  /** How far it has come. */
  public enum State {
    ASKED,
    APPROVED,
    /** Its time is over, or somebody ended it. */
    OVER
  }

  /**
   * A new one, without a number yet.
   *
   * @throws RefusedException when it says no reason, or is for too long or for too much
   */
  public static Unmasking ask(
      long agreement,
      String field,
      String mask,
      String reason,
      Duration time,
      int most,
      Actor actor,
      Instant now)
      throws RefusedException {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new RefusedException(
          Kind.INVALID,
          "请用 1 至 " + LONGEST_REASON + " 字说明事由",
          "reason: say why in 1 to " + LONGEST_REASON + " characters");
    }
    if (time.compareTo(Duration.ofHours(1)) < 0 || time.compareTo(LONGEST) > 0) {
      throw new RefusedException(
          Kind.INVALID,
          "有效时间为 1 至 " + LONGEST.toHours() + " 小时",
          "hours: it is good for 1 to " + LONGEST.toHours() + " hours");
    }
    if (most < 1 || most > MOST) {
      throw new RefusedException(
          Kind.INVALID, "最多 1 至 " + MOST + " 个值", "most: it is good for 1 to " + MOST + " values");
    }
    return new Unmasking(
        0,
        agreement,
        field,
        mask,
        reason,
        most,
        Voice.of(actor, now),
        now.plus(time),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  public State state(Instant now) {
    if (ended.isPresent() || !now.isBefore(until)) {
      return State.OVER;
    }
    return approved.isPresent() ? State.APPROVED : State.ASKED;
  }

  /** Agreed to by another person. */
  public Unmasking approved(Actor actor, Instant now) throws RefusedException {
    require(State.ASKED, now);
    if (actor.person().equals(asked.person())) {
      throw new RefusedException(
          Kind.PERSON, "申请还原的人不能自己批准", "nobody agrees to what they asked for themselves");
    }
    return with(Optional.of(Voice.of(actor, now)), ended, used);
  }

  /** Ended before its time, or not agreed to. */
  public Unmasking ended(Actor actor, Instant now) throws RefusedException {
    if (state(now) == State.OVER) {
      throw over(now);
    }
    return with(approved, Optional.of(Voice.of(actor, now)), used);
  }

  /**
   * Used by whoever asked for it.
   *
   * @param values how many different ones
   */
  public Unmasking used(Actor actor, int values, Instant now) throws RefusedException {
    require(State.APPROVED, now);
    if (!actor.person().equals(asked.person())) {
      throw new RefusedException(Kind.PERSON, "只有申请人可以使用", "only who asked for it may use it");
    }
    if (values > most - used) {
      throw new RefusedException(
          Kind.STATE,
          "只剩 " + (most - used) + " 个值可还原",
          "it is good for " + (most - used) + " values more");
    }
    return with(approved, ended, used + values);
  }

  private void require(State wanted, Instant now) throws RefusedException {
    if (state(now) != wanted) {
      throw over(now);
    }
  }

  private RefusedException over(Instant now) {
    return switch (state(now)) {
      case ASKED -> new RefusedException(Kind.STATE, "尚未经他人批准", "nobody else has agreed to it yet");
      case APPROVED -> new RefusedException(Kind.STATE, "已批准", "it is agreed to already");
      case OVER -> new RefusedException(Kind.STATE, "已终止或已过期", "it is ended, or its time is over");
    };
  }

  private Unmasking with(Optional<Voice> yes, Optional<Voice> no, int count) {
    return new Unmasking(
        number, agreement, field, mask, reason, most, asked, until, yes, no, count);
  }
}
