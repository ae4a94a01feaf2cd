package io.tidegate.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.route.catalog.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesClientTest {
  private static final Charset GBK = Charset.forName("GBK");
  private static final String PARTS =
      """
      inputs:
        name: { title: { zh: 名, en: Name }, type: string, required: true, field: name, example: a }
      files: { glob: 'EXP_*.csv', charset: GBK, companion: true, version: version }
      fields:
        name: { title: { zh: 名, en: Name }, type: string, nullable: false, from: 分运单号, categories: [key], example: a }
        version: { title: { zh: 版, en: Version }, type: integer, from: 版本, categories: [key], example: "1" }
        state: { title: { zh: 态, en: State }, type: string, from: 状态, emptyIsNull: true, categories: [status], example: "1" }
      """;
  static final String HEADER = "状态,分运单号,版本,电话\r\n";

  @TempDir Path folder;
  private final Resource operation = TestOperations.operation("files", PARTS);
  private ConnectedSources sources;

  /** Where the folder is; the same holds for a folder of another machine. */
  SourcePlace place() throws IOException {
    return TestOperations.place(folder.toUri().toString());
  }

  @BeforeEach
  void connect() throws IOException {
    connect(TestOperations.connected(Map.of("things", place())));
  }

  final void connect(ConnectedSources connected) {
    disconnect();
    sources = connected;
  }

  @AfterEach
  void disconnect() {
    if (sources != null) {
      sources.close();
    }
  }

  final void drop(String name, byte[] bytes, int rows) throws IOException {
    Files.write(folder.resolve(name), bytes);
    ok(name, rows, HexFormat.of().formatHex(Sm3.digest(bytes)));
  }

  final void drop(String name, String text, int rows) throws IOException {
    drop(name, text.getBytes(GBK), rows);
  }

  private void ok(String name, int rows, String sm3) throws IOException {
    Files.writeString(
        folder.resolve(name.replace(".csv", ".ok")), "rows=" + rows + "\nsm3=" + sm3 + "\n");
  }

  final List<Object[]> read(String name) throws SourceFault {
    return read(name, Duration.ofSeconds(5));
  }

  final List<Object[]> read(String name, Duration time) throws SourceFault {
    return sources
        .client(operation)
        .orElseThrow()
        .read(Map.of("name", name), Instant.now().plus(time), "t");
  }

  final FileReport report(String file) throws SourceFault {
    return sources.reports(operation, Instant.now().plusSeconds(5)).stream()
        .filter(report -> report.file().equals(file))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCompleteFileIsReadByKey() throws Exception {
    drop("EXP_20240111_0900.csv", HEADER + "放行,\"A,\"\"1\"\"\",1,10012345678\r\n,B,2,x\r\n", 2);
    assertThat(read("A,\"1\"")).singleElement().isEqualTo(new Object[] {"A,\"1\"", 1L, "放行"});
    assertThat(read("B")).singleElement().isEqualTo(new Object[] {"B", 2L, null});
    assertThat(read("C")).isEmpty();
    assertThat(report("EXP_20240111_0900.csv").accepted()).isEqualTo(2);
  }

  @Test
  void aFileIsNotReadBeforeItsCompanionIsThere() throws Exception {
    byte[] bytes = (HEADER + "放行,A,1,x\r\n").getBytes(GBK);
    Files.write(folder.resolve("EXP_1.csv"), bytes);
    assertThat(read("A")).isEmpty();
    ok("EXP_1.csv", 1, HexFormat.of().formatHex(Sm3.digest(bytes)));
    assertThat(read("A")).hasSize(1);
  }

  @Test
  void aFileThatIsNotAsItsCompanionTellsIsNotUsedAndOthersAre() throws Exception {
    drop("EXP_1.csv", HEADER + "放行,A,1,x\r\n", 1);
    drop("EXP_2.csv", HEADER + "放行,B,1,x\r\n", 2);
    byte[] bytes = (HEADER + "放行,C,1,x\r\n").getBytes(GBK);
    Files.write(folder.resolve("EXP_3.csv"), bytes);
    ok("EXP_3.csv", 1, "0".repeat(64));
    Files.write(folder.resolve("EXP_4.csv"), bytes);
    Files.writeString(folder.resolve("EXP_4.ok"), "done");
    assertThat(read("A")).hasSize(1);
    assertThat(read("B")).isEmpty();
    assertThat(read("C")).isEmpty();
    assertThat(report("EXP_2.csv").rejected().orElseThrow()).contains("rows");
    assertThat(report("EXP_3.csv").rejected().orElseThrow()).contains("SM3");
    assertThat(report("EXP_4.csv").rejected().orElseThrow()).contains(".ok");
  }

  /** Whoever writes it may not write it in one piece. */
  @Test
  void aCompanionThatWasReadTooEarlyIsReadAgain() throws Exception {
    byte[] bytes = (HEADER + "放行,A,1,x\r\n").getBytes(GBK);
    Files.write(folder.resolve("EXP_1.csv"), bytes);
    Files.writeString(folder.resolve("EXP_1.ok"), "rows=1\nsm3=");
    assertThat(read("A")).isEmpty();
    assertThat(report("EXP_1.csv").rejected()).isPresent();
    ok("EXP_1.csv", 1, HexFormat.of().formatHex(Sm3.digest(bytes)));
    assertThat(read("A")).hasSize(1);
    assertThat(report("EXP_1.csv").rejected()).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsRejected() throws Exception {
    byte[] bytes = Arrays.copyOf((HEADER + "放行,A,1,x\r\n").getBytes(GBK), HttpDoor.LARGEST + 1);
    drop("EXP_1.csv", bytes, 1);
    drop("EXP_2.csv", HEADER + "放行,B,1,x\r\n", 1);
    assertThat(read("A")).isEmpty();
    assertThat(read("B")).hasSize(1);
    assertThat(report("EXP_1.csv").rejected().orElseThrow()).contains("bytes");
  }

  @Test
  void eachLineThatIsWrongIsReportedByItsNumberAndTheRestIsUsed() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write((HEADER + "放行,A,1,x\r\n").getBytes(GBK));
    bytes.write("TATTLE,".getBytes(GBK));
    bytes.write(new byte[] {(byte) 0x81, (byte) 0x20});
    bytes.write(",1,x\r\n".getBytes(GBK));
    bytes.write("TATTLE,C,one,x\r\n".getBytes(GBK));
    bytes.write("TATTLE,D,1\r\n".getBytes(GBK));
    bytes.write("\"TATTLE,E,1,x\r\n".getBytes(GBK));
    bytes.write("放行,F,1,x\r\n".getBytes(GBK));
    drop("EXP_1.csv", bytes.toByteArray(), 6);
    assertThat(read("A")).hasSize(1);
    assertThat(read("F")).hasSize(1);
    FileReport report = report("EXP_1.csv");
    assertThat(report.errors()).extracting(FileReport.LineError::line).containsExactly(3, 4, 5, 6);
    assertThat(report.errors().get(1).reason()).contains("version");
    assertThat(report.rows()).isEqualTo(6);
    assertThat(report.accepted()).isEqualTo(2);
    assertThat(report.toString()).doesNotContain("TATTLE");
  }

  /** A file that comes late has an earlier name; what it tells is older. */
  @Test
  void ofSeveralRecordsWithOneKeyTheGreatestVersionCounts() throws Exception {
    drop("EXP_20240111_1000.csv", HEADER + "放行,A,3,x\r\n放行,A,3,x\r\n", 2);
    assertThat(read("A").getFirst()[2]).isEqualTo("放行");
    drop("EXP_20240111_0900.csv", HEADER + "申报,A,1,x\r\n", 1);
    drop("EXP_20240111_1100.csv", HEADER + "入库,A,2,x\r\n", 1);
    assertThat(read("A")).singleElement().satisfies(r -> assertThat(r[2]).isEqualTo("放行"));
    drop("EXP_20240111_1200.csv", HEADER + "结关,A,4,x\r\n", 1);
    assertThat(read("A").getFirst()[2]).isEqualTo("结关");
  }

  @Test
  void aFileThatWasChangedIsReadAgainAndOneThatWentIsForgotten() throws Exception {
    drop("EXP_1.csv", HEADER + "放行,A,1,x\r\n", 1);
    assertThat(read("A")).hasSize(1);
    drop("EXP_1.csv", HEADER + "放行,B,1,xx\r\n", 1);
    Files.setLastModifiedTime(
        folder.resolve("EXP_1.csv"), FileTime.from(Instant.now().plusSeconds(9)));
    assertThat(read("A")).isEmpty();
    assertThat(read("B")).hasSize(1);
    Files.delete(folder.resolve("EXP_1.csv"));
    assertThat(read("B")).isEmpty();
  }

  @Test
  void aColumnThatIsGoneRejectsTheFileAndNamesTheField() throws Exception {
    drop("EXP_1.csv", "状态,分运单号\r\n放行,A\r\n", 1);
    assertThat(read("A")).isEmpty();
    assertThat(report("EXP_1.csv").rejected().orElseThrow()).contains("version");
    drop("EXP_2.csv", "状态,分运单号,版本,版本\r\n放行,A,1,1\r\n", 1);
    assertThat(report("EXP_2.csv").rejected().orElseThrow()).contains("twice");
    drop("EXP_3.csv", "", 0);
    assertThat(report("EXP_3.csv").rejected().orElseThrow()).contains("header");
  }

  /** A link could lead to any file of the machine. */
  @Test
  void aLinkIsNotFollowed(@TempDir Path elsewhere) throws Exception {
    byte[] bytes = (HEADER + "放行,A,1,x\r\n").getBytes(GBK);
    Path target = Files.write(elsewhere.resolve("secret.csv"), bytes);
    Files.createSymbolicLink(folder.resolve("EXP_1.csv"), target);
    ok("EXP_1.csv", 1, HexFormat.of().formatHex(Sm3.digest(bytes)));
    assertThat(read("A")).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereIsUnavailable() throws Exception {
    Files.delete(folder);
    SourceFault fault = catchThrowableOfType(SourceFault.class, () -> read("A"));
    assertThat(fault.kind()).isEqualTo(Kind.UNAVAILABLE);
    Files.createDirectory(folder);
  }

  @Test
  void linesAreSplitAsTheyEnd() {
    assertThat(DelimitedLines.split("a\r\n\nb".getBytes(StandardCharsets.UTF_8)))
        .extracting(String::new)
        .containsExactly("a", "", "b");
    assertThat(DelimitedLines.split(new byte[0])).isEmpty();
    assertThat(DelimitedLines.columns("", ',')).contains(List.of(""));
    assertThat(DelimitedLines.columns("a,,\"\"", ',')).contains(List.of("a", "", ""));
    assertThat(DelimitedLines.columns("a\"b", ',')).isEmpty();
    assertThat(DelimitedLines.columns("\"a\"b", ',')).isEmpty();
  }
}
