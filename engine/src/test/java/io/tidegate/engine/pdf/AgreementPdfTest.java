package io.tidegate.engine.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.agreement.AgreedCalls;
import io.tidegate.engine.agreement.Agreement;
import io.tidegate.engine.agreement.RefusedException;
import io.tidegate.engine.agreement.Signature;
import io.tidegate.engine.agreement.Terms;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.crypto.Sm3;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.Purpose;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripperByArea;
import org.junit.jupiter.api.Test;

class AgreementPdfTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");

  /** More fields than a line has place for. */
  private static Agreement offered(String enterprise) {
    TreeSet<String> fields = new TreeSet<>();
    for (int i = 10; i < 60; i++) {
      fields.add("goods.field_" + i);
    }
    return Agreement.offer(
        7,
        3,
        new Terms(
            "app-1",
            "91350299MAT000034P",
            enterprise,
            "vessel-calls",
            1,
            new Bilingual("船舶靠离泊", "Calls of ships"),
            Openness.CONDITIONAL,
            fields,
            Purpose.OWN_BUSINESS,
            LocalDate.parse("2026-07-01"),
            LocalDate.parse("2026-12-31"),
            AgreedCalls.of(OptionalLong.of(500), OptionalLong.empty())));
  }

  private static Agreement inForce() throws RefusedException {
    SigningKey consumer = SigningKey.generate(RANDOM);
    Agreement offered = offered("示例远洋货代有限公司");
    return offered
        .signed(
            new Signature(
                "member",
                consumer.verifyingKey().hex(),
                HexFormat.of()
                    .formatHex(
                        consumer.sign(offered.text().getBytes(StandardCharsets.UTF_8), RANDOM)),
                NOW))
        .countersigned(SigningKey.generate(RANDOM), RANDOM, "approver", NOW);
  }

  /** Of the pages without their feet; where lines are broken is no part of the text. */
  private static String printed(PDDocument document) throws IOException {
    StringBuilder text = new StringBuilder();
    for (PDPage page : document.getPages()) {
      PDFTextStripperByArea stripper = new PDFTextStripperByArea();
      stripper.addRegion(
          "body",
          new Rectangle(
              0,
              0,
              (int) PDRectangle.A4.getWidth(),
              (int) (PDRectangle.A4.getHeight() - AgreementPdf.MARGIN)));
      stripper.extractRegions(page);
      text.append(stripper.getTextForRegion("body"));
    }
    return plain(text.toString());
  }

  private static String plain(String text) {
    return text.replaceAll("\\s", "");
  }

  @Test
  void whatIsPrintedIsWhatIsSignedAndBothSignatures() throws Exception {
    Agreement agreement = inForce();
    byte[] pdf = AgreementPdf.of(agreement, true);
    try (PDDocument document = Loader.loadPDF(pdf)) {
      String printed = printed(document);
      assertThat(printed).startsWith(plain(agreement.text()));
      assertThat(printed.substring(plain(agreement.text()).length()))
          .contains(
              HexFormat.of().formatHex(Sm3.digest(agreement.text())),
              agreement.consumer().orElseThrow().key(),
              agreement.consumer().orElseThrow().value(),
              agreement.platform().orElseThrow().key(),
              agreement.platform().orElseThrow().value(),
              "2026-07-0116:00:00(UTC+8)",
              "两个签名均有效");
      byte[] attached =
          document
              .getDocumentCatalog()
              .getNames()
              .getEmbeddedFiles()
              .getNames()
              .get("TG-A-7.txt")
              .getEmbeddedFile()
              .toByteArray();
      assertThat(new String(attached, StandardCharsets.UTF_8)).isEqualTo(agreement.text());
      for (PDPage page : document.getPages()) {
        for (var name : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
          // six letters and a plus sign are of a font that has what is used alone
          assertThat(page.getResources().getFont(name).getName()).matches("[A-Z]{6}\\+.*");
        }
      }
    }
    assertThat(pdf.length).isLessThan(300_000);
  }

  @Test
  void theSameAgreementGivesTheSameBytes() throws Exception {
    Agreement agreement = inForce();

    assertThat(AgreementPdf.of(agreement, true)).isEqualTo(AgreementPdf.of(agreement, true));
    assertThat(AgreementPdf.of(agreement, false)).isNotEqualTo(AgreementPdf.of(agreement, true));
  }

  @Test
  void whatIsNotSignedIsSaidToBe() throws Exception {
    Agreement ended = offered("示例").ended(new Agreement.Ending("operator", "逾期\u0000未签", NOW));
    try (PDDocument document = Loader.loadPDF(AgreementPdf.of(ended, false))) {
      assertThat(printed(document)).contains("未签署/notsigned", "thereisnogrant", "已终止", "逾期未签");
    }
  }

  @Test
  void aCharacterTheFontHasNotIsNotPrintedAsAnother() {
    assertThatThrownBy(() -> AgreementPdf.of(offered("示例\uD83D\uDEA2公司"), false))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no form of");
  }
}
