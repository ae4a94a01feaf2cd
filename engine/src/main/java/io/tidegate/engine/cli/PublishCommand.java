package io.tidegate.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.cli.AdminClient.RefusedException;
import io.tidegate.engine.cli.AdminClient.Told;
import io.tidegate.engine.explain.TerminalText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Brings a service document to a running engine: submits it for review, or puts in force what was
 * approved. Exit code 0: done, 1: refused, 2: wrong usage.
 */
@Command(
    name = "publish",
    description =
        "Submit a service document to a running engine for review; with --draft, put in force what"
            + " was approved.")
final class PublishCommand implements Callable<Integer> {
  private static final String DRAFTS = "/admin/v1/service-drafts";

  @Spec private CommandSpec spec;
  @Mixin private AdminClient engine;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Wanted wanted;

  /** One of the two. */
  static final class Wanted {
    @Parameters(index = "0", paramLabel = "FILE", description = "A service document.")
    private Path file;

    @Option(
        names = "--draft",
        paramLabel = "N",
        description = "The number of an approved draft, which is put in force.")
    private long draft;
  }

  @Override
  public Integer call() {
    return StaffCommand.run(
        spec,
        out -> {
          if (wanted.file == null) {
            publish(out);
          } else {
            submit(out);
          }
        });
  }

  private void submit(PrintWriter out) throws RefusedException {
    String text;
    try {
      text = Files.readString(wanted.file);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "the file " + wanted.file + " cannot be read", e);
    }
    Told begun = engine.post(DRAFTS, Map.of("text", text), Optional.empty());
    String draft = DRAFTS + "/" + begun.body().path("id").asLong();
    Told submitted = engine.post(draft + "/submit", Map.of(), begun.etag());
    JsonNode report = engine.get(draft + "/report").body();
    out.printf(
        "draft %d: %s %s  %s%n",
        submitted.body().path("id").asLong(),
        submitted.body().path("service").asText(),
        submitted.body().path("version").asText(),
        submitted.body().path("fingerprint").asText());
    for (JsonNode section : report.path("sections")) {
      out.printf(
          "  %s: %s%n",
          section.path("title").path("en").asText(),
          section.path("passed").asBoolean() ? "passed" : "FAILED");
      for (JsonNode finding : section.path("findings")) {
        if (!finding.path("result").asText().equals("passed")) {
          out.println(
              TerminalText.visible(
                  "    "
                      + finding.path("result").asText()
                      + ": "
                      + finding.path("what").path("en").asText()
                      + ": "
                      + finding.path("detail").asText()));
        }
      }
    }
    out.println(
        "somebody else has to approve it; then: ./tidegate publish --draft "
            + submitted.body().path("id").asLong());
  }

  private void publish(PrintWriter out) throws RefusedException {
    String draft = DRAFTS + "/" + wanted.draft;
    Told read = engine.get(draft);
    Told published = engine.post(draft + "/publish", Map.of(), read.etag());
    out.printf(
        "%s %s is in force%n",
        published.body().path("service").asText(), published.body().path("version").asText());
  }
}
