package io.tidegate.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.impact.Impact;
import io.tidegate.engine.impact.ImpactRun;
import io.tidegate.engine.impact.Standing;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.pack.DecisionTable;
import io.tidegate.rules.pack.RulePack;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How long it takes to tell what an edit would change of very many services. */
final class ImpactMeasure {
  /** One edit that touches few services and one that touches every one of them. */
  private static final Map<String, String> EDITS = edits();

  private static Map<String, String> edits() {
    Map<String, String> edits = new LinkedHashMap<>();
    edits.put("narrow", "mask-carrier/goods-code");
    edits.put("wide", "mask-principal/business");
    return edits;
  }

  private final Workspace workspace;
  private final List<Standing> standing;

  private ImpactMeasure(Workspace workspace, List<Standing> standing) {
    this.workspace = workspace;
    this.standing = standing;
  }

  /** Resolves generated services, which is what publishing them leaves at hand. */
  static ImpactMeasure open(SampleFolders samples, GeneratedServices services, int count)
      throws IOException, InterruptedException {
    Workspace workspace =
        Workspace.open(samples.catalogs(), samples.rules(), new PgGrammar()).value().orElseThrow();
    List<Standing> standing = new ArrayList<>(count);
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<Standing>> futures = new ArrayList<>(count);
      for (int number = 0; number < count; number++) {
        int service = number;
        futures.add(
            threads.submit(() -> standing(workspace.compiler(), services.service(service))));
      }
      for (Future<Standing> future : futures) {
        standing.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a generated service is refused", e.getCause());
    }
    return new ImpactMeasure(workspace, standing);
  }

  private static Standing standing(ServiceCompiler compiler, SourceText document) {
    Standing resolved = Standing.of(compiler.resolve(document).value().orElseThrow());
    return resolved.with(
        compiler.plan(resolved.resolved(), compiler.decide(resolved.facts())).value());
  }

  /** The sample pack without one row. */
  Decider without(String rule) {
    RulePack pack = workspace.rules();
    List<DecisionTable> tables =
        pack.tables().stream()
            .map(
                table ->
                    new DecisionTable(
                        table.id(),
                        table.stage(),
                        table.title(),
                        table.rows().stream()
                            .filter(row -> !table.ruleName(row).equals(rule))
                            .toList()))
            .toList();
    return Decider.build(
            new RulePack(
                pack.id(),
                pack.version(),
                pack.title(),
                pack.switches(),
                pack.masks(),
                pack.limits(),
                pack.leastParties(),
                tables,
                List.of(),
                List.of()))
        .value()
        .orElseThrow();
  }

  /** Judges a candidate by all services. */
  Impact judge(Decider candidate) {
    return new ImpactRun(workspace.compiler(), workspace.compiler().judgingBy(candidate), standing)
        .run();
  }

  /** Measures each edit three times, for the first run warms up. */
  void report(PrintStream out) {
    out.printf(
        "%d services at hand on %d processors%n",
        standing.size(), Runtime.getRuntime().availableProcessors());
    EDITS.forEach(
        (name, rule) -> {
          Decider candidate = without(rule);
          for (int run = 1; run <= 3; run++) {
            long begin = System.nanoTime();
            long processor = processorNanos();
            Impact impact = judge(candidate);
            out.printf(
                Locale.ROOT,
                "%-6s without %s, run %d: %.2f s (%.2f s of processors), %d decided otherwise, %d changed, grade %s%n",
                name,
                rule,
                run,
                (System.nanoTime() - begin) / 1e9,
                (processorNanos() - processor) / 1e9,
                impact.planned(),
                impact.services().size(),
                impact.grade().word());
          }
        });
  }

  /** Of all threads of this process, whatever else runs on the machine. */
  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
