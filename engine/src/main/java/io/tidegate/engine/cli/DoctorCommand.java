package io.tidegate.engine.cli;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.engine.start.DatabaseConfig;
import io.tidegate.engine.start.EngineConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks whether the engine could start here, and says what to mend. */
@Command(
    name = "doctor",
    description = "Looks whether Tidegate can run here, and says what to mend.")
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultSources()
            .addDefaultInterceptors()
            .withMapping(EngineConfig.class)
            .withMapping(DatabaseConfig.class)
            .withValidateUnknown(false)
            .build();
    Examination examination =
        new Examination(
            config.getConfigMapping(EngineConfig.class),
            config.getConfigMapping(DatabaseConfig.class));
    PrintWriter out = spec.commandLine().getOut();
    List<Finding> findings = examination.findings();
    for (Finding finding : findings) {
      out.printf("%-5s %-10s %s%n", finding.verdict(), finding.subject(), finding.text());
    }
    return findings.stream().anyMatch(f -> f.verdict() == Finding.Verdict.BAD) ? 1 : 0;
  }
}
