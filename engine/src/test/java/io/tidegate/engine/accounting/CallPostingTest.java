package io.tidegate.engine.accounting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallPostingTest {
  @TempDir Path folder;

  /** A book that can be out of reach, and that can keep lines without its caller hearing of it. */
  private static final class Book implements CallBook {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile long posted;
    private volatile boolean away;
    private volatile boolean deaf;
    private volatile Instant removed = Instant.MAX;

    @Override
    public long posted(UUID journal) {
      return posted;
    }

    @Override
    public void post(UUID journal, CallJournal.Lines batch) {
      if (away) {
        throw new IllegalStateException("out of reach");
      }
      new String(batch.bytes(), UTF_8).lines().forEach(lines::add);
      posted = batch.upTo();
      if (deaf) {
        away = true;
        throw new IllegalStateException("the answer was lost");
      }
    }

    @Override
    public int removeBefore(Instant moment, int most) {
      removed = moment;
      return 0;
    }
  }

  private CallJournal journal() {
    return CallJournal.open(folder, 1 << 16, 1 << 20);
  }

  private static CallPosting posting(CallJournal journal, Book book) {
    CallPosting posting = new CallPosting(journal, book, Duration.ofDays(200), Clock.systemUTC());
    posting.start();
    return posting;
  }

  private static void add(CallJournal journal, String... lines) {
    for (String line : lines) {
      assertThat(journal.append((line + "\n").getBytes(UTF_8))).isTrue();
    }
  }

  private static void eventually(Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < 500 && !condition.call(); i++) {
      Thread.sleep(20);
    }
    assertThat(condition.call()).isTrue();
  }

  @Test
  void everyLineIsPostedOnce() throws Exception {
    Book book = new Book();
    CallJournal journal = journal();
    try (CallPosting posting = posting(journal, book)) {
      add(journal, "a", "b");
      eventually(() -> book.lines.size() == 2);
      add(journal, "c");
      eventually(() -> journal.waiting() == 0);
    }
    assertThat(book.lines).containsExactly("a", "b", "c");
  }

  @Test
  void whileTheBookIsAwayLinesWait() throws Exception {
    Book book = new Book();
    book.away = true;
    CallJournal journal = journal();
    try (CallPosting posting = posting(journal, book)) {
      add(journal, "a", "b");
      Thread.sleep(300);
      assertThat(journal.waiting()).isEqualTo(2);
      book.away = false;
      eventually(() -> journal.waiting() == 0);
    }
    assertThat(book.lines).containsExactly("a", "b");
  }

  @Test
  void closingPostsWhatIsWaiting() {
    Book book = new Book();
    CallJournal journal = journal();
    CallPosting posting = posting(journal, book);
    add(journal, "a");
    posting.close();
    assertThat(book.lines).containsExactly("a");
  }

  @Test
  void aLineIsNotPostedAgainByTheProcessAfter() throws Exception {
    Book book = new Book();
    book.deaf = true;
    CallJournal first = journal();
    // the book has the line, and the process ends before it hears of it
    CallPosting dying = posting(first, book);
    add(first, "a");
    eventually(() -> book.lines.size() == 1);
    dying.close();
    book.deaf = false;
    book.away = false;

    CallJournal second = journal();
    try (CallPosting posting = posting(second, book)) {
      add(second, "b");
      eventually(() -> book.lines.size() == 2);
    }
    assertThat(book.lines).containsExactly("a", "b");
  }

  @Test
  void oldCallsAreRemoved() throws Exception {
    Book book = new Book();
    try (CallPosting posting = posting(journal(), book)) {
      eventually(() -> book.removed.isBefore(Instant.now().minus(Duration.ofDays(199))));
    }
  }
}
