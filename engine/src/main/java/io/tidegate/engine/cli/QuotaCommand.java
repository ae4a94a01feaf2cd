package io.tidegate.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Asks a running engine what an application may call and how much of it is left. Exit code 0: told,
 * 1: refused, 2: wrong usage.
 */
@Command(
    name = "quota",
    description =
        "Show the limits of an application or an agreement: how much is used, borrowed by nodes,"
            + " and left.")
final class QuotaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private AdminClient engine;

  @ArgGroup(multiplicity = "1")
  private Whose whose;

  @Option(
      names = "--service",
      paramLabel = "SERVICE",
      description = "Only what is counted of this service.")
  private String service;

  /** Either of them. */
  private static final class Whose {
    @Parameters(index = "0", paramLabel = "APPLICATION", description = "The id of an application.")
    private String application;

    @Option(names = "--agreement", paramLabel = "AGREEMENT", description = "An agreement instead.")
    private String agreement;
  }

  @Override
  public Integer call() {
    StringBuilder path = new StringBuilder("/admin/v1/quota?");
    path.append(
        whose.agreement == null
            ? "application=" + encoded(whose.application)
            : "agreement=" + encoded(whose.agreement));
    if (service != null) {
      path.append("&service=").append(encoded(service));
    }
    return StaffCommand.run(spec, out -> out.print(text(engine.get(path.toString()).body())));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A line for each account, and one for each of its buckets. */
  static String text(JsonNode quota) {
    StringBuilder text = new StringBuilder(quota.path("application").asText()).append('\n');
    for (JsonNode account : quota.path("accounts")) {
      text.append("  ").append(account.path("service").asText());
      if (!account.path("agreement").isNull()) {
        text.append(", agreement ").append(account.path("agreement").asText());
      }
      text.append('\n');
      for (JsonNode bucket : account.path("buckets")) {
        text.append(
            String.format(
                "    %-7s limit %d, used %d, leased %d, left %d",
                bucket.path("bucket").asText(),
                bucket.path("limit").asLong(),
                bucket.path("used").asLong(),
                bucket.path("leased").asLong(),
                bucket.path("left").asLong()));
        if (!bucket.path("resets_at").isNull()) {
          text.append(", full again at ").append(bucket.path("resets_at").asText());
        }
        text.append('\n');
      }
    }
    return text.toString();
  }
}
