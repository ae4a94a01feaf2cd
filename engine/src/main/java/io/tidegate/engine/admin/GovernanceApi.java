package io.tidegate.engine.admin;

import io.tidegate.engine.admin.AccountCheck.SignedIn;
import io.tidegate.engine.explain.CheckReport;
import io.tidegate.engine.gateway.Language;
import io.tidegate.engine.gateway.ProblemDocument;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.rules.workbook.PackWorkbook;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Serves the routes of staff that change something. Whoever calls signs in with HTTP Basic; the
 * role is looked at before anything else is, so that nobody learns from an answer what is there. An
 * act that was begun is finished, whether the caller waits for it or not.
 */
final class GovernanceApi {
  private static final Logger LOG = Logger.getLogger(GovernanceApi.class);
  private static final String DESCRIPTION = "/admin/v1/openapi.json";

  /** What is only read there is served by {@link AdminServices}. */
  private static final String ALSO_ELSEWHERE = "services";

  private static final String CHALLENGE = "Basic realm=\"tidegate admin\", charset=\"UTF-8\"";

  /**
   * A workbook of a pack, the largest that is taken, and one byte that shows that there is more.
   */
  private static final long LARGEST_BODY = PackWorkbook.MAX_BYTES + 1L;

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{8,128}");

  /** Hashing a password is made to cost time; more of it at once would starve the calls. */
  private static final int CONCURRENT = 4;

  private final List<AdminRoute> routes;
  private final AccountCheck accounts;
  private final Refusals refusals;
  private final Repeats repeats;
  private final byte[] description;
  private final Semaphore permits = new Semaphore(CONCURRENT);

  GovernanceApi(List<AdminRoute> routes, AccountCheck accounts, Refusals refusals, Clock clock) {
    this.routes = List.copyOf(routes);
    this.accounts = Objects.requireNonNull(accounts, "accounts");
    this.refusals = Objects.requireNonNull(refusals, "refusals");
    this.repeats = new Repeats(clock);
    this.description = AdminOpenApi.of(this.routes);
  }

  /** Keeps on record who was refused what. */
  @FunctionalInterface
  interface Refusals {
    void add(String actor, String act, String subject, String detail);
  }

  /** Serves from a router; what is not here is left to the routes that come after. */
  void attach(Router router) {
    BodyHandler bodies = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
    SortedSet<String> paths = new TreeSet<>();
    for (AdminRoute route : routes) {
      String first = route.template().split("/")[3];
      if (first.equals(ALSO_ELSEWHERE)) {
        paths.add(route.template().replaceAll("\\{([a-z]+)}", ":$1"));
      } else {
        paths.addAll(List.of("/admin/v1/" + first, "/admin/v1/" + first + "/*"));
      }
    }
    for (String path : paths) {
      router.route(path).handler(bodies).handler(this::serve).failureHandler(this::tooLarge);
    }
    router.get(DESCRIPTION).handler(this::describe);
  }

  /** A body that is too large is a problem like any other. */
  private void tooLarge(RoutingContext routing) {
    if (routing.statusCode() == 413) {
      problem(routing, traceId(), new AdminException(AdminProblem.LARGE));
    } else {
      routing.next();
    }
  }

  private void describe(RoutingContext routing) {
    headers(routing.response(), traceId());
    routing
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .end(Buffer.buffer(description));
  }

  private void serve(RoutingContext routing) {
    String traceId = traceId();
    Context context = routing.vertx().getOrCreateContext();
    if (!permits.tryAcquire()) {
      problem(routing, traceId, new AdminException(AdminProblem.BUSY));
      return;
    }
    Thread.ofVirtual()
        .name("admin-" + traceId)
        .start(
            () -> {
              try {
                AdminAnswer answer = answer(routing);
                context.runOnContext(ignored -> answer(routing, traceId, answer));
              } catch (AdminException e) {
                context.runOnContext(ignored -> problem(routing, traceId, e));
              } catch (RuntimeException | Error e) {
                LOG.errorf(e, "request %s broke", traceId);
                context.runOnContext(
                    ignored ->
                        problem(routing, traceId, new AdminException(AdminProblem.INTERNAL)));
              } finally {
                permits.release();
              }
            });
  }

