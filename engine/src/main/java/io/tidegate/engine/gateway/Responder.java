package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Objects;

/**
 * Writes what leaves. Runs on the event loop of the request; a response that is over already is
 * left alone.
 */
final class Responder {
  private static final String TRACE_ID = "X-TG-Trace-Id";
  private static final String EPOCH = "X-TG-Epoch";

  private final String challenge;

  /**
   * Makes a responder.
   *
   * @param challenge how to authenticate, as {@code WWW-Authenticate} says it
   */
  Responder(String challenge) {
    this.challenge = Objects.requireNonNull(challenge, "challenge");
  }

  void answer(Exchange exchange, Representation answer) {
    HttpServerResponse response = exchange.routing().response();
    if (response.ended() || response.closed()) {
      return;
    }
    MultiMap headers = marked(exchange, response);
    headers.set(HttpHeaders.ETAG, answer.entityTag());
    answer.headers().forEach((header, value) -> headers.set(header.word(), HeaderText.of(value)));
    headers.set(HttpHeaders.VARY, "Accept-Encoding, Accept-Language");
    // every use is asked about, for a revocation must be felt; what was given for a credential is
    // for its holder's eyes only
    headers.set(
        HttpHeaders.CACHE_CONTROL, exchange.showsCredential() ? "private, no-cache" : "no-cache");
    if (EntityTags.anyMatches(exchange.headers("If-None-Match"), answer.entityTag())) {
      response.setStatusCode(304).end();
      return;
    }
    headers.set(HttpHeaders.CONTENT_TYPE, answer.mediaType());
    if (!answer.mediaType().equals(Answer.JSON)) {
      // what a source stored must not run as if it were ours
      headers.set("Content-Disposition", "attachment");
      headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    }
    if (answer.gzip()) {
      headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    end(exchange, Buffer.buffer(answer.content()));
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
    if (code.status() == 401) {
      headers.set("WWW-Authenticate", challenge);
    }
    if (code == ProblemCode.METHOD) {
      headers.set(HttpHeaders.ALLOW, MethodStep.ALLOWED);
    }
    if (code == ProblemCode.BUSY || code == ProblemCode.NODE_OUT) {
      headers.set(HttpHeaders.RETRY_AFTER, "1");
    }
    response.setStatusCode(code.status());
    end(
        exchange,
        Buffer.buffer(ProblemDocument.render(problem, exchange.language(), exchange.traceId())));
    if (code == ProblemCode.TOO_LARGE && exchange.request().version() != HttpVersion.HTTP_2) {
      // the rest of the request is not worth reading
      exchange.request().connection().close();
    }
  }

  private static MultiMap marked(Exchange exchange, HttpServerResponse response) {
    return response
        .headers()
        .set(TRACE_ID, exchange.traceId())
        .set(EPOCH, Long.toString(exchange.table().epoch()))
        .set("X-Content-Type-Options", "nosniff");
  }

  private static void end(Exchange exchange, Buffer content) {
    HttpServerResponse response = exchange.routing().response();
    response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()));
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(content);
    }
  }
}
