package io.tidegate.engine.source;

import io.tidegate.engine.source.SourceFault.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A folder of this machine. */
final class LocalFolder implements DropFolder {
  private final String operation;
  private final Path folder;

  /**
   * @param operation named in messages
   */
  LocalFolder(String operation, Path folder) {
    this.operation = operation;
    this.folder = folder;
  }

  @Override
  public List<DroppedFile> files(Predicate<String> wanted, Instant deadline) throws SourceFault {
    List<DroppedFile> files = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder, file -> wanted.test(file.getFileName().toString()))) {
      for (Path file : found) {
        BasicFileAttributes seen =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (seen.isRegularFile()) {
          files.add(
              new DroppedFile(
                  file.getFileName().toString(), seen.lastModifiedTime().toInstant(), seen.size()));
        }
        if (files.size() > MOST_FILES) {
          throw new SourceFault(
              Kind.TOO_LARGE, operation + " has more than " + MOST_FILES + " files");
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw unavailable();
    }
    return files;
  }

  @Override
  public byte[] bytes(String name, int most, Instant deadline) throws SourceFault {
    try (InputStream in = Files.newInputStream(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(most + 1);
    } catch (IOException e) {
      throw unavailable();
    }
  }

  private SourceFault unavailable() {
    return new SourceFault(Kind.UNAVAILABLE, operation + " has a folder that cannot be read");
  }

  @Override
  public void close() {}
}
