package io.tidegate.engine.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.store.ReleaseStore.Release;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release is trusted as it was signed, and in no other form. */
class ReleaseSealTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ReleaseSeal seal = new ReleaseSeal(SigningKey.generate(RANDOM), RANDOM);
  private String document;
  private CheckedPlan checked;
  private Release release;

  @BeforeEach
  void seal() throws IOException {
    document = Files.readString(Samples.FOLDERS.root().resolve("tutorial/declaration-goods.yaml"));
    checked = compiled(document);
    release = seal.seal(checked, document, Instant.EPOCH);
  }

  private static CheckedPlan compiled(String text) {
    return Samples.compiler().compile(new SourceText("s.yaml", text)).value().orElseThrow();
  }

  @Test
  void whatIsUntouchedIsTrustedAndCompilesToTheSame() {
    assertThat(seal.tampered(release)).isEmpty();
    assertThat(seal.changed(release, compiled(document))).isEmpty();
  }

  @Test
  void aChangeOfAnythingStoredIsFound() {
    String masks = release.certificate().replaceFirst("\"masks\":\\{[^}]*}", "\"masks\":{}");
    assertThat(masks).isNotEqualTo(release.certificate());
    assertThat(seal.tampered(with(document, masks, release.statement(), release.signature())))
        .hasValue("its certificate is not the one that was signed");

    String more = document.replace("i.decl_price", "i.decl_price, i.decl_total");
    assertThat(
            seal.tampered(
                with(more, release.certificate(), release.statement(), release.signature())))
        .hasValue("its document is not the one that was signed");

    // whoever changes the document and the statement to match still lacks the key
    Release forged =
        new ReleaseSeal(SigningKey.generate(RANDOM), RANDOM)
            .seal(compiled(more), more, Instant.EPOCH);
    assertThat(seal.tampered(forged)).hasValueSatisfying(r -> assertThat(r).contains("not signed"));
    assertThat(
            seal.tampered(
                with(
                    forged.document(),
                    forged.certificate(),
                    forged.statement(),
                    release.signature())))
        .hasValueSatisfying(r -> assertThat(r).contains("not signed"));
    for (String nonsense : List.of("zz", "00", release.signature().substring(2))) {
      assertThat(
              seal.tampered(with(document, release.certificate(), release.statement(), nonsense)))
          .as(nonsense)
          .isPresent();
    }
  }

  @Test
  void aReleaseWithoutASignatureIsNotTrusted() {
    assertThat(seal.tampered(with(document, release.certificate(), "", "")))
        .hasValue("it was released before releases were signed");
  }

  @Test
  void theSignatureOfOneReleaseIsNoneOfAnother() {
    Release renamed =
        new Release(
            "another",
            release.version(),
            release.fingerprint(),
            document,
            release.certificate(),
            release.statement(),
            release.signature(),
            Instant.EPOCH);

    assertThat(seal.tampered(renamed)).hasValue("its signature belongs to another release");
  }

  @Test
  void whatCompilesToSomethingElseSaysWhatChanged() {
    CheckedPlan other = compiled(document.replace("i.g_name, ", ""));

    assertThat(seal.changed(release, other)).hasValue("its document changed since it was signed");
    for (String line : List.of("catalog", "rules", "grammar")) {
      String statement =
          release.statement().replaceFirst("\n" + line + "=", "\n" + line + "=other ");
      assertThat(seal.changed(with(document, release.certificate(), statement, "00"), checked))
          .hasValueSatisfying(
              reason ->
                  assertThat(reason)
                      .contains(line.equals("grammar") ? "the SQL grammar" : "the " + line)
                      .endsWith(" changed since it was signed"));
    }
    String fingerprint = release.statement().replaceFirst("\nfingerprint=", "\nfingerprint=other");
    assertThat(seal.changed(with(document, release.certificate(), fingerprint, "00"), checked))
        .hasValue("this version of Tidegate makes another plan of it");
  }

  private Release with(String text, String certificate, String statement, String signature) {
    return new Release(
        release.service(),
        release.version(),
        release.fingerprint(),
        text,
        certificate,
        statement,
        signature,
        release.publishedAt());
  }
}
