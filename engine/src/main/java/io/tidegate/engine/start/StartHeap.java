package io.tidegate.engine.start;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jboss.logging.Logger;

/**
 * The heap that starting took and serving does not need: compiling every service at once takes
 * several times what they hold afterwards. It is given back once, by a collection that leaves
 * little free; from then on the heap grows as Java lets it, so that a busy engine does not collect
 * more often than another one.
 */
final class StartHeap {
  private static final Logger LOG = Logger.getLogger(StartHeap.class);
  private static final String LEAST_FREE = "MinHeapFreeRatio";
  private static final String MOST_FREE = "MaxHeapFreeRatio";

  private StartHeap() {}

  /** Gives it back; on a Java machine that has no such options the collector decides. */
  static void giveBack() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      String least = machine.getVMOption(LEAST_FREE).getValue();
      String most = machine.getVMOption(MOST_FREE).getValue();
      // the first may never be more than the second
      machine.setVMOption(LEAST_FREE, "5");
      machine.setVMOption(MOST_FREE, "15");
      try {
        System.gc();
      } finally {
        machine.setVMOption(MOST_FREE, most);
        machine.setVMOption(LEAST_FREE, least);
      }
    } catch (IllegalArgumentException e) {
      LOG.debugf("the heap of the start is kept: %s", e.getMessage());
    }
  }
}
