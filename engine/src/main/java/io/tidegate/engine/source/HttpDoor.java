package io.tidegate.engine.source;

import io.tidegate.engine.network.Networks;
import io.tidegate.engine.source.SourceFault.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * The one way out by HTTP. Connects only where the source may lie, follows no redirect, knows no
 * proxy, keeps no cookie, repeats nothing, takes 10 MB at most, and ends at the deadline whatever
 * the other side does.
 */
final class HttpDoor implements AutoCloseable {
  /** Largest reply in bytes. */
  static final int LARGEST = 10 * 1024 * 1024;

  private static final int CONNECTIONS = 16;
  private static final int LONGEST_HEADER_LINE = 8192;
  private static final int MOST_HEADERS = 100;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(20);

  /** A reply as it came. */
  record Reply(int status, byte[] body, Optional<String> contentType) {
    Reply {
      Objects.requireNonNull(body, "body");
      Objects.requireNonNull(contentType, "contentType");
    }
  }

  private final String source;
  private final CloseableHttpClient client;

  HttpDoor(String source, Networks networks, NameResolver names) {
    this.source = source;
    Http1Config limits =
        Http1Config.custom()
            .setMaxLineLength(LONGEST_HEADER_LINE)
            .setMaxHeaderCount(MOST_HEADERS)
            .build();
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new CheckedResolver(names, networks))
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setMaxConnTotal(CONNECTIONS)
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(limits).build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(CONNECT))
                            .setTimeToLive(Timeout.of(IDLE))
                            // looking costs a millisecond and more; what was used just now is
                            // still open, and a source that starts anew takes longer
                            .setValidateAfterInactivity(Timeout.ofMilliseconds(250))
                            .build())
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            // a few bytes could be unpacked into any number
            .disableContentCompression()
            .setUserAgent("tidegate")
            .build();
  }

  /** The reply to a request, whatever its status. */
  Reply send(HttpUriRequestBase request, Instant deadline) throws SourceFault {
    Duration left = left(deadline);
    request.setConfig(
        RequestConfig.custom()
            .setRedirectsEnabled(false)
            .setConnectionRequestTimeout(Timeout.of(left))
            .setResponseTimeout(Timeout.of(left))
            .build());
    // A socket's timeout starts again with each byte, so the whole is watched from outside.
    FutureTask<Reply> exchange =
        new FutureTask<>(() -> client.execute(request, response -> reply(response, request)));
    Thread.ofVirtual().name("source-" + source).start(exchange);
    try {
      return exchange.get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      request.cancel();
      throw timeout();
    } catch (InterruptedException e) {
      request.cancel();
      Thread.currentThread().interrupt();
      throw timeout();
    } catch (ExecutionException e) {
      throw fault(e.getCause());
    }
  }

  private Duration left(Instant deadline) throws SourceFault {
    Duration left = Duration.between(Instant.now(), deadline);
    if (left.toMillis() <= 0) {
      throw timeout();
    }
    return left;
  }

  private Reply reply(ClassicHttpResponse response, HttpUriRequestBase request) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new Reply(response.getCode(), new byte[0], Optional.empty());
    }
    String encoding = entity.getContentEncoding();
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      request.abort();
      throw new Refusal(Kind.BAD_REPLY, "packs its reply, which was not asked for");
    }
    if (entity.getContentLength() > LARGEST) {
      request.abort();
      throw tooLarge();
    }
    try (InputStream in = entity.getContent()) {
      byte[] body = in.readNBytes(LARGEST + 1);
      if (body.length > LARGEST) {
        // reading on to the end, to keep the connection, may never end
        request.abort();
        throw tooLarge();
      }
      Header type = response.getFirstHeader("Content-Type");
      return new Reply(response.getCode(), body, Optional.ofNullable(type).map(Header::getValue));
    }
  }

  private static Refusal tooLarge() {
    return new Refusal(Kind.TOO_LARGE, "sends more than " + LARGEST + " bytes");
  }

  /** Carries what was found out while the reply was read through the HTTP client. */
  private static final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Kind kind;

    Refusal(Kind kind, String message) {
      super(message);
      this.kind = kind;
    }
  }

  /** The client's own messages can quote what was sent, so none of them is passed on. */
  private SourceFault fault(Throwable cause) {
    if (cause instanceof Refusal refusal) {
      return new SourceFault(refusal.kind, "the source " + source + " " + refusal.getMessage());
    }
    return switch (cause) {
      case CheckedResolver.ForbiddenAddress e ->
          new SourceFault(
              Kind.REFUSED,
              "the source " + source + " has an address outside of the networks it may lie in");
      case UnknownHostException e -> unavailable("has a host that is not known");
      case SSLException e -> unavailable("cannot be trusted as the host it claims to be");
      case InterruptedIOException e -> timeout();
      case MessageConstraintException e -> badReply("sends a head that is too long");
      case ClientProtocolException e -> badReply("does not speak HTTP");
      case IOException e -> unavailable("cannot be reached, or broke off");
      default -> badReply("sends what cannot be read");
    };
  }

  private SourceFault unavailable(String message) {
    return new SourceFault(Kind.UNAVAILABLE, "the source " + source + " " + message);
  }

  private SourceFault badReply(String message) {
    return new SourceFault(Kind.BAD_REPLY, "the source " + source + " " + message);
  }

  private SourceFault timeout() {
    return new SourceFault(
        Kind.TIMEOUT, "the source " + source + " did not answer before the deadline");
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
