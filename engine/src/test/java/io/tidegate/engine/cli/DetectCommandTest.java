package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.route.identifier.Digits;
import io.tidegate.route.identifier.MobileNumber;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command looks at a file and holds it against the catalog. */
class DetectCommandTest {
  @TempDir private Path folder;

  private Path file(Charset charset, String lastRemark) throws IOException {
    StringBuilder text = new StringBuilder("flight_no,f2,联系人,remark\n");
    for (int i = 0; i < 40; i++) {
      text.append("TD").append(i).append(',').append(MobileNumber.sample(12_345 * i));
      text.append(",\"王甲")
          .append("子丑寅卯辰巳午未申酉".charAt(i % 10))
          .append("\",第")
          .append(i)
          .append("批\n");
    }
    text.append("TD99,,,").append(lastRemark).append('\n');
    return Files.write(folder.resolve("parcels.csv"), text.toString().getBytes(charset));
  }

  private static CommandRun detect(Path file, String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "detect";
    all[1] = "--file";
    all[2] = file.toString();
    System.arraycopy(more, 0, all, 3, more.length);
    return CommandRun.of(all);
  }

  @Test
  void aFileIsLookedAtWithoutACatalog() throws IOException {
    CommandRun run = detect(file(StandardCharsets.UTF_8, "完"));
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("f2: 无标签 / no label → S3 phone", "联系人: 无标签 / no label → S3 person-name")
        .contains("40 个值中 40 个相符")
        .doesNotContain("flight_no:", "remark:");
  }

  @Test
  void theCharacterSetCanBeSaid() throws IOException {
    Path file = file(Charset.forName("GB18030"), "完");
    assertThat(detect(file).exitCode()).isEqualTo(1);
    assertThat(detect(file).out()).contains("--charset");
    CommandRun run = detect(file, "--charset", "GB18030");
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("联系人: ");
  }

  @Test
  void theReportForToolsHasAllOfIt() throws IOException {
    CommandRun run = detect(file(StandardCharsets.UTF_8, "货主10012345678"), "--format", "json");
    JsonNode columns = new ObjectMapper().readTree(run.out()).get(0).get("columns");
    assertThat(columns).hasSize(4);
    JsonNode phone = columns.get(1);
    assertThat(phone.get("column").asText()).isEqualTo("f2");
    assertThat(phone.get("standing").asText()).isEqualTo("unlabelled");
    assertThat(phone.get("sensitivity").asText()).isEqualTo("S3");
    assertThat(phone.get("category").asText()).isEqualTo("phone");
    assertThat(phone.get("hits").get(0).get("detector").asText()).isEqualTo("mobile");
    assertThat(phone.get("hits").get(0).get("confidence").asDouble()).isBetween(0.5, 1.0);
    assertThat(phone.get("reason").get("zh").asText()).contains("手机号");
    assertThat(phone.get("reason").get("en").asText()).contains("mobile number");
    JsonNode remark = columns.get(3);
    assertThat(remark.get("verdict").asText()).isEqualTo("unknown");
    assertThat(remark.get("hits").get(0).get("detector").asText()).isEqualTo("mobile");
    assertThat(run.out()).as("no value leaves").doesNotContain("10012345678", "王甲子");
  }

  @Test
  void aLabelThatIsTooLooseIsMarkedAndEndsWithOne() throws IOException {
    Path catalog = Files.createDirectory(folder.resolve("catalog"));
    Files.writeString(
        catalog.resolve("drop.yaml"),
        "source: drop\nkind: postgresql\nschema: drop\ntitle: { zh: 店, en: Drop }\n");
    Files.writeString(
        catalog.resolve("parcel.yaml"),
        """
        resource: parcel
        source: drop
        table: parcel
        title: { zh: 物, en: Parcels }
        summary: { zh: 物, en: Parcels }
        area: express
        department: 店
        theme: 物
        updateFrequency: 实时
        openness: closed
        primaryKey: [flight_no]
        fields:
          flight_no: { title: { zh: 航班, en: Flight }, type: string, sql: varchar, nullable: false, sensitivity: S1, categories: [key], example: "1" }
          f2: { title: { zh: 其他, en: Other }, type: string, sql: varchar, sensitivity: S1, categories: [code], example: a }
          remark: { title: { zh: 备注, en: Remark }, type: string, sql: varchar, sensitivity: S2, categories: [free-text], example: a }
        """);
    CommandRun run =
        detect(
            file(StandardCharsets.UTF_8, "货主10012345678"),
            "--resource",
            "parcel",
            "--catalog",
            catalog.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("! f2: S1 过低 / is too low → S3 phone")
        .contains("! remark: S2 存疑 / is in doubt → ?")
        .contains("手机号：41 个值中 1 个相符")
        .doesNotContain("10012345678");
    CommandRun unknown =
        detect(
            folder.resolve("parcels.csv"), "--resource", "gone", "--catalog", catalog.toString());
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("the catalog has no resource gone");
  }

  @Test
  void wrongUsesEndWithTwo() throws IOException {
    assertThat(detect(folder.resolve("gone.csv")).exitCode()).isEqualTo(2);
    assertThat(detect(file(StandardCharsets.UTF_8, ""), "--rows", "0").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("detect").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("detect", "--source", "gone").exitCode()).isEqualTo(2);
  }

  /** A name of a column comes from whoever made the file. */
  @Test
  void aNameCannotSteerTheTerminal() throws IOException {
    StringBuilder text = new StringBuilder("a\u001b[2Jmobile\n");
    for (int i = 0; i < 30; i++) {
      text.append("100").append(Digits.padded(99_991L * i, 8)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("steering.csv"), text);
    assertThat(detect(file).out()).contains("a?[2Jmobile: ").doesNotContain("\u001b");
  }
}
