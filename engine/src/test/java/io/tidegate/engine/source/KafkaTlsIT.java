package io.tidegate.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.network.Networks;
import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.engine.store.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real broker that is entered over TLS, and by users. */
class KafkaTlsIT {
  private static final Networks ONE_ADDRESS = Networks.of(List.of("127.0.0.1/32"));
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TOPIC = "moves";
  private static final String USER = "tide";

  /** Its marks must not end the text it is put into. */
  private static final String PASSWORD = "p\"a\\ss; 'w\u00f6rd";

  private static final String STORE = "changeit";

  @TempDir static Path folder;
  private static KafkaBroker broker;
  private static int open;
  private static int login;

  @BeforeAll
  static void start() throws Exception {
    authority("broker", "ip:127.0.0.1");
    authority("another", "ip:127.0.0.1");
    open = KafkaBroker.freePort();
    login = KafkaBroker.freePort();
    String listeners = "TLS://127.0.0.1:%d,LOGIN://127.0.0.1:%d".formatted(open, login);
    Map<String, String> settings = new TreeMap<>();
    settings.put("listeners", listeners);
    settings.put("advertised.listeners", listeners);
    settings.put("listener.security.protocol.map", "TLS:SSL,LOGIN:SASL_SSL");
    settings.put("ssl.keystore.location", folder.resolve("broker.p12").toString());
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.password", STORE);
    settings.put("ssl.key.password", STORE);
    settings.put(
        "listener.name.login.sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
    settings.put(
        "listener.name.login.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_tide=\"%s\";"
            .formatted(PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"")));
    for (String scram : List.of("scram-sha-256", "scram-sha-512")) {
      settings.put(
          "listener.name.login." + scram + ".sasl.jaas.config",
          "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    }
    broker = KafkaBroker.start(Files.createDirectories(folder.resolve("broker")), settings);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      for (ScramMechanism scram :
          List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
        admin
            .alterUserScramCredentials(
                List.of(
                    new UserScramCredentialUpsertion(
                        USER, new ScramCredentialInfo(scram, 4096), PASSWORD)))
            .all()
            .get();
      }
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, "one".getBytes(StandardCharsets.UTF_8))).get();
    }
  }

  @AfterAll
  static void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  /** A key with a certificate that vouches for itself, and the certificate alone. */
  private static void authority(String name, String address) throws Exception {
    String store = folder.resolve(name + ".p12").toString();
    keytool(
        "-genkeypair -alias key -keyalg EC -storetype PKCS12 -validity 2 -dname CN=" + name,
        "-ext",
        "san=" + address,
        "-keystore",
        store,
        "-storepass",
        STORE);
    keytool(
        "-exportcert -rfc -alias key",
        "-file",
        folder.resolve(name + ".pem").toString(),
        "-keystore",
        store,
        "-storepass",
        STORE);
  }

  private static void keytool(String options, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(Arrays.asList(options.split(" ")));
    command.addAll(Arrays.asList(more));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).as(() -> log()).isZero();
  }

  private static String log() {
    try {
      return Files.readString(folder.resolve("keytool.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static SourcePlace place(
      String address, Optional<String> password, Optional<String> authority, String mechanism) {
    return new SourcePlace(
        URI.create("kafkas://" + address),
        password.map(p -> USER),
        password.map(Secret::new),
        ONE_ADDRESS,
        Optional.empty(),
        Optional.of(
            KafkaTls.of(
                authority.map(name -> folder.resolve(name + ".pem")), Optional.of(mechanism))));
  }

  private static SourcePlace open(String host, Optional<String> authority) {
    return place(host + ":" + open, Optional.empty(), authority, "PLAIN");
  }

  private static SourcePlace login(String password, String mechanism) {
    return place("127.0.0.1:" + login, Optional.of(password), Optional.of("broker"), mechanism);
  }

  private static List<String> read(SourcePlace place) throws SourceFault {
    List<String> documents = new ArrayList<>();
    try (KafkaLog log =
        new KafkaLog("things/moves", place, TOPIC, Duration.ofHours(2), InstantSource.system())) {
      log.next(
          event -> documents.add(new String(event.document(), StandardCharsets.UTF_8)),
          Instant.now().plus(PATIENCE));
    }
    return documents;
  }

  private static SourceFault fault(SourcePlace place) {
    SourceFault fault = catchThrowableOfType(SourceFault.class, () -> read(place));
    assertThat(fault).isNotNull();
    return fault;
  }

  @Test
  void aBrokerWhoseCertificateIsVouchedForIsReadOverTls() throws SourceFault {
    assertThat(read(open("127.0.0.1", Optional.of("broker")))).containsExactly("one");
  }

  @Test
  void aBrokerThatNobodyTrustedVouchesForIsNotRead() {
    for (Optional<String> authority : List.of(Optional.of("another"), Optional.<String>empty())) {
      SourceFault fault = fault(open("127.0.0.1", authority));

      assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
      assertThat(fault.getMessage()).contains("certificate");
    }
  }

  @Test
  void aCertificateOfAnotherNameIsNoneOfThisBroker() {
    assertThat(fault(open("localhost", Optional.of("broker"))).getMessage())
        .contains("certificate");
  }

  @ParameterizedTest
  @EnumSource(KafkaTls.Mechanism.class)
  void aUserIsLetInByEachMechanism(KafkaTls.Mechanism mechanism) throws SourceFault {
    assertThat(read(login(PASSWORD, mechanism.word()))).containsExactly("one");
  }

  @ParameterizedTest
  @EnumSource(KafkaTls.Mechanism.class)
  void aWrongPasswordIsNotLetInAndNotRepeated(KafkaTls.Mechanism mechanism) {
    SourceFault fault = fault(login("wrong\"; x=\"y", mechanism.word()));

    assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
    assertThat(fault.getMessage()).contains("does not let us in").doesNotContain("wrong", USER);
  }

  @Test
  void whoShowsNoPasswordWhereOneIsAskedForIsNotLetIn() {
    SourcePlace place =
        place("127.0.0.1:" + login, Optional.empty(), Optional.of("broker"), "PLAIN");
    SourceFault fault = catchThrowableOfType(SourceFault.class, () -> read(place));
    assertThat(fault).isNotNull();
  }
}
