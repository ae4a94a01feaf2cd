package io.tidegate.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.cli.AdminClient.RefusedException;
import io.tidegate.engine.cli.AdminClient.Told;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Accounts of staff of a running engine, by its admin API: who may do what is decided there, and is
 * on record there. The exit code is 0 when it was done, 1 when it was refused, 2 for wrong usage.
 */
@Command(
    name = "staff",
    description = "Open, confirm, disable and reset accounts of staff; set your password.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StaffCommand.Listing.class,
      StaffCommand.Opening.class,
      StaffCommand.Confirming.class,
      StaffCommand.Disabling.class,
      StaffCommand.Resetting.class,
      StaffCommand.Password.class
    })
final class StaffCommand implements Callable<Integer> {
  private static final String STAFF = "/admin/v1/staff";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return spec.exitCodeOnInvalidInput();
  }

  /** What is done with the engine. */
  @FunctionalInterface
  interface Work {
    void go(PrintWriter out) throws RefusedException;
  }

  /** Does something with the engine, and tells when that is refused. */
  static int run(CommandSpec spec, Work work) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      work.go(out);
      out.flush();
      return 0;
    } catch (RefusedException e) {
      spec.commandLine().getErr().println("tidegate: " + e.getMessage());
      spec.commandLine().getErr().flush();
      return 1;
    }
  }

  private static String path(String login) {
    return STAFF + "/" + URLEncoder.encode(login, StandardCharsets.UTF_8);
  }

  private static Told act(AdminClient engine, String login, String act) throws RefusedException {
    return engine.post(path(login) + "/" + act, Map.of(), engine.get(path(login)).etag());
  }

  private static void line(PrintWriter out, JsonNode account) {
    out.printf(
        "%-20s %-14s %-9s %-16s %s%s%n",
        account.path("login").asText(),
        account.path("role").asText(),
        account.path("state").asText(),
        account.path("person").asText(),
        account.path("last_used_at").asText("never").replace("null", "never"),
        account.path("intact").asBoolean(true) ? "" : "  CHANGED IN THE DATABASE");
  }

  private static void handed(PrintWriter out, JsonNode account) {
    line(out, account);
    out.println("one-time password: " + account.path("one_time_password").asText());
    out.println("good until:        " + account.path("good_until").asText());
    out.println("a security administrator has to confirm it before it can be used");
  }

  /** Tells the accounts there are. */
  @Command(name = "list", description = "List the accounts with role, state, person and last use.")
  static final class Listing implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private AdminClient engine;

    @Override
    public Integer call() {
      return run(
          spec,
          out -> {
            Optional<String> after = Optional.of("");
            while (after.isPresent()) {
              JsonNode page =
                  engine
                      .get(
                          STAFF
                              + "?limit=500&after="
                              + URLEncoder.encode(after.get(), StandardCharsets.UTF_8))
                      .body();
              page.path("staff").forEach(account -> line(out, account));
              after = Optional.ofNullable(page.get("next_after")).map(JsonNode::asText);
            }
          });
    }
  }

  /** Opens an account. */
  @Command(name = "open", description = "Open an account; a security administrator confirms it.")
  static final class Opening implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private AdminClient engine;

    @Parameters(paramLabel = "LOGIN", description = "The login of the new account.")
    private String login;

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = "provider, administrator (security), operator (system) or auditor.")
    private String role;

    @Option(
        names = "--person",
        required = true,
        paramLabel = "ID",
        description = "What tells the person apart, such as the number of an employee.")
    private String person;

    @Option(
        names = "--name",
        required = true,
        paramLabel = "NAME",
        description = "What the person is called.")
    private String name;

    @Override
    public Integer call() {
      return run(
          spec,
          out ->
              handed(
                  out,
                  engine
                      .post(
                          STAFF,
                          Map.of("login", login, "role", role, "person", person, "name", name),
                          Optional.empty())
                      .body()));
    }
  }

  /** Confirms an account. */
  @Command(name = "confirm", description = "Confirm what another person asked for.")
  static final class Confirming implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private AdminClient engine;

    @Parameters(paramLabel = "LOGIN", description = "The account.")
    private String login;

    @Override
    public Integer call() {
      return run(spec, out -> line(out, act(engine, login, "confirm").body()));
    }
  }

  /** Disables an account. */
  @Command(name = "disable", description = "End the use of an account at once.")
  static final class Disabling implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private AdminClient engine;

    @Parameters(paramLabel = "LOGIN", description = "The account.")
    private String login;

    @Override
    public Integer call() {
      return run(spec, out -> line(out, act(engine, login, "disable").body()));
    }
  }

  /** Gives an account a new one-time password. */
  @Command(
      name = "reset",
      description = "Give an account, also a disabled one, a new one-time password.")
  static final class Resetting implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private AdminClient engine;

    @Parameters(paramLabel = "LOGIN", description = "The account.")
    private String login;

    @Override
    public Integer call() {
      return run(spec, out -> handed(out, act(engine, login, "reset").body()));
    }
  }

  /** Sets one's own password. */
  @Command(name = "password", description = "Set another password for the login you sign in by.")
  static final class Password implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private AdminClient engine;

    @Option(
        names = "--new-password-file",
        paramLabel = "FILE",
        description = "A file that holds the new password (default: the terminal is asked).")
    private Path file;

    @Override
    public Integer call() {
      String password = file == null ? engine.secret("new password: ") : read();
      return run(
          spec,
          out ->
              line(
                  out,
                  engine
                      .post("/admin/v1/password", Map.of("password", password), Optional.empty())
                      .body()));
    }

    private String read() {
      try {
        return Files.readString(file).strip();
      } catch (IOException e) {
        throw new ParameterException(spec.commandLine(), "the file " + file + " cannot be read", e);
      }
    }
  }
}
