package io.tidegate.samples.simulate;

import io.tidegate.samples.generate.SampleFacts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The files of an express operator (CSV-EXP): GBK, lines that end with CR LF, a companion that
 * tells rows and SM3. A few lines come twice, one file comes late and one line of it is broken.
 */
public final class ExpressDrop {
  private static final Charset GBK = Charset.forName("GBK");
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd_HHmm");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

  /** Parcels in all files together. */
  static final int PARCELS = 360;

  private static final int FILES = 4;
  private static final int LATE = 1;
  private static final String HEADER =
      "分运单号,版本,总运单号,快件类别,申报时间,状态码,状态,主要货物,总价值,币制,件数,毛重," + "收件人,收件人证件号,收件人地址,运营人信用代码,收发货人信用代码";
  private static final List<String> NAMES = List.of("王甲子", "李乙丑", "张丙寅", "陈丁卯");
  private static final List<String> GOODS = List.of("文件", "衣服", "奶粉", "书", "手机壳");

  private final SampleFacts facts;
  private final Digest digest;

  public ExpressDrop(SampleFacts facts, Digest digest) {
    this.facts = Objects.requireNonNull(facts, "facts");
    this.digest = Objects.requireNonNull(digest, "digest");
  }

  /** Writes all files but the late one. */
  public void writeTo(Path folder) throws IOException {
    for (int file = 0; file < FILES; file++) {
      if (file != LATE) {
        write(folder, file);
      }
    }
  }

  /** Writes the file that comes late, with a name from before. */
  public void writeLateTo(Path folder) throws IOException {
    write(folder, LATE);
  }

  private void write(Path folder, int file) throws IOException {
    OffsetDateTime at = facts.now().minusHours(6L * (FILES - file));
    List<String> lines = new ArrayList<>();
    int first = file * PARCELS / FILES + 1;
    for (int parcel = first; parcel < first + PARCELS / FILES; parcel++) {
      lines.add(line(parcel, 1, at));
      if (facts.pick("express", house(parcel), "twice", 1_000) < 3) {
        lines.add(line(parcel, 1, at));
      }
    }
    if (file == FILES - 1) {
      // Story 10: refused for the missing identity number, filed again.
      lines.add(line(1, 2, at));
    }
    if (file == LATE) {
      lines.add("TDX9999999999,1,缺列");
    }
    byte[] bytes = (HEADER + "\r\n" + String.join("\r\n", lines) + "\r\n").getBytes(GBK);
    String name = "EXP_" + NAME.format(at);
    Files.write(folder.resolve(name + ".csv"), bytes);
    Files.write(
        folder.resolve(name + ".ok"),
        ("rows=" + lines.size() + "\nsm3=" + HexFormat.of().formatHex(digest.sm3(bytes)) + "\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static String house(int parcel) {
    return "TDX" + String.format(Locale.ROOT, "%010d", parcel);
  }

  private String line(int parcel, int version, OffsetDateTime at) {
    String house = house(parcel);
    boolean story = parcel == 1;
    int kind = story ? 50 : facts.pick("express", house, "class", 100);
    String expressClass = kind < 20 ? "A" : kind < 75 ? "B" : "C";
    boolean personal = expressClass.equals("B");
    boolean missing =
        story ? version == 1 : personal && facts.pick("express", house, "missing", 100) < 2;
    String state = missing ? "02" : story ? "21" : "P";
    String word = missing ? "退单" : story ? "退单重报" : "放行";
    boolean addressed = personal || expressClass.equals("C");
    return String.join(
        ",",
        house,
        Integer.toString(version),
        "TDAIR" + String.format(Locale.ROOT, "%08d", (parcel - 1) / 30 + 1),
        expressClass,
        TIME.format(at.minusMinutes(facts.pick("express", house, "minutes", 300))),
        state,
        word,
        GOODS.get(facts.pick("express", house, "goods", GOODS.size())),
        BigDecimal.valueOf(1_000L + facts.pick("express", house, "value", 90_000), 2)
            .toPlainString(),
        "CNY",
        "1",
        BigDecimal.valueOf(100L + facts.pick("express", house, "weight", 9_000), 3).toPlainString(),
        NAMES.get(facts.pick("express", house, "name", NAMES.size())),
        missing || !personal ? "" : "35029919840822012X",
        addressed ? "\"福建省厦门市示例区潮汐路" + facts.pick("express", house, "no", 90) + "号,A座\"" : "",
        facts.cast(6).usci(),
        facts.cast(expressClass.equals("C") ? 5 : 1).usci());
  }
}
