package io.tidegate.engine.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the time from the first byte of a request to the end of its head. Bytes that trickle in
 * keep a connection from being idle and would hold it for ever; such a connection is closed, in the
 * clear with 408. It stands before everything else on a connection, so that a handshake of TLS that
 * does not come to its end is bounded as well.
 *
 * <p>All runs on the event loop of the connection. A request costs it two fields: the time is
 * counted by one timer of the connection.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {
  private static final AttributeKey<HeadDeadline> OF_CONNECTION =
      AttributeKey.valueOf(HeadDeadline.class, "head");
  private static final int TICKS = 4;
  private static final int NONE = -1;
  private static final byte[] TIMEOUT =
      "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final Duration longest;
  private HttpServerRequest latest;
  private ScheduledFuture<?> timer;
  private int ticks = NONE;

  /**
   * @param longest a head may take; up to a quarter more goes by until it is seen
   */
  HeadDeadline(Duration longest) {
    this.longest = Objects.requireNonNull(longest, "longest");
  }

  /** Puts one on a connection, before anything has come by it. */
  static void guard(Channel connection, Duration longest) {
    HeadDeadline guard = new HeadDeadline(longest);
    connection.attr(OF_CONNECTION).set(guard);
    connection.pipeline().addFirst(guard);
  }

  /** A head has come whole. Call it first for every request. */
  static void come(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (request.connection() instanceof ConnectionBase connection) {
      HeadDeadline guard = connection.channel().attr(OF_CONNECTION).get();
      if (guard != null) {
        guard.come(request);
      }
    }
    routing.next();
  }

  private void come(HttpServerRequest request) {
    ticks = NONE;
    latest = request;
    if (request.version() == HttpVersion.HTTP_2) {
      // its calls share a connection, and a late one must not end the others
      stop();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext connection) {
    long period = longest.toNanos() / TICKS;
    timer =
        connection
            .executor()
            .scheduleAtFixedRate(() -> tick(connection), period, period, TimeUnit.NANOSECONDS);
    connection.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext connection, Object bytes) {
    if (ticks == NONE && (latest == null || latest.response().ended())) {
      ticks = 0;
    }
    connection.fireChannelRead(bytes);
  }

  @Override
  public void channelInactive(ChannelHandlerContext connection) {
    stop();
    connection.fireChannelInactive();
  }

  private void tick(ChannelHandlerContext connection) {
    if (ticks == NONE) {
      return;
    }
    ticks++;
    if (ticks == TICKS + 1) {
      // within TLS there is nothing to say in the clear
      if (connection.pipeline().get(SslHandler.class) == null) {
        connection
            .writeAndFlush(Unpooled.wrappedBuffer(TIMEOUT))
            .addListener(ChannelFutureListener.CLOSE);
      } else {
        connection.close();
      }
    } else if (ticks > TICKS) {
      connection.close();
    }
  }

  private void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
