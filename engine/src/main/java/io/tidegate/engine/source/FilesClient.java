package io.tidegate.engine.source;

import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.Operation.Reading;
import io.tidegate.route.catalog.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Reads files that others put into a folder. Each is read once, when it is complete; the names sort
 * them, so that one that comes late does not undo a later one. What is wrong with a file or a line
 * is reported and the rest is used.
 */
final class FilesClient implements OperationClient {
  private static final Logger LOG = Logger.getLogger(FilesClient.class);
  private static final Pattern COMPANION =
      Pattern.compile("rows=([0-9]{1,9})\\r?\\nsm3=([0-9a-f]{64})\\r?\\n?");
  private static final int LARGEST_COMPANION = 200;
  private static final int MOST_FILES = 10_000;

  /** What was taken from a file, as long as it stays as it was. */
  private record Taken(FileTime changed, long size, FileReport report, List<Object[]> records) {}

  private record Lines(List<Object[]> records, FileReport report) {}

  private final Records records;
  private final Binding.Files binding;
  private final Path folder;
  private final Charset charset;
  private final Map<Path, Taken> taken = new TreeMap<>();

  FilesClient(Resource resource, Binding.Files binding, SourcePlace place) {
    this.records = new Records(resource);
    this.binding = binding;
    this.folder = Path.of(place.url());
    this.charset = Charset.forName(binding.charset());
  }

  @Override
  public List<Object[]> read(Map<String, Object> inputs, Instant deadline, String traceId)
      throws SourceFault {
    records.checkInputs(inputs);
    return records.complete(records.selected(newest(deadline), inputs));
  }

  /** What became of each file, by its name. */
  synchronized List<FileReport> reports(Instant deadline) throws SourceFault {
    refresh(deadline);
    return taken.values().stream().map(Taken::report).toList();
  }

  /** Of the records with one key the one that counts, in the order of their first coming. */
  private synchronized List<Object[]> newest(Instant deadline) throws SourceFault {
    refresh(deadline);
    Map<List<Object>, Object[]> byKey = new LinkedHashMap<>();
    for (Taken file : taken.values()) {
      for (Object[] record : file.records()) {
        byKey.merge(records.key(record), record, this::later);
      }
    }
    return new ArrayList<>(byKey.values());
  }

  private Object[] later(Object[] before, Object[] after) {
    if (binding.version().isEmpty()) {
      return after;
    }
    int at = records.index(binding.version().get());
    long old = before[at] instanceof Long version ? version : Long.MIN_VALUE;
    long young = after[at] instanceof Long version ? version : Long.MIN_VALUE;
    return young >= old ? after : before;
  }

