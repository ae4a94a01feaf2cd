package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.agreement.Grant;
import io.tidegate.engine.gateway.ApplicationQuota;
import io.tidegate.engine.gateway.ApplicationQuota.Counted;
import io.tidegate.engine.gateway.Identity;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.quota.Account;
import io.tidegate.engine.quota.Bucket;
import io.tidegate.engine.quota.Limits;
import io.tidegate.engine.quota.Standing;
import io.tidegate.engine.quota.Standing.Part;
import io.tidegate.engine.store.AccessStore.Owner;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The limits of an application, of each service or of one agreement, and how much of them is used,
 * borrowed by nodes, and left.
 */
final class QuotaRoutes {
  private final Supplier<EndpointTable> live;
  private final ApplicationQuota quota;
  private final Function<String, Optional<Owner>> owners;
  private final Supplier<List<Grant>> grants;

  /**
   * @param owners of applications
   * @param grants all, good or not
   */
  QuotaRoutes(
      Supplier<EndpointTable> live,
      ApplicationQuota quota,
      Function<String, Optional<Owner>> owners,
      Supplier<List<Grant>> grants) {
    this.live = Objects.requireNonNull(live, "live");
    this.quota = Objects.requireNonNull(quota, "quota");
    this.owners = Objects.requireNonNull(owners, "owners");
    this.grants = Objects.requireNonNull(grants, "grants");
  }

  List<AdminRoute> all() {
    return List.of(
        new AdminRoute(
            "GET",
            "/admin/v1/quota",
            EnumSet.of(StaffRole.OPERATOR, StaffRole.ADMINISTRATOR),
            false,
            List.of("application", "agreement", "service"),
            200,
            new Bilingual("应用的额度与用量", "the limits of an application, and what is left of them"),
            this::quota));
  }

  /** Of an application, or of the one an agreement is with. */
  private AdminAnswer quota(AdminRequest request) throws AdminException {
    Optional<String> agreement = asked(request, "agreement");
    Optional<String> service = asked(request, "service");
    String application = application(asked(request, "application"), agreement);
    Owner owner =
        owners.apply(application).orElseThrow(() -> new AdminException(AdminProblem.UNKNOWN));
    List<Counted> accounts;
    try {
      accounts =
          quota.of(live.get(), new Identity(application, owner.usci(), owner.level(), "")).stream()
              .filter(each -> agreement.map(each.account().agreement()::equals).orElse(true))
              .filter(each -> service.map(each.account().service()::equals).orElse(true))
              .toList();
    } catch (CallProblem outOfReach) {
      throw new AdminException(AdminProblem.BUSY);
    }
    return AdminAnswer.json(
        200,
        json -> {
          json.writeStringField("application", application);
          json.writeArrayFieldStart("accounts");
          for (Counted account : accounts) {
            write(json, account);
          }
          json.writeEndArray();
        });
  }

  private String application(Optional<String> named, Optional<String> agreement)
      throws AdminException {
    if (named.isPresent() || agreement.isEmpty()) {
      return named.orElseThrow(() -> new AdminException(AdminProblem.MALFORMED));
    }
    return grants.get().stream()
        .filter(grant -> grant.agreement().equals(agreement.get()))
        .map(Grant::applicationId)
        .findFirst()
        .orElseThrow(() -> new AdminException(AdminProblem.UNKNOWN));
  }

  private static Optional<String> asked(AdminRequest request, String name) {
    return Optional.ofNullable(request.query().get(name));
  }

  private static void write(JsonGenerator json, Counted counted) throws IOException {
    json.writeStartObject();
    of(json, counted.account());
    if (counted.standing().isPresent()) {
      buckets(json, counted.standing().get());
    } else {
      Limits limits = counted.limits();
      json.writeArrayFieldStart("buckets");
      for (Bucket bucket : limits.counted()) {
        bucket(json, bucket, limits.of(bucket), 0, limits.of(bucket));
        json.writeNullField("resets_at");
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** What an account is of. */
  static void of(JsonGenerator json, Account account) throws IOException {
    json.writeStringField("service", account.service());
    json.writeStringField("agreement", account.agreement().isEmpty() ? null : account.agreement());
  }

  /** What is left of an account, bucket by bucket. */
  static void buckets(JsonGenerator json, Standing standing) throws IOException {
    json.writeArrayFieldStart("buckets");
    for (Part part : standing.parts()) {
      bucket(json, part.bucket(), part.limit(), part.lent(), part.left());
      json.writeStringField(
          "resets_at",
          Instant.EPOCH
              .plus(part.resetAt(), ChronoUnit.MICROS)
              .truncatedTo(ChronoUnit.SECONDS)
              .toString());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Begins a bucket. */
  private static void bucket(JsonGenerator json, Bucket bucket, long limit, long leased, long left)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("bucket", bucket.word());
    json.writeNumberField("limit", limit);
    json.writeNumberField("used", Math.max(0, limit - leased - left));
    json.writeNumberField("leased", leased);
    json.writeNumberField("left", left);
  }
}
