package io.tidegate.engine.agreement;

import io.tidegate.engine.agreement.RefusedException.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Asking for data, and all that was done about it. Where it stands follows from what was done, so
 * that the two cannot say different things.
 *
 * @param wish with each value by its whole way
 * @param route who has to agree, in this order
 * @param events in order; the first says who asked
 */
public record AccessRequest(long number, Wish wish, List<Stage> route, List<Event> events) {
  private static final int LONGEST_NOTE = 1000;

  public AccessRequest {
    Objects.requireNonNull(wish, "wish");
    route = List.copyOf(route);
    events = List.copyOf(events);
    if (events.isEmpty() || events.getFirst().kind() != Act.ASKED_FOR) {
      throw new IllegalArgumentException("a request begins with who asks");
    }
  }

  /** What can be done about a request. */
  public enum Act {
    ASKED_FOR,
    /** A stage agreed, wholly or in part. */
    APPROVED,
    REJECTED,
    /** Whoever decides asks something. */
    QUESTION,
    /** The applicant answers. */
    ANSWER,
    WITHDRAWN,
    /** What was agreed was signed, or will not be. */
    CLOSED
  }

  /** Where it stands. */
  public enum State {
    /** A stage has to decide. */
    REVIEW,
    /** The applicant has to answer. */
    QUESTION,
    /** All agreed; the agreement is to be signed. */
    APPROVED,
    REJECTED,
    WITHDRAWN,
    CLOSED;

    /** Whether it is still under way. One application has one such request for a service. */
    public boolean isLive() {
      return switch (this) {
        case REVIEW, QUESTION, APPROVED -> true;
        case REJECTED, WITHDRAWN, CLOSED -> false;
      };
    }
  }

  /**
   * Somebody who acts.
   *
   * @param person behind the login; two logins of one person are one
   * @param may decide at which stages
   */
  public record Actor(String login, String person, Set<Stage> may) {
    public Actor {
      Objects.requireNonNull(login, "login");
      Objects.requireNonNull(person, "person");
      may = Set.copyOf(may);
    }
  }

  /**
   * Something that was done.
   *
   * @param stage that decided or asked
   * @param fields of an approval those that were agreed; else none
   */
  public record Event(
      Act kind,
      String login,
      String person,
      Optional<Stage> stage,
      SortedSet<String> fields,
      String note,
      Instant at) {
    public Event {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(login, "login");
      Objects.requireNonNull(person, "person");
      Objects.requireNonNull(stage, "stage");
      fields = Collections.unmodifiableSortedSet(new TreeSet<>(fields));
      Objects.requireNonNull(note, "note");
      Objects.requireNonNull(at, "at");
    }
  }

  /** A new one. Where nobody has to agree, it is approved. */
  public static AccessRequest of(
      long number, Wish wish, List<Stage> route, Actor applicant, Instant at) {
    return new AccessRequest(
        number,
        wish,
        route,
        List.of(
            new Event(
                Act.ASKED_FOR,
                applicant.login(),
                applicant.person(),
                Optional.empty(),
                Collections.emptySortedSet(),
                wish.reason(),
                at)));
  }

  /** How often it has changed, which {@code If-Match} names. */
  public long revision() {
    return events.size();
  }

  public State state() {
    State state = State.REVIEW;
    for (Event event : events) {
      state =
          switch (event.kind()) {
            case ASKED_FOR, APPROVED, ANSWER -> State.REVIEW;
            case QUESTION -> State.QUESTION;
            case REJECTED -> State.REJECTED;
            case WITHDRAWN -> State.WITHDRAWN;
            case CLOSED -> State.CLOSED;
          };
    }
    return state == State.REVIEW && approvals().size() == route.size() ? State.APPROVED : state;
  }

  /** The stage that has to decide; empty when all have. */
  public Optional<Stage> stage() {
    int done = approvals().size();
    return done < route.size() ? Optional.of(route.get(done)) : Optional.empty();
  }

  /** The values that are left after what has been agreed so far. */
  public SortedSet<String> fields() {
    List<Event> approvals = approvals();
    return approvals.isEmpty() ? wish.fields() : approvals.getLast().fields();
  }

  /** When the stage it waits for began to wait. */
  public Instant waitsSince() {
    return events.getLast().at();
  }

  /**
   * Agreed to by the stage whose turn it is.
   *
   * @param some of the values that are left; all of them when empty
   */
  public AccessRequest approved(Actor actor, SortedSet<String> some, String note, Instant at)
      throws RefusedException {
    Stage stage = turn(actor);
    SortedSet<String> agreed = some.isEmpty() ? fields() : some;
    if (!fields().containsAll(agreed)) {
      SortedSet<String> more = new TreeSet<>(agreed);
      more.removeAll(fields());
      throw new RefusedException(
          Kind.INVALID,
          "未申请的数据项不能批准：" + String.join("、", more),
          "what was not asked for cannot be approved: " + String.join(", ", more));
    }
    return with(Act.APPROVED, actor, Optional.of(stage), agreed, note, at);
  }

