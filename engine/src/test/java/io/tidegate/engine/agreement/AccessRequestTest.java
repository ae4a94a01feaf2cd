package io.tidegate.engine.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.agreement.AccessRequest.Actor;
import io.tidegate.engine.agreement.AccessRequest.State;
import io.tidegate.engine.agreement.RefusedException.Kind;
import io.tidegate.rules.fact.Purpose;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AccessRequestTest {
  private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");
  private static final SortedSet<String> ALL = Collections.emptySortedSet();
  private static final Actor MEMBER = new Actor("member", "li", Set.of());
  private static final Actor PROVIDER = new Actor("provider", "wang", Set.of(Stage.PROVIDER));
  private static final Actor PLATFORM = new Actor("approver", "zhao", Set.of(Stage.PLATFORM));

  private static AccessRequest request(Stage... route) {
    return AccessRequest.of(
        1,
        new Wish(
            "app-1",
            "vessel-calls",
            1,
            new TreeSet<>(List.of("a", "b", "c")),
            Purpose.OWN_BUSINESS,
            LocalDate.parse("2026-07-01"),
            LocalDate.parse("2026-12-31"),
            AgreedCalls.NONE,
            "following ships",
            OptionalLong.empty()),
        List.of(route),
        MEMBER,
        NOW);
  }

  private static Kind refused(ThrowingCallable act) {
    return catchThrowableOfType(RefusedException.class, act).kind();
  }

  @Test
  void whereNobodyHasToAgreeAskingIsEnough() {
    assertThat(request().state()).isEqualTo(State.APPROVED);
  }

  @Test
  void eachStageAgreesInItsTurnAndCanLeaveOut() throws RefusedException {
    AccessRequest request = request(Stage.PROVIDER, Stage.PLATFORM);
    assertThat(refused(() -> request.approved(PLATFORM, ALL, "", NOW))).isEqualTo(Kind.PERSON);

    AccessRequest once = request.approved(PROVIDER, new TreeSet<>(List.of("a", "b")), "not c", NOW);
    assertThat(once.state()).isEqualTo(State.REVIEW);
    assertThat(refused(() -> once.approved(PLATFORM, new TreeSet<>(List.of("c")), "", NOW)))
        .as("what was left out does not come back")
        .isEqualTo(Kind.INVALID);

    AccessRequest twice = once.approved(PLATFORM, ALL, "", NOW);
    assertThat(twice.state()).isEqualTo(State.APPROVED);
    assertThat(twice.fields()).containsExactly("a", "b");
  }

  @Test
  void theOwnerIsAskedFirstAndCanTakeItsConsentBack() throws RefusedException {
    Actor owner = new Actor("owner", "chen", Set.of(Stage.OWNER));
    AccessRequest request = request(Stage.OWNER, Stage.PLATFORM);
    assertThat(refused(() -> request.approved(PLATFORM, ALL, "", NOW))).isEqualTo(Kind.PERSON);
    assertThat(request.rejected(owner, "no business with them", NOW).state())
        .isEqualTo(State.REJECTED);

    AccessRequest consented = request.approved(owner, new TreeSet<>(List.of("a")), "", NOW);
    assertThat(consented.stage()).contains(Stage.PLATFORM);
    assertThat(refused(() -> consented.approved(owner, ALL, "", NOW))).isEqualTo(Kind.PERSON);
    assertThat(consented.rejected(owner, "on second thoughts", NOW).state())
        .isEqualTo(State.REJECTED);
    AccessRequest asked = consented.asked(PLATFORM, "what for?", NOW);
    assertThat(asked.rejected(owner, "on second thoughts", NOW).state()).isEqualTo(State.REJECTED);
    AccessRequest approved = consented.approved(PLATFORM, ALL, "", NOW);
    assertThat(refused(() -> approved.rejected(owner, "too late: it is an agreement", NOW)))
        .isEqualTo(Kind.STATE);
    // before it consented its turn is like everybody's
    AccessRequest question = request.asked(owner, "what for?", NOW);
    assertThat(refused(() -> question.rejected(owner, "no", NOW))).isEqualTo(Kind.STATE);
  }

  @Test
  void nobodyDecidesAboutTheirOwnOrTwiceByWhateverLogin() throws RefusedException {
    AccessRequest request = request(Stage.PROVIDER, Stage.PLATFORM);
    Actor own = new Actor("other-login", "li", Set.of(Stage.PROVIDER, Stage.PLATFORM));
    assertThat(refused(() -> request.approved(own, ALL, "", NOW))).isEqualTo(Kind.PERSON);
    assertThat(refused(() -> request.rejected(own, "no", NOW))).isEqualTo(Kind.PERSON);

    AccessRequest once = request.approved(PROVIDER, ALL, "", NOW);
    Actor again = new Actor("second-login", "wang", Set.of(Stage.PLATFORM));
    assertThat(refused(() -> once.approved(again, ALL, "", NOW))).isEqualTo(Kind.PERSON);
  }

  @Test
  void aQuestionIsAnsweredBeforeAnybodyDecides() throws RefusedException {
    AccessRequest asked = request(Stage.PLATFORM).asked(PLATFORM, "for how many ships?", NOW);
    assertThat(asked.state()).isEqualTo(State.QUESTION);
    assertThat(refused(() -> asked.approved(PLATFORM, ALL, "", NOW))).isEqualTo(Kind.STATE);

    AccessRequest answered = asked.answered(MEMBER, "about ten", NOW);
    assertThat(answered.approved(PLATFORM, ALL, "", NOW).state()).isEqualTo(State.APPROVED);
  }

  @Test
  void whatIsOverStaysOver() throws RefusedException {
    AccessRequest rejected = request(Stage.PLATFORM).rejected(PLATFORM, "no purpose", NOW);
    assertThat(rejected.state().isLive()).isFalse();
    assertThat(refused(() -> rejected.approved(PLATFORM, ALL, "", NOW))).isEqualTo(Kind.STATE);
    assertThat(refused(() -> rejected.withdrawn(MEMBER, NOW))).isEqualTo(Kind.STATE);
    assertThat(refused(() -> request(Stage.PLATFORM).rejected(PLATFORM, " ", NOW)))
        .as("a reason is given")
        .isEqualTo(Kind.INVALID);
  }
}
