package io.tidegate.engine.admin;

import io.tidegate.engine.admin.AccountCheck.SignedIn;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.detect.LiveSampling;
import io.tidegate.engine.gateway.Exchange;
import io.tidegate.engine.gateway.Work;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.LiveEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Answers {@code /admin/v1/services}, {@code /admin/v1/services/{id}}, {@code
 * /admin/v1/route-steps} and {@code /admin/v1/detections} to staff.
 */
final class ServicesWork implements Work {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final List<String> SERVICES = List.of("admin", "v1", "services");

  private static final List<String> ROUTE_STEPS = List.of("admin", "v1", "route-steps");

  private static final List<String> DETECTIONS = List.of("admin", "v1", "detections");

  private final Credentials credentials;
  private final LiveSampling sampling;

  ServicesWork(AccountCheck accounts, LiveSampling sampling) {
    this.sampling = Objects.requireNonNull(sampling, "sampling");
    this.credentials = new Credentials(accounts);
  }

  @Override
  public Duration timeout(Exchange exchange) {
    return TIMEOUT;
  }

  @Override
  public Answer answer(Exchange exchange) throws CallProblem {
    authenticate(exchange);
    List<String> segments = exchange.path().segments();
    int known = SERVICES.size();
    if (segments.equals(SERVICES)) {
      return Answer.of(ServicesDocument.list(exchange.table()));
    }
    if (segments.equals(ROUTE_STEPS)) {
      return Answer.of(RouteStepsDocument.all());
    }
    if (segments.equals(DETECTIONS)) {
      return Answer.of(DetectionsDocument.of(sampling));
    }
    if (segments.size() == known + 1 && segments.subList(0, known).equals(SERVICES)) {
      String service = segments.getLast();
      List<LiveEndpoint> releases =
          exchange.table().endpoints().stream()
              .filter(e -> e.plan().service().equals(service))
              .toList();
      if (!releases.isEmpty()) {
        return Answer.of(ServicesDocument.service(service, releases));
      }
    }
    throw new CallProblem(ProblemCode.PATH_UNKNOWN);
  }

  // before anything else, so that a stranger cannot tell what is there
  private void authenticate(Exchange exchange) throws CallProblem {
    try {
      Optional<SignedIn> signedIn =
          credentials.asker(exchange::headers, exchange.address(), false, false).signedIn();
      if (signedIn.isEmpty()) {
        throw new CallProblem(ProblemCode.AUTH_MISSING);
      }
      if (!(signedIn.get().role() instanceof StaffRole) || signedIn.get().mustChange()) {
        throw new CallProblem(ProblemCode.AUTH_INVALID);
      }
    } catch (AdminException e) {
      throw new CallProblem(
          e.problem() == AdminProblem.BUSY ? ProblemCode.BUSY : ProblemCode.AUTH_INVALID);
    }
  }
}
