package io.tidegate.engine.pdf;

import io.tidegate.engine.agreement.Agreement;
import io.tidegate.engine.agreement.RefusedException;
import io.tidegate.engine.agreement.RefusedException.Kind;
import io.tidegate.engine.agreement.Signature;
import io.tidegate.engine.crypto.Sm3;
import io.tidegate.route.data.ChinaTime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Prints an agreement: the text as it is signed, then what is under it. The same agreement gives
 * the same bytes. The text is also attached as the very bytes that are signed, so that the
 * signatures can be checked from the file alone. Safe for any number of threads; one page is made
 * at a time.
 */
public final class AgreementPdf {
  private static final String FONT = "/tidegate-fonts/NotoSansSC-Regular.ttf";

  // In points; a page is A4.
  static final float MARGIN = 56;
  private static final float SIZE = 9.5f;
  private static final float LEADING = 14.5f;
  private static final float FOOTER = 30;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss '(UTC+8)'").withZone(ChinaTime.OFFSET);
  private static final HexFormat HEX = HexFormat.of();

  private AgreementPdf() {}

  /**
   * The pages of an agreement.
   *
   * @param verified whether the grant follows from what both signed
   * @throws RefusedException when the font has no form of a character; another one is not printed
   *     in its place
   */
  public static byte[] of(Agreement agreement, boolean verified) throws RefusedException {
    try {
      return print(agreement, verified);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  // the font is large while it is read
  private static synchronized byte[] print(Agreement agreement, boolean verified)
      throws IOException, RefusedException {
    try (PDDocument document = new PDDocument();
        InputStream file = AgreementPdf.class.getResourceAsStream(FONT)) {
      if (file == null) {
        throw new IOException("the font " + FONT + " is not on the class path");
      }
      PDFont font = PDType0Font.load(document, file, true);
      List<List<String>> pages = new ArrayList<>(paged(font, agreement.text()));
      pages.addAll(paged(font, under(agreement, verified)));
      for (int page = 0; page < pages.size(); page++) {
        page(
            document,
            font,
            pages.get(page),
            agreement.name() + "  " + (page + 1) + " / " + pages.size());
      }
      document.getDocumentInformation().setTitle(agreement.name());
      document.getDocumentCatalog().setLanguage("zh-CN");
      attach(document, agreement);
      // otherwise the time goes into it
      document.setDocumentId(agreement.number());
      ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
      document.save(out, CompressParameters.NO_COMPRESSION);
      return out.toByteArray();
    }
  }

  /** Lines that fit, by the page. */
  private static List<List<String>> paged(PDFont font, String text)
      throws IOException, RefusedException {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      lines.addAll(wrapped(font, line));
    }
    int most = (int) ((PDRectangle.A4.getHeight() - 2 * MARGIN) / LEADING);
    List<List<String>> pages = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += most) {
      pages.add(lines.subList(from, Math.min(lines.size(), from + most)));
    }
    return pages;
  }

  private static List<String> wrapped(PDFont font, String line)
      throws IOException, RefusedException {
    float most = PDRectangle.A4.getWidth() - 2 * MARGIN;
    BreakIterator breaks = BreakIterator.getLineInstance(Locale.CHINA);
    breaks.setText(line);
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    int from = breaks.first();
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      for (String piece : pieces(font, line.substring(from, to), most)) {
        if (!current.isEmpty() && width(font, current + piece.stripTrailing()) > most) {
          lines.add(current.toString());
          current.setLength(0);
        }
        current.append(piece);
      }
      from = to;
    }
    lines.add(current.toString());
    return lines;
  }

  /** What has no place to break is cut where it has to be, such as a signature. */
  private static List<String> pieces(PDFont font, String word, float most)
      throws IOException, RefusedException {
    if (width(font, word.stripTrailing()) <= most) {
      return List.of(word);
    }
    return word.codePoints().mapToObj(Character::toString).toList();
  }

  private static float width(PDFont font, String text) throws IOException, RefusedException {
    try {
      return font.getStringWidth(text) / 1000 * SIZE;
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          Kind.STATE,
          "协议含有字体中没有的字符，无法生成 PDF；请使用协议全文 text",
          "the agreement has a character the font has no form of; use its `text`");
    }
  }

  private static void page(PDDocument document, PDFont font, List<String> lines, String footer)
      throws IOException {
    PDPage page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.beginText();
      content.setFont(font, SIZE);
      content.setLeading(LEADING);
      content.newLineAtOffset(MARGIN, PDRectangle.A4.getHeight() - MARGIN - SIZE);
      for (String line : lines) {
        content.showText(line);
        content.newLine();
      }
      content.endText();
      content.beginText();
      content.setFont(font, SIZE);
      content.newLineAtOffset(MARGIN, FOOTER);
      content.showText(footer);
      content.endText();
    }
  }

  /** What stands under the text: the signatures, its fingerprint, and what came of it. */
  private static String under(Agreement agreement, boolean verified) {
    StringBuilder out = new StringBuilder();
    out.append("签署情况 / Signatures\n\n");
    out.append("协议全文的 SM3 指纹 / SM3 fingerprint of the whole text\n")
        .append(HEX.formatHex(Sm3.digest(agreement.text())))
        .append("\n\n");
    signature(out, "使用方 / The consumer", agreement.consumer());
    signature(out, "平台 / The platform", agreement.platform());
    out.append(
        verified
            ? "两个签名均有效，接口授权由上述全文编译而成。\nBoth signatures hold, and the grant is compiled from the text.\n"
            : "尚未由双方有效签署，不产生授权。\nNot both sides have signed it soundly; there is no grant.\n");
    agreement
        .ending()
        .ifPresent(
            ending ->
                out.append("\n已终止 / Ended\n")
                    .append(time(ending.at()))
                    .append("  ")
                    .append(ending.by())
                    .append('\n')
                    .append(printable(ending.reason()))
                    .append('\n'));
    out.append(
        "\n附件为所签全文的原始字节。使用方对其签名；平台对全文加使用方的公钥与签名签名（SM2 with SM3，DER）。\n"
            + "Attached are the very bytes of the text. The consumer signs them; the platform signs them with"
            + " the consumer's key and signature under them (SM2 with SM3, DER).\n");
    return out.toString();
  }

  private static void signature(StringBuilder out, String side, Optional<Signature> signature) {
    out.append(side).append('\n');
    if (signature.isEmpty()) {
      out.append("未签署 / not signed\n\n");
      return;
    }
    out.append("signer: ")
        .append(signature.get().signer())
        .append("\ntime: ")
        .append(time(signature.get().at()))
        .append("\nkey: ")
        .append(signature.get().key())
        .append("\nsignature: ")
        .append(signature.get().value())
        .append("\n\n");
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  /** A reason is a person's, and may have anything in it. */
  private static String printable(String text) {
    return text.replaceAll("\\p{C}", " ");
  }

  private static void attach(PDDocument document, Agreement agreement) throws IOException {
    String name = agreement.name() + ".txt";
    PDEmbeddedFile bytes =
        new PDEmbeddedFile(
            document, new ByteArrayInputStream(agreement.text().getBytes(StandardCharsets.UTF_8)));
    bytes.setSubtype("text/plain");
    PDComplexFileSpecification file = new PDComplexFileSpecification();
    file.setFile(name);
    file.setFileUnicode(name);
    file.setEmbeddedFile(bytes);
    PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
    files.setNames(Map.of(name, file));
    PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
    names.setEmbeddedFiles(files);
    document.getDocumentCatalog().setNames(names);
  }
}
