package io.tidegate.engine.accounting;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * One file of the journal: a mark of eight bytes, the number of its first line, then lines, each as
 * its length, its CRC32C and its bytes, on borders of four bytes, and zeros behind the last one.
 * The length is stored last, so a line that was not written to its end is not there.
 */
final class Segment {
  static final int HEADER = 16;
  static final String SUFFIX = ".calls";

  private static final long MARK = 0x5447_4361_6c6c_0001L;
  private static final int FIRST_OFFSET = 8;

  /** The number of a first line that was never given: a file made ahead and not used. */
  private static final long UNUSED = -1;

  private static final int BEFORE_LINE = 8;
  private static final VarHandle LENGTH =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final Path file;
  private final MappedByteBuffer content;
  private int end = HEADER;
  private long lines;
  private boolean sound = true;

  private Segment(Path file, MappedByteBuffer content) {
    this.file = file;
    this.content = content;
  }

  /**
   * Makes a file with all its bytes on the disk, so that no line finds the disk full; it has no
   * lines and no number yet.
   */
  static Segment make(Path file, int bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate(64 * 1024);
      for (int written = 0; written < bytes; ) {
        zeros.clear().limit(Math.min(zeros.capacity(), bytes - written));
        written += channel.write(zeros);
      }
      Segment segment = new Segment(file, map(channel, bytes));
      segment.content.putLong(FIRST_OFFSET, UNUSED);
      segment.content.putLong(0, MARK);
      return segment;
    }
  }

  /** Opens one that an earlier process left, and finds its lines. */
  static Segment open(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.size() < HEADER || channel.size() > Integer.MAX_VALUE) {
        throw new IOException(file + " is no journal of calls");
      }
      Segment segment = new Segment(file, map(channel, (int) channel.size()));
      if (segment.content.getLong(0) != MARK) {
        throw new IOException(file + " is no journal of calls");
      }
      segment.find();
      return segment;
    }
  }

  private static MappedByteBuffer map(FileChannel channel, int bytes) throws IOException {
    MappedByteBuffer content = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
    content.order(ByteOrder.LITTLE_ENDIAN);
    return content;
  }

  private void find() {
    while (end + BEFORE_LINE <= content.capacity()) {
      int length = content.getInt(end);
      if (length == 0) {
        return;
      }
      if (length < 0
          || length > content.capacity() - end - BEFORE_LINE
          || content.getInt(end + 4) != checksum(line(end, length))) {
        sound = false;
        return;
      }
      end += space(length);
      lines++;
    }
  }

  /** False when something stands behind the last line that can be read. */
  boolean isSound() {
    return sound;
  }

  boolean isUnused() {
    return content.getLong(FIRST_OFFSET) == UNUSED;
  }

  /** Says which number its first line has. */
  void begin(long first) {
    content.putLong(FIRST_OFFSET, first);
  }

  /** The number of its first line, counted from 0. */
  long first() {
    return content.getLong(FIRST_OFFSET);
  }

  /** The number of the line behind its last one. */
  long next() {
    return first() + lines;
  }

  boolean hasRoomFor(int lineBytes) {
    return space(lineBytes) <= content.capacity() - end;
  }

  void append(byte[] line) {
    content.put(end + BEFORE_LINE, line);
    content.putInt(end + 4, checksum(line));
    LENGTH.setRelease(content, end, line.length);
    end += space(line.length);
    lines++;
  }

  /** Where the line behind the one at an offset begins. */
  int after(int offset) {
    return offset + space(content.getInt(offset));
  }

  boolean hasLineAt(int offset) {
    return offset < end;
  }

  /** Copies the line at an offset. */
  void copy(int offset, ByteArrayOutputStream to) {
    to.writeBytes(line(offset, content.getInt(offset)));
  }

  private byte[] line(int offset, int length) {
    byte[] line = new byte[length];
    content.get(offset + BEFORE_LINE, line);
    return line;
  }

  /** Has the operating system write it to the disk. */
  void force() {
    content.force();
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Keeps what cannot be read, under another name. */
  void keepDamaged() throws IOException {
    Files.copy(
        file,
        file.resolveSibling(file.getFileName() + ".damaged"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static int space(int lineBytes) {
    return BEFORE_LINE + (lineBytes + 3 & ~3);
  }

  private static int checksum(byte[] line) {
    CRC32C checksum = new CRC32C();
    checksum.update(line, 0, line.length);
    return (int) checksum.getValue();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
