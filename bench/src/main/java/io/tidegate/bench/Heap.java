package io.tidegate.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What the heap holds, and whether it is large enough. */
final class Heap {
  /** A grammar, the rules and the catalog, and what compiling leaves behind between collections. */
  private static final long BASE_MEGABYTES = 500;

  /** What one live service may take, and what is needed to collect beside it. */
  private static final long KILOBYTES_EACH = 120;

  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  private Heap() {}

  /** What is used. */
  record Used(long bytes) {
    long megabytes() {
      return bytes / 1024 / 1024;
    }
  }

  /** What is still in use after everything else was collected. */
  static Used afterCollection() {
    System.gc();
    return new Used(MEMORY.getHeapMemoryUsage().getUsed());
  }

  /** The heap that so many live services need, in megabytes. */
  static long needed(int services) {
    return BASE_MEGABYTES + services * KILOBYTES_EACH / 1024;
  }

  /** The heap there may be, in megabytes. */
  static long most() {
    return Runtime.getRuntime().maxMemory() / 1024 / 1024;
  }
}
