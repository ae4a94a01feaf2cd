package io.tidegate.engine.admin;

import io.tidegate.engine.access.AccessTokens;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.organisation.Applications;
import io.tidegate.engine.organisation.OrganisationException;
import io.tidegate.route.text.Bilingual;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Ends single tokens: those of the own organisation's programs by its people, anybody's by staff,
 * who may find one where it should not be.
 */
final class TokenRoutes {
  private static final Set<StaffRole> EITHER =
      EnumSet.of(StaffRole.OPERATOR, StaffRole.ADMINISTRATOR);

  private final AccessTokens tokens;
  private final Applications applications;

  TokenRoutes(AccessTokens tokens, Applications applications) {
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.applications = Objects.requireNonNull(applications, "applications");
  }

  List<AdminRoute> all() {
    return List.of(
        new AdminRoute(
            "POST",
            "/portal/v1/applications/{application}/tokens/revoke",
            AdminRoute.ORGANISATION,
            false,
            List.of(),
            AdminAnswer.NO_CONTENT,
            new Bilingual("吊销应用的一个令牌", "revokes a token of a program, on every node"),
            this::own),
        new AdminRoute(
            "POST",
            "/admin/v1/tokens/revoke",
            EITHER,
            false,
            List.of(),
            AdminAnswer.NO_CONTENT,
            new Bilingual("吊销一个令牌", "revokes a token, whoever's it is, on every node"),
            request -> revoke(request, Optional.empty())));
  }

  private AdminAnswer own(AdminRequest request) throws AdminException {
    try {
      return revoke(
          request,
          Optional.of(
              applications
                  .program(request.organisation(), request.path().get("application"))
                  .id()));
    } catch (OrganisationException e) {
      throw AdminException.of(e);
    }
  }

  private AdminAnswer revoke(AdminRequest request, Optional<String> application)
      throws AdminException {
    String token =
        AdminRequest.text(request.object(), "token")
            .filter(AccessTokens::isToken)
            .orElseThrow(() -> new AdminException(AdminProblem.MALFORMED));
    if (!tokens.revoke(token, application, request.actor())) {
      throw new AdminException(AdminProblem.UNKNOWN);
    }
    return AdminAnswer.nothing();
  }
}
