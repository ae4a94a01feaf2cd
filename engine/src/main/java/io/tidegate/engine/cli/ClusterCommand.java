package io.tidegate.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Asks a running node which nodes there are and what they serve. Exit code 0: all that are there
 * are in step, 1: one is not, or nobody answered, 2: wrong usage.
 */
@Command(
    name = "cluster",
    description =
        "Show the nodes, the epochs they serve, and who is not in step; asks a running node as an"
            + " operator.")
final class ClusterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private AdminClient engine;

  @Override
  public Integer call() {
    JsonNode[] cluster = new JsonNode[1];
    int exit =
        StaffCommand.run(
            spec,
            out -> {
              cluster[0] = engine.get("/admin/v1/cluster").body();
              out.print(text(cluster[0]));
            });
    return exit == 0 && isInStep(cluster[0]) ? 0 : Math.max(1, exit);
  }

  private static boolean isInStep(JsonNode cluster) {
    for (JsonNode node : cluster.path("nodes")) {
      if (node.path("live").asBoolean() && !node.path("in_step").asBoolean()) {
        return false;
      }
    }
    return true;
  }

  /** One line for each node, the epoch in force above and those before it below. */
  static String text(JsonNode cluster) {
    StringBuilder text = new StringBuilder();
    text.append("epoch ").append(cluster.path("epoch").asLong()).append(" is in force\n");
    for (JsonNode node : cluster.path("nodes")) {
      String state =
          !node.path("live").asBoolean()
              ? "gone"
              : node.path("in_step").asBoolean()
                  ? "in step"
                  : node.path("serving").asLong() == 0
                      ? "out"
                      : "behind, at epoch " + node.path("serving").asLong();
      text.append("  ")
          .append(node.path("name").asText())
          .append("  ")
          .append(state)
          .append(", since ")
          .append(node.path("started_at").asText())
          .append(node.path("id").equals(cluster.path("self")) ? "  (asked)" : "");
      if (!node.path("trouble").asText().isEmpty()) {
        text.append("\n      ").append(node.path("trouble").asText());
      }
      text.append('\n');
    }
    text.append("latest changes\n");
    for (JsonNode epoch : cluster.path("epochs")) {
      text.append("  ")
          .append(epoch.path("epoch").asLong())
          .append(" ")
          .append(epoch.path("state").asText())
          .append(", rule pack ")
          .append(epoch.path("rule_pack").asLong())
          .append(", ")
          .append(epoch.path("services").asInt())
          .append(" services\n");
    }
    return text.toString();
  }
}