  /**
   * Refused by the stage whose turn it is, with a reason. The owner of the records can also take
   * its consent back, whoever's turn it is.
   */
  public AccessRequest rejected(Actor actor, String reason, Instant at) throws RefusedException {
    Stage stage = consented(actor) ? Stage.OWNER : turn(actor);
    return with(Act.REJECTED, actor, Optional.of(stage), noFields(), said(reason), at);
  }

  /** Asked back by the stage whose turn it is. */
  public AccessRequest asked(Actor actor, String question, Instant at) throws RefusedException {
    Stage stage = turn(actor);
    return with(Act.QUESTION, actor, Optional.of(stage), noFields(), said(question), at);
  }

  /** Answered by the applicant. */
  public AccessRequest answered(Actor actor, String answer, Instant at) throws RefusedException {
    require(State.QUESTION);
    return with(Act.ANSWER, actor, Optional.empty(), noFields(), said(answer), at);
  }

  /** Given up by the applicant. */
  public AccessRequest withdrawn(Actor actor, Instant at) throws RefusedException {
    if (!state().isLive()) {
      throw over();
    }
    return with(Act.WITHDRAWN, actor, Optional.empty(), noFields(), "", at);
  }

  /** Over, because its agreement was signed by both, or ended before. */
  public AccessRequest closed(Actor actor, String why, Instant at) throws RefusedException {
    require(State.APPROVED);
    return with(Act.CLOSED, actor, Optional.empty(), noFields(), why, at);
  }

  private List<Event> approvals() {
    return events.stream().filter(event -> event.kind() == Act.APPROVED).toList();
  }

  /** Whether the actor speaks for an owner who has consented, and nothing has come of it yet. */
  private boolean consented(Actor actor) {
    return actor.may().contains(Stage.OWNER)
        && (state() == State.REVIEW || state() == State.QUESTION)
        && approvals().stream().anyMatch(event -> event.stage().equals(Optional.of(Stage.OWNER)));
  }

  /** The stage, when it is the actor's to decide. Each person has one voice. */
  private Stage turn(Actor actor) throws RefusedException {
    require(State.REVIEW);
    Stage stage = stage().orElseThrow(this::over);
    if (!actor.may().contains(stage)) {
      throw new RefusedException(
          Kind.PERSON, "现在轮到" + stage.title().zh(), "it is the turn of the " + stage.title().en());
    }
    if (events.getFirst().person().equals(actor.person())) {
      throw new RefusedException(
          Kind.PERSON, "申请人不能审批自己的申请", "nobody decides about their own request");
    }
    if (approvals().stream().anyMatch(event -> event.person().equals(actor.person()))) {
      throw new RefusedException(Kind.PERSON, "同一人不能审批两次", "nobody agrees in the place of two");
    }
    return stage;
  }

  private void require(State wanted) throws RefusedException {
    if (state() != wanted) {
      throw over();
    }
  }

  private RefusedException over() {
    return switch (state()) {
      case REVIEW -> new RefusedException(Kind.STATE, "正在审核", "it is under review");
      case QUESTION ->
          new RefusedException(Kind.STATE, "正在等待申请人答复", "the applicant has to answer first");
      case APPROVED -> new RefusedException(Kind.STATE, "已批准，待签协议", "it is approved");
      case REJECTED -> new RefusedException(Kind.STATE, "已驳回", "it is rejected");
      case WITHDRAWN -> new RefusedException(Kind.STATE, "已撤回", "it is withdrawn");
      case CLOSED -> new RefusedException(Kind.STATE, "已办结", "it is closed");
    };
  }

  private static String said(String text) throws RefusedException {
    if (text.isBlank() || text.length() > LONGEST_NOTE) {
      throw new RefusedException(
          Kind.INVALID,
          "请用 1 至 " + LONGEST_NOTE + " 字说明",
          "say it in 1 to " + LONGEST_NOTE + " characters");
    }
    return text;
  }

  private static SortedSet<String> noFields() {
    return Collections.emptySortedSet();
  }

  private AccessRequest with(
      Act kind,
      Actor actor,
      Optional<Stage> stage,
      SortedSet<String> fields,
      String note,
      Instant at) {
    List<Event> more = new ArrayList<>(events);
    more.add(new Event(kind, actor.login(), actor.person(), stage, fields, note, at));
    return new AccessRequest(number, wish, route, more);
  }
}
