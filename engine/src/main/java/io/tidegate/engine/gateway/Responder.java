package io.tidegate.engine.gateway;

import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.answer.Representation;
import io.tidegate.engine.cache.Given;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Ending;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.route.data.ChinaTime;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Writes what leaves. Runs on the event loop of the request; a response that is over already is
 * left alone.
 */
final class Responder {
  private static final Logger LOG = Logger.getLogger(Responder.class);
  private static final CharSequence TRACE_ID = HttpHeaders.createOptimized("X-TG-Trace-Id");
  private static final CharSequence CACHE_STATUS = HttpHeaders.createOptimized("Cache-Status");
  private static final CharSequence EPOCH = HttpHeaders.createOptimized("X-TG-Epoch");
  private static final CharSequence TYPE_OPTIONS =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence VARIES =
      HttpHeaders.createOptimized("Accept, Accept-Encoding, Accept-Language");
  private static final CharSequence FOR_ALL = HttpHeaders.createOptimized("no-cache");
  private static final CharSequence FOR_ONE = HttpHeaders.createOptimized("private, no-cache");
  private static final CharSequence LIMIT = HttpHeaders.createOptimized("RateLimit-Limit");
  private static final CharSequence REMAINING = HttpHeaders.createOptimized("RateLimit-Remaining");
  private static final CharSequence RESET = HttpHeaders.createOptimized("RateLimit-Reset");

  private final String challenge;
  private final Bookkeeping books;

  /**
   * Makes a responder.
   *
   * @param challenge how to authenticate, as {@code WWW-Authenticate} says it
   * @param books where what leaves is put on record first
   */
  Responder(String challenge, Bookkeeping books) {
    this.challenge = Objects.requireNonNull(challenge, "challenge");
    this.books = Objects.requireNonNull(books, "books");
  }

  void answer(Exchange exchange, Reply.Whole reply) {
    Representation answer = reply.representation();
    HttpServerResponse response = exchange.routing().response();
    if (response.ended() || response.closed()) {
      return;
    }
    boolean unchanged =
        EntityTags.anyMatches(exchange.headers(HttpHeaders.IF_NONE_MATCH), answer.entityTag());
    if (!books.answered(
        exchange, unchanged ? 304 : 200, answer.tally(), unchanged ? 0 : answer.content().length)) {
      problem(exchange, books.full());
      return;
    }
    MultiMap headers = marked(exchange, response);
    headers.set(HttpHeaders.ETAG, answer.entityTag());
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      headers.set(header.getKey(), header.getValue());
    }
    if (reply.cache().isPresent()) {
      Given given = reply.cache().get();
      headers.set(CACHE_STATUS, Reply.Whole.status(given));
      if (given.origin() != Given.Origin.MADE) {
        headers.set(HttpHeaders.AGE, Long.toString(given.age().toSeconds()));
      }
    }
    keeping(exchange, headers);
    if (unchanged) {
      response.setStatusCode(304);
      signed(exchange, Buffer.buffer(), response::end);
      return;
    }
    headers.set(HttpHeaders.CONTENT_TYPE, answer.mediaType());
    if (answer.stored()) {
      // what a source stored must not run as if it were ours
      headers.set("Content-Disposition", "attachment");
      headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    }
    if (answer.gzip()) {
      headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    end(exchange, Buffer.buffer(answer.content()));
  }

  /**
   * Writes the head of a list that is sent part by part.
   *
   * @return whether the list is wanted
   */
  boolean head(Exchange exchange, Reply.Parts parts, boolean gzip) {
    HttpServerResponse response = exchange.routing().response();
    if (response.ended() || response.closed()) {
      return false;
    }
    MultiMap headers = marked(exchange, response);
    keeping(exchange, headers);
    headers.set(HttpHeaders.CONTENT_TYPE, parts.form().contentType());
    if (gzip) {
      headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      books.answered(exchange, response.getStatusCode(), AnswerTally.NOTHING, 0);
      response.end();
      return false;
    }
    return true;
  }

  /**
   * What others may keep: every use is asked about, for a revocation must be felt; what was given
   * for a credential is for its holder's eyes only.
   */
  private static void keeping(Exchange exchange, MultiMap headers) {
    headers.set(HttpHeaders.VARY, VARIES);
    headers.set(HttpHeaders.CACHE_CONTROL, exchange.showsCredential() ? FOR_ONE : FOR_ALL);
  }

