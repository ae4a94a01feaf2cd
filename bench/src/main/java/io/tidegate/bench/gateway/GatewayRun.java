package io.tidegate.bench.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.engine.demo.CastMember;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.engine.store.FreePort;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.samples.rules.UnhurriedPack;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Starts a database, a source that is asked by REST, the packaged engine and the two servers that
 * were written by hand, sees that all three answer the same, and measures them in turns: of each
 * round every server has its part, so that what else the machine does meets all of them.
 */
public final class GatewayRun implements AutoCloseable {
  private static final long SEED = 20261130;
  private static final int COMPARED = 20;

  /** Of load before a server that does not get cheaper is measured all the same. */
  private static final int MOST_TURNS = 12;

  private final GatewayOptions options;
  private final PrintStream out;
  private final Path home;
  private final Path folder;
  private final PlatformDatabase database;
  private final RateSource rates;
  private final BenchData data;
  private final Load load;
  private final Map<CastMember, String> keys = new LinkedHashMap<>();
  private final List<Server> servers = new ArrayList<>();
  private final Random random = new Random(SEED);

  private GatewayRun(
      GatewayOptions options,
      Path home,
      Path folder,
      PlatformDatabase database,
      RateSource rates,
      BenchData data,
      PrintStream out) {
    this.options = options;
    this.home = home;
    this.folder = folder;
    this.database = database;
    this.rates = rates;
    this.data = data;
    this.out = out;
    this.load = !options.ownLoad() && WrkLoad.isThere() ? new WrkLoad(folder) : new OwnLoad();
  }

