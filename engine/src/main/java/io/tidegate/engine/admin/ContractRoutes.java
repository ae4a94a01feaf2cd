package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.catalog.registry.RegistryAddress;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.contract.ContractKeeper;
import io.tidegate.engine.contract.RegistryLink;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.store.ContractStore;
import io.tidegate.engine.store.ContractStore.KeptContract;
import io.tidegate.engine.store.ContractStore.Waiting;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What was promised, and the registry it is kept in. */
final class ContractRoutes {
  private final ContractStore store;
  private final RegistryLink link;
  private final Supplier<ContractKeeper> keeper;

  /**
   * @param keeper asked when somebody acts, for it needs what is there only after the start
   */
  ContractRoutes(ContractStore store, RegistryLink link, Supplier<ContractKeeper> keeper) {
    this.store = Objects.requireNonNull(store, "store");
    this.link = Objects.requireNonNull(link, "link");
    this.keeper = Objects.requireNonNull(keeper, "keeper");
  }

  List<AdminRoute> all() {
    return List.of(
        new AdminRoute(
            "GET",
            "/admin/v1/contracts",
            AdminRoute.ALL,
            false,
            List.of("service", "before", "limit"),
            200,
            new Bilingual("已发布的契约", "the contracts that were released, latest first"),
            this::contracts),
        new AdminRoute(
            "GET",
            "/admin/v1/registry",
            AdminRoute.ALL,
            false,
            List.of(),
            200,
            new Bilingual(
                "契约登记处的状态与等待的发布",
                "how the contract registry stands, and the publications that wait for it"),
            request -> registry()),
        new AdminRoute(
            "POST",
            "/admin/v1/registry/move",
            EnumSet.of(StaffRole.OPERATOR),
            false,
            List.of(),
            200,
            new Bilingual("把契约搬到另一个登记处", "moves all contracts to another registry"),
            this::move));
  }

  private AdminAnswer contracts(AdminRequest request) throws AdminException {
    int limit = request.limit();
    List<KeptContract> page =
        store.contracts(
            Optional.ofNullable(request.query().get("service")),
            request.number("before", Long.MAX_VALUE),
            limit);
    return AdminAnswer.json(
        200,
        json -> {
          json.writeArrayFieldStart("contracts");
          for (KeptContract kept : page) {
            contract(json, kept);
          }
          json.writeEndArray();
          if (page.size() == limit) {
            json.writeNumberField("next_before", page.getLast().number());
          }
        });
  }

  private static void contract(JsonGenerator json, KeptContract kept) throws IOException {
    json.writeStartObject();
    json.writeNumberField("number", kept.number());
    json.writeStringField("service", kept.contract().service());
    json.writeNumberField("major", kept.contract().major());
    json.writeStringField("version", kept.contract().version());
    json.writeStringField("fingerprint", kept.fingerprint());
    json.writeStringField("state", kept.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("trouble", kept.trouble());
    json.writeStringField("released_at", kept.releasedAt().toString());
    json.writeStringField("stored_at", kept.storedAt().map(Object::toString).orElse(null));
    json.writeFieldName("answer_schema");
    json.writeRawValue(kept.contract().answer());
    json.writeFieldName("parameters_schema");
    json.writeRawValue(kept.contract().parameters());
    json.writeEndObject();
  }

  private AdminAnswer registry() {
    RegistryLink.Status status = link.status();
    List<Waiting> waiting = store.waiting();
    int pending = store.pending().size();
    return AdminAnswer.json(
        200,
        json -> {
          json.writeStringField("mode", status.mode().name().toLowerCase(Locale.ROOT));
          json.writeStringField("url", status.url());
          json.writeStringField("version", status.version());
          json.writeStringField("trouble", status.trouble());
          json.writeNumberField("pending", pending);
          json.writeArrayFieldStart("waiting");
          for (Waiting one : waiting) {
            json.writeStartObject();
            json.writeNumberField("draft", one.draft());
            json.writeStringField("actor", one.actor());
            json.writeStringField("since", one.since().toString());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private AdminAnswer move(AdminRequest request) throws AdminException, GovernanceException {
    Map<String, String> members = request.members();
    if (!members.containsKey("url")
        || !Set.of("url", "user", "password").containsAll(members.keySet())) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    RegistryAddress to;
    try {
      to =
          new RegistryAddress(
              URI.create(members.get("url")),
              members.getOrDefault("user", ""),
              members.getOrDefault("password", ""));
    } catch (IllegalArgumentException e) {
      throw new AdminException(
          AdminProblem.MALFORMED,
          new Bilingual(
              "url 应为 https 地址，或本机的 http 地址", "url is by https, or by http on this machine"),
          List.of());
    }
    int versions = keeper.get().move(to, request.actor());
    return AdminAnswer.json(
        200,
        json -> {
          json.writeStringField("url", to.toString());
          json.writeNumberField("versions", versions);
        });
  }
}
