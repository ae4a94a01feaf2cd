package io.tidegate.engine.demo;

import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.agreement.AccessRequest;
import io.tidegate.engine.agreement.AccessRequest.Actor;
import io.tidegate.engine.agreement.AgreedCalls;
import io.tidegate.engine.agreement.Agreement;
import io.tidegate.engine.agreement.RefusedException;
import io.tidegate.engine.agreement.Stage;
import io.tidegate.engine.agreement.Wish;
import io.tidegate.engine.applying.Applying;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.route.data.ChinaTime;
import io.tidegate.rules.fact.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Has one of the cast apply for what is open after review, and leads it to a grant on the way that
 * everybody goes: asked for, agreed to by two people, signed by both sides.
 */
public final class DemoAgreements {
  /** The sample services that are open after review. */
  private static final List<String> REVIEWED = List.of("vessel-calls", "vessel-position");

  private static final CastMember APPLICANT = CastMember.FORWARDER;
  private static final String APPLICANT_LOGIN = "demo-" + APPLICANT.word();
  private static final int DAYS = 365;

  /** Below this an agreement is followed by another, so that a demo does not fall silent. */
  private static final int LEAST_DAYS = 7;

  private final Applying applying;
  private final SignatureKeys keys;
  private final Function<String, Optional<GovernedPlan>> plans;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param plans gives the plan of a service in force
   */
  public DemoAgreements(
      Applying applying,
      SignatureKeys keys,
      Function<String, Optional<GovernedPlan>> plans,
      Clock clock) {
    this.applying = Objects.requireNonNull(applying, "applying");
    this.keys = Objects.requireNonNull(keys, "keys");
    this.plans = Objects.requireNonNull(plans, "plans");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Makes what is missing; one that was ended stays ended. */
  public void prepare() {
    for (String service : REVIEWED) {
      Optional<GovernedPlan> plan = plans.apply(service);
      if (plan.isPresent()) {
        try {
          prepare(plan.get());
        } catch (RefusedException e) {
          throw new IllegalStateException("the demo gets no agreement about " + service, e);
        }
      }
    }
  }

  private void prepare(GovernedPlan plan) throws RefusedException {
    LocalDate today = ChinaTime.of(clock.instant()).toLocalDate();
    Optional<Agreement> latest =
        applying
            .agreements(Optional.of(APPLICANT.usci()), Long.MAX_VALUE, Integer.MAX_VALUE)
            .stream()
            .filter(agreement -> agreement.terms().service().equals(plan.service()))
            .findFirst();
    boolean over =
        latest.isPresent() && latest.get().terms().to().isBefore(today.plusDays(LEAST_DAYS));
    if (latest.isPresent() && (latest.get().state() == Agreement.State.ENDED || !over)) {
      return;
    }
    OptionalLong renews =
        latest.filter(a -> !a.terms().to().isBefore(today)).isPresent()
            ? OptionalLong.of(latest.orElseThrow().number())
            : OptionalLong.empty();
    Wish wish =
        new Wish(
            DemoAccess.applicationOf(APPLICANT),
            plan.service(),
            plan.version().major(),
            new TreeSet<>(plan.answer().ways()),
            Purpose.OWN_BUSINESS,
            today,
            today.plusDays(DAYS),
            AgreedCalls.NONE,
            "演示：为货主跟踪船舶 / demo: following ships for the owners of the goods",
            renews);
    AccessRequest request = applying.ask(APPLICANT.usci(), wish, APPLICANT_LOGIN);
    for (Stage stage : request.route()) {
      String login = "demo-" + stage.word();
      request =
          applying.approve(
              request.number(),
              request.revision(),
              new Actor(login, login, Set.of(stage)),
              Collections.emptySortedSet(),
              "");
    }
    Agreement agreement = applying.agreementOf(request).orElseThrow();
    sign(agreement);
    if (!request.route().isEmpty()) {
      applying.countersign(agreement.number(), "demo-" + Stage.PLATFORM.word());
    }
  }

  /** With a key that is used once. */
  private void sign(Agreement agreement) throws RefusedException {
    SigningKey own = SigningKey.generate(random);
    String keyId =
        keys.enrol(agreement.terms().application(), own.verifyingKey(), Duration.ofHours(1))
            .orElseThrow();
    byte[] value = own.sign(agreement.text().getBytes(StandardCharsets.UTF_8), random);
    applying.sign(
        APPLICANT.usci(),
        agreement.number(),
        keyId,
        HexFormat.of().formatHex(value),
        APPLICANT_LOGIN);
    keys.revoke(keyId);
  }
}
