package io.tidegate.engine.gateway;

import io.tidegate.engine.accounting.CallAccount;
import io.tidegate.engine.answer.AnswerForm;
import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.read.Bulkheads;
import io.tidegate.engine.trace.CallTraces;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

  /** Asking what is left costs a caller nothing, and the platform a question to its database. */
  private static final int CONCURRENT_OWN = 8;

  /** For a turn at the services of a provider. */
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  private static final String OWN_QUOTA = "/me/quota";

  private final Pipeline endpoints;
  private final Pipeline description;
  private final Pipeline documents;
  private final Pipeline own;
  private final String problemPage = ProblemPage.render();

  /**
   * Puts the gateway together.
   *
   * @param live the table in force; asked once for each request
   * @param account where calls are put on record
   */
  public Gateway(
      Supplier<EndpointTable> live,
      Authenticator authenticator,
      SignatureCheck signatures,
      Grants grants,
      DocumentLinks links,
      Documents documents,
      Metering metering,
      AnswerCache cache,
      Digest digest,
      CallAccount account,
      GatewaySettings settings,
      Clock clock) {
    this(
        live,
        authenticator,
        signatures,
        grants,
        links,
        documents,
        metering,
        cache,
        digest,
        account,
        CallTraces.off(),
        settings,
        Standing.ALWAYS,
        caller -> true,
        clock);
  }

  /**
   * Puts the gateway of a node among others together.
   *
   * @param live the table in force; asked once for each request
   * @param account where calls are put on record
   * @param traces which calls are followed
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
      Metering metering,
      AnswerCache cache,
      Digest digest,
      CallAccount account,
      CallTraces traces,
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
        metering,
        cache,
        digest,
        account,
        traces,
        settings,
        new StandingStep(standing, live),
        keys,
        clock);
  }

  private Gateway(
      Supplier<EndpointTable> live,
      AuthenticateStep authenticate,
      Grants grants,
      DocumentLinks links,
      Documents documents,
      Metering metering,
      AnswerCache cache,
      Digest digest,
      CallAccount account,
      CallTraces traces,
      GatewaySettings settings,
      StandingStep standing,
      LiveKeys keys,
      Clock clock) {
    this(
        live,
        followed(
            traces,
            before(
                standing,
                steps(
                    authenticate,
                    grants,
                    new QuotaStep(metering.quota(), metering.terms()),
                    settings,
                    clock))),
        followed(
            traces,
            before(
                standing,
                linkSteps(
                    authenticate,
                    grants,
                    new QuotaStep(metering.quota(), metering.terms()),
                    links,
                    settings))),
        List.of(standing, new KeyStep(keys), new GrantStep(new TermsFinder(grants))),
        new DocumentWork(documents),
        before(standing, ownSteps(authenticate, settings)),
        List.of(standing, new KeyStep(keys)),
        new OwnQuotaWork(
            new ApplicationQuota(metering.own(), metering.terms(), new TermsFinder(grants))),
        cache,
        digest,
        account,
        settings,
        clock);
  }

  /** One of which nothing is asked again before an answer leaves. */
  Gateway(
      Supplier<EndpointTable> live,
      List<Step> steps,
      List<Step> linkSteps,
      Work documentWork,
      List<Step> ownSteps,
      Work ownQuota,
      AnswerCache cache,
      Digest digest,
      CallAccount account,
      GatewaySettings settings,
      Clock clock) {
    this(
        live,
        steps,
        linkSteps,
        List.of(),
        documentWork,
        ownSteps,
        List.of(),
        ownQuota,
        cache,
        digest,
        account,
        settings,
        clock);
  }

  private Gateway(
      Supplier<EndpointTable> live,
      List<Step> steps,
      List<Step> linkSteps,
      List<Step> leaving,
      Work documentWork,
      List<Step> ownSteps,
      List<Step> ownLeaving,
      Work ownQuota,
      AnswerCache cache,
      Digest digest,
      CallAccount account,
      GatewaySettings settings,
      Clock clock) {
    Objects.requireNonNull(live, "live");
    Bookkeeping books = new Bookkeeping(account, clock);
    this.endpoints =
        new Pipeline(
            live,
            steps,
            leaving,
            new EndpointWork(
                cache,
                clock,
                new Bulkheads(
                    settings.maxConcurrentOfProvider(),
                    settings.maxConcurrentOfProvider(),
                    LONGEST_WAIT)),
            EntityTags::digest,
            CHALLENGE,
            settings.maxConcurrentAnswers(),
            settings,
            books);
    this.description =
        Pipeline.ofDocuments(
            live,
            settings,
            new DescriptionWork(),
            EntityTags::digest,
            CHALLENGE,
            CONCURRENT_DESCRIPTIONS);
    this.documents =
        new Pipeline(
            live,
            linkSteps,
            leaving,
            documentWork,
            EntityTags::digest,
            CHALLENGE,
            CONCURRENT_DOCUMENTS,
            settings,
            books);
    this.own =
        new Pipeline(
            live,
            ownSteps,
            ownLeaving,
            ownQuota,
            EntityTags::digest,
            CHALLENGE,
            CONCURRENT_OWN,
            settings,
            Bookkeeping.none());
  }

  /** The steps of calls that are followed; the same ones where none is. */
  private static List<Step> followed(CallTraces traces, List<Step> steps) {
    return traces.isOn() ? before(new TraceStep(traces), steps) : steps;
  }

  private static List<Step> before(Step first, List<Step> others) {
    List<Step> steps = new ArrayList<>();
    steps.add(first);
    steps.addAll(others);
    return steps;
  }

  /** The steps of a link: those of a call, with the link in place of the path. */
  static List<Step> linkSteps(
      AuthenticateStep authenticate,
      Grants grants,
      QuotaStep quota,
      DocumentLinks links,
      GatewaySettings settings) {
    return List.of(
        new LimitStep(settings),
        PathStep.each(),
        new LinkStep(links),
        new MethodStep(),
        authenticate,
        new GrantStep(new TermsFinder(grants)),
        // a link of somebody else's is not even counted, like one that was made up
        new HolderStep(links),
        quota);
  }

  /** The steps of who asks about itself: there is no service to be granted or counted. */
  static List<Step> ownSteps(AuthenticateStep authenticate, GatewaySettings settings) {
    return List.of(
        new LimitStep(settings),
        PathStep.each(),
        new MethodStep(),
        new AcceptStep(List.of(AnswerForm.JSON)),
        authenticate);
  }

  /** The steps a call passes, in their order: what costs least and tells least comes first. */
  static List<Step> steps(
      AuthenticateStep authenticate,
      Grants grants,
      QuotaStep quota,
      GatewaySettings settings,
      Clock clock) {
    ReadTargets targets = new ReadTargets();
    return List.of(
        new LimitStep(settings),
        new PathStep(targets),
        new RouteStep(),
        new MethodStep(),
        authenticate,
        new TimingStep(settings.serverTiming().orElse(Set.of())),
        new GrantStep(new TermsFinder(grants)),
        new AcceptStep(AnswerForm.all()),
        new ParameterStep(new ParameterReader(clock), targets),
        quota);
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
    router.route(OWN_QUOTA).handler(own::serve);
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
