package io.tidegate.engine.admin;

import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.route.text.Bilingual;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that can be asked for: where, who may, and what does it. The description of the API is
 * written from the same table that requests are routed by.
 *
 * @param template such as <code>/admin/v1/rule-drafts/{id}</code>
 * @param roles who may; everybody else is refused before anything is looked up
 * @param revision whether {@code If-Match} has to name the revision that was read
 * @param status of a good answer
 */
record AdminRoute(
    String method,
    String template,
    Set<? extends AccountRole> roles,
    boolean revision,
    List<String> query,
    int status,
    Bilingual summary,
    Act act) {
  static final Set<StaffRole> ALL = EnumSet.allOf(StaffRole.class);
  static final Set<StaffRole> SECURITY = EnumSet.of(StaffRole.ADMINISTRATOR);
  static final Set<StaffRole> AUDIT = EnumSet.of(StaffRole.AUDITOR);

  /** People of organisations. */
  static final Set<MemberRole> MEMBERS = EnumSet.allOf(MemberRole.class);

  /** Those who look after an organisation. */
  static final Set<MemberRole> ORGANISATION = EnumSet.of(MemberRole.ORGANISATION_ADMINISTRATOR);

  /** Whoever has signed in. */
  static final Set<AccountRole> SIGNED_IN =
      Stream.<Set<? extends AccountRole>>of(ALL, MEMBERS)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  /** Also whoever has not. */
  static final Set<Stranger> ANYBODY = EnumSet.of(Stranger.ANYBODY);

  AdminRoute {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(template, "template");
    roles = Set.copyOf(roles);
    query = List.copyOf(query);
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(act, "act");
  }

  /** Does it. Runs on a virtual thread and may block. */
  @FunctionalInterface
  interface Act {
    AdminAnswer run(AdminRequest request) throws GovernanceException, AdminException;
  }

  /** Whether it makes something, so that an {@code Idempotency-Key} keeps it from making two. */
  boolean makes() {
    return method.equals("POST") && (status == 201 || status == 202);
  }

  /** Whether it is also for those who have not signed in. */
  boolean open() {
    return roles.contains(Stranger.ANYBODY);
  }

  /** Whether it changes something, so that a browser has to prove that its page asked for it. */
  static boolean changes(String method) {
    return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
  }

  /** The values of the path's parameters; empty when it is another path. */
  Optional<Map<String, String>> match(String path) {
    List<String> wanted = Arrays.asList(template.split("/", -1));
    List<String> given = Arrays.asList(path.split("/", -1));
    if (wanted.size() != given.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String name = wanted.get(i);
      if (name.startsWith("{")) {
        values.put(name.substring(1, name.length() - 1), given.get(i));
      } else if (!name.equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }
}
