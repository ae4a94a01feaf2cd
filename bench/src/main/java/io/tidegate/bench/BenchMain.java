package io.tidegate.bench;

import io.tidegate.bench.chaos.ChaosRun;
import io.tidegate.bench.gateway.FlameGraph;
import io.tidegate.bench.gateway.GatewayOptions;
import io.tidegate.bench.gateway.GatewayRun;
import io.tidegate.engine.workspace.SampleFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * {@code bench compile [--services N]}, {@code bench impact [--services N] [--edits N]}, {@code
 * bench masks}, {@code bench quota}, {@code bench chaos [--seconds N]}, {@code bench gateway} and
 * {@code bench flame}: print what was measured; 0 when all went well, 1 when something is not as
 * promised.
 */
public final class BenchMain {
  private static final int SERVICES = 10_000;
  private static final int MEASURED = 1_000;
  private static final int EDITS = 1_000;
  private static final int CHAOS_SECONDS = 180;
  private static final long SEED = 20261125;
  private static final String USAGE =
      """
      Usage: ./tidegate bench compile [--services N]
             ./tidegate bench masks
             ./tidegate bench quota
             ./tidegate bench impact [--services N] [--edits N]
             ./tidegate bench chaos [--seconds N]
             ./tidegate bench gateway [--short] [--heads N] [--rounds N] [--seconds N] [--warm N] [--warm-requests N]
                    [--connections N] [--workloads W1,W2,W3,W4] [--own-load] [--profile FOLDER]
             ./tidegate bench flame RECORDING SVG

      compile: compiles N distinct generated services (10000) against the samples' catalog and rules, tells
      how long each takes when warm, puts all of them in force, and tells the heap they take.
      impact: tells how long it takes to judge an edit of the rules by N generated services (10000), and
      holds what is predicted of random edits (1000) against what comes of them, over the sample services.
      chaos: runs three nodes under load for N seconds (180), releases rules and kills, stops and cuts off
      nodes meanwhile, and says whether an answer was wrong, mixed or late, or a signed call counted twice.
      masks: measures what one field costs each mask, beside a baseline of the same run.
      gateway: measures the packaged engine beside two servers written by hand, in turns and under the same
      load (by wrk where it is installed): a point query, a list of a hundred, head with items and a REST call,
      and a cached point query, over N rows of dec_head (250000) with four items each.
      flame: draws a recording that `gateway --profile` has made; bench/flame.sh does both.
      quota: measures what one decision costs a node that has calls at hand, and prints JMH's table.
      """;

  private BenchMain() {}

  /** Runs a measurement. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, RunnerException, SQLException {
    System.exit(run(arguments));
  }

  static int run(String... arguments)
      throws IOException, InterruptedException, RunnerException, SQLException {
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
    if (arguments.length >= 1 && arguments[0].equals("chaos")) {
      return chaos(arguments);
    }
    if (arguments.length >= 1 && arguments[0].equals("impact")) {
      return impact(arguments);
    }
    if (arguments.length >= 1 && arguments[0].equals("gateway")) {
      return gateway(List.of(arguments).subList(1, arguments.length));
    }
    if (arguments.length == 3 && arguments[0].equals("flame")) {
      FlameGraph.draw(Path.of(arguments[1]), Path.of(arguments[2]));
      return 0;
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

  private static int gateway(List<String> arguments)
      throws IOException, InterruptedException, SQLException {
    Optional<GatewayOptions> options = GatewayOptions.read(arguments);
    if (options.isEmpty()) {
      System.err.print(USAGE);
      return 2;
    }
    GatewayRun.report(options.get(), Path.of(System.getProperty("tidegate.home")), System.out);
    return 0;
  }

  private static int chaos(String... arguments) throws IOException, InterruptedException {
    boolean told =
        arguments.length == 3
            && arguments[1].equals("--seconds")
            && arguments[2].matches("[1-9][0-9]{0,4}");
    if (arguments.length != 1 && !told) {
      System.err.print(USAGE);
      return 2;
    }
    int seconds = told ? Integer.parseInt(arguments[2]) : CHAOS_SECONDS;
    Path home = SampleFolders.installed().root().toAbsolutePath().getParent();
    return ChaosRun.run(home, Duration.ofSeconds(seconds), System.nanoTime(), System.out) ? 0 : 1;
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
