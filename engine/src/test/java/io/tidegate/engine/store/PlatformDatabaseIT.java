package io.tidegate.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformDatabaseIT {
  @TempDir Path folder;

  @Test
  void hasOneDatabaseForThePlatformAndOneForTheSamples() throws SQLException {
    try (PlatformDatabase database = TestDatabases.open(folder)) {
      assertThat(TestDatabases.ask(database.platform(), "select current_database()"))
          .isEqualTo("tidegate");
      assertThat(TestDatabases.ask(database.samples().orElseThrow(), "select current_database()"))
          .isEqualTo("samples");
      assertThat(TestDatabases.ask(database.platform(), "show server_encoding")).isEqualTo("UTF8");
    }
  }

  @Test
  void writesThroughToTheDiskBeforeItSaysCommitted() throws SQLException {
    try (PlatformDatabase database = TestDatabases.open(folder)) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        assertThat(TestDatabases.ask(database.platform(), "show " + setting))
            .as(setting)
            .isEqualTo("on");
      }
    }
  }

  @Test
  void keepsWhatWasWrittenAcrossARestart() throws SQLException {
    try (PlatformDatabase database = TestDatabases.open(folder)) {
      TestDatabases.run(
          database.platform(), "create table kept (line text)", "insert into kept values ('潮汐')");
    }
    try (PlatformDatabase database = TestDatabases.open(folder)) {
      assertThat(TestDatabases.ask(database.platform(), "select line from kept")).isEqualTo("潮汐");
    }
  }

  @Test
  void keepsWhatWasCommittedWhenItsEngineIsKilled() throws Exception {
    Process other = anotherProcess();
    other.destroyForcibly().waitFor();

    try (PlatformDatabase database = TestDatabases.open(folder)) {
      assertThat(TestDatabases.ask(database.platform(), "select line from kept"))
          .isEqualTo("written before the kill");
    }
  }

  @Test
  void startsAlthoughTheServersNumberNowBelongsToAnotherProcess() throws Exception {
    TestDatabases.open(folder).close();
    Path cluster = new DataFolder(folder).cluster();
    long stranger = ProcessHandle.current().pid();
    Files.writeString(cluster.resolve("postmaster.pid"), stranger + "\n" + cluster + "\n");

    try (PlatformDatabase database = TestDatabases.open(folder)) {
      assertThat(TestDatabases.ask(database.platform(), "select 1")).isEqualTo("1");
    }
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void beginsAgainWhenTheFirstStartWasBrokenOff() throws Exception {
    Path cluster = new DataFolder(folder).cluster();
    Files.createDirectories(cluster.resolve("base"));
    Files.writeString(cluster.resolve("PG_VERSION"), "18\n");

    try (PlatformDatabase database = TestDatabases.open(folder)) {
      assertThat(TestDatabases.ask(database.platform(), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void refusesAFolderThatAnotherProcessUses() throws Exception {
    Process other = anotherProcess();
    try {
      assertThatThrownBy(() -> TestDatabases.open(folder))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("in use by another Tidegate (process " + other.pid() + ")")
          .hasMessageContaining("TIDEGATE_DATA");
    } finally {
      other.destroyForcibly().waitFor();
      TestDatabases.open(folder).close();
    }
  }

  @Test
  void refusesAFolderThatThisProcessAlreadyUses() {
    try (PlatformDatabase database = TestDatabases.open(folder)) {
      assertThat(database.samples()).isPresent();
      assertThatThrownBy(() -> TestDatabases.open(folder))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("in use by another Tidegate");
    }
  }

  @Test
  void runsBesideAnotherInAnotherFolder(@TempDir Path otherFolder) throws SQLException {
    try (PlatformDatabase one = TestDatabases.open(folder);
        PlatformDatabase two = TestDatabases.open(otherFolder)) {
      assertThat(one.platform().url()).isNotEqualTo(two.platform().url());
      TestDatabases.run(one.platform(), "create table only_in_one (line text)");
      assertThat(TestDatabases.ask(two.platform(), "select to_regclass('only_in_one') is null"))
          .isEqualTo("t");
    }
  }

  @Test
  void letsNobodyInWithoutItsPassword() throws IOException {
    try (PlatformDatabase database = TestDatabases.open(folder)) {
      assertThatThrownBy(
              () ->
                  TestDatabases.connect(
                      database.platform().as("postgres", new Secret("not the password"))))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(new DataFolder(folder).passwordFile())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void executesOnlyWhatNobodyElseCanReplace() throws IOException {
    DataFolder ownFolder = new DataFolder(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    PlatformDatabase.embedded(ownFolder).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ownFolder.binaries())))
        .isEqualTo("rwx------");
  }

  @Test
  void listensOnTheLoopbackInterfaceOnly() throws IOException {
    Optional<InetAddress> outside =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .findFirst();
    try (PlatformDatabase database = TestDatabases.open(folder)) {
      int port = URI.create(database.platform().url().substring("jdbc:".length())).getPort();
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
        assertThat(socket.isConnected()).isTrue();
      }
      if (outside.isPresent()) {
        assertThatThrownBy(
                () -> {
                  try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(outside.get(), port), 2000);
                  }
                })
            .isInstanceOf(ConnectException.class);
      }
    }
  }

  @Test
  void usesADatabaseThatSomebodyElseRuns() throws SQLException {
    try (PlatformDatabase server = TestDatabases.open(folder);
        PlatformDatabase external = PlatformDatabase.external(server.platform())) {
      assertThat(external.samples()).isEmpty();
      assertThat(Migrations.run(external.dataSource())).isPositive();
      assertThat(Migrations.run(external.dataSource())).isZero();
    }
  }

  @Test
  void printsNoPassword() {
    DatabaseAddress address =
        new DatabaseAddress("jdbc:postgresql://h/d", "user", new Secret("canary-7731"));
    assertThat(address.toString()).contains("user").doesNotContain("canary-7731");
  }

  private Process anotherProcess() throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                OpenAndWait.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    while (line != null && !line.startsWith("open ")) {
      line = output.readLine();
    }
    assertThat(line).as("the other process opened its database").isNotNull();
    return process;
  }
}