  private void refresh(Instant deadline) throws SourceFault {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, binding.glob())) {
      for (Path file : found) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          files.add(file);
        }
        if (files.size() > MOST_FILES) {
          throw new SourceFault(
              Kind.TOO_LARGE, records.name() + " has more than " + MOST_FILES + " files");
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw unavailable();
    }
    taken.keySet().retainAll(files);
    for (Path file : files) {
      if (!Instant.now().isBefore(deadline)) {
        throw new SourceFault(Kind.TIMEOUT, records.name() + " was not read before the deadline");
      }
      try {
        take(file);
      } catch (IOException e) {
        throw unavailable();
      }
    }
  }

  private SourceFault unavailable() {
    return new SourceFault(Kind.UNAVAILABLE, records.name() + " has a folder that cannot be read");
  }

  private void take(Path file) throws IOException {
    FileTime changed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    long size = Files.size(file);
    Taken before = taken.get(file);
    if (before != null && before.changed().equals(changed) && before.size() == size) {
      return;
    }
    Optional<Path> companion = binding.companion() ? companion(file) : Optional.empty();
    if (binding.companion() && companion.isEmpty()) {
      // it is still being written, or was changed and nobody has vouched for it yet
      taken.remove(file);
      return;
    }
    Lines lines = lines(file, companion);
    FileReport report = lines.report();
    if (report.rejected().isPresent() || !report.errors().isEmpty()) {
      LOG.warnf(
          "%s: %s: %s, %d of %d lines used",
          records.name(),
          report.file(),
          report.rejected().orElse("used"),
          report.accepted(),
          report.rows());
    }
    taken.put(file, new Taken(changed, size, report, lines.records()));
  }

  private static Optional<Path> companion(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    Path companion = file.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".ok");
    return Files.isRegularFile(companion, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(companion)
        : Optional.empty();
  }

  private Lines lines(Path file, Optional<Path> companion) throws IOException {
    String name = file.getFileName().toString();
    byte[] bytes = bytes(file, HttpDoor.LARGEST);
    if (bytes.length > HttpDoor.LARGEST) {
      return rejected(name, 0, "more than " + HttpDoor.LARGEST + " bytes");
    }
    List<byte[]> lines = DelimitedLines.split(bytes);
    int rows = Math.max(0, lines.size() - 1);
    if (companion.isPresent()) {
      Optional<String> objection =
          objection(bytes, rows, bytes(companion.get(), LARGEST_COMPANION));
      if (objection.isPresent()) {
        return rejected(name, rows, objection.get());
      }
    }
    Optional<List<String>> header = lines.isEmpty() ? Optional.empty() : columns(lines.getFirst());
    if (header.isEmpty()) {
      return rejected(name, rows, "no header that can be read");
    }
    for (Reading reading : records.operation().readings()) {
      if (!reading.optional() && !header.get().contains(reading.at())) {
        return rejected(name, rows, "no column for the field " + reading.field());
      }
    }
    if (header.get().stream().distinct().count() < header.get().size()) {
      return rejected(name, rows, "a column twice");
    }
    return body(name, lines, header.get());
  }

  private Lines body(String name, List<byte[]> lines, List<String> header) {
    List<Object[]> accepted = new ArrayList<>();
    List<FileReport.LineError> errors = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      Optional<List<String>> columns = columns(lines.get(i));
      if (columns.isEmpty()) {
        errors.add(new FileReport.LineError(i + 1, "no text of its charset, or open quotes"));
      } else if (columns.get().size() != header.size()) {
        errors.add(
            new FileReport.LineError(
                i + 1, columns.get().size() + " columns instead of " + header.size()));
      } else {
        List<String> values = columns.get();
        try {
          accepted.add(
              records.ofTexts(
                  reading -> {
                    int at = header.indexOf(reading.at());
                    return at < 0 ? null : values.get(at);
                  },
                  reading -> false));
        } catch (SourceFault fault) {
          errors.add(new FileReport.LineError(i + 1, fault.getMessage()));
        }
      }
    }
    return new Lines(
        accepted,
        new FileReport(name, Optional.empty(), lines.size() - 1, accepted.size(), errors));
  }

  private Optional<List<String>> columns(byte[] line) {
    return XmlTree.decoded(line, charset)
        .flatMap(text -> DelimitedLines.columns(text, binding.delimiter().charAt(0)));
  }

  private static Lines rejected(String name, int rows, String why) {
    return new Lines(List.of(), new FileReport(name, Optional.of(why), rows, 0, List.of()));
  }

  private static Optional<String> objection(byte[] bytes, int rows, byte[] companion) {
    Matcher told = COMPANION.matcher(new String(companion, StandardCharsets.ISO_8859_1));
    if (!told.matches()) {
      return Optional.of("an .ok that does not tell rows and sm3");
    }
    if (Integer.parseInt(told.group(1)) != rows) {
      return Optional.of("another number of rows than its .ok tells");
    }
    byte[] digest = HexFormat.of().parseHex(told.group(2));
    return Arrays.equals(digest, Sm3.digest(bytes))
        ? Optional.empty()
        : Optional.of("another SM3 than its .ok tells");
  }

  private static byte[] bytes(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(most + 1);
    }
  }

  @Override
  public void close() {}
}
