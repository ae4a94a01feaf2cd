package io.tidegate.engine.cli;

import io.tidegate.engine.proposal.OpenApiReader;
import io.tidegate.engine.proposal.Proposal;
import io.tidegate.engine.proposal.ProposalText;
import io.tidegate.engine.proposal.WsdlReader;
import io.tidegate.engine.workspace.DocumentFile;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Proposes the catalog file of one operation from the description a source gives of itself. Exit
 * code 0: proposed, 1: refused, 2: wrong usage.
 */
@Command(
    name = "import",
    description = "Propose a catalog file from the description of a source.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ImportCommand.OpenApi.class, ImportCommand.Wsdl.class})
final class ImportCommand implements Callable<Integer> {
  private static final String SOURCE_FORM = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return spec.exitCodeOnInvalidInput();
  }

  /** What both forms are told. */
  private abstract static class Form implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The description of the source.")
    private Path file;

    @Option(
        names = "--source",
        required = true,
        paramLabel = "ID",
        description = "What the catalog calls the source.")
    private String source;

    @Option(
        names = "--operation",
        required = true,
        paramLabel = "NAME",
        description = "An operationId of OpenAPI, or an operation of a port type of WSDL.")
    private String operation;

    abstract Outcome<Proposal> read(Path described, String asked) throws IOException;

    @Override
    public final Integer call() {
      if (!Files.isRegularFile(file)) {
        throw new ParameterException(spec.commandLine(), "there is no file " + file);
      }
      if (!source.matches(SOURCE_FORM)) {
        throw new ParameterException(
            spec.commandLine(), "a source is called by lower-case letters, digits and hyphens");
      }
      Outcome<Proposal> outcome;
      try {
        outcome = read(file, operation);
      } catch (IOException e) {
        throw new ParameterException(spec.commandLine(), "the file " + file + " cannot be read", e);
      }
      CheckCommand.print(spec.commandLine().getErr(), outcome.diagnostics());
      if (outcome.isRefused()) {
        return 1;
      }
      PrintWriter out = spec.commandLine().getOut();
      out.print(ProposalText.of(source, outcome.value().orElseThrow()));
      out.flush();
      return 0;
    }
  }

  /** OpenAPI 3.0 and 3.1. */
  @Command(name = "openapi", description = "Read OpenAPI 3.0 or 3.1, in JSON or YAML.")
  static final class OpenApi extends Form {
    @Override
    Outcome<Proposal> read(Path described, String asked) {
      Outcome<SourceText> text = new DocumentFile(described).read();
      return text.isRefused()
          ? new Outcome<>(Optional.empty(), text.diagnostics())
          : OpenApiReader.read(text.value().orElseThrow(), asked);
    }
  }

  /** WSDL 1.1. */
  @Command(name = "wsdl", description = "Read WSDL 1.1 with a SOAP 1.1 binding.")
  static final class Wsdl extends Form {
    @Override
    Outcome<Proposal> read(Path described, String asked) throws IOException {
      try (InputStream in = Files.newInputStream(described)) {
        // one byte more than is read shows that there is more
        byte[] bytes = in.readNBytes(WsdlReader.MAX_BYTES + 1);
        return WsdlReader.read(described.toString(), bytes, asked);
      }
    }
  }
}