  void problem(Exchange exchange, CallProblem problem) {
    HttpServerResponse response = exchange.routing().response();
    if (response.ended() || response.closed() || response.headWritten()) {
      return;
    }
    ProblemCode code = problem.code();
    MultiMap headers = marked(exchange, response);
    headers.set(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE);
    headers.set(HttpHeaders.CONTENT_LANGUAGE, exchange.language().tag());
    headers.set(HttpHeaders.VARY, "Accept-Language");
    headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    if (code.status() == 401 && Challenge.wanted(exchange::headers)) {
      headers.set("WWW-Authenticate", challenge);
    }
    if (code == ProblemCode.METHOD) {
      headers.set(HttpHeaders.ALLOW, MethodStep.ALLOWED);
    }
    problem
        .retryAfter()
        .ifPresent(time -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(time.toSeconds())));
    response.setStatusCode(code.status());
    byte[] document = ProblemDocument.render(problem, exchange.language(), exchange.traceId());
    books.refused(exchange, code, document.length);
    end(exchange, Buffer.buffer(document));
    if (code == ProblemCode.TOO_LARGE && exchange.request().version() != HttpVersion.HTTP_2) {
      // the rest of the request is not worth reading
      exchange.request().connection().close();
    }
  }

  private static MultiMap marked(Exchange exchange, HttpServerResponse response) {
    MultiMap headers =
        response
            .headers()
            .set(TRACE_ID, exchange.traceId())
            .set(EPOCH, Long.toString(exchange.table().epoch()))
            .set(TYPE_OPTIONS, NOSNIFF);
    if (exchange.running().isTimed()) {
      headers.set(
          "Server-Timing",
          ServerTiming.of(
              exchange.running().times(),
              Duration.ofNanos(System.nanoTime() - exchange.beganNanos())));
    }
    exchange.matched().flatMap(LiveEndpoint::ending).ifPresent(ending -> ending(headers, ending));
    exchange
        .figures()
        .ifPresent(
            figures ->
                headers
                    .set(LIMIT, Long.toString(figures.limit()))
                    .set(REMAINING, Long.toString(figures.remaining()))
                    .set(RESET, Long.toString(figures.resetSeconds())));
    return headers;
  }

  /** RFC 9745 and RFC 8594; a service answers until its last day is over. */
  private static void ending(MultiMap headers, Ending ending) {
    headers
        .set("Deprecation", "@" + ending.since().getEpochSecond())
        .set(
            "Sunset",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ending
                    .sunset()
                    .plusDays(1)
                    .atStartOfDay(ChinaTime.OFFSET)
                    .withZoneSameInstant(ZoneOffset.UTC)));
  }

  private static void end(Exchange exchange, Buffer content) {
    HttpServerResponse response = exchange.routing().response();
    response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()));
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      signed(exchange, Buffer.buffer(), response::end);
    } else {
      signed(exchange, content, () -> response.end(content));
    }
  }

  /** Lets it go, signed where the caller gets it so, which an event loop has no time for. */
  private static void signed(Exchange exchange, Buffer body, Runnable leave) {
    if (exchange.signing().isEmpty()) {
      leave.run();
      return;
    }
    AnswerSigning signing = exchange.signing().get();
    HttpServerResponse response = exchange.routing().response();
    exchange
        .matched()
        .ifPresent(e -> response.putHeader(AnswerSigning.PLAN, e.certificate().fingerprint()));
    SortedMap<String, String> head = new TreeMap<>();
    for (String name : AnswerSigning.HEADERS) {
      String value = response.headers().get(name);
      if (value != null) {
        head.put(name, value);
      }
    }
    int status = response.getStatusCode();
    Context context = exchange.routing().vertx().getOrCreateContext();
    Thread.ofVirtual()
        .name("sign-" + exchange.traceId())
        .start(
            () -> {
              try {
                Map<String, String> signature = signing.headers(status, head, body.getBytes());
                context.runOnContext(
                    ignored -> {
                      if (!response.ended() && !response.closed()) {
                        signature.forEach(response::putHeader);
                        leave.run();
                      }
                    });
              } catch (RuntimeException | Error e) {
                LOG.errorf(
                    "the answer to %s cannot be signed: %s", exchange.traceId(), Fault.describe(e));
                // what is not signed as it should be does not leave
                context.runOnContext(ignored -> exchange.request().connection().close());
              }
            });
  }
}
