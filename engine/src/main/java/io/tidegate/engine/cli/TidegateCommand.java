package io.tidegate.engine.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidegate} by itself: says what there is. */
@Command(
    name = "tidegate",
    description = "Compiles data services into governed live endpoints.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      StartCommand.class,
      CheckCommand.class,
      ExplainCommand.class,
      PublishCommand.class,
      RetireCommand.class,
      ImpactCommand.class,
      ImportCommand.class,
      RulesCommand.class,
      StaffCommand.class,
      ClusterCommand.class,
      RegistryCommand.class,
      QuotaCommand.class,
      DriftCommand.class,
      DetectCommand.class,
      TrainCommand.class,
      DoctorCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
final class TidegateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return spec.exitCodeOnInvalidInput();
  }
}
