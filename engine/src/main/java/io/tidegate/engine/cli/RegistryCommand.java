package io.tidegate.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.cli.AdminClient.Told;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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

/** The registry of contracts of a running engine. */
@Command(
    name = "registry",
    description = "Show the contract registry of a running engine, or move the contracts.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RegistryCommand.Showing.class, RegistryCommand.Moving.class})
final class RegistryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return spec.exitCodeOnInvalidInput();
  }

  /** Says where it is, whether it answers, and what waits for it. */
  @Command(
      name = "status",
      description = "Show where the contract registry is, whether it answers, and what waits.")
  static final class Showing implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private AdminClient engine;

    @Override
    public Integer call() {
      return StaffCommand.run(
          spec, out -> out.print(text(engine.get("/admin/v1/registry").body())));
    }
  }

  /** A few lines for people. */
  static String text(JsonNode registry) {
    String mode = registry.path("mode").asText();
    StringBuilder text = new StringBuilder();
    if (mode.equals("off")) {
      return "no contract registry is used (TIDEGATE_REGISTRY_MODE=off)\n";
    }
    text.append(mode).append(" registry");
    if (!registry.path("url").asText().isEmpty()) {
      text.append(" at ").append(registry.path("url").asText());
    }
    text.append(
        registry.path("trouble").asText().isEmpty()
            ? ", version " + registry.path("version").asText() + ", answers\n"
            : "\n  cannot be asked: " + registry.path("trouble").asText() + "\n");
    text.append("  contracts it has still to be given: ")
        .append(registry.path("pending").asInt())
        .append('\n');
    for (JsonNode waiting : registry.path("waiting")) {
      text.append("  draft ")
          .append(waiting.path("draft").asLong())
          .append(" waits to be published for ")
          .append(waiting.path("actor").asText())
          .append(", since ")
          .append(waiting.path("since").asText())
          .append('\n');
    }
    return text.toString();
  }

  /** Takes all contracts to another registry. */
  @Command(
      name = "move",
      description =
          "Move all contracts to another Apicurio Registry, which is asked from then on. Until all"
              + " of them are there nothing changes, and it can be begun again.")
  static final class Moving implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private AdminClient engine;

    @Parameters(
        paramLabel = "REGISTRY",
        description = "Where it answers, such as https://registry.example:8443.")
    private URI registry;

    @Option(
        names = "--registry-user",
        paramLabel = "USER",
        description = "Whom the engine signs in as there (default: nobody).")
    private String user;

    @Option(
        names = "--registry-password-file",
        paramLabel = "FILE",
        description =
            "A file that holds the password of that user (default: the terminal is asked).")
    private Path file;

    @Override
    public Integer call() {
      Map<String, String> members = new HashMap<>();
      members.put("url", registry.toString());
      if (user != null) {
        members.put("user", user);
        members.put(
            "password", file == null ? engine.secret("password of " + user + ": ") : read());
      }
      return StaffCommand.run(
          spec,
          out -> {
            Told moved = engine.post("/admin/v1/registry/move", members, Optional.empty());
            out.printf(
                "%d versions are at %s, which is asked from now on%n",
                moved.body().path("versions").asInt(), moved.body().path("url").asText());
          });
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
