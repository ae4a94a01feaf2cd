package io.tidegate.engine.accounting;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Lines in files of a folder, in the order they came, until they are taken away for good. The files
 * are mapped, so a line is in the hands of the operating system once {@link #append} returns: it
 * outlives this process however that ends. (A machine that loses its power loses what the system
 * had not written to the disk.)
 *
 * <p>There is room for so many bytes and no more. Files are made ahead, by whoever takes lines away
 * and never by whoever adds one, who may be an event loop. Safe for use by several threads; one of
 * them takes away.
 */
public final class CallJournal {
  private static final Logger LOG = Logger.getLogger(CallJournal.class);
  private static final String IDENTITY = "journal-id";

  /** No line of a call is longer; bytes. */
  private static final int USUAL_LINE = 2048;

  private final Path folder;
  private final UUID id;
  private final int segmentBytes;
  private final int mostSegments;

  /** Those with lines that are not taken away, and the one that is written, in order. */
  private final Deque<Segment> segments = new ArrayDeque<>();

  /** Made ahead; null when there is none. */
  private Segment spare;

  private int filesMade;

  /** The number of the next line to be added, counted from 0 over the life of the journal. */
  private long next;

  /** Lines before this one are taken away. */
  private long taken;

  /** Where it is read: lines may be read before they are taken away. */
  private long read;

  /** The file whose lines were read last, and where in it the next one begins; null at first. */
  private Segment readIn;

  private int readAt;

  private CallJournal(Path folder, UUID id, int segmentBytes, int mostSegments) {
    this.folder = folder;
    this.id = id;
    this.segmentBytes = segmentBytes;
    this.mostSegments = mostSegments;
  }

  /**
   * Lines to be taken away.
   *
   * @param upTo the number of the line behind the last of them
   * @param bytes of all of them, one behind the other; the array is the reader's own
   */
  public record Lines(long upTo, byte[] bytes) {
    public Lines {
      Objects.requireNonNull(bytes, "bytes");
    }
  }

  /**
   * Opens the journal of a folder, with what is left in it. The folder belongs to one process.
   *
   * @param segmentBytes of one file
   * @param mostBytes of all files together; there are at least two
   * @throws JournalException when the folder cannot be used
   */
  public static CallJournal open(Path folder, int segmentBytes, long mostBytes) {
    try {
      Files.createDirectories(folder);
      long most = Math.max(2, Math.min(Integer.MAX_VALUE, mostBytes / segmentBytes));
      CallJournal journal = new CallJournal(folder, identity(folder), segmentBytes, (int) most);
      journal.recover();
      return journal;
    } catch (IOException e) {
      throw new JournalException(
          "the journal of calls in " + folder + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private static UUID identity(Path folder) throws IOException {
    Path file = folder.resolve(IDENTITY);
    if (!Files.exists(file)) {
      Path draft = folder.resolve(IDENTITY + ".new");
      Files.writeString(draft, UUID.randomUUID().toString(), StandardCharsets.US_ASCII);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      return UUID.fromString(Files.readString(file, StandardCharsets.US_ASCII).strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " does not hold the id of a journal", e);
    }
  }

  private void recover() throws IOException {
    for (Path file : files()) {
      filesMade = Math.max(filesMade, number(file));
      Segment segment = Segment.open(file);
      if (segment.isUnused()) {
        segment.delete();
        continue;
      }
      if (!segment.isSound()) {
        segment.keepDamaged();
        LOG.errorf(
            "the journal of calls is damaged: what stands behind line %d of %s cannot be read; a"
                + " copy is kept beside it",
            segment.next() - segment.first(), segment);
      }
      segments.add(segment);
      next = segment.next();
    }
    Segment first = segments.peekFirst();
    taken = first == null ? 0 : first.first();
    read = taken;
    // what an earlier process began is not written further: it may end in something unreadable
    begin(make());
    spare = make();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d{9}" + Segment.SUFFIX))
          .sorted()
          .toList();
    }
  }

  private static int number(Path file) {
    String name = file.getFileName().toString();
    return Integer.parseInt(name.substring(0, name.length() - Segment.SUFFIX.length()));
  }

  private Segment make() throws IOException {
    filesMade++;
    return Segment.make(
        folder.resolve("%09d%s".formatted(filesMade, Segment.SUFFIX)), segmentBytes);
  }

  private void begin(Segment segment) {
    segment.begin(next);
    segments.add(segment);
  }

  /** Names the journal; that of another folder has another name. */
  public UUID id() {
    return id;
  }

  /** Lines that were added and are not taken away. */
  public synchronized long waiting() {
    return next - taken;
  }

  /** Whether a line of usual length finds room. */
  public synchronized boolean isOpen() {
    return spare != null || segments.peekLast().hasRoomFor(USUAL_LINE);
  }

  /**
   * Adds a line. Does not block.
   *
   * @return false when there is no room
   */
  public synchronized boolean append(byte[] line) {
    Segment last = segments.peekLast();
    if (!last.hasRoomFor(line.length)) {
      if (spare == null || !spare.hasRoomFor(line.length)) {
        return false;
      }
      last = spare;
      spare = null;
      begin(last);
    }
    last.append(line);
    next++;
    return true;
  }

  /** Makes a file ahead when there is none and one is allowed. */
  void prepare() throws IOException {
    synchronized (this) {
      // the one that is read to its end is deleted once the next has begun
      if (spare != null || segments.size() >= mostSegments) {
        return;
      }
    }
    Segment made = make();
    synchronized (this) {
      spare = made;
    }
  }

  /**
   * Goes on behind the lines that an earlier process has taken away.
   *
   * @param upTo the number of the first line that is still to be taken away
   * @throws JournalException when the journal never had so many lines: its files are not those that
   *     belong to its id
   */
  synchronized void skipTo(long upTo) {
    if (upTo > next) {
      throw new JournalException(
          "the journal of calls in "
              + folder
              + " has lost files: "
              + upTo
              + " of its lines are in the database and it knows of "
              + next
              + "; remove the folder to begin a new journal",
          null);
    }
    read = Math.max(read, upTo);
    discard(read);
  }

  /**
   * The next lines that were not read yet, in order; none when there are none.
   *
   * @param mostBytes that are wanted, though one line is always whole
   */
  synchronized Lines next(int mostBytes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long number = read;
    for (Segment segment : segments) {
      if (bytes.size() >= mostBytes) {
        break;
      }
      if (segment.next() <= number) {
        continue;
      }
      // a damaged file lacks lines before the next one begins
      number = Math.max(number, segment.first());
      int offset = segment == readIn ? readAt : offsetOf(number, segment);
      while (segment.hasLineAt(offset) && bytes.size() < mostBytes) {
        segment.copy(offset, bytes);
        offset = segment.after(offset);
        number++;
      }
      readIn = segment;
      readAt = offset;
    }
    read = number;
    return new Lines(number, bytes.toByteArray());
  }

  private static int offsetOf(long number, Segment segment) {
    int offset = Segment.HEADER;
    for (long skipped = segment.first(); skipped < number; skipped++) {
      offset = segment.after(offset);
    }
    return offset;
  }

  /** Forgets lines for good. */
  synchronized void discard(long upTo) {
    taken = Math.max(taken, upTo);
    while (segments.size() > 1 && segments.peekFirst().next() <= taken) {
      Segment done = segments.removeFirst();
      try {
        done.delete();
      } catch (IOException e) {
        LOG.warnf("%s cannot be removed: %s", done, e.getMessage());
      }
    }
  }

  /** Has what is waiting written to the disk. */
  void force() {
    List<Segment> waiting;
    synchronized (this) {
      waiting = List.copyOf(segments);
    }
    waiting.forEach(Segment::force);
  }
}
