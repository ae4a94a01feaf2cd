package io.tidegate.engine.source;

import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Objects in a folder. Beside each object lies a JSON document, called like it with {@code .json}
 * behind, which is its record; of its members {@code contentType}, {@code size} and {@code sm3}
 * tell of the object itself, and an object that is not as they tell is not given away.
 */
final class StoredClient implements OperationClient {
  private static final String DESCRIBED = ".json";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
  private static final int LARGEST_DESCRIPTION = 1 << 16;

  private final Records records;
  private final Path folder;
  private final String prefix;
  private final OptionalInt key;

  StoredClient(Resource resource, Binding.Stored binding, SourcePlace place) {
    this.records = new Records(resource);
    this.prefix = binding.prefix();
    this.key =
        binding.key().isPresent()
            ? OptionalInt.of(records.index(binding.key().get()))
            : OptionalInt.empty();
    this.folder = Path.of(place.url()).resolve(prefix);
  }

  @Override
  public OptionalInt objectKey() {
    return key;
  }

  @Override
  public List<Object[]> read(Map<String, Object> inputs, Instant deadline, String traceId)
      throws SourceFault {
    records.checkInputs(inputs);
    List<Object[]> all = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + DESCRIBED)) {
      for (Path file : found) {
        if (!Instant.now().isBefore(deadline)) {
          throw new SourceFault(Kind.TIMEOUT, records.name() + " was not read before the deadline");
        }
        Object document = description(file);
        all.add(records.ofJson(document, document));
        if (all.size() > Records.MOST) {
          throw new SourceFault(Kind.TOO_LARGE, records.name() + " has too many objects");
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw unavailable();
    }
    return records.complete(records.selected(all, inputs));
  }

  /** The bytes of an object, after they were held against what is told of them. */
  StoredObject object(String key) throws SourceFault {
    String name = key.startsWith(prefix) ? key.substring(prefix.length()) : "";
    if (!NAME.matcher(name).matches() || name.endsWith(DESCRIBED)) {
      throw new SourceFault(Kind.NOT_FOUND, records.name() + " has no such object");
    }
    Path file = folder.resolve(name);
    Path described = folder.resolve(name + DESCRIBED);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !Files.isRegularFile(described, LinkOption.NOFOLLOW_LINKS)) {
      throw new SourceFault(Kind.NOT_FOUND, records.name() + " has no such object");
    }
    Object document;
    byte[] bytes;
    try {
      document = description(described);
      bytes = bytes(file, HttpDoor.LARGEST);
    } catch (IOException e) {
      throw unavailable();
    }
    if (bytes.length > HttpDoor.LARGEST) {
      throw new SourceFault(
          Kind.TOO_LARGE, records.name() + " has an object of more than " + HttpDoor.LARGEST);
    }
    Optional<String> type =
        JsonTree.at(document, "/contentType") instanceof String text
            ? Optional.of(text)
            : Optional.empty();
    boolean asTold =
        JsonTree.at(document, "/size") instanceof BigDecimal size
            && size.compareTo(BigDecimal.valueOf(bytes.length)) == 0
            && HexFormat.of().formatHex(Sm3.digest(bytes)).equals(JsonTree.at(document, "/sm3"));
    if (!asTold || type.isEmpty()) {
      throw records.badReply("an object that is not as its description tells");
    }
    return new StoredObject(type.get(), bytes);
  }

  private Object description(Path file) throws IOException, SourceFault {
    byte[] bytes = bytes(file, LARGEST_DESCRIPTION);
    if (bytes.length > LARGEST_DESCRIPTION) {
      throw records.badReply("a description that is too long");
    }
    return JsonTree.read(bytes)
        .orElseThrow(() -> records.badReply("a description that is no JSON document"));
  }

  private SourceFault unavailable() {
    return new SourceFault(Kind.UNAVAILABLE, records.name() + " has a folder that cannot be read");
  }

  private static byte[] bytes(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(most + 1);
    }
  }

  @Override
  public void close() {}
}
