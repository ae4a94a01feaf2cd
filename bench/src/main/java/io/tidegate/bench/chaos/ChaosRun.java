package io.tidegate.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.engine.store.EpochStore;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Three nodes under load, while rules are released again and again and at random a node is killed,
 * stands still, or loses its way to the database.
 */
public final class ChaosRun {
  private static final int NODES = 3;
  private static final int COPIES = 2;
  private static final Duration START_PATIENCE = Duration.ofMinutes(8);
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(5);

  /** What a node answered is posted within a second, once it runs and reaches the database. */
  private static final Duration POSTED = Duration.ofSeconds(30);

  private static final Duration BETWEEN_RELEASES = Duration.ofSeconds(4);

  /** What was put in place of prices that the agent may not see. */
  private static final String LOOSENED = "{ mask: none }";

  private static final String TIGHT = "{ mask: M-DROP, unless: agent_prices }";

  /** What is done to a node. */
  private enum Fault {
    KILL,
    STAND,
    CUT
  }

  private final ChaosPlatform platform;
  private final ChaosCaller caller;
  private final EpochStore epochs;
  private final Path home;
  private final PrintStream out;
  private final List<Invariant> invariants;
  private final WithinLimits limits = new WithinLimits(ChaosService.limits());
  private final OnRecordOnce onRecord;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicInteger releases = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  private final List<Duration> recoveries = new ArrayList<>();

  private ChaosRun(ChaosPlatform platform, Path home, List<Invariant> invariants, PrintStream out) {
    this.platform = platform;
    this.caller = new ChaosCaller(platform.secrets());
    this.epochs = new EpochStore(platform.dataSource());
    this.home = home;
    this.onRecord = new OnRecordOnce(this::recorded);
    this.invariants = new ArrayList<>(invariants);
    this.invariants.addAll(List.of(limits, onRecord));
    this.out = out;
  }

  /**
   * Runs it in a folder that is made for it and removed by the caller.
   *
   * @param time of disturbance, without the start
   * @param seed which nodes and faults come in which order
   * @return whether everything held
   */
  public static boolean run(
      Path folder, Path home, Duration time, long seed, List<Invariant> invariants, PrintStream out)
      throws IOException, InterruptedException {
    try (ChaosPlatform platform = new ChaosPlatform(folder, home, NODES)) {
      return new ChaosRun(platform, home, invariants, out).run(time, new Random(seed));
    }
  }

