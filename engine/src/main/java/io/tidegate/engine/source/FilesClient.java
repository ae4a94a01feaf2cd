package io.tidegate.engine.source;

import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.source.DropFolder.DroppedFile;
import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.route.catalog.Binding;
import io.tidegate.route.catalog.Operation.Reading;
import io.tidegate.route.catalog.Resource;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
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
  private static final String COMPANION_END = ".ok";

  /** What was taken from a file, as long as it and its companion stay as they were. */
  private record Taken(
      DroppedFile file,
      Optional<DroppedFile> companion,
      FileReport report,
      List<Object[]> records) {}

  private record Lines(List<Object[]> records, FileReport report) {}

  private final Records records;
  private final Binding.Files binding;
  private final DropFolder folder;
  private final PathMatcher glob;
  private final Charset charset;
  private final Map<String, Taken> taken = new TreeMap<>();
  private final ReentrantLock looking = new ReentrantLock();

  FilesClient(Resource resource, Binding.Files binding, DropFolder folder) {
    this.records = new Records(resource);
    this.binding = binding;
    this.folder = folder;
    this.glob = FileSystems.getDefault().getPathMatcher("glob:" + binding.glob());
    this.charset = Charset.forName(binding.charset());
  }

  @Override
  public List<Object[]> read(Map<String, Object> inputs, Instant deadline, String traceId)
      throws SourceFault {
    records.checkInputs(inputs);
    return records.complete(records.selected(newest(deadline), inputs));
  }

  /** What became of each file, by its name. */
  List<FileReport> reports(Instant deadline) throws SourceFault {
    return refreshed(deadline).stream().map(Taken::report).toList();
  }

  /** Of the records with one key the one that counts, in the order of their first coming. */
  private List<Object[]> newest(Instant deadline) throws SourceFault {
    Map<List<Object>, Object[]> byKey = new LinkedHashMap<>();
    for (Taken file : refreshed(deadline)) {
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

  /** What is taken now. Whoever waits for another's look waits no longer than its own deadline. */
  private List<Taken> refreshed(Instant deadline) throws SourceFault {
    try {
      if (!looking.tryLock(
          Duration.between(Instant.now(), deadline).toNanos(), TimeUnit.NANOSECONDS)) {
        throw timeout();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw timeout();
    }
    try {
      refresh(deadline);
      return List.copyOf(taken.values());
    } finally {
      looking.unlock();
    }
  }

  private void refresh(Instant deadline) throws SourceFault {
    Map<String, DroppedFile> found = new TreeMap<>();
    for (DroppedFile file : folder.files(this::isOfInterest, deadline)) {
      found.put(file.name(), file);
    }
    taken.keySet().retainAll(found.keySet());
    for (DroppedFile file : found.values()) {
      if (!Instant.now().isBefore(deadline)) {
        throw timeout();
      }
      if (matches(file.name())) {
        take(file, Optional.ofNullable(found.get(companionOf(file.name()))), deadline);
      }
    }
  }

  private boolean isOfInterest(String name) {
    return matches(name) || binding.companion() && name.endsWith(COMPANION_END);
  }

  private boolean matches(String name) {
    try {
      return glob.matches(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String companionOf(String name) {
    int dot = name.lastIndexOf('.');
    return (dot < 0 ? name : name.substring(0, dot)) + COMPANION_END;
  }

  private SourceFault timeout() {
    return new SourceFault(Kind.TIMEOUT, records.name() + " was not read before the deadline");
  }

  private void take(DroppedFile file, Optional<DroppedFile> beside, Instant deadline)
      throws SourceFault {
    Optional<DroppedFile> companion = binding.companion() ? beside : Optional.empty();
    Taken before = taken.get(file.name());
    if (before != null && before.file().equals(file) && before.companion().equals(companion)) {
      return;
    }
    // from here on nobody vouches for what was taken before
    taken.remove(file.name());
    if (binding.companion() && companion.isEmpty()) {
      // it is still being written
      return;
    }
    byte[] bytes = folder.bytes(file.name(), HttpDoor.LARGEST, deadline);
    if (bytes.length != Math.min(file.size(), HttpDoor.LARGEST + 1L)) {
      // it was written to, or cut off, while it was read
      return;
    }
    Optional<byte[]> told = Optional.empty();
    if (companion.isPresent()) {
      told = Optional.of(folder.bytes(companion.get().name(), LARGEST_COMPANION, deadline));
    }
    Lines lines = lines(file.name(), bytes, told);
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
    taken.put(file.name(), new Taken(file, companion, report, lines.records()));
  }

  private Lines lines(String name, byte[] bytes, Optional<byte[]> companion) {
    if (bytes.length > HttpDoor.LARGEST) {
      return rejected(name, 0, "more than " + HttpDoor.LARGEST + " bytes");
    }
    List<byte[]> lines = DelimitedLines.split(bytes);
    int rows = Math.max(0, lines.size() - 1);
    if (companion.isPresent()) {
      Optional<String> objection = objection(bytes, rows, companion.get());
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

  @Override
  public void close() {
    folder.close();
  }
}