  private AdminAnswer answer(RoutingContext routing) throws AdminException {
    BasicCredential credential = credential(routing);
    SignedIn signedIn =
        accounts
            .check(credential.login(), credential.password())
            .orElseThrow(() -> new AdminException(AdminProblem.CREDENTIAL));
    String path = routing.request().path();
    List<AdminRoute> here = routes.stream().filter(r -> r.match(path).isPresent()).toList();
    String method = routing.request().method().name();
    AdminRoute route =
        here.stream()
            .filter(r -> r.method().equals(method))
            // a written name in a template goes before a parameter
            .min((a, b) -> Integer.compare(parameters(a), parameters(b)))
            .orElseThrow(
                () ->
                    new AdminException(
                        here.isEmpty() ? AdminProblem.UNKNOWN : AdminProblem.METHOD));
    if (!route.roles().contains(signedIn.role())) {
      refusals.add(credential.login(), "refused", method + " " + path, signedIn.role().name());
      throw new AdminException(AdminProblem.ROLE);
    }
    if (signedIn.mustChange() && !route.template().equals(StaffRoutes.PASSWORD)) {
      throw new AdminException(AdminProblem.PASSWORD);
    }
    AdminRequest request =
        new AdminRequest(
            credential.login(),
            route.match(path).orElseThrow(),
            query(routing),
            Optional.ofNullable(routing.request().getHeader("If-Match")),
            body(routing));
    Optional<String> key = key(routing, route);
    try {
      return key.isPresent()
          ? repeats.once(key.get(), method + " " + path, request, route.act())
          : route.act().run(request);
    } catch (GovernanceException e) {
      throw AdminException.of(e);
    }
  }

  /** The key of a request that makes something; others can be sent again as they are. */
  private static Optional<String> key(RoutingContext routing, AdminRoute route)
      throws AdminException {
    List<String> keys = routing.request().headers().getAll("Idempotency-Key");
    if (keys.isEmpty() || !route.makes()) {
      return Optional.empty();
    }
    if (keys.size() > 1 || !KEY.matcher(keys.getFirst()).matches()) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return Optional.of(keys.getFirst());
  }

  private static int parameters(AdminRoute route) {
    return (int) route.template().chars().filter(c -> c == '{').count();
  }

  private static BasicCredential credential(RoutingContext routing) throws AdminException {
    List<String> presented = routing.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (presented.isEmpty()) {
      throw new AdminException(AdminProblem.MISSING);
    }
    Optional<BasicCredential> credential =
        presented.size() == 1 ? BasicCredential.parse(presented.getFirst()) : Optional.empty();
    return credential.orElseThrow(() -> new AdminException(AdminProblem.CREDENTIAL));
  }

  private static Map<String, String> query(RoutingContext routing) throws AdminException {
    Map<String, String> query = new LinkedHashMap<>();
    for (Map.Entry<String, String> parameter : routing.queryParams()) {
      if (query.put(parameter.getKey(), parameter.getValue()) != null) {
        throw new AdminException(AdminProblem.MALFORMED);
      }
    }
    return query;
  }

  private static byte[] body(RoutingContext routing) {
    Buffer body = routing.body().buffer();
    return body == null ? new byte[0] : body.getBytes();
  }

  // ---- what leaves

  private static void answer(RoutingContext routing, String traceId, AdminAnswer answer) {
    HttpServerResponse response = routing.response();
    if (response.ended() || response.closed()) {
      return;
    }
    headers(response, traceId);
    answer.headers().forEach(response::putHeader);
    response
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, answer.type())
        .end(Buffer.buffer(answer.body()));
  }

  private void problem(RoutingContext routing, String traceId, AdminException refused) {
    HttpServerResponse response = routing.response();
    if (response.ended() || response.closed()) {
      return;
    }
    headers(response, traceId);
    AdminProblem problem = refused.problem();
    if (problem.status() == 401) {
      response.putHeader("WWW-Authenticate", CHALLENGE);
    }
    if (problem == AdminProblem.METHOD) {
      response.putHeader(
          HttpHeaders.ALLOW,
          routes.stream()
              .filter(r -> r.match(routing.request().path()).isPresent())
              .map(AdminRoute::method)
              .distinct()
              .collect(Collectors.joining(", ")));
    }
    Language language =
        Language.preferred(routing.request().headers().getAll(HttpHeaders.ACCEPT_LANGUAGE));
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag())
        .end(Buffer.buffer(document(refused, language, traceId)));
  }

  private static byte[] document(AdminException refused, Language language, String traceId) {
    AdminProblem problem = refused.problem();
    return AdminAnswer.object(
        json -> {
          json.writeStringField("type", ProblemDocument.PAGE + "#" + problem.id());
          json.writeStringField("title", language.of(problem.title()));
          json.writeNumberField("status", problem.status());
          json.writeStringField("detail", language.of(refused.detail()));
          json.writeStringField("code", problem.id());
          json.writeStringField("message_cn", refused.detail().zh());
          json.writeStringField("message_en", refused.detail().en());
          json.writeStringField("trace_id", traceId);
          if (!refused.diagnostics().isEmpty()) {
            json.writeArrayFieldStart("diagnostics");
            for (Diagnostic diagnostic : refused.diagnostics()) {
              CheckReport.diagnostic(json, diagnostic);
            }
            json.writeEndArray();
          }
        });
  }

  private static void headers(HttpServerResponse response, String traceId) {
    response
        .putHeader("X-TG-Trace-Id", traceId)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static String traceId() {
    HexFormat hex = HexFormat.of();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
