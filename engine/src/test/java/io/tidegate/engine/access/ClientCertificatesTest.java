package io.tidegate.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.store.CertificateStore.Binding;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientCertificatesTest {
  private static final Instant NOW = Instant.parse("2026-03-02T04:00:00Z");

  private final Map<String, Binding> stored = new HashMap<>();
  private final ClientCertificates certificates =
      new ClientCertificates(() -> stored, Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void store() {
    Map<String, Instant> two = Map.of("own", NOW.plusSeconds(1), "over", NOW);
    stored.put("loose", new Binding(false, two));
    stored.put("bound", new Binding(true, two));
    stored.put("bereft", new Binding(true, Map.of()));
    certificates.refresh();
  }

  private Optional<String> held(String application, String token, String shown) {
    return certificates.held(
        application, token, () -> Optional.of(shown).filter(name -> !name.isEmpty()));
  }

  @Test
  void aBoundProgramShowsACertificateThatIsItsOwnAndGood() {
    assertThat(held("bound", "", "own")).contains("own");
    assertThat(held("bound", "", "over")).isEmpty();
    assertThat(held("bound", "", "other")).isEmpty();
    assertThat(held("bound", "", "")).isEmpty();
    assertThat(held("bereft", "", "own")).isEmpty();
    assertThat(held("loose", "", "own")).contains("own");
    assertThat(held("loose", "", "other")).contains("");
    assertThat(held("unknown", "", "own")).contains("");
  }

  @Test
  void aTokenIsHeldToItsCertificateWhateverTheProgramIs() {
    assertThat(held("loose", "own", "own")).contains("own");
    assertThat(held("loose", "own", "")).isEmpty();
    assertThat(held("loose", "over", "over")).isEmpty();
    assertThat(held("loose", "own", "over")).isEmpty();
    assertThat(held("unknown", "own", "own")).isEmpty();
  }

  @Test
  void whatIsShownIsNotAskedWhereItDoesNotMatter() {
    assertThat(
            certificates.held(
                "unknown",
                "",
                () -> {
                  throw new AssertionError("the certificate is looked at");
                }))
        .contains("");
  }

  @Test
  void aCallGoesOnForAsLongAsWhatItIsHeldToIsGood() {
    assertThat(certificates.holds("bound", "own")).isTrue();
    assertThat(certificates.holds("bound", "over")).isFalse();
    assertThat(certificates.holds("bound", "")).isFalse();
    assertThat(certificates.holds("unknown", "")).isTrue();
    assertThat(certificates.holds("unknown", "own")).isFalse();
    stored.put("unknown", new Binding(true, Map.of()));
    certificates.refresh();
    assertThat(certificates.holds("unknown", "")).isFalse();
  }
}
