package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.store.EpochStore;
import io.tidegate.engine.store.EpochStore.Epoch;
import io.tidegate.engine.store.EpochStore.EpochState;
import io.tidegate.engine.store.EpochStore.Node;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** What operators can see of the nodes: who is there, and who serves what. */
final class ClusterRoutes {
  private static final int EPOCHS = 10;

  private final EpochStore store;
  private final UUID self;

  /**
   * @param self the node that answers
   */
  ClusterRoutes(EpochStore store, UUID self) {
    this.store = Objects.requireNonNull(store, "store");
    this.self = Objects.requireNonNull(self, "self");
  }

  List<AdminRoute> all() {
    return List.of(
        new AdminRoute(
            "GET",
            "/admin/v1/cluster",
            EnumSet.of(StaffRole.OPERATOR),
            false,
            List.of(),
            200,
            new Bilingual("节点与版本纪元", "the nodes, and the epochs they serve"),
            request -> cluster()));
  }

  private AdminAnswer cluster() {
    List<Node> nodes = store.nodes();
    List<Epoch> epochs = store.epochs(EPOCHS);
    long inForce =
        epochs.stream()
            .filter(epoch -> epoch.state() == EpochState.COMMITTED)
            .mapToLong(Epoch::number)
            .findFirst()
            .orElse(0);
    return AdminAnswer.json(
        200,
        json -> {
          json.writeNumberField("epoch", inForce);
          json.writeStringField("self", self.toString());
          json.writeArrayFieldStart("nodes");
          for (Node node : nodes) {
            node(json, node, inForce);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("epochs");
          for (Epoch epoch : epochs) {
            json.writeStartObject();
            json.writeNumberField("epoch", epoch.number());
            json.writeStringField("state", epoch.state().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("rule_pack", epoch.served().pack());
            json.writeStringField("catalog", epoch.served().catalog());
            json.writeNumberField("services", epoch.served().services().size());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void node(JsonGenerator json, Node node, long inForce) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", node.id().toString());
    json.writeStringField("name", node.name());
    json.writeStringField("started_at", node.startedAt().toString());
    json.writeBooleanField("live", node.live());
    json.writeNumberField("serving", node.told().serving());
    json.writeNumberField("prepared", node.told().prepared());
    json.writeBooleanField("in_step", node.live() && node.told().serving() == inForce);
    json.writeStringField("trouble", node.told().trouble());
    json.writeEndObject();
  }
}
