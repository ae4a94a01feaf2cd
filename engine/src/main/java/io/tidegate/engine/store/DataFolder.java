package io.tidegate.engine.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The folder everything lives in that must outlast a restart. Only its owner can read it.
 *
 * @param path made on first use
 */
public record DataFolder(Path path) {
  public DataFolder {
    Objects.requireNonNull(path, "path");
    path = path.toAbsolutePath().normalize();
  }

  Path cluster() {
    return path.resolve("postgres");
  }

  Path binaries() {
    return path.resolve("postgres-binaries");
  }

  Path passwordFile() {
    return path.resolve("postgres-password");
  }

  /** Exists once the cluster and its databases were made to the end. */
  Path completed() {
    return path.resolve("postgres-completed");
  }

  /** Makes the folder; one that is there keeps the permissions its owner gave it. */
  void make() {
    try {
      if (!Files.isDirectory(path)) {
        makePrivate(path);
      }
    } catch (IOException e) {
      throw new StoreException("the data folder " + path + " cannot be made", e);
    }
  }

  static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    onlyOwner(folder, "rwx------");
  }

  /**
   * Writes a file that only the owner can read. It appears whole or not at all, and is never
   * readable by others, not even while it is written.
   */
  public void writePrivately(Path file, String content) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(draft);
      Files.createFile(draft);
      onlyOwner(draft, "rw-------");
      Files.writeString(draft, content, StandardCharsets.UTF_8);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StoreException("the file " + file + " cannot be written", e);
    }
  }

  /** The password of the embedded database, made on first use. */
  Secret password(SecureRandom random) {
    return secret(passwordFile(), random);
  }

  /**
   * The key every other key of this platform is derived from, made on first use: 32 random bytes in
   * base64url. Surrogates and cursors change with it.
   */
  public Secret platformKey(SecureRandom random) {
    return secret(path.resolve("platform-key"), random);
  }

  /**
   * The key this node signs its releases with, made on first use. Without it what was released is
   * not served again before it is published anew.
   */
  public Secret signingKey(Supplier<String> fresh) {
    return secret(path.resolve("signing-key"), fresh);
  }

  private Secret secret(Path file, SecureRandom random) {
    return secret(
        file,
        () -> {
          byte[] bytes = new byte[32];
          random.nextBytes(bytes);
          return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        });
  }

  private Secret secret(Path file, Supplier<String> fresh) {
    make();
    try {
      if (!Files.exists(file)) {
        writePrivately(file, fresh.get());
      }
      return new Secret(Files.readString(file, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new StoreException("the file " + file + " cannot be read", e);
    }
  }

  /** Removes a cluster whose making was broken off: nothing was ever stored in it. */
  void removeUnfinishedCluster() {
    if (Files.exists(completed()) || !Files.exists(cluster())) {
      return;
    }
    try (Stream<Path> tree = Files.walk(cluster())) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new StoreException("the unfinished database " + cluster() + " cannot be removed", e);
    }
  }

  private static void onlyOwner(Path file, String permissions) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
  }
}
