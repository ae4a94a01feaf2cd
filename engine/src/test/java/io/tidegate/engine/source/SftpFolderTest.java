package io.tidegate.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.network.Networks;
import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.engine.store.Secret;
import io.tidegate.samples.simulate.Fault;
import io.tidegate.samples.simulate.SftpSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that holds for a folder of this machine, and what can go wrong on the way to another one. */
class SftpFolderTest extends FilesClientTest {
  private static final String USER = "tide";
  private static final String PASSWORD = "gate-b41f";
  private static final String LINE = HEADER + "放行,A,1,x\r\n";

  @TempDir Path files;
  private SftpSimulator server;

  @Override
  SourcePlace place() throws IOException {
    return place(server(Optional.empty()), PASSWORD, TestOperations.LOOPBACK);
  }

  private SftpSimulator server(Optional<String> key) {
    stop();
    server = SftpSimulator.start(folder, new SftpSimulator.Login(USER, PASSWORD, key));
    return server;
  }

  private static SourcePlace place(SftpSimulator server, String password, Networks networks) {
    return TestOperations.sftp(server.url(), USER, password, server.hostKey(), networks);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static SourceFault fault(ThrowingRead read) {
    SourceFault fault = catchThrowableOfType(SourceFault.class, read::run);
    assertThat(fault).isNotNull();
    return fault;
  }

  private interface ThrowingRead {
    void run() throws SourceFault;
  }

  /** A host that only looks like the right one must not learn the password. */
  @Test
  void aHostWithAnotherKeyIsRefusedAndIsToldNoPassword() throws Exception {
    drop("EXP_1.csv", LINE, 1);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    String other = PublicKeyEntry.toString(generator.generateKeyPair().getPublic());
    connect(
        TestOperations.connected(
            Map.of(
                "things",
                TestOperations.sftp(
                    server.url(), USER, PASSWORD, other, TestOperations.LOOPBACK))));
    SourceFault fault = fault(() -> read("A"));
    assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
    assertThat(fault.getMessage()).contains("host key").doesNotContain(PASSWORD);
    assertThat(server.passwordsSeen()).isZero();
    connect(
        TestOperations.connected(
            Map.of("things", place(server, PASSWORD, TestOperations.LOOPBACK))));
    assertThat(read("A")).hasSize(1);
    assertThat(server.passwordsSeen()).isEqualTo(1);
  }

  @Test
  void aPasswordThatIsWrongIsRefused() {
    connect(
        TestOperations.connected(
            Map.of("things", place(server, "no-" + PASSWORD, TestOperations.LOOPBACK))));
    SourceFault fault = fault(() -> read("A"));
    assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
    assertThat(fault.getMessage()).doesNotContain(PASSWORD);
  }

  @Test
  void aKeyLetsInWithoutAPassword() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair own = generator.generateKeyPair();
    Path file = files.resolve("id");
    Files.writeString(
        file,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(own.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    SftpSimulator known = server(Optional.of(PublicKeyEntry.toString(own.getPublic())));
    drop("EXP_1.csv", LINE, 1);
    SourcePlace place =
        new SourcePlace(
            known.url(),
            Optional.of(USER),
            Optional.empty(),
            TestOperations.LOOPBACK,
            Optional.of(SshKeys.of(known.hostKey(), Optional.of(file), Optional.empty())));
    connect(TestOperations.connected(Map.of("things", place)));
    assertThat(read("A")).hasSize(1);
    assertThat(known.passwordsSeen()).isZero();
    connect(
        TestOperations.connected(
            Map.of(
                "things",
                new SourcePlace(
                    server(Optional.empty()).url(),
                    Optional.of(USER),
                    Optional.empty(),
                    TestOperations.LOOPBACK,
                    Optional.of(
                        SshKeys.of(server.hostKey(), Optional.of(file), Optional.empty()))))));
    assertThat(fault(() -> read("A")).kind()).isEqualTo(Kind.REFUSED);
  }

  /** What came of a file before the connection broke is no file. */
  @Test
  void aFileThatIsCutInTheMiddleIsNotUsedAndTheNextLookBeginsAnew() throws Exception {
    String many = HEADER + "放行,A,1,x\r\n".repeat(60_000);
    drop("EXP_1.csv", many, 60_000);
    server.fail(Fault.TRUNCATED, 1);
    assertThat(fault(() -> read("A")).kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(read("A")).hasSize(1);
    assertThat(report("EXP_1.csv").accepted()).isEqualTo(60_000);
  }

  @Test
  void aServerThatIsSlowIsLeftAtTheDeadlineAndAskedAgain() throws Exception {
    drop("EXP_1.csv", LINE, 1);
    server.fail(Fault.TIMEOUT, 1);
    Instant begun = Instant.now();
    assertThat(fault(() -> read("A", Duration.ofMillis(1500))).kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
    assertThat(read("A")).hasSize(1);
  }

  @Test
  void aServerThatFailsIsUnavailableAndAskedAgain() throws Exception {
    drop("EXP_1.csv", LINE, 1);
    server.fail(Fault.UNAVAILABLE, 1);
    assertThat(fault(() -> read("A")).kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(read("A")).hasSize(1);
  }

  @Test
  void aServerThatWentIsUnavailableAndOneThatCameBackIsRead() throws Exception {
    drop("EXP_1.csv", LINE, 1);
    assertThat(read("A")).hasSize(1);
    server.close();
    assertThat(fault(() -> read("A")).kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void aConnectionIsKeptFromOneLookToTheNext() throws Exception {
    drop("EXP_1.csv", LINE, 1);
    read("A");
    read("A");
    assertThat(server.passwordsSeen()).isEqualTo(1);
  }

  /** The address that is checked has to be the one that is connected to. */
  @Test
  void aHostAtAnAddressItMayNotHaveIsNotConnectedTo() throws Exception {
    drop("EXP_1.csv", LINE, 1);
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    InetAddress elsewhere = InetAddress.getByName("203.0.113.9");
    URI named = URI.create("sftp://drop.example:" + server.url().getPort() + "/");
    AtomicInteger asked = new AtomicInteger();
    for (NameResolver names :
        List.<NameResolver>of(
            host -> new InetAddress[] {loopback},
            host -> new InetAddress[] {elsewhere, loopback},
            // moves between a check and its use
            host -> new InetAddress[] {asked.getAndIncrement() > 0 ? elsewhere : loopback})) {
      connect(
          TestOperations.connected(
              Map.of(
                  "things",
                  TestOperations.sftp(named, USER, PASSWORD, server.hostKey(), Networks.PUBLIC)),
              names));
      assertThat(fault(() -> read("A")).kind()).isEqualTo(Kind.REFUSED);
    }
    assertThat(server.connections()).isZero();
    // within its networks the same name is good
    connect(
        TestOperations.connected(
            Map.of(
                "things",
                TestOperations.sftp(
                    named, USER, PASSWORD, server.hostKey(), TestOperations.LOOPBACK)),
            host -> new InetAddress[] {loopback}));
    assertThat(read("A")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ssh-ed25519",
        "SHA256:ur8t/rzOh/YKzycxqgGPi/A8gnxlhuUZRt3mj2jBrfU",
        "ssh-ed25519 AAAA-secret",
        "ssh-dss AAAAB3NzaC1kc3MAAAAA"
      })
  void aHostKeyThatIsNoneIsRefusedWithoutRepeatingIt(String written) {
    assertThatThrownBy(() -> SshKeys.of(written, Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ssh-keyscan")
        .hasMessageNotContaining("secret");
  }

  @Test
  void eachUsualTypeOfHostKeyIsRead() {
    String ed25519 =
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJCSi9QJXOmStWnaUkCSjZXexlF2pEnZOvmk7qMR7xtx";
    assertThat(SshKeys.of(ed25519, Optional.empty(), Optional.empty()).hostSignatures()).hasSize(1);
  }

  @Test
  void withoutAHostKeyOrAWayInThereIsNoPlace() {
    URI url = URI.create("sftp://drop.example/in");
    Optional<Secret> password = Optional.of(new Secret(PASSWORD));
    assertThatThrownBy(() -> new SourcePlace(url, Optional.of(USER), password, Networks.PUBLIC))
        .hasMessageContaining("host-key");
    Optional<SshKeys> keys =
        Optional.of(SshKeys.of(server.hostKey(), Optional.empty(), Optional.empty()));
    assertThatThrownBy(
            () -> new SourcePlace(url, Optional.of(USER), Optional.empty(), Networks.PUBLIC, keys))
        .hasMessageContaining("password");
    assertThatThrownBy(
            () ->
                new SourcePlace(
                    URI.create("https://drop.example/"),
                    Optional.empty(),
                    Optional.empty(),
                    Networks.PUBLIC,
                    keys))
        .hasMessageContaining("sftp");
  }
}
