package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ClusterCommandTest {
  private static String text(String nodes) throws Exception {
    return ClusterCommand.text(
        new ObjectMapper()
            .readTree(
                """
                {"epoch": 7, "self": "b", "nodes": [%s],
                 "epochs": [{"epoch": 8, "state": "abandoned", "rule_pack": 2, "services": 3},
                            {"epoch": 7, "state": "committed", "rule_pack": 1, "services": 3}]}
                """
                    .formatted(nodes)));
  }

  private static String node(String id, boolean live, long serving, boolean inStep, String why) {
    return """
        {"id": "%s", "name": "node-%s", "started_at": "2026-01-01T00:00:00Z", "live": %s,
         "serving": %d, "in_step": %s, "trouble": "%s"}
        """
        .formatted(id, id, live, serving, inStep, why);
  }

  @Test
  void eachNodeSaysHowItStands() throws Exception {
    String text =
        text(
            node("a", true, 7, true, "")
                + ","
                + node("b", true, 0, false, "its source is away")
                + ","
                + node("c", true, 6, false, "")
                + ","
                + node("d", false, 7, false, ""));

    assertThat(text.lines())
        .containsExactly(
            "epoch 7 is in force",
            "  node-a  in step, since 2026-01-01T00:00:00Z",
            "  node-b  out, since 2026-01-01T00:00:00Z  (asked)",
            "      its source is away",
            "  node-c  behind, at epoch 6, since 2026-01-01T00:00:00Z",
            "  node-d  gone, since 2026-01-01T00:00:00Z",
            "latest changes",
            "  8 abandoned, rule pack 2, 3 services",
            "  7 committed, rule pack 1, 3 services");
  }
}
