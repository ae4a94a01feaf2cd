package io.tidegate.engine.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.agreement.AccessRequest.Actor;
import io.tidegate.engine.agreement.AccessRequest.State;
import io.tidegate.engine.agreement.Agreement.Ending;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.rules.fact.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random acts in random order, by people who may and may not: whatever a grant allows was asked
 * for, agreed to by everybody whose turn it was, and signed by both; and nothing else is allowed.
 * Fixed seeds.
 */
class AgreementSequencesTest {
  private static final int SEQUENCES = 10_000;

  private static final int ACTS = 12;

  /** Signing takes time: one in so many sequences goes on behind the offer. */
  private static final int SIGNED = 50;

  private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");
  private static final List<String> FIELDS = List.of("a", "b", "c", "d.e");
  private static final SecureRandom SECURE = new SecureRandom();
  private static final SigningKey CONSUMER = SigningKey.generate(SECURE);
  private static final SigningKey PLATFORM = SigningKey.generate(SECURE);
  private static final List<Actor> ACTORS =
      List.of(
          new Actor("member", "li", Set.of()),
          new Actor("member-as-staff", "li", Set.of(Stage.PROVIDER, Stage.PLATFORM)),
          new Actor("provider", "wang", Set.of(Stage.PROVIDER)),
          new Actor("provider-as-platform", "wang", Set.of(Stage.PLATFORM)),
          new Actor("approver", "zhao", Set.of(Stage.PLATFORM)),
          new Actor("nobody", "sun", Set.of()));

  private int allowed;

  @Test
  void everyCallThatIsAllowedHasItsClause() {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      sequence(new Random(seed), seed % SIGNED == 0);
    }
    assertThat(allowed).as("sequences that came to a grant").isGreaterThan(10);
  }

  private void sequence(Random random, boolean signs) {
    List<Stage> route =
        List.of(List.<Stage>of(), List.of(Stage.PLATFORM), List.of(Stage.PROVIDER, Stage.PLATFORM))
            .get(random.nextInt(3));
    Wish wish =
        new Wish(
            "app-1",
            "service",
            1,
            some(random),
            Purpose.FINANCE,
            LocalDate.parse("2026-07-01"),
            LocalDate.parse("2026-07-31"),
            AgreedCalls.of(OptionalLong.of(1 + random.nextInt(9)), OptionalLong.empty()),
            "reason",
            OptionalLong.empty());
    AccessRequest request = AccessRequest.of(1, wish, route, ACTORS.getFirst(), NOW);
    Optional<Agreement> agreement = Optional.empty();
    for (int act = 0; act < ACTS; act++) {
      try {
        if (agreement.isEmpty()) {
          request = decided(random, request);
          if (request.state() == State.APPROVED) {
            agreement = Optional.of(Agreement.offer(1, 1, terms(request)));
            agreedByAll(request, request.fields());
          }
        } else if (signs) {
          agreement = Optional.of(signed(random, agreement.get()));
          hold(request, agreement.get());
        }
      } catch (RefusedException refused) {
        // then nothing has changed
      }
    }
  }

  private static SortedSet<String> some(Random random) {
    SortedSet<String> some = new TreeSet<>();
    while (some.isEmpty()) {
      FIELDS.stream().filter(field -> random.nextBoolean()).forEach(some::add);
    }
    return some;
  }

  private static AccessRequest decided(Random random, AccessRequest request)
      throws RefusedException {
    Actor actor = ACTORS.get(random.nextInt(ACTORS.size()));
    return switch (random.nextInt(12)) {
      case 0 -> request.rejected(actor, "no", NOW);
      case 1 -> request.asked(actor, "why?", NOW);
      case 2 -> request.answered(actor, "because", NOW);
      case 3 -> random.nextInt(4) == 0 ? request.withdrawn(actor, NOW) : request;
      default ->
          request.approved(actor, random.nextBoolean() ? new TreeSet<>() : some(random), "", NOW);
    };
  }

  private static Agreement signed(Random random, Agreement agreement) throws RefusedException {
    return switch (random.nextInt(5)) {
      case 0 -> agreement.signed(signature(agreement.text() + " "));
      case 1 -> agreement.countersigned(PLATFORM, SECURE, "approver", NOW);
      case 2 -> agreement.ended(new Ending("approver", "reason", NOW));
      default -> agreement.signed(signature(agreement.text()));
    };
  }

  private static Signature signature(String text) {
    return new Signature(
        "member",
        CONSUMER.verifyingKey().hex(),
        HexFormat.of().formatHex(CONSUMER.sign(text.getBytes(StandardCharsets.UTF_8), SECURE)),
        NOW);
  }

  private static Terms terms(AccessRequest request) {
    Terms like = AgreementTest.TERMS;
    Wish wish = request.wish();
    return new Terms(
        wish.application(),
        like.usci(),
        like.enterprise(),
        wish.service(),
        wish.major(),
        like.title(),
        like.rows(),
        request.fields(),
        wish.purpose(),
        wish.from(),
        wish.to(),
        wish.calls());
  }

  /** What is true of every agreement that somebody did something about. */
  private void hold(AccessRequest request, Agreement agreement) {
    Optional<Grant> live =
        agreement.grant(PLATFORM.verifyingKey()).filter(grant -> grant.isLive(NOW));
    assertThat(live.isPresent()).isEqualTo(agreement.state() == Agreement.State.IN_FORCE);
    if (live.isPresent()) {
      allowed++;
      assertThat(Clauses.difference(agreement.text(), live.get())).isEmpty();
      agreedByAll(request, live.get().fields());
    }
  }

  private static void agreedByAll(AccessRequest request, SortedSet<String> fields) {
    assertThat(request.wish().fields()).containsAll(fields);
    List<String> voices = new ArrayList<>();
    for (AccessRequest.Event event : request.events()) {
      if (event.kind() == AccessRequest.Act.APPROVED) {
        voices.add(event.person());
        assertThat(event.fields()).containsAll(fields);
      }
    }
    assertThat(voices).hasSize(request.route().size()).doesNotHaveDuplicates().doesNotContain("li");
  }
}
