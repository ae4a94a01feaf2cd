package io.tidegate.bench.chaos;

import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.demo.DemoAccess;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.demo.DemoSecrets;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AccountSeal;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.engine.store.FreePort;
import io.tidegate.engine.store.Migrations;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.ReaderRole;
import io.tidegate.engine.store.SignatureKeyStore;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.samples.generate.SampleData;
import io.tidegate.samples.generate.Volume;
import io.tidegate.samples.load.SampleLoader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A platform of its own in a folder: a PostgreSQL with the samples' data, keys of callers and
 * staff, services whose answers depend on the rules, and nodes that do not run yet.
 */
final class ChaosPlatform implements AutoCloseable {
  private final PlatformDatabase database;
  private final DemoSecrets secrets;
  private final List<ChaosNode> nodes = new ArrayList<>();

  /** Makes it. Takes half a minute. */
  ChaosPlatform(Path folder, Path home, int count) throws IOException {
    DataFolder own = new DataFolder(folder.resolve("platform"));
    this.database = PlatformDatabase.embedded(own);
    Migrations.run(database.dataSource());
    DatabaseAddress samples = database.samples().orElseThrow();
    SampleLoader.load(
        source(samples), Volume.CI, SampleData.DEFAULT_SEED, (table, rows, elapsed) -> {});
    SampleFolders folders = new SampleFolders(home.resolve("samples"));
    DatabaseAddress reader =
        ReaderRole.prepare(
            samples,
            CatalogFiles.read(folders.catalogs()).value().orElseThrow().resources().stream()
                .filter(resource -> resource.operation().isEmpty())
                .toList());
    SecureRandom random = new SecureRandom();
    String platformKey = own.platformKey(random).reveal();
    String signingKey = own.signingKey(() -> SigningKey.generate(random).secretHex()).reveal();
    this.secrets = secrets(own, platformKey);
    Path services = Files.createDirectories(folder.resolve("services"));
    for (ChaosService service : ChaosService.values()) {
      Files.writeString(services.resolve(service.id() + ".yaml"), service.document());
    }
    Path rules = Files.createDirectories(folder.resolve("rules"));
    try (Stream<Path> files = Files.list(folders.rules())) {
      for (Path file : files.toList()) {
        Files.writeString(
            rules.resolve(file.getFileName().toString()),
            ChaosService.limited(Files.readString(file)));
      }
    }

    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < 2 * count) {
      ports.add(FreePort.find());
    }
    List<Integer> free = List.copyOf(ports);
    String members =
        free.subList(0, count).stream()
            .map(port -> "127.0.0.1:" + port)
            .collect(Collectors.joining(","));
    for (int i = 0; i < count; i++) {
      DataFolder data = new DataFolder(folder.resolve("node-" + i));
      Files.createDirectories(data.path());
      data.writePrivately(data.path().resolve("platform-key"), platformKey);
      data.writePrivately(data.path().resolve("signing-key"), signingKey);
      DatabaseLink link = new DatabaseLink(portOf(database.platform()));
      Map<String, String> environment = new HashMap<>();
      environment.put("JAVA_HOME", System.getProperty("java.home"));
      environment.put("TIDEGATE_NO_BUILD", "1");
      environment.put("TIDEGATE_REGISTRY_MODE", "off");
      environment.put("TIDEGATE_PORT", Integer.toString(free.get(count + i)));
      environment.put("TIDEGATE_DATA", data.path().toString());
      environment.put("TIDEGATE_CLUSTER_PORT", Integer.toString(free.get(i)));
      environment.put("TIDEGATE_CLUSTER_MEMBERS", members);
      environment.put("TIDEGATE_DATABASE_URL", through(link, database.platform()));
      environment.put("TIDEGATE_DATABASE_USER", database.platform().user());
      environment.put("TIDEGATE_DATABASE_PASSWORD", database.platform().password().reveal());
      environment.put("TIDEGATE_SERVICES_FOLDERS", services.toString());
      environment.put("TIDEGATE_RULES_FOLDER", rules.toString());
      environment.put(
          "TIDEGATE_CATALOG_FOLDERS",
          folders.catalogs().stream().map(Path::toString).collect(Collectors.joining(",")));
      for (String source : List.of("BONDED", "CUSTOMS", "EXPRESS", "MANIFEST", "PORT")) {
        String prefix = "TIDEGATE_READING_SOURCES_" + source;
        environment.put(prefix + "_URL", reader.url());
        environment.put(prefix + "_USER", reader.user());
        environment.put(prefix + "_PASSWORD", reader.password().reveal());
      }
      environment.put("TIDEGATE_JAVA_OPTIONS", "-Xmx512m");
      nodes.add(new ChaosNode(i, free.get(count + i), folder, environment, link));
    }
  }

  /** Keys and logins as the demo has them; the secrets are sealed as a node will open them. */
  private DemoSecrets secrets(DataFolder folder, String platformKey) {
    Clock clock = Clock.systemUTC();
    return new DemoAccess(
            new AccessStore(database.dataSource()),
            new AccountStore(
                database.dataSource(), new AccountSeal(derived(platformKey, "account")), clock),
            new SignatureKeys(
                new SignatureKeyStore(database.dataSource()),
                new Sm4Gcm(derived(platformKey, "signature-key")),
                clock),
            new DemoFile(folder),
            clock)
        .prepare("http://127.0.0.1");
  }

  private static byte[] derived(String platformKey, String purpose) {
    return HmacSm3.code(
        platformKey.getBytes(StandardCharsets.UTF_8), purpose.getBytes(StandardCharsets.UTF_8));
  }

  private static PGSimpleDataSource source(DatabaseAddress address) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(address.url());
    source.setUser(address.user());
    source.setPassword(address.password().reveal());
    return source;
  }

  private static int portOf(DatabaseAddress address) {
    return URI.create(address.url().substring("jdbc:".length())).getPort();
  }

  private static String through(DatabaseLink link, DatabaseAddress address) {
    return address.url().replace(":" + portOf(address) + "/", ":" + link.port() + "/");
  }

  List<ChaosNode> nodes() {
    return List.copyOf(nodes);
  }

  DemoSecrets secrets() {
    return secrets;
  }

  DataSource dataSource() {
    return database.dataSource();
  }

  @Override
  public void close() throws IOException {
    for (ChaosNode node : nodes) {
      node.close();
    }
    database.close();
  }
}
