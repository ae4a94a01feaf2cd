package io.tidegate.bench;

import io.tidegate.engine.workspace.SampleFolders;
import java.io.IOException;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * {@code bench compile [--services N]}, {@code bench impact [--services N] [--edits N]}, {@code
 * bench masks} and {@code bench quota}: print what was measured; 0 when all went well, 1 when
 * something is not as promised.
 */
public final class BenchMain {
  private static final int SERVICES = 10_000;
  private static final int MEASURED = 1_000;
  private static final int EDITS = 1_000;
  private static final long SEED = 20261125;
  private static final String USAGE =
      """
      Usage: ./tidegate bench compile [--services N]
             ./tidegate bench masks
             ./tidegate bench quota
             ./tidegate bench impact [--services N] [--edits N]

      compile: compiles N distinct generated services (10000) against the samples' catalog and rules, tells
      how long each takes when warm, puts all of them in force, and tells the heap they take.
      impact: tells how long it takes to judge an edit of the rules by N generated services (10000), and
      holds what is predicted of random edits (1000) against what comes of them, over the sample services.
      masks: measures what one field costs each mask, beside a baseline of the same run.
      quota: measures what one decision costs a node that has calls at hand, and prints JMH's table.
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
    if (arguments.length == 1 && arguments[0].equals("quota")) {
      new Runner(
              new OptionsBuilder()
                  .include("\\Q" + QuotaBench.class.getName() + "\\E\\..*")
                  .addProfiler(GCProfiler.class)
                  .build())
          .run();
      return 0;
    }
    if (arguments.length >= 1 && arguments[0].equals("impact")) {
      return impact(arguments);
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

  private static int impact(String... arguments) throws IOException, InterruptedException {
    int services = SERVICES;
    int edits = EDITS;
    for (int i = 1; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length || !arguments[i + 1].matches("0|[1-9][0-9]{0,5}")) {
        System.err.print(USAGE);
        return 2;
      }
      int number = Integer.parseInt(arguments[i + 1]);
      switch (arguments[i]) {
        case "--services" -> services = number;
        case "--edits" -> edits = number;
        default -> {
          System.err.print(USAGE);
          return 2;
        }
      }
    }
    SampleFolders samples = SampleFolders.installed();
    if (services > 0) {
      ImpactMeasure.open(samples, new GeneratedServices(SEED), services).report(System.out);
    }
    return EditSoak.open(samples).report(edits, SEED, System.out) ? 0 : 1;
  }
}