  /**
   * Measures everything and tells it.
   *
   * @param home where the engine and the servers were built
   * @throws IOException when a server does not start, or answers otherwise than the others
   */
  public static void report(GatewayOptions options, Path home, PrintStream out)
      throws IOException, InterruptedException, SQLException {
    if (options.profile().isPresent()) {
      Files.createDirectories(options.profile().get());
    }
    Path folder = Files.createTempDirectory("tidegate-bench");
    try {
      PlatformDatabase database =
          PlatformDatabase.embedded(new DataFolder(folder.resolve("sources")));
      RateSource rates = null;
      try {
        out.printf("loading %,d heads%n", options.heads());
        BenchData data =
            BenchData.load(
                database.samples().orElseThrow(),
                options.heads(),
                CastMember.PRINCIPAL.usci(),
                CastMember.AGENT.usci(),
                CastMember.TERMINAL.usci());
        rates = RateSource.start();
        try (GatewayRun run = new GatewayRun(options, home, folder, database, rates, data, out)) {
          run.start();
          run.measure();
        }
      } finally {
        if (rates != null) {
          rates.close();
        }
        database.close();
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  // ---- servers

  private void start() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Server engine = engine();
    out.printf(
        "engine: ready after %.1f s, %.1f s of processor time, %d MB%n",
        (System.nanoTime() - begun) / 1e9,
        engine.use().processor().toMillis() / 1e3,
        engine.use().residentMegabytes());
    servers.add(engine);
    servers.add(quarkus());
    servers.add(vertx());
  }

  private Server engine() throws IOException, InterruptedException {
    DatabaseAddress source = database.samples().orElseThrow();
    Path engineData = folder.resolve("engine");
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("TIDEGATE_NO_BUILD", "1");
    environment.put("TIDEGATE_REGISTRY_MODE", "off");
    environment.put("TIDEGATE_DATA", engineData.toString());
    int port = FreePort.find();
    environment.put("TIDEGATE_PORT", Integer.toString(port));
    environment.put("TIDEGATE_DEMO_VOLUME", "ci");
    // what is measured is the engine, not how long the rules let a caller wait
    Path rules = folder.resolve("rules");
    UnhurriedPack.write(home.resolve("samples/rules"), rules);
    environment.put("TIDEGATE_RULES_FOLDER", rules.toString());
    environment.put("TIDEGATE_SERVICES_FOLDERS", home.resolve("bench/gateway/services").toString());
    environment.put("TIDEGATE_READING_SOURCES_CUSTOMS_URL", source.url());
    environment.put("TIDEGATE_READING_SOURCES_CUSTOMS_USER", source.user());
    environment.put("TIDEGATE_READING_SOURCES_CUSTOMS_PASSWORD", source.password().reveal());
    environment.put("TIDEGATE_READING_SOURCES_RATES_URL", "http://127.0.0.1:" + rates.port());
    environment.put("TIDEGATE_READING_SOURCES_RATES_NETWORKS", "127.0.0.0/8");
    String java = System.getenv("TIDEGATE_ENGINE_JAVA_OPTIONS");
    String recorded =
        options
            .profile()
            .map(
                to ->
                    "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                        + to.toAbsolutePath().resolve("engine.jfr"))
            .orElse("");
    environment.put("TIDEGATE_JAVA_OPTIONS", ((java == null ? "" : java) + " " + recorded).strip());
    Server engine =
        Server.start(
            "engine",
            port,
            "/api/dec/v1",
            List.of(home.resolve("tidegate").toString(), "demo"),
            environment,
            folder.resolve("engine.log"));
    var told = new ObjectMapper().readTree(engineData.resolve("demo.json").toFile()).path("keys");
    for (CastMember member : CastMember.values()) {
      keys.put(member, told.path(member.word()).asText());
    }
    return engine;
  }

  private Server quarkus() throws IOException, InterruptedException {
    DatabaseAddress source = database.samples().orElseThrow();
    int port = FreePort.find();
    return Server.start(
        "Quarkus by hand",
        port,
        "",
        List.of(
            java(),
            "-jar",
            home.resolve("bench/quarkus/target/quarkus-app/quarkus-run.jar").toString()),
        Map.of(
            "QUARKUS_HTTP_PORT", Integer.toString(port),
            "QUARKUS_DATASOURCE_JDBC_URL", source.url(),
            "QUARKUS_DATASOURCE_USERNAME", source.user(),
            "QUARKUS_DATASOURCE_PASSWORD", source.password().reveal(),
            "BENCH_RATES", "http://127.0.0.1:" + rates.port(),
            "BENCH_KEY", keys.get(CastMember.PRINCIPAL)),
        folder.resolve("quarkus.log"));
  }

  private Server vertx() throws IOException, InterruptedException {
    DatabaseAddress source = database.samples().orElseThrow();
    int port = FreePort.find();
    String classPath =
        home.resolve("bench/vertx/target/classes")
            + ":"
            + home.resolve("bench/vertx/target/lib")
            + "/*";
    return Server.start(
        "bare Vert.x",
        port,
        "",
        List.of(
            java(),
            "-cp",
            classPath,
            "io.tidegate.bench.vertx.VertxMain",
            Integer.toString(port),
            source.url().substring("jdbc:".length()),
            source.user(),
            source.password().reveal(),
            Integer.toString(rates.port()),
            keys.get(CastMember.PRINCIPAL)),
        Map.of(),
        folder.resolve("vertx.log"));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  @Override
  public void close() throws InterruptedException {
    for (Server server : servers.reversed()) {
      server.close();
    }
  }

  // ---- measuring

  private void measure() throws IOException, InterruptedException {
    for (Workload workload : Workload.values()) {
      if (options.workloads().contains(workload)) {
        compare(workload);
      }
    }
    out.printf(
        "%s, %d connections, %d rounds of %d s once warm, medians; processor time of the server's process for one"
            + " request, as a ratio to Quarkus by hand%n",
        load.name(), options.connections(), options.rounds(), options.seconds());
    for (Workload workload : Workload.values()) {
      if (options.workloads().contains(workload)) {
        measure(workload);
      }
    }
    governance();
    out.println("resident set at the end:");
    for (Server server : servers) {
      out.printf("  %-22s %5d MB%n", server.name(), server.use().residentMegabytes());
    }
  }

  /** As the agent, from whom nothing of what it filed is hidden. */
  private void compare(Workload workload) throws IOException, InterruptedException {
    String agent = CastMember.AGENT.usci();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < COMPARED; i++) {
        String path =
            switch (workload) {
              case W1 -> "/bench/heads/" + data.anyEntryOf(agent, random);
              case W2 -> "/bench/heads?company=" + agent;
              case W3 ->
                  "/bench/declarations/" + data.anyEntryOf(agent, random) + "?day=2024-01-11";
              case W4 -> "/bench/hot/" + data.anyEntryOf(agent, random);
            };
        for (Server other : servers.subList(1, servers.size())) {
          SameAnswer.check(
              client,
              new SameAnswer.Asked(servers.getFirst(), keys.get(CastMember.AGENT)),
              new SameAnswer.Asked(other, keys.get(CastMember.PRINCIPAL)),
              path);
        }
      }
    }
    out.printf("%s: all three answer the same%n", workload);
  }

  private void measure(Workload workload) throws IOException, InterruptedException {
    List<String> paths = workload.paths(data, random);
    Map<String, Subject> subjects = new LinkedHashMap<>();
    for (Server server : servers) {
      subjects.put(server.name(), new Subject(server, paths, keys.get(CastMember.PRINCIPAL)));
    }
    tell(workload + " " + workload.title(), subjects, "Quarkus by hand");
  }

  /** The same requests of the same plan by callers from whom nothing, little or much is hidden. */
  private void governance() throws IOException, InterruptedException {
    String agent = CastMember.AGENT.usci();
    List<String> points = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      points.add("/bench/heads/" + data.anyEntryOf(agent, random));
    }
    Map<Workload, List<String>> both = new LinkedHashMap<>();
    both.put(Workload.W1, points);
    both.put(Workload.W2, List.of("/bench/heads?company=" + agent));
    for (Map.Entry<Workload, List<String>> each : both.entrySet()) {
      if (!options.workloads().contains(each.getKey())) {
        continue;
      }
      Map<String, Subject> subjects = new LinkedHashMap<>();
      Server engine = servers.getFirst();
      subjects.put(
          "nothing masked", new Subject(engine, each.getValue(), keys.get(CastMember.AGENT)));
      subjects.put(
          "one name covered", new Subject(engine, each.getValue(), keys.get(CastMember.PRINCIPAL)));
      subjects.put(
          "stand-ins of parties",
          new Subject(engine, each.getValue(), keys.get(CastMember.TERMINAL)));
      tell("what masks cost, " + each.getKey().title(), subjects, "nothing masked");
    }
  }

  private record Subject(Server server, List<String> paths, String key) {}

  private void tell(String title, Map<String, Subject> subjects, String baseline)
      throws IOException, InterruptedException {
    out.println(title);
    Map<String, List<Measured>> rounds = new LinkedHashMap<>();
    for (Map.Entry<String, Subject> each : subjects.entrySet()) {
      warm(each.getKey(), each.getValue());
      rounds.put(each.getKey(), new ArrayList<>());
    }
    for (int round = 0; round < options.rounds(); round++) {
      for (Map.Entry<String, Subject> each : subjects.entrySet()) {
        rounds.get(each.getKey()).add(ask(each.getValue(), options.seconds()));
      }
    }
    Measured base = Measured.medians(rounds.get(baseline));
    rounds.forEach((name, all) -> out.println(Measured.medians(all).line(name, base)));
  }

  /** Asks in turns until another one does not make the server cheaper. */
  private void warm(String name, Subject subject) throws IOException, InterruptedException {
    Plateau plateau = new Plateau();
    long asked = 0;
    boolean reached = false;
    for (int turn = 0; turn < MOST_TURNS && !reached; turn++) {
      ProcessUse before = subject.server().use();
      Load.Answers answers = answers(subject, options.warm());
      asked += answers.count();
      Measured cost = Measured.round(answers, before, subject.server().use());
      reached = plateau.isReached(cost.processor()) && asked >= options.warmRequests();
    }
    out.printf("  %-22s %s after %,d requests%n", name, reached ? "warm" : "NOT WARM", asked);
  }

  private Load.Answers answers(Subject subject, int seconds)
      throws IOException, InterruptedException {
    return load.run(
        subject.server(),
        subject.paths(),
        subject.key(),
        options.connections(),
        Duration.ofSeconds(seconds));
  }

  private Measured ask(Subject subject, int seconds) throws IOException, InterruptedException {
    ProcessUse before = subject.server().use();
    Load.Answers answers = answers(subject, seconds);
    return Measured.round(answers, before, subject.server().use());
  }
}
