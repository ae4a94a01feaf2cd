package io.tidegate.samples.simulate;

import io.tidegate.samples.generate.SampleFacts;
import io.tidegate.samples.generate.Shipment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The notices customs gives out as PDF (OBJ-DOC), in a folder: each beside a JSON document that
 * tells what it is, whose it is, its size and its SM3. There are those of the first declarations
 * only, the stories among them.
 */
public final class DocumentFolder {
  private static final int DECLARATIONS = 60;
  private static final String PREFIX = "notices/";

  private final SampleFacts facts;
  private final Digest digest;

  public DocumentFolder(SampleFacts facts, Digest digest) {
    this.facts = Objects.requireNonNull(facts, "facts");
    this.digest = Objects.requireNonNull(digest, "digest");
  }

  /** Writes all of them below a folder. */
  public void writeTo(Path folder) throws IOException {
    Path notices = Files.createDirectories(folder.resolve(PREFIX));
    for (Shipment shipment : facts.first(DECLARATIONS)) {
      notice(notices, shipment, "release", "RELEASE NOTICE", shipment.released());
      notice(notices, shipment, "inspection", "INSPECTION NOTICE", shipment.inspected());
    }
  }

  private void notice(
      Path folder, Shipment shipment, String kind, String title, Optional<OffsetDateTime> at)
      throws IOException {
    if (at.isEmpty()) {
      return;
    }
    String name = shipment.entryId() + "-" + kind + ".pdf";
    byte[] pdf = pdf(title + " (SAMPLE)  ENTRY " + shipment.entryId() + "  " + at.get());
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("key", PREFIX + name);
    described.put("entryId", shipment.entryId());
    described.put("kind", kind);
    described.put("contentType", "application/pdf");
    described.put("size", pdf.length);
    described.put("sm3", HexFormat.of().formatHex(digest.sm3(pdf)));
    described.put("issuedAt", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.get()));
    described.put("trader", shipment.trade().usci());
    described.put("owner", shipment.owner().usci());
    described.put("agent", shipment.agent().usci());
    Files.write(folder.resolve(name), pdf);
    Files.writeString(folder.resolve(name + ".json"), JsonText.of(described));
  }

  /** One page with one line of text (ISO 32000-1, 7.5). */
  private static byte[] pdf(String line) {
    String content = "BT /F1 12 Tf 40 780 Td (" + line + ") Tj ET";
    String[] objects = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
          + " /Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length " + content.length() + " >>\nstream\n" + content + "\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    };
    StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
    StringBuilder table =
        new StringBuilder("xref\n0 " + (objects.length + 1) + "\n0000000000 65535 f \n");
    for (int i = 0; i < objects.length; i++) {
      table.append(String.format(Locale.ROOT, "%010d 00000 n \n", pdf.length()));
      pdf.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
    }
    int start = pdf.length();
    pdf.append(table).append("trailer\n<< /Size ").append(objects.length + 1);
    pdf.append(" /Root 1 0 R >>\nstartxref\n").append(start).append("\n%%EOF\n");
    return pdf.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
