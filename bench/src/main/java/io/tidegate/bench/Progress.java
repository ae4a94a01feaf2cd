package io.tidegate.bench;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells how far a long piece of work is, each time a tenth of it is done. Thread-safe. */
final class Progress {
  private static final int PARTS = 10;

  private final String done;
  private final int of;
  private final PrintStream out;
  private final Spent spent = Spent.start();
  private final AtomicInteger count = new AtomicInteger();

  /**
   * @param done what was done to the things that are counted
   * @param of how many there are
   */
  Progress(String done, int of, PrintStream out) {
    this.done = done;
    this.of = of;
    this.out = out;
  }

  /** One more is done. */
  void one() {
    reached(count.incrementAndGet());
  }

  /** So many are done; one after the other is told. */
  void reached(int so) {
    if (so > 0 && (long) so * PARTS / of > (long) (so - 1) * PARTS / of) {
      out.printf(Locale.ROOT, "  %s %,d of %,d after %s%n", done, so, of, spent);
    }
  }

  /** What it has taken until now. */
  Spent spent() {
    return spent;
  }
}
