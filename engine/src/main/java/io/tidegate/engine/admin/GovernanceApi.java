package io.tidegate.engine.admin;

import io.tidegate.engine.admin.AccountCheck.Organisation;
import io.tidegate.engine.admin.AccountCheck.SignedIn;
import io.tidegate.engine.explain.CheckReport;
import io.tidegate.engine.gateway.BodyDeadline;
import io.tidegate.engine.gateway.Challenge;
import io.tidegate.engine.gateway.Language;
import io.tidegate.engine.gateway.ProblemDocument;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.rules.workbook.PackWorkbook;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Serves the routes of staff, of people of organisations and of those who sign in. Whoever calls
 * has a session or sends HTTP Basic; the role is looked at before anything else is, so that nobody
 * learns from an answer what is there. An act that was begun is finished, whether the caller waits
 * for it or not.
 */
final class GovernanceApi {
  private static final Logger LOG = Logger.getLogger(GovernanceApi.class);
  private static final String DESCRIPTION = "/admin/v1/openapi.json";

  /** What is only read there is served by {@link AdminServices}. */
  private static final String ALSO_ELSEWHERE = "/admin/v1/services";

  private static final String CHALLENGE = "Basic realm=\"tidegate admin\", charset=\"UTF-8\"";

  /**
   * A workbook of a pack, the largest that is taken, and one byte that shows that there is more.
   */
  private static final long LARGEST_BODY = PackWorkbook.MAX_BYTES + 1L;

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{8,128}");

  /** What somebody who has not signed in can make us read. */
  private static final long LARGEST_OPEN_BODY = 64L * 1024;

  /** More acts at once would starve the calls. */
  private static final int CONCURRENT = 64;

  /** What somebody may do before anything else. */
  private static final String SESSION = "/session/";

  private final List<AdminRoute> routes;
  private final Credentials credentials;
  private final Refusals refusals;
  private final Repeats repeats;
  private final Duration bodyTime;
  private final byte[] description;
  private final Semaphore permits = new Semaphore(CONCURRENT);

  /**
   * @param bodyTime how long a body may take to come whole
   */
  GovernanceApi(
      List<AdminRoute> routes,
      AccountCheck accounts,
      Refusals refusals,
      Duration bodyTime,
      Clock clock) {
    this.routes = List.copyOf(routes);
    this.credentials = new Credentials(accounts);
    this.refusals = Objects.requireNonNull(refusals, "refusals");
    this.bodyTime = Objects.requireNonNull(bodyTime, "bodyTime");
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
    BodyHandler openBodies = BodyHandler.create(false).setBodyLimit(LARGEST_OPEN_BODY);
    SortedMap<String, BodyHandler> paths = new TreeMap<>();
    for (AdminRoute route : routes) {
      String[] parts = route.template().split("/");
      String first = String.join("/", parts[0], parts[1], parts[2], parts[3]);
      for (String path :
          first.equals(ALSO_ELSEWHERE)
              ? List.of(route.template().replaceAll("\\{([a-z]+)}", ":$1"))
              : List.of(first, first + "/*")) {
        paths.merge(
            path,
            route.open() ? openBodies : bodies,
            (one, other) -> one == openBodies ? one : other);
      }
    }
    paths.forEach(
        (path, handler) ->
            router
                .route(path)
                .handler(new BodyDeadline(bodyTime))
                .handler(handler)
                .handler(this::serve)
                .failureHandler(this::tooLarge));
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
    HttpServerRequest request = routing.request();
    String method = request.method().name();
    Asker asker =
        credentials.asker(
            request.headers()::getAll,
            request.remoteAddress().hostAddress(),
            request.isSSL(),
            AdminRoute.changes(method));
    String path = request.path();
    List<AdminRoute> here = routes.stream().filter(r -> r.match(path).isPresent()).toList();
    if (asker.signedIn().isEmpty() && here.stream().noneMatch(AdminRoute::open)) {
      throw new AdminException(AdminProblem.MISSING);
    }
    AdminRoute route =
        here.stream()
            .filter(r -> r.method().equals(method))
            // a written name in a template goes before a parameter
            .min((a, b) -> Integer.compare(parameters(a), parameters(b)))
            .orElseThrow(
                () ->
                    new AdminException(
                        here.isEmpty() ? AdminProblem.UNKNOWN : AdminProblem.METHOD));
    admit(asker, route, method + " " + path);
    AdminRequest asked =
        new AdminRequest(
            asker,
            route.match(path).orElseThrow(),
            query(routing),
            Optional.ofNullable(request.getHeader("If-Match")),
            body(routing));
    Optional<String> key = key(routing, route);
    try {
      return key.isPresent()
          ? repeats.once(key.get(), method + " " + path, asked, route.act())
          : route.act().run(asked);
    } catch (GovernanceException e) {
      throw AdminException.of(e);
    }
  }

  private void admit(Asker asker, AdminRoute route, String operation) throws AdminException {
    if (route.open()) {
      return;
    }
    SignedIn signedIn =
        asker.signedIn().orElseThrow(() -> new AdminException(AdminProblem.MISSING));
    if (AdminRoute.changes(route.method()) && !asker.proven()) {
      throw new AdminException(AdminProblem.CSRF);
    }
    if (!route.roles().contains(signedIn.role())) {
      refusals.add(signedIn.login(), "refused", operation, signedIn.role().name());
      throw new AdminException(AdminProblem.ROLE);
    }
    boolean ofSessions = route.template().startsWith(SESSION);
    if (signedIn.mustChange() && !ofSessions && !route.template().equals(StaffRoutes.PASSWORD)) {
      throw new AdminException(AdminProblem.PASSWORD);
    }
    if (AdminRoute.changes(route.method())
        && !ofSessions
        && signedIn.organisation().map(Organisation::suspended).orElse(false)) {
      throw new AdminException(AdminProblem.SUSPENDED);
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
    response.setStatusCode(answer.status());
    if (answer.status() == AdminAnswer.NO_CONTENT) {
      response.end();
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, answer.type()).end(Buffer.buffer(answer.body()));
    }
  }

  private void problem(RoutingContext routing, String traceId, AdminException refused) {
    HttpServerResponse response = routing.response();
    if (response.ended() || response.closed()) {
      return;
    }
    headers(response, traceId);
    AdminProblem problem = refused.problem();
    // programs of staff are told; who signs in by the form is told by the form
    if (problem.status() == 401
        && routing.request().path().startsWith("/admin/")
        && Challenge.wanted(routing.request().headers()::getAll)) {
      response.putHeader("WWW-Authenticate", CHALLENGE);
    }
    if (!refused.retryAfter().isZero()) {
      response.putHeader("Retry-After", Long.toString(refused.retryAfter().toSeconds() + 1));
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
