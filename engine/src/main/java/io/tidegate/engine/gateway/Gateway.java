package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.EndpointTable;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Everything served under {@code /api}, the documents answers link to, the description of it at
 * {@code /api/openapi.json}, and the page that explains problems.
 */
public final class Gateway {
  static final String CHALLENGE = "Bearer realm=\"tidegate\"";
  private static final String API = "/api/*";
  private static final String DESCRIPTION = "/api/openapi.json";
  private static final int CONCURRENT_DESCRIPTIONS = 16;

  /** Each may hold ten megabytes. */
  private static final int CONCURRENT_DOCUMENTS = 8;

  private final Pipeline endpoints;
  private final Pipeline description;
  private final Pipeline documents;
  private final String problemPage = ProblemPage.render();

  /**
   * Puts the gateway together.
   *
   * @param live the table in force; asked once for each request
   */
  public Gateway(
      Supplier<EndpointTable> live,
      Authenticator authenticator,
      SignatureCheck signatures,
      Grants grants,
      DocumentLinks links,
      Documents documents,
      Digest digest,
      GatewaySettings settings,
      Clock clock) {
    this(
        live,
        authenticator,
        signatures,
        grants,
        links,
        documents,
        digest,
        settings,
        Standing.ALWAYS,
        caller -> true,
        clock);
  }

  /**
   * Puts the gateway of a node among others together.
   *
   * @param standing whether this node may answer
   * @param keys whether a key that was shown is good still
   */
  public Gateway(
      Supplier<EndpointTable> live,
      Authenticator authenticator,
      SignatureCheck signatures,
      Grants grants,
      DocumentLinks links,
      Documents documents,
      Digest digest,
      GatewaySettings settings,
      Standing standing,
      LiveKeys keys,
      Clock clock) {
    this(
        live,
        new AuthenticateStep(authenticator, signatures, digest),
        grants,
        links,
        documents,
        digest,
        settings,
        new StandingStep(standing),
        keys,
        clock);
  }

  private Gateway(
      Supplier<EndpointTable> live,
      AuthenticateStep authenticate,
      Grants grants,
      DocumentLinks links,
      Documents documents,
      Digest digest,
      GatewaySettings settings,
      StandingStep standing,
      LiveKeys keys,
      Clock clock) {
    this(
        live,
        before(standing, steps(authenticate, grants, settings, clock)),
        before(standing, linkSteps(authenticate, grants, links, settings)),
        List.of(standing, new KeyStep(keys), new GrantStep(grants)),
        new DocumentWork(links, documents),
        digest,
        settings,
        clock);
  }

  Gateway(
      Supplier<EndpointTable> live,
      List<Step> steps,
      List<Step> linkSteps,
      Work documentWork,
      Digest digest,
      GatewaySettings settings,
      Clock clock) {
    this(live, steps, linkSteps, List.of(), documentWork, digest, settings, clock);
  }

  Gateway(
      Supplier<EndpointTable> live,
      List<Step> steps,
      List<Step> linkSteps,
      List<Step> leaving,
      Work documentWork,
      Digest digest,
      GatewaySettings settings,
      Clock clock) {
    Objects.requireNonNull(live, "live");
    this.endpoints =
        new Pipeline(
            live,
            steps,
            leaving,
            new EndpointWork(clock),
            digest,
            CHALLENGE,
            settings.maxConcurrentAnswers());
    this.description =
        Pipeline.ofDocuments(
            live, settings, new DescriptionWork(), digest, CHALLENGE, CONCURRENT_DESCRIPTIONS);
    this.documents =
        new Pipeline(
            live, linkSteps, leaving, documentWork, digest, CHALLENGE, CONCURRENT_DOCUMENTS);
  }

  private static List<Step> before(Step first, List<Step> others) {
    List<Step> steps = new ArrayList<>();
    steps.add(first);
    steps.addAll(others);
    return steps;
  }

  /** The steps of a link: those of a call, with the link in place of the path. */
  static List<Step> linkSteps(
      AuthenticateStep authenticate, Grants grants, DocumentLinks links, GatewaySettings settings) {
    return List.of(
        new LimitStep(settings),
        new PathStep(),
        new LinkStep(links),
        new MethodStep(),
        authenticate,
        new GrantStep(grants));
  }

  /** The steps a call passes, in their order: what costs least and tells least comes first. */
  static List<Step> steps(
      AuthenticateStep authenticate, Grants grants, GatewaySettings settings, Clock clock) {
    return List.of(
        new LimitStep(settings),
        new PathStep(),
        new RouteStep(),
        new MethodStep(),
        authenticate,
        new GrantStep(grants),
        new AcceptStep(),
        new ParameterStep(new ParameterReader(clock)));
  }

  /**
   * Serves from a router. What the router itself refuses, anywhere, becomes a problem document as
   * well.
   */
  public void attach(Router router) {
    router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
    for (int status : List.of(400, 404, 405, 406, 413, 414, 415, 431, 500)) {
      router.errorHandler(status, this::failed);
    }
    router.route(DESCRIPTION).handler(description::serve);
    router.route(DocumentLinks.PATH + "*").handler(documents::serve);
    router.route(API).handler(endpoints::serve);
    router.route(HttpMethod.GET, ProblemDocument.PAGE).handler(this::explain);
  }

  private void explain(RoutingContext routing) {
    routing
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(problemPage);
  }

  private void failed(RoutingContext routing) {
    ProblemCode code =
        switch (routing.statusCode()) {
          case 400, 415 -> ProblemCode.PATH_MALFORMED;
          case 401 -> ProblemCode.AUTH_MISSING;
          case 403 -> ProblemCode.GRANT_REQUIRED;
          case 404 -> ProblemCode.PATH_UNKNOWN;
          case 405 -> ProblemCode.METHOD;
          case 406 -> ProblemCode.NOT_ACCEPTABLE;
          case 413, 414, 431 -> ProblemCode.TOO_LARGE;
          // the router itself trips over a broken escape and calls it an error of its own
          default -> decodes(routing) ? ProblemCode.INTERNAL : ProblemCode.PATH_MALFORMED;
        };
    endpoints.refuse(routing, code, code == ProblemCode.INTERNAL ? routing.failure() : null);
  }

  private static boolean decodes(RoutingContext routing) {
    return PercentDecoder.decode(routing.request().path(), false).isPresent();
  }
}
