package io.tidegate.engine.gateway;

import io.tidegate.engine.answer.AnswerForm;
import io.tidegate.engine.gateway.ReadTargets.ReadTarget;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.quota.Figures;
import io.tidegate.engine.quota.Verdict;
import io.tidegate.engine.read.RunningStatements;
import io.tidegate.engine.signature.Thumbprint;
import io.tidegate.engine.trace.CallFacts;
import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLSession;

/**
 * One request and what the steps found out about it. Filled by one thread at a time, on the event
 * loop and then on the thread of the work; a step that did not run leaves its finding at the least:
 * no endpoint, no caller, no parameters.
 */
public final class Exchange {
  static final CharSequence API_KEY = HttpHeaders.createOptimized("X-API-Key");
  private static final int FIRST_FAULT_OF_OURS = 500;

  /** The header of HTTP's own schemes. */
  public static final CharSequence AUTHORIZATION = HttpHeaders.AUTHORIZATION;

  private final RoutingContext routing;
  private final HttpServerRequest request;
  private final String traceId;
  private final Language language;
  private final RunningStatements running = new RunningStatements();
  private final Instant at;
  private final boolean signed;
  private final long beganNanos = System.nanoTime();
  private EndpointTable table;
  private boolean booksClosed;
  private CallFacts facts;
  private RequestPath path;
  private RouteTable.Match match;
  private ReadTarget known;
  private DocumentLinks.Claim claim;
  private DocumentLinks.Target target;
  private Identity caller;
  private AnswerSigning signing;
  private Verdict verdict;
  private long grants;
  private AnswerForm form = AnswerForm.JSON;
  private ServedTerms served;
  private Optional<String> owner = Optional.empty();
  private CheckedParameters parameters =
      new CheckedParameters(Map.of(), Optional.empty(), OptionalInt.empty(), Optional.empty());

  /**
   * Begins.
   *
   * @param at when the request came
   */
  Exchange(RoutingContext routing, EndpointTable table, Instant at) {
    this.routing = Objects.requireNonNull(routing, "routing");
    this.request = routing.request();
    this.table = Objects.requireNonNull(table, "table");
    this.at = Objects.requireNonNull(at, "at");
    this.traceId = newTraceId();
    this.language = Language.preferred(headers(HttpHeaders.ACCEPT_LANGUAGE));
    this.signed = SignedCallReader.isSigned(request);
    routing.addEndHandler(this::over);
  }

  /** What failed here is not charged; a caller who left got what it asked for as far as we know. */
  private void over(AsyncResult<Void> ended) {
    if (facts != null) {
      running.trace().ifPresent(trace -> trace.end(facts));
    }
    if (verdict instanceof Verdict.Admitted admitted) {
      admitted
          .ticket()
          .end(ended.succeeded() && routing.response().getStatusCode() >= FIRST_FAULT_OF_OURS);
    }
  }

  // names a request in logs and answers and guards nothing, so it need not be hard to guess
  private static String newTraceId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  HttpServerRequest request() {
    return request;
  }

  RoutingContext routing() {
    return routing;
  }

  /** Every header of a name, in order. */
  public List<String> headers(CharSequence name) {
    MultiMap headers = request.headers();
    return headers.contains(name) ? headers.getAll(name) : List.of();
  }

  /** The address of the socket the request came by, in numbers. */
  public String address() {
    return request.connection().remoteAddress().hostAddress();
  }

  /**
   * The thumbprint of the certificate the client of this connection showed, which the listener has
   * found good; empty without one.
   */
  Optional<String> certificate() {
    SSLSession session = routing.request().sslSession();
    return session == null ? Optional.empty() : Thumbprint.shown(session);
  }

  /** When the request came. */
  Instant at() {
    return at;
  }

  /** When the request came, as {@link System#nanoTime} counts. */
  long beganNanos() {
    return beganNanos;
  }

  /** True the first time it is asked: a request is put on record once. */
  boolean closeBooks() {
    boolean first = !booksClosed;
    booksClosed = true;
    return first;
  }

  /** What came of it, for who follows it. */
  void came(CallFacts found) {
    facts = found;
  }

  /** What came of it so far; absent when nobody follows it. */
  Optional<CallFacts> came() {
    return Optional.ofNullable(facts);
  }

  void at(RequestPath found) {
    path = found;
  }

  /**
   * Where the request goes.
   *
   * @throws IllegalStateException before its path is read
   */
  public RequestPath path() {
    if (path == null) {
      throw new IllegalStateException("the path is not read yet");
    }
    return path;
  }

  /** What it is answered under: what was live when the request came, or since. */
  public EndpointTable table() {
    return table;
  }

  /** Answers it under another table, unless its endpoint is not in force there any more. */
  void carryOver(EndpointTable other) {
    if (matched().map(other.endpoints()::contains).orElse(true)) {
      table = other;
    }
  }

  /** 32 hexadecimal digits that name the request in logs and in its answer. */
  public String traceId() {
    return traceId;
  }

  /** What runs for it in databases. */
  RunningStatements running() {
    return running;
  }

