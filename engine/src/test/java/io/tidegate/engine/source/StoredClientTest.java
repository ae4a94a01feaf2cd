package io.tidegate.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.route.catalog.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredClientTest {
  private static final String PARTS =
      """
      inputs:
        entry: { title: { zh: 单, en: Entry }, type: string, required: true, field: entry, example: a }
      objects: { prefix: documents/ }
      fields:
        name: { title: { zh: 键, en: Key }, type: string, nullable: false, from: /key, categories: [key], example: a }
        entry: { title: { zh: 单, en: Entry }, type: string, from: /entryId, categories: [key], example: a }
        size: { title: { zh: 长, en: Size }, type: integer, from: /size, categories: [quantity], example: "1" }
      """;

  @TempDir Path folder;
  private final Resource operation = TestOperations.operation("objects", PARTS);
  private ConnectedSources sources;

  @BeforeEach
  void store() throws IOException {
    sources =
        TestOperations.connected(Map.of("things", TestOperations.place(folder.toUri().toString())));
    Files.createDirectories(folder.resolve("documents"));
    put("a.pdf", "E1", new byte[] {1, 2, 3});
    put("b.pdf", "E2", new byte[] {4});
    Files.write(folder.resolve("outside.pdf"), new byte[] {9});
  }

  private void put(String name, String entry, byte[] bytes) throws IOException {
    Files.write(folder.resolve("documents").resolve(name), bytes);
    Files.writeString(
        folder.resolve("documents").resolve(name + ".json"),
        "{\"key\":\"documents/%s\",\"entryId\":\"%s\",\"contentType\":\"application/pdf\",\"size\":%d,\"sm3\":\"%s\"}"
            .formatted(name, entry, bytes.length, HexFormat.of().formatHex(Sm3.digest(bytes))));
  }

  private List<Object[]> read(String entry) throws SourceFault {
    return sources
        .client(operation)
        .orElseThrow()
        .read(Map.of("entry", entry), Instant.now().plusSeconds(5), "t");
  }

  @Test
  void theDescriptionsAreTheRecords() throws SourceFault {
    assertThat(read("E1")).singleElement().isEqualTo(new Object[] {"documents/a.pdf", "E1", 3L});
    assertThat(read("E9")).isEmpty();
  }

  @Test
  void anObjectComesWithItsTypeIfItIsAsDescribed() throws Exception {
    StoredObject object = sources.object(operation, "documents/a.pdf");
    assertThat(object.contentType()).isEqualTo("application/pdf");
    assertThat(object.bytes()).containsExactly(1, 2, 3);
    Files.write(folder.resolve("documents/a.pdf"), new byte[] {1, 2, 4});
    assertFault(Kind.BAD_REPLY, "documents/a.pdf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "documents/c.pdf",
        "documents/a.pdf.json",
        "documents/../outside.pdf",
        "documents//etc/passwd",
        "documents/",
        "outside.pdf",
        "../documents/a.pdf",
        ""
      })
  void noKeyLeadsOutOfTheFolder(String key) {
    assertFault(Kind.NOT_FOUND, key);
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Files.createSymbolicLink(folder.resolve("documents/l.pdf"), folder.resolve("outside.pdf"));
    Files.copy(folder.resolve("documents/a.pdf.json"), folder.resolve("documents/l.pdf.json"));
    assertFault(Kind.NOT_FOUND, "documents/l.pdf");
  }

  @Test
  void aDescriptionThatIsNoLongerAsDescribedIsABadReply() throws IOException {
    Files.writeString(folder.resolve("documents/b.pdf.json"), "{\"key\":\"documents/b.pdf\"}");
    SourceFault fault = catchThrowableOfType(SourceFault.class, () -> read("E1"));
    assertThat(fault.kind()).isEqualTo(Kind.BAD_REPLY);
    assertThat(fault.getMessage()).contains("entry");
  }

  private void assertFault(Kind kind, String key) {
    SourceFault fault =
        catchThrowableOfType(SourceFault.class, () -> sources.object(operation, key));
    assertThat(fault).isNotNull();
    assertThat(fault.kind()).isEqualTo(kind);
  }
}
