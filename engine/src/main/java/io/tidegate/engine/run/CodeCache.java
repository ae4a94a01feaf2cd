package io.tidegate.engine.run;

import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.route.sql.Binding;
import io.tidegate.rules.mask.MaskKind;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Keeps the code set of one step of a plan for a while. Safe for use by several threads: one loads,
 * the others wait for it.
 *
 * <p>A failure is not kept and hides behind nothing older: the call that meets it ends, or goes the
 * way its route has for that.
 */
public final class CodeCache {
  /** How old a code set may be; a changed name shows after this time at the latest. */
  public static final Duration KEPT = Duration.ofMinutes(1);

  /** Reads a code set. */
  @FunctionalInterface
  public interface Load {
    CodeTable load() throws CallProblem;
  }

  private record Kept(CodeTable table, long since) {}

  private final long kept;
  private final LongSupplier nanos;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile Kept last;

  /**
   * @param nanos a clock that only goes forward, in nanoseconds from any beginning
   */
  public CodeCache(Duration kept, LongSupplier nanos) {
    this.kept = kept.toNanos();
    this.nanos = Objects.requireNonNull(nanos, "nanos");
  }

  /** The code set, read anew when it is older than it may be. */
  public CodeTable table(Load load) throws CallProblem {
    Kept known = last;
    if (fresh(known)) {
      return known.table();
    }
    loading.lock();
    try {
      if (!fresh(last)) {
        // what was read is as old as its question
        long asked = nanos.getAsLong();
        last = new Kept(load.load(), asked);
      }
      return last.table();
    } finally {
      loading.unlock();
    }
  }

  private boolean fresh(Kept known) {
    return known != null && nanos.getAsLong() - known.since() < kept;
  }

  /**
   * Whether a read gives everybody the same: every row to a caller of whatever relation, of which
   * there is one, nothing hidden, and nothing asked. What depends on a caller is never kept.
   */
  public static boolean isSameForAll(PlannedRead read) {
    return read.access() instanceof PlannedAccess.Statements statements
        && statements.query().bindings().stream().allMatch(b -> b instanceof Binding.RowLimit)
        && read.tables().stream().allMatch(CodeCache::isOpen)
        && read.fields().stream().allMatch(CodeCache::isShown);
  }

  private static boolean isOpen(PlannedTable table) {
    return table.scope() == PlannedTable.Scope.OPEN && table.relations().size() == 1;
  }

  private static boolean isShown(PlannedField field) {
    return Stream.concat(Stream.of(field.fixed()), field.masks().values().stream())
        .map(PlannedMask::mask)
        .allMatch(mask -> mask.kind() == MaskKind.NONE);
  }
}
