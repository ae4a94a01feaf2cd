package io.tidegate.engine.cli;

import io.quarkus.runtime.Quarkus;
import io.tidegate.engine.start.StartRefusedException;
import io.tidegate.engine.start.TidegateApplication;
import io.tidegate.engine.store.FreePort;
import io.tidegate.engine.store.StoreException;
import java.net.BindException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Boots the engine and stays until it ends. */
final class Engine {
  private Engine() {}

  /** The exit code: 0 when it was told to stop, 1 when it could not start. */
  static int run() {
    settlePort();
    AtomicInteger exitCode = new AtomicInteger();
    Quarkus.run(
        TidegateApplication.class,
        (code, failure) -> {
          exitCode.set(code);
          if (failure != null) {
            tell(failure);
          }
        });
    return exitCode.get();
  }

  /**
   * Port 0 stands for any free one. It is chosen before the start, so that whatever is told about
   * where the engine listens is true from the beginning.
   */
  private static void settlePort() {
    String configured =
        Optional.ofNullable(System.getProperty("tidegate.port"))
            .orElseGet(() -> System.getenv("TIDEGATE_PORT"));
    if ("0".equals(configured)) {
      System.setProperty("tidegate.port", Integer.toString(FreePort.find()));
    }
  }

  /** What the operator can mend is one sentence; anything else is our fault and told in full. */
  private static void tell(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreException || cause instanceof StartRefusedException) {
        System.err.println("tidegate: " + cause.getMessage());
        return;
      }
      if (cause instanceof BindException) {
        System.err.println(
            "tidegate: the port is in use ("
                + cause.getMessage()
                + "); choose another with TIDEGATE_PORT");
        return;
      }
    }
    failure.printStackTrace();
  }
}