  public Language language() {
    return language;
  }

  void routedTo(RouteTable.Match found) {
    match = found;
  }

  /**
   * The endpoint it is for.
   *
   * @throws IllegalStateException before it is routed
   */
  LiveEndpoint endpoint() {
    return routed().endpoint();
  }

  /** The endpoint it is for; empty before it is routed. */
  Optional<LiveEndpoint> matched() {
    return Optional.ofNullable(match).map(RouteTable.Match::endpoint);
  }

  void claims(DocumentLinks.Claim read) {
    claim = read;
  }

  /**
   * The link it was made with.
   *
   * @throws IllegalStateException when it is for no document
   */
  DocumentLinks.Claim claim() {
    if (claim == null) {
      throw new IllegalStateException("the request is for no document");
    }
    return claim;
  }

  /** Whether it is for an endpoint that serves callers without a key. */
  boolean admitsAnybody() {
    return match != null && match.endpoint().plan().anonymous();
  }

  void leadsTo(DocumentLinks.Target found) {
    target = found;
  }

  /**
   * The document its link leads to.
   *
   * @throws IllegalStateException before it is known that the caller holds the link
   */
  DocumentLinks.Target target() {
    if (target == null) {
      throw new IllegalStateException("it is not known where the link leads");
    }
    return target;
  }

  /** The values of the parameters in the path, not checked yet. */
  Map<String, String> pathValues() {
    return routed().values();
  }

  private RouteTable.Match routed() {
    if (match == null) {
      throw new IllegalStateException("the request is not routed yet");
    }
    return match;
  }

  /** Whether it says that it is signed. */
  boolean isSigned() {
    return signed;
  }

  /** Whether a credential was sent, good or not. */
  boolean showsCredential() {
    return signed
        || request.headers().contains(API_KEY)
        || request.headers().contains(AUTHORIZATION);
  }

  void calledBy(Identity identity) {
    caller = identity;
  }

  /** Who calls; empty for an anonymous caller. */
  Optional<Identity> caller() {
    return Optional.ofNullable(caller);
  }

  void answerSigned(AnswerSigning how) {
    signing = how;
  }

  /** How its answer is signed; empty when it is not. */
  Optional<AnswerSigning> signing() {
    return Optional.ofNullable(signing);
  }

  void judged(Verdict found) {
    verdict = found;
  }

  /** Whether the call is admitted; empty before it was counted. */
  Optional<Verdict> verdict() {
    return Optional.ofNullable(verdict);
  }

  /** What the caller is told of its calls; empty when they were not counted. */
  Optional<Figures> figures() {
    return switch (verdict) {
      case null -> Optional.empty();
      case Verdict.Admitted admitted -> admitted.ticket().figures();
      case Verdict.Refused refused -> Optional.of(refused.figures());
      case Verdict.OutOfReach outOfReach -> Optional.empty();
    };
  }

  void grants(long version) {
    grants = version;
  }

  /** A number that is another one whenever the caller's grants are others. */
  long grants() {
    return grants;
  }

  /** Whether a packed answer is wanted. */
  boolean wantsGzip() {
    return Negotiation.wantsGzip(headers(HttpHeaders.ACCEPT_ENCODING));
  }

  void answeredIn(AnswerForm chosen) {
    form = chosen;
  }

  /** The form the answer is wanted in. */
  AnswerForm form() {
    return form;
  }

  void calledFor(Optional<String> enterprise) {
    owner = enterprise;
  }

  /** The enterprise whose records alone are asked for; empty when the caller calls for itself. */
  Optional<String> owner() {
    return owner;
  }

  void servedOn(ServedTerms found) {
    served = found;
  }

  /** On what terms it is served; empty before they are known. */
  Optional<ServedTerms> served() {
    return Optional.ofNullable(served);
  }

  /** The values that are answered, and no others; all of the plan's when absent. */
  Optional<SortedSet<String>> fields() {
    return parameters.fields().or(() -> served().flatMap(ServedTerms::fields));
  }

  /** The agreement it is called under; absent without one. */
  Optional<String> agreement() {
    return served == null ? Optional.empty() : served.agreement();
  }

  /**
   * The terms the caller is served on, its limit among them.
   *
   * @throws IllegalStateException before they are known
   */
  PlannedTerms terms() {
    if (served == null) {
      throw new IllegalStateException("it is not known whether the caller is served");
    }
    return served.terms();
  }

  void checked(CheckedParameters found) {
    parameters = found;
  }

  /** Its target was read before: path, endpoint and parameters are known. */
  void known(ReadTarget read) {
    path = read.path();
    match = read.match();
    known = read;
  }

  /** Whether its parameters were checked with its target, for a caller that gets all fields. */
  boolean checkedBefore() {
    if (known != null) {
      parameters = known.parameters();
    }
    return known != null;
  }

  /** What its target was read as. */
  ReadTarget readTarget() {
    return new ReadTarget(table, path(), routed(), parameters);
  }

  CheckedParameters parameters() {
    return parameters;
  }
}