  private boolean run(Duration time, Random random) throws IOException, InterruptedException {
    out.println("starting " + NODES + " nodes");
    for (ChaosNode node : platform.nodes()) {
      node.start(home);
      awaitReady(node);
      if (!failures.isEmpty()) {
        return report();
      }
    }
    checkLimits(platform.nodes().getFirst());
    if (!failures.isEmpty()) {
      return report();
    }
    out.println("releasing the rules they take turns with");
    long first = 1;
    long second = releaseAnother(platform.nodes().getFirst());
    List<Thread> load = new ArrayList<>();
    for (ChaosNode node : platform.nodes()) {
      load.add(begin("reader-" + node.number(), () -> read(node)));
    }
    load.add(begin("replayer", this::replay));
    load.add(begin("releaser", () -> release(first, second)));
    try {
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end && failures.isEmpty()) {
        disturb(
            platform.nodes().get(random.nextInt(NODES)),
            Fault.values()[random.nextInt(Fault.values().length)],
            Duration.ofMillis(2000 + random.nextInt(6000)));
      }
    } finally {
      over.set(true);
    }
    for (Thread thread : load) {
      thread.join();
    }
    await("every answered call is on record", () -> onRecord.broken().isEmpty(), POSTED);
    return report();
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private Thread begin(String name, Work work) {
    return Thread.ofPlatform()
        .name(name)
        .start(
            () -> {
              try {
                while (!over.get()) {
                  work.run();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                failures.add(name + ": " + e);
              }
            });
  }

  // ---- load

  private void read(ChaosNode node) throws InterruptedException {
    for (ChaosService service : ChaosService.values()) {
      see(caller.call(node, service, acknowledged.get()));
      Thread.sleep(15);
    }
  }

  private void replay() throws InterruptedException {
    ChaosCaller.Signed signed = caller.signed();
    long known = acknowledged.get();
    List<Thread> copies = new ArrayList<>();
    for (int i = 0; i < COPIES; i++) {
      for (ChaosNode node : platform.nodes()) {
        copies.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        see(caller.send(node, signed, known));
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    }));
      }
    }
    for (Thread copy : copies) {
      copy.join();
    }
    Thread.sleep(50);
  }

  private void see(Optional<Observation> observation) {
    observation.ifPresent(
        seen -> {
          (seen.status() == 200 ? answered : refused).incrementAndGet();
          synchronized (invariants) {
            invariants.forEach(invariant -> invariant.see(seen));
          }
        });
  }

  private void release(long first, long second) throws InterruptedException {
    long next = releases.get() % 2 == 0 ? first : second;
    for (ChaosNode node : platform.nodes()) {
      Optional<HttpResponse<String>> answer =
          caller.act(node, "approver", "POST", "/admin/v1/rule-packs/" + next + "/release", "", "");
      if (answer.map(a -> a.statusCode() == 200).orElse(false)) {
        acknowledge();
        releases.incrementAndGet();
        break;
      }
      if (answer.map(HttpResponse::body).orElse("").contains("in force already")) {
        // the node that was asked before did it, and could not say so
        releases.incrementAndGet();
        break;
      }
    }
    Thread.sleep(BETWEEN_RELEASES.toMillis());
  }

  private void acknowledge() {
    acknowledged.set(epochs.inForce().orElseThrow().number());
  }

  // ---- before

  /** What is looked at later is what is in force; otherwise nothing would be shown. */
  private void checkLimits(ChaosNode node) throws InterruptedException {
    for (ChaosService service : ChaosService.values()) {
      see(caller.call(node, service, 0));
    }
    JsonNode accounts = caller.ownQuota(node).map(ChaosRun::json).orElseThrow().path("accounts");
    for (ChaosService service : ChaosService.values()) {
      boolean inForce = false;
      for (JsonNode account : accounts) {
        for (JsonNode bucket : account.path("buckets")) {
          inForce |=
              account.path("service").asText().equals(service.id())
                  && bucket.path("bucket").asText().equals("day")
                  && bucket.path("limit").asLong() == service.perDay();
        }
      }
      if (!inForce) {
        failures.add("other limits are in force of " + service.id() + ": " + accounts);
      }
    }
  }

  private long releaseAnother(ChaosNode node) throws InterruptedException {
    JsonNode begun = json(staff(node, "administrator", "POST", "/admin/v1/rule-drafts", "", "{}"));
    String draft = "/admin/v1/rule-drafts/" + begun.path("id").asLong();
    String file = draft + "/files/mask-agent.yaml";
    String table = staff(node, "administrator", "GET", file, "", "").body();
    staff(node, "administrator", "PUT", file, "\"1\"", table.replace(TIGHT, LOOSENED));
    String fingerprint =
        json(staff(node, "administrator", "POST", draft + "/submit", "\"2\"", ""))
            .path("fingerprint")
            .asText();
    staff(
        node,
        "approver",
        "POST",
        draft + "/approve",
        "\"3\"",
        "{\"fingerprint\": \"" + fingerprint + "\"}");
    staff(node, "administrator", "POST", draft + "/release", "\"4\"", "");
    acknowledge();
    return epochs.inForce().orElseThrow().served().pack();
  }

  private HttpResponse<String> staff(
      ChaosNode node, String login, String method, String target, String revision, String body)
      throws InterruptedException {
    HttpResponse<String> answer =
        caller
            .act(node, login, method, target, revision, body)
            .orElseThrow(() -> new IllegalStateException(target + " was not answered"));
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(target + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException("not JSON: " + answer.body(), e);
    }
  }

  // ---- faults

  private void disturb(ChaosNode node, Fault fault, Duration length)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    switch (fault) {
      case KILL -> node.kill();
      case STAND -> node.stand();
      case CUT -> node.link().cut();
    }
    if (fault != Fault.CUT) {
      recoveries.add(recovery(node, begun));
    }
    long left = length.toNanos() - (System.nanoTime() - begun);
    Thread.sleep(Duration.ofNanos(Math.max(0, left)));
    switch (fault) {
      case KILL -> node.start(home);
      case STAND -> node.goOn();
      case CUT -> node.link().mend();
    }
    awaitReady(node);
    out.printf(
        "node %d, %s for %.1f s: in step again after %.1f s%n",
        node.number(),
        fault.name().toLowerCase(Locale.ROOT),
        length.toMillis() / 1000.0,
        (System.nanoTime() - begun) / 1e9);
  }

  /** How long it takes until the others let signed calls in again, which they decide together. */
  private Duration recovery(ChaosNode gone, long begun) throws InterruptedException {
    for (ChaosNode node : platform.nodes()) {
      if (node.number() != gone.number()) {
        await(
            "node " + node.number() + " goes on without node " + gone.number(),
            () -> {
              try {
                return caller
                    .send(node, caller.signed(), acknowledged.get())
                    .map(seen -> seen.status() == 200)
                    .orElse(false);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
              }
            },
            START_PATIENCE);
      }
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private void awaitReady(ChaosNode node) throws IOException, InterruptedException {
    await(
        "node " + node.number() + " is ready",
        () -> {
          try {
            return !node.runs()
                || caller.ready(node).map(answer -> answer.statusCode() == 200).orElse(false);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
          }
        },
        START_PATIENCE);
    if (!node.runs()) {
      failures.add("node " + node.number() + " ended by itself:\n" + node.said());
    }
  }

  private void await(String what, BooleanSupplier condition, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        failures.add("not so after " + patience.toSeconds() + " s: " + what);
        return;
      }
      Thread.sleep(100);
    }
  }

  // ---- outcome

  private List<String> recorded() {
    try (Connection connection = platform.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select trace_id from call_record")) {
      List<String> traces = new ArrayList<>();
      while (rows.next()) {
        traces.add(rows.getString(1));
      }
      return traces;
    } catch (SQLException e) {
      throw new IllegalStateException("the calls on record cannot be read", e);
    }
  }

  private boolean report() {
    out.printf(
        "%d calls answered, %d refused, %d releases acknowledged%n",
        answered.get(), refused.get(), releases.get());
    Collections.sort(recoveries);
    if (!recoveries.isEmpty()) {
      out.printf(
          "signed calls go on %.1f s after a node is gone (median; longest %.1f s)%n",
          recoveries.get(recoveries.size() / 2).toMillis() / 1000.0,
          recoveries.getLast().toMillis() / 1000.0);
    }
    out.printf(
        "%d of the %d calls a day allows were answered%n",
        limits.answered(ChaosService.DAILY.id()),
        ChaosService.limits().get(ChaosService.DAILY.id()).perDay());
    boolean held = failures.isEmpty();
    if (!recoveries.isEmpty() && recoveries.getLast().compareTo(LONGEST_RECOVERY) > 0) {
      held = false;
      out.println("BROKEN the others go on within " + LONGEST_RECOVERY.toSeconds() + " s");
    }
    for (String failure : failures) {
      out.println("FAILED " + failure);
    }
    for (Invariant invariant : invariants) {
      List<String> broken = invariant.broken();
      boolean kept = broken.isEmpty() && invariant.looked() > 0;
      held &= kept;
      out.printf(
          "%s %s: %d calls looked at, %d broke it%n",
          kept ? "held" : "BROKEN", invariant.name(), invariant.looked(), broken.size());
      broken.stream().limit(5).forEach(text -> out.println("  " + text));
    }
    return held;
  }

  /** What is looked at besides limits and records, unless something else is asked for. */
  public static List<Invariant> invariants() {
    return List.of(new OneAnswerPerEpoch(), new NothingOlderThanAcknowledged(), new ReplayedOnce());
  }

  /** Runs it in a temporary folder, as the command does. */
  public static boolean run(Path home, Duration time, long seed, PrintStream out)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tidegate-chaos");
    boolean held = run(folder, home, time, seed, invariants(), out);
    if (held) {
      Folders.remove(folder);
    } else {
      out.println("the logs of the nodes are in " + folder);
    }
    return held;
  }
}
