package io.tidegate.engine.source;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** A folder others put files into, wherever it lies. Used by one thread at a time. */
interface DropFolder extends AutoCloseable {
  /** Most files that are looked at. */
  int MOST_FILES = 20_000;

  /**
   * A file as it lies there; as long as it changes in none of the three it is taken for the same.
   */
  record DroppedFile(String name, Instant changed, long size) {
    public DroppedFile {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(changed, "changed");
    }
  }

  /**
   * The files directly in it, in no order. Links and folders are none.
   *
   * @param wanted tells by its name whether a file is of interest
   * @throws SourceFault when it cannot be looked into before the deadline, or has more files of
   *     interest than {@link #MOST_FILES}
   */
  List<DroppedFile> files(Predicate<String> wanted, Instant deadline) throws SourceFault;

  /**
   * What is in a file.
   *
   * @param name as {@link #files} told it
   * @param most bytes that are of use; a longer file is given with one byte more
   */
  byte[] bytes(String name, int most, Instant deadline) throws SourceFault;

  @Override
  void close();
}
