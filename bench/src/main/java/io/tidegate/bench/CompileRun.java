package io.tidegate.bench;

import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.explain.DiagnosticText;
import io.tidegate.engine.openapi.OpenApiDocument;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.publish.CursorCodec;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.MaskKeys;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.publish.Publisher.Publication;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.source.OperationClient;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.sql.SqlSyntaxException;
import io.tidegate.route.sql.SqlTooComplexException;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Compiles generated services, times each of them, and puts all of them in force. */
final class CompileRun implements AutoCloseable {
  /** How often the grammar alone is measured. */
  private static final int PARSES = 100;

  private final Workspace workspace;
  private final PgGrammar grammar;
  private final GeneratedServices services;
  private final RouteEmitter emitter = new RouteEmitter();
  private final LiveEndpoints live = new LiveEndpoints();
  private final Publisher publisher;

  private CompileRun(Workspace workspace, PgGrammar grammar, GeneratedServices services) {
    this.workspace = workspace;
    this.grammar = grammar;
    this.services = services;
    // no service is called and no connection made: what is measured is what being live takes
    Sources empty =
        new Sources() {
          @Override
          public Optional<DataSource> database(String source) {
            return Optional.of(new EmptySource());
          }

          @Override
          public Optional<OperationClient> operation(String resource) {
            return Optional.empty();
          }
        };
    byte[] key = new byte[32];
    this.publisher =
        new Publisher(
            emitter,
            empty,
            live,
            new CursorCodec(key),
            new MaskKeys(key),
            new DocumentLinks(key, Duration.ofMinutes(5), InstantSource.system()),
            plan -> AnswerWatch.NONE);
  }

  /** Reads the catalogs and rules of the samples. */
  static CompileRun open(SampleFolders samples, GeneratedServices services) throws IOException {
    PgGrammar grammar = new PgGrammar();
    Outcome<Workspace> workspace = Workspace.open(samples.catalogs(), samples.rules(), grammar);
    return new CompileRun(
        workspace
            .value()
            .orElseThrow(
                () -> new IllegalStateException("the samples do not compile: " + workspace)),
        grammar,
        services);
  }

  /** A service with how long it took, or why it was refused. */
  record Compiled(SourceText source, Outcome<CheckedPlan> outcome, long nanos) {}

  /** Compiles one service. */
  Compiled compile(int number) {
    return compile(workspace.compiler(), services.service(number));
  }

  private static Compiled compile(ServiceCompiler compiler, SourceText source) {
    long begin = System.nanoTime();
    Outcome<CheckedPlan> outcome = compiler.compile(source);
    return new Compiled(source, outcome, System.nanoTime() - begin);
  }

  /** Compiles the services from one number up to another, one after the other. */
  Times oneByOne(int from, int to) {
    long[] nanos = new long[to - from];
    for (int number = from; number < to; number++) {
      Compiled compiled = compile(number);
      plan(compiled);
      nanos[number - from] = compiled.nanos();
    }
    return new Times(nanos);
  }

  /** How long the grammar alone takes for the statement of a service with one read. */
  Times grammarAlone(int times) {
    String statement = statement(plan(compile(1))).replace('?', '0');
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      try {
        grammar.parse(statement);
      } catch (SqlSyntaxException | SqlTooComplexException e) {
        throw new IllegalStateException("a printed statement cannot be parsed", e);
      }
      nanos[i] = System.nanoTime() - begin;
    }
    return new Times(nanos);
  }

  /** The statement of the first read, which every generated service has. */
  static String statement(CheckedPlan checked) {
    return ((PlannedAccess.Statements) checked.plan().reads().getFirst().access()).query().text();
  }

  /** Compiles so many services with all processors. */
  List<CheckedPlan> all(int count) throws InterruptedException {
    return all(count, () -> {});
  }

  private List<CheckedPlan> all(int count, Runnable each) throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    List<CheckedPlan> plans = new ArrayList<>(count);
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Future<CheckedPlan>> futures = new ArrayList<>(count);
      for (int number = 0; number < count; number++) {
        int service = number;
        futures.add(
            executor.submit(
                () -> {
                  CheckedPlan plan = plan(compile(service));
                  each.run();
                  return plan;
                }));
      }
      for (Future<CheckedPlan> future : futures) {
        plans.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    }
    return plans;
  }

  /** Puts the plans in force, as a start of the engine does. */
  void publish(List<CheckedPlan> plans) {
    publish(plans, done -> {});
  }

  private void publish(List<CheckedPlan> plans, IntConsumer progress) {
    for (Publication publication : publisher.publish(plans, progress)) {
      if (publication instanceof Publication.Failed failed) {
        throw new IllegalStateException(failed.service() + " is not live: " + failed.reason());
      }
    }
  }

  LiveEndpoints live() {
    return live;
  }

  /** Compiles and publishes, and tells what it took. */
  void report(int count, int measured, PrintStream out) throws InterruptedException {
    Spent warming = Spent.start();
    grammar.load().join();
    int warm = Math.min(count, 60);
    oneByOne(0, warm);
    out.printf("warmed up with %d services in %s%n", warm, warming);
    int end = Math.min(count, measured);
    Times times = oneByOne(0, end);
    // behind the measurement: the grammar is as warm as it was there
    Spent parsing = Spent.start();
    Times baseline = grammarAlone(PARSES);
    double parse = parsing.processorMillis(PARSES);
    out.printf(Locale.ROOT, "grammar alone  %s; %.1f ms of a processor%n", baseline, parse);
    out.println("compile        " + times);
    out.printf(
        Locale.ROOT,
        "ratio to the grammar: median %.1f, p99 %.1f%n",
        times.median() / baseline.median(),
        times.quantile(0.99) / baseline.median());
    // several threads need more copies of the grammar, which are no part of what a service holds
    all(warm);
    Heap.Used before = Heap.afterCollection();
    Progress compiling = new Progress("compiled", count, out);
    List<CheckedPlan> plans = all(count, compiling::one);
    out.printf(
        "compiled %d services in %s on %d processors; %s%n",
        count,
        compiling.spent(),
        Runtime.getRuntime().availableProcessors(),
        each(compiling.spent(), count, parse));
    Progress publishing = new Progress("published", count, out);
    publish(plans, publishing::reached);
    plans = List.of();
    out.printf(
        "published them in %s; %s%n", publishing.spent(), each(publishing.spent(), count, parse));
    Heap.Used after = Heap.afterCollection();
    out.printf(
        Locale.ROOT,
        "heap after collection: %d MB before, %d MB with %d live; %d KB each%n",
        before.megabytes(),
        after.megabytes(),
        live.current().endpoints().size(),
        (after.bytes() - before.bytes()) / 1024 / count);
    Spent describing = Spent.start();
    byte[] document = OpenApiDocument.render(live.current());
    out.printf(
        Locale.ROOT,
        "their OpenAPI document: %.1f MB in %s%n",
        document.length / 1024.0 / 1024,
        describing);
  }

  /** What one of them took of the processors, and how many parses of a statement that is. */
  private static String each(Spent spent, int count, double parse) {
    double millis = spent.processorMillis(count);
    return String.format(
        Locale.ROOT,
        "each %.1f ms of a processor, %.1f times the grammar alone",
        millis,
        millis / parse);
  }

  private static CheckedPlan plan(Compiled compiled) {
    return compiled
        .outcome()
        .value()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    compiled.outcome().diagnostics().stream()
                        .map(DiagnosticText::of)
                        .collect(Collectors.joining("", "a generated service is refused\n", ""))));
  }

  @Override
  public void close() {
    emitter.close();
  }
}
