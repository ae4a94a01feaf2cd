package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.demo.DemoFile;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts by the command line, of an engine that runs. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class StaffCommandIT {
  @Inject DemoFile demo;
  @TempDir Path folder;

  private CommandRun signedIn(String login, String password, String... arguments) throws Exception {
    Path file = folder.resolve("password-of-" + login);
    Files.writeString(file, login + "\n" + password + "\n");
    List<String> all = new ArrayList<>(List.of("staff"));
    all.addAll(List.of(arguments));
    all.addAll(
        List.of(
            "--as",
            login,
            "--password-file",
            file.toString(),
            "--url",
            "http://localhost:" + RestAssured.port));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private CommandRun staff(String login, String... arguments) throws Exception {
    return signedIn(login, demo.read().orElseThrow().logins().get(login), arguments);
  }

  @Test
  void anAccountIsMadeUsedAndEnded() throws Exception {
    CommandRun opened =
        staff(
            "operator", "open", "wang.wu", "--role", "auditor", "--person", "E77", "--name", "王五");
    assertThat(opened.exitCode()).as(opened.err()).isZero();
    String password =
        opened
            .out()
            .lines()
            .filter(l -> l.startsWith("one-time password: "))
            .findFirst()
            .orElseThrow()
            .substring("one-time password: ".length());
    assertThat(staff("operator", "confirm", "wang.wu").err()).contains("TG-ADMIN-ROLE");
    CommandRun confirmed = staff("administrator", "confirm", "wang.wu");
    assertThat(confirmed.out()).contains("wang.wu", "auditor", "active", "e77");

    Path next = folder.resolve("next");
    Files.writeString(next, "Tide-and-time-1\n");
    assertThat(signedIn("wang.wu", password, "list").err()).contains("TG-ADMIN-PASSWORD");
    CommandRun changed =
        signedIn("wang.wu", password, "password", "--new-password-file", next.toString());
    assertThat(changed.exitCode()).as(changed.err()).isZero();
    assertThat(signedIn("wang.wu", "Tide-and-time-1", "list").out())
        .contains("wang.wu", "operator");
    CommandRun reset = staff("operator", "reset", "wang.wu");
    assertThat(reset.out()).contains("proposed", "one-time password: ");
    assertThat(signedIn("wang.wu", "Tide-and-time-1", "list").exitCode()).isEqualTo(1);
    assertThat(staff("administrator", "disable", "wang.wu").out()).contains("disabled");
  }

  @Test
  void whoCannotBeAskedIsTold() throws Exception {
    CommandRun nobody =
        CommandRun.of(
            "staff",
            "list",
            "--as",
            "x",
            "--password-file",
            Files.writeString(folder.resolve("p"), "p").toString(),
            "--url",
            "http://localhost:1");
    assertThat(nobody.exitCode()).isEqualTo(1);
    assertThat(nobody.err()).contains("no engine answers");
    assertThat(CommandRun.of("staff").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("staff", "list").exitCode()).isEqualTo(2);
  }
}
