package io.tidegate.engine.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.agreement.Agreement.Ending;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgreementTest {
  private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SigningKey CONSUMER = SigningKey.generate(RANDOM);
  private static final SigningKey PLATFORM = SigningKey.generate(RANDOM);

  static final Terms TERMS =
      new Terms(
          "app-1",
          "91350299MAT000034P",
          "示例远洋货代有限公司",
          "vessel-calls",
          1,
          new Bilingual("船舶靠离泊", "Calls of ships"),
          Openness.CONDITIONAL,
          new TreeSet<>(List.of("imo_no", "berth.code")),
          Purpose.OWN_BUSINESS,
          LocalDate.parse("2026-07-01"),
          LocalDate.parse("2026-12-31"),
          AgreedCalls.of(OptionalLong.of(500), OptionalLong.empty()));

  private static Signature signed(SigningKey key, String text) {
    return new Signature(
        "member",
        key.verifyingKey().hex(),
        HexFormat.of().formatHex(key.sign(text.getBytes(StandardCharsets.UTF_8), RANDOM)),
        NOW);
  }

  private static Agreement inForce() throws RefusedException {
    Agreement offered = Agreement.offer(7, 3, TERMS);
    return offered
        .signed(signed(CONSUMER, offered.text()))
        .countersigned(PLATFORM, RANDOM, "approver", NOW);
  }

  private static Optional<Grant> grant(Agreement agreement) {
    return agreement.grant(PLATFORM.verifyingKey());
  }

  @Test
  void theGrantSaysWhatWasSigned() throws RefusedException {
    Grant grant = grant(inForce()).orElseThrow();

    assertThat(grant.fields()).containsExactly("berth.code", "imo_no");
    assertThat(grant.validFrom()).isEqualTo(Instant.parse("2026-06-30T16:00:00Z"));
    assertThat(grant.validTo()).isEqualTo(Instant.parse("2026-12-31T16:00:00Z"));
    assertThat(grant.agreement()).isEqualTo("TG-A-7");
    assertThat(Clauses.difference(inForce().text(), grant)).isEmpty();
  }

  @Test
  void thereIsNoGrantBeforeBothHaveSignedAndNoLiveOneAfterTheEnd() throws RefusedException {
    Agreement offered = Agreement.offer(7, 3, TERMS);
    assertThat(grant(offered)).isEmpty();
    assertThat(grant(offered.signed(signed(CONSUMER, offered.text())))).isEmpty();

    Agreement ended = inForce().ended(new Ending("approver", "duty broken", NOW));
    assertThat(grant(ended).orElseThrow().isLive(NOW)).isFalse();
    assertThat(grant(inForce()).orElseThrow().isLive(NOW)).isTrue();
  }

  @Test
  void aSignatureOverOtherTextCountsForNothing() {
    Agreement offered = Agreement.offer(7, 3, TERMS);
    String other = Agreement.offer(8, 3, TERMS).text();

    RefusedException refused =
        catchThrowableOfType(RefusedException.class, () -> offered.signed(signed(CONSUMER, other)));

    assertThat(refused.kind()).isEqualTo(RefusedException.Kind.INVALID);
    assertThat(
            catchThrowableOfType(
                    RefusedException.class,
                    () -> offered.signed(new Signature("member", "04", "zz", NOW)))
                .kind())
        .isEqualTo(RefusedException.Kind.INVALID);
  }

  /** Whoever writes the database can put other terms or another text there, and gets no grant. */
  @Test
  void termsOrATextThatWereChangedAfterwardsGiveNoGrant() throws RefusedException {
    Agreement signed = inForce();
    Terms wider =
        new Terms(
            TERMS.application(),
            TERMS.usci(),
            TERMS.enterprise(),
            TERMS.service(),
            1,
            TERMS.title(),
            TERMS.rows(),
            new TreeSet<>(List.of("imo_no", "berth.code", "master_name")),
            TERMS.purpose(),
            TERMS.from(),
            TERMS.to(),
            TERMS.calls());
    String text = Agreement.offer(7, 3, wider).text();

    assertThat(grant(signed)).isPresent();
    assertThat(
            grant(
                new Agreement(
                    7,
                    3,
                    wider,
                    signed.text(),
                    signed.consumer(),
                    signed.platform(),
                    Optional.empty())))
        .as("other terms under the text that was signed")
        .isEmpty();
    assertThat(
            grant(
                new Agreement(
                    7, 3, wider, text, signed.consumer(), signed.platform(), Optional.empty())))
        .as("another text under the signatures")
        .isEmpty();
    assertThat(
            grant(
                new Agreement(
                    7,
                    3,
                    wider,
                    text,
                    Optional.of(signed(CONSUMER, text)),
                    signed.platform(),
                    Optional.empty())))
        .as("signed anew by the consumer alone")
        .isEmpty();
    assertThat(signed.grant(CONSUMER.verifyingKey())).as("another platform").isEmpty();
    assertThat(
            grant(
                new Agreement(
                    7,
                    3,
                    TERMS,
                    signed.text(),
                    Optional.of(signed(SigningKey.generate(RANDOM), signed.text())),
                    signed.platform(),
                    Optional.empty())))
        .as("the consumer's signature replaced by somebody else's")
        .isEmpty();
  }

  @Test
  void theConsumerSignsFirstAndEachSideOnce() throws RefusedException {
    Agreement offered = Agreement.offer(7, 3, TERMS);

    assertThatThrownBy(() -> offered.countersigned(PLATFORM, RANDOM, "approver", NOW))
        .isInstanceOf(RefusedException.class);
    Agreement signed = offered.signed(signed(CONSUMER, offered.text()));
    assertThatThrownBy(() -> signed.signed(signed(CONSUMER, signed.text())))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> inForce().countersigned(PLATFORM, RANDOM, "approver", NOW))
        .isInstanceOf(RefusedException.class);
    Agreement ended = signed.ended(new Ending("member", "not needed", NOW));
    assertThatThrownBy(() -> ended.countersigned(PLATFORM, RANDOM, "approver", NOW))
        .isInstanceOf(RefusedException.class);
  }

  static Stream<UnaryOperator<Grant>> deviations() {
    return Stream.of(
        g -> grant(g, "other", g.service(), 1, g.validFrom(), g.validTo(), g.fields()),
        g -> grant(g, g.applicationId(), "other", 1, g.validFrom(), g.validTo(), g.fields()),
        g -> grant(g, g.applicationId(), g.service(), 2, g.validFrom(), g.validTo(), g.fields()),
        g ->
            grant(
                g,
                g.applicationId(),
                g.service(),
                1,
                g.validFrom().minusSeconds(1),
                g.validTo(),
                g.fields()),
        g ->
            grant(
                g,
                g.applicationId(),
                g.service(),
                1,
                g.validFrom(),
                g.validTo().plusSeconds(1),
                g.fields()),
        g ->
            grant(
                g,
                g.applicationId(),
                g.service(),
                1,
                g.validFrom(),
                g.validTo(),
                new TreeSet<>(List.of("imo_no", "berth.code", "master_name"))),
        g ->
            new Grant(
                g.applicationId(),
                g.service(),
                1,
                g.validFrom(),
                g.validTo(),
                g.state(),
                new AgreedCalls(
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalLong.empty(),
                    OptionalLong.of(501),
                    OptionalLong.empty()),
                g.purpose(),
                g.agreement(),
                g.rows(),
                g.fields()),
        g ->
            new Grant(
                g.applicationId(),
                g.service(),
                1,
                g.validFrom(),
                g.validTo(),
                g.state(),
                g.calls(),
                Purpose.FINANCE,
                g.agreement(),
                g.rows(),
                g.fields()),
        g ->
            new Grant(
                g.applicationId(),
                g.service(),
                1,
                g.validFrom(),
                g.validTo(),
                g.state(),
                g.calls(),
                g.purpose(),
                "TG-A-8",
                g.rows(),
                g.fields()),
        g ->
            new Grant(
                g.applicationId(),
                g.service(),
                1,
                g.validFrom(),
                g.validTo(),
                g.state(),
                g.calls(),
                g.purpose(),
                g.agreement(),
                Openness.UNCONDITIONAL,
                g.fields()));
  }

  private static Grant grant(
      Grant like,
      String application,
      String service,
      int major,
      Instant from,
      Instant to,
      java.util.SortedSet<String> fields) {
    return new Grant(
        application,
        service,
        major,
        from,
        to,
        like.state(),
        like.calls(),
        like.purpose(),
        like.agreement(),
        like.rows(),
        fields);
  }

  /** The reader of the text finds whatever a grant says otherwise, in each of its parts. */
  @ParameterizedTest
  @MethodSource("deviations")
  void aGrantThatIsOtherThanItsTextIsSeen(UnaryOperator<Grant> deviation) throws RefusedException {
    Grant grant = grant(inForce()).orElseThrow();

    assertThat(Clauses.difference(inForce().text(), deviation.apply(grant))).hasSize(1);
  }

  @Test
  void whoseRecordsAreGivenIsInTheTextAndInTheGrant() throws RefusedException {
    Agreement own = Agreement.offer(7, 3, TERMS);
    Agreement lent = Agreement.offer(7, 3, lent("91350299MAT0000182"));
    Agreement signed =
        lent.signed(signed(CONSUMER, lent.text())).countersigned(PLATFORM, RANDOM, "approver", NOW);
    Grant grant = grant(signed).orElseThrow();

    assertThat(own.text()).startsWith("tidegate-agreement/1\n").doesNotContain("owner: ");
    assertThat(lent.text())
        .startsWith("tidegate-agreement/2\n")
        .contains("owner: 91350299MAT0000182 潮汐示例国际贸易有限公司\n");
    assertThat(grant.owner()).contains("91350299MAT0000182");
    assertThat(Clauses.difference(lent.text(), grant)).isEmpty();
    assertThat(Clauses.difference(lent.text(), grant(inForce()).orElseThrow()))
        .containsExactly("owner", "form");
    assertThat(Clauses.difference(Agreement.offer(7, 3, lent("91350299MAT000026W")).text(), grant))
        .containsExactly("owner");
    assertThat(Clauses.difference(own.text(), grant)).containsExactly("owner", "form");
  }

  private static Terms lent(String owner) {
    return new Terms(
        TERMS.application(),
        TERMS.usci(),
        TERMS.enterprise(),
        TERMS.service(),
        TERMS.major(),
        TERMS.title(),
        TERMS.rows(),
        Optional.of(new Terms.Owner(owner, "潮汐示例国际贸易有限公司")),
        TERMS.fields(),
        TERMS.purpose(),
        TERMS.from(),
        TERMS.to(),
        TERMS.calls());
  }

  @Test
  void nothingThatIsWrittenInTheTermsBecomesAClauseOfItsOwn() {
    assertThatThrownBy(
            () ->
                new Terms(
                    "app-1",
                    TERMS.usci(),
                    "示例\nfields: everything",
                    "vessel-calls",
                    1,
                    TERMS.title(),
                    TERMS.rows(),
                    TERMS.fields(),
                    TERMS.purpose(),
                    TERMS.from(),
                    TERMS.to(),
                    TERMS.calls()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
