package io.tidegate.engine.accounting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallJournalTest {
  private static final int SEGMENT = 4096;

  @TempDir Path folder;

  private CallJournal open() {
    return CallJournal.open(folder, SEGMENT, 4L * SEGMENT);
  }

  private static byte[] line(int number) {
    return ("line " + number + "\n").getBytes(UTF_8);
  }

  private static void fill(CallJournal journal, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(journal.append(line(i))).isTrue();
    }
  }

  private static List<String> lines(CallJournal.Lines lines) {
    return new String(lines.bytes(), UTF_8).lines().toList();
  }

  private static List<String> expected(int from, int to) {
    List<String> expected = new ArrayList<>();
    for (int i = from; i < to; i++) {
      expected.add("line " + i);
    }
    return expected;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(Segment.SUFFIX)).sorted().toList();
    }
  }

  @Test
  void linesComeOutAsTheyWentInAndOnce() {
    CallJournal journal = open();
    fill(journal, 0, 5);

    CallJournal.Lines first = journal.next(20);
    assertThat(lines(first)).isEqualTo(expected(0, 3));
    assertThat(first.upTo()).isEqualTo(3);
    assertThat(journal.waiting()).isEqualTo(5);
    assertThat(lines(journal.next(1000))).isEqualTo(expected(3, 5));
    assertThat(journal.next(1000).bytes()).isEmpty();

    journal.discard(3);
    assertThat(journal.waiting()).isEqualTo(2);
  }

  @Test
  void whatWasNotTakenAwayIsThereForTheNextProcess() {
    CallJournal first = open();
    fill(first, 0, 5);
    first.next(1000);

    CallJournal second = open();
    assertThat(second.id()).isEqualTo(first.id());
    fill(second, 5, 7);
    second.skipTo(2);

    assertThat(second.waiting()).isEqualTo(5);
    assertThat(lines(second.next(1000))).isEqualTo(expected(2, 7));
  }

  @Test
  void numbersGoOnWhenEverythingWasTakenAway() {
    CallJournal first = open();
    fill(first, 0, 5);
    first.next(1000);
    first.discard(5);
    CallJournal second = open();
    second.skipTo(5);
    CallJournal third = open();
    third.skipTo(5);

    fill(third, 5, 6);

    assertThat(third.waiting()).isEqualTo(1);
    assertThat(third.next(1000).upTo()).isEqualTo(6);
  }

  @Test
  void whenItIsFullItSaysSoAndTakesNoLine() throws Exception {
    CallJournal journal = open();
    int added = 0;
    while (journal.append(line(added))) {
      added++;
      journal.prepare();
    }
    assertThat(journal.isOpen()).isFalse();
    assertThat(files()).hasSize(4);

    CallJournal.Lines all = journal.next(Integer.MAX_VALUE);
    assertThat(lines(all)).isEqualTo(expected(0, added));
    journal.discard(all.upTo());
    journal.prepare();

    assertThat(journal.isOpen()).isTrue();
    assertThat(journal.append(line(added))).isTrue();
    assertThat(files()).hasSize(2);
  }

  @Test
  void whatWaitsInSeveralFilesComesOutPartByPartAndLacksNothing() throws Exception {
    CallJournal journal = open();
    int added = 0;
    while (journal.append(line(added))) {
      added++;
      journal.prepare();
    }
    assertThat(files()).hasSizeGreaterThan(2);

    List<String> out = new ArrayList<>();
    CallJournal.Lines part = journal.next(100);
    while (part.bytes().length > 0) {
      out.addAll(lines(part));
      assertThat(part.upTo()).isEqualTo(out.size());
      journal.discard(part.upTo());
      part = journal.next(100);
    }
    assertThat(out).isEqualTo(expected(0, added));
  }

  @Test
  void whoAddsNeverMakesAFile() {
    CallJournal journal = open();
    int added = 0;
    while (journal.append(line(added))) {
      added++;
    }
    // two files of a page were there, and no third was made
    assertThat(added).isBetween(SEGMENT / 20, 2 * SEGMENT / 16);
  }

  @Test
  void aLineThatWasNotWrittenToItsEndIsNotThere() throws Exception {
    fill(open(), 0, 3);
    try (RandomAccessFile file = new RandomAccessFile(files().getFirst().toFile(), "rw")) {
      // the length is what is written last
      file.seek(Segment.HEADER + 2 * 16);
      file.writeInt(0);
    }

    CallJournal next = open();
    fill(next, 2, 4);

    assertThat(lines(next.next(1000))).isEqualTo(expected(0, 4));
  }

  @Test
  void aDamagedLineEndsItsFileAndACopyIsKept() throws Exception {
    fill(open(), 0, 3);
    Path file = files().getFirst();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(Segment.HEADER + 16 + 8);
      bytes.write('X');
    }

    CallJournal next = open();
    fill(next, 7, 8);

    assertThat(lines(next.next(1000))).containsExactly("line 0", "line 7");
    assertThat(file.resolveSibling(file.getFileName() + ".damaged")).exists();
  }

  @Test
  void aFileOfAnotherKindIsNotTakenForOne() throws Exception {
    Files.writeString(folder.resolve("000000001" + Segment.SUFFIX), "something else entirely");

    assertThatThrownBy(this::open)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("is no journal of calls");
  }

  @Test
  void aFolderThatLostItsFilesIsNotTakenForAnEmptyOne() throws Exception {
    CallJournal first = open();
    fill(first, 0, 5);
    for (Path file : files()) {
      Files.delete(file);
    }

    assertThatThrownBy(() -> open().skipTo(5))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("has lost files");
  }

  @Test
  void severalWritersLoseNothing() throws Exception {
    CallJournal journal = CallJournal.open(folder, 1 << 20, 4 << 20);
    try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
      List<Future<?>> done = new ArrayList<>();
      for (int w = 0; w < 4; w++) {
        int from = w * 1000;
        done.add(writers.submit(() -> fill(journal, from, from + 1000)));
      }
      for (Future<?> one : done) {
        one.get();
      }
    }

    assertThat(lines(journal.next(Integer.MAX_VALUE)))
        .containsExactlyInAnyOrderElementsOf(expected(0, 4000));
  }

  @Test
  void whatWasAddedOutlivesAProcessThatIsKilled() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int seen = 0;
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      while (seen < 200) {
        assertThat(out.readLine()).isEqualTo("added " + seen);
        seen++;
      }
      process.destroyForcibly().waitFor();
    }

    CallJournal journal = CallJournal.open(folder, 1 << 20, 4 << 20);

    assertThat(lines(journal.next(Integer.MAX_VALUE)))
        .startsWith(expected(0, seen).toArray(String[]::new));
  }

  /** Adds lines and says so, until it is killed. */
  static final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] folder) {
      CallJournal journal = CallJournal.open(Path.of(folder[0]), 1 << 20, 4 << 20);
      for (int i = 0; journal.append(line(i)); i++) {
        System.out.println("added " + i);
      }
    }
  }
}
