package io.tidegate.engine.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/** Where the program begins. */
@QuarkusMain
public final class TidegateMain {
  private TidegateMain() {}

  public static void main(String... arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new TidegateCommand()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
