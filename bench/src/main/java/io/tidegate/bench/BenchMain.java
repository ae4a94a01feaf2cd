package io.tidegate.bench;

import io.tidegate.engine.workspace.SampleFolders;
import java.io.IOException;
import org.openjdk.jmh.runner.RunnerException;

/**
 * {@code bench compile [--services N]} and {@code bench masks}: prints what was measured; 0 when
 * all went well, 1 when something is not as promised.
 */
public final class BenchMain {
  private static final int SERVICES = 10_000;
  private static final int MEASURED = 1_000;
  private static final long SEED = 20261125;
  private static final String USAGE =
      """
      Usage: ./tidegate bench compile [--services N]
             ./tidegate bench masks

      compile: compiles N distinct generated services (10000) against the samples' catalog and rules, tells
      how long each takes when warm, puts all of them in force, and tells the heap they take.
      masks: measures what one field costs each mask, beside a baseline of the same run.
      """;

  private BenchMain() {}

  /** Runs a measurement. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, RunnerException {
    System.exit(run(arguments));
  }

  static int run(String... arguments) throws IOException, InterruptedException, RunnerException {
    if (arguments.length == 1 && arguments[0].equals("masks")) {
      return MaskRun.report(MaskRun.measure(), System.out) ? 0 : 1;
    }
    int services = SERVICES;
    boolean known =
        arguments.length >= 1
            && arguments[0].equals("compile")
            && (arguments.length == 1
                || (arguments.length == 3
                    && arguments[1].equals("--services")
                    && arguments[2].matches("[1-9][0-9]{0,5}")));
    if (!known) {
      System.err.print(USAGE);
      return 2;
    }
    if (arguments.length == 3) {
      services = Integer.parseInt(arguments[2]);
    }
    long needed = Heap.needed(services);
    if (Heap.most() < needed) {
      System.err.printf(
          "%d services need a heap of %d MB and there are %d; set TIDEGATE_JAVA_OPTIONS=-Xmx%dm%n",
          services, needed, Heap.most(), needed);
      return 1;
    }
    try (CompileRun run = CompileRun.open(SampleFolders.installed(), new GeneratedServices(SEED))) {
      run.report(services, MEASURED, System.out);
    }
    return 0;
  }
}
