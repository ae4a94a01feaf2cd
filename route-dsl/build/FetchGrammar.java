import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * Puts PostgreSQL's grammar into the build: the WebAssembly file of the npm package libpg-query,
 * fetched with the npm client from wherever that client is set up to fetch. The file must have the
 * pinned hash, because its functions have names that belong to this one build; nothing is fetched
 * when it is already there.
 *
 * <p>Arguments: version, SHA-256 of the .wasm file, target folder.
 */
final class FetchGrammar {
  private static final Map<String, String> WANTED =
      Map.of(
          "package/wasm/libpg-query.wasm", "io/tidegate/route/sql/libpg-query.wasm",
          "package/LICENSE", "META-INF/licenses/libpg-query.txt");

  private FetchGrammar() {}

  public static void main(String[] args) throws Exception {
    String version = args[0];
    String hash = args[1];
    Path target = Path.of(args[2]);
    Path wasm = target.resolve(WANTED.get("package/wasm/libpg-query.wasm"));
    if (Files.exists(wasm) && sha256(wasm).equals(hash)) {
      return;
    }
    Path download = Files.createTempDirectory("libpg-query");
    try {
      Path archive = pack(version, download);
      unpack(archive, target);
    } finally {
      delete(download);
    }
    if (!Files.exists(wasm)) {
      throw fail("the npm package libpg-query " + version + " holds no wasm/libpg-query.wasm");
    }
    String found = sha256(wasm);
    if (!found.equals(hash)) {
      Files.delete(wasm);
      throw fail(
          "libpg-query.wasm of version " + version + " has the SHA-256 " + found
              + ", but " + hash + " is pinned; it is not used");
    }
  }

  private static Path pack(String version, Path download) throws InterruptedException {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
    List<String> command =
        List.of(
            windows ? "npm.cmd" : "npm", "pack", "--silent", "libpg-query@" + version,
            "--pack-destination", download.toString());
    try {
      Process npm =
          new ProcessBuilder(command)
              .directory(download.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      if (!npm.waitFor(5, TimeUnit.MINUTES)) {
        npm.destroyForcibly();
        throw fail("npm did not fetch libpg-query " + version + " within five minutes");
      }
      if (npm.exitValue() != 0) {
        throw fail("npm could not fetch libpg-query " + version + " (see its message above)");
      }
      return download.resolve("libpg-query-" + version + ".tgz");
    } catch (IOException e) {
      throw fail("the npm client is needed to fetch PostgreSQL's grammar; install Node.js 20 or later");
    }
  }

  /** Reads a tar archive: headers of 512 bytes, name at 0, size in octal at 124, content padded. */
  private static void unpack(Path archive, Path target) throws IOException {
    byte[] tar;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
      tar = in.readAllBytes();
    }
    int at = 0;
    while (at + 512 <= tar.length && tar[at] != 0) {
      String name = text(tar, at, 100);
      int size = Integer.parseInt(text(tar, at + 124, 12).strip(), 8);
      String place = WANTED.get(name);
      if (place != null) {
        Path file = target.resolve(place);
        Files.createDirectories(file.getParent());
        Files.copy(
            new ByteArrayInputStream(tar, at + 512, size), file, StandardCopyOption.REPLACE_EXISTING);
      }
      at += 512 + (size + 511) / 512 * 512;
    }
  }

  private static String text(byte[] bytes, int start, int length) {
    int end = start;
    while (end < start + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static RuntimeException fail(String reason) {
    System.err.println("Fetching PostgreSQL's grammar failed: " + reason);
    System.exit(1);
    return new IllegalStateException(reason);
  }
}
