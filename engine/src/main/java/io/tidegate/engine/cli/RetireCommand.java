package io.tidegate.engine.cli;

import io.tidegate.engine.cli.AdminClient.Told;
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

/**
 * Takes a service of a running engine out of force, on all nodes. Exit code 0: done, 1: refused, 2:
 * wrong usage.
 */
@Command(
    name = "retire",
    description =
        "Take a service of a running engine out of force: after its last day, or before it with a"
            + " reason.")
final class RetireCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private AdminClient engine;

  @Parameters(index = "0", paramLabel = "SERVICE", description = "The id of the service.")
  private String service;

  @Option(
      names = "--major",
      paramLabel = "N",
      description = "Which major version, where several are live.")
  private Integer major;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why it goes before its last day; kept in the audit trail.")
  private String reason;

  @Override
  public Integer call() {
    if (!service.matches("[a-z0-9-]{1,200}")) {
      throw new ParameterException(spec.commandLine(), "a service is named like vessel-calls");
    }
    Map<String, String> members = new HashMap<>();
    Optional.ofNullable(major).ifPresent(number -> members.put("major", number.toString()));
    Optional.ofNullable(reason).ifPresent(text -> members.put("reason", text));
    return StaffCommand.run(
        spec,
        out -> {
          Told retired =
              engine.post("/admin/v1/services/" + service + "/retire", members, Optional.empty());
          out.printf(
              "%s %s is out of force%n",
              retired.body().path("service").asText(), retired.body().path("version").asText());
        });
  }
}
