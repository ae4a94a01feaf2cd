package io.tidegate.engine.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Puts a {@link HeadDeadline} on every connection the HTTP servers take. A server of Vert.x shows a
 * connection to nobody before its first request is whole; the listening channels of Netty below it
 * do, for each new connection passes by their handlers.
 */
@Sharable
final class ConnectionGuards extends ChannelInboundHandlerAdapter {
  private final Duration headTime;

  ConnectionGuards(Duration headTime) {
    this.headTime = Objects.requireNonNull(headTime, "headTime");
  }

  /**
   * Stands at whatever listens by now, on the loops that accept.
   *
   * @return done when it does
   */
  CompletableFuture<Void> standAt(Vertx vertx) {
    List<CompletableFuture<Void>> standing = new ArrayList<>();
    for (EventExecutor loop : ((VertxInternal) vertx).getAcceptorEventLoopGroup()) {
      standing.add(CompletableFuture.runAsync(() -> standAt((SingleThreadEventLoop) loop), loop));
    }
    return CompletableFuture.allOf(standing.toArray(CompletableFuture[]::new));
  }

  private void standAt(SingleThreadEventLoop loop) {
    List<Channel> listening = new ArrayList<>();
    for (Iterator<Channel> all = loop.registeredChannelsIterator(); all.hasNext(); ) {
      Channel channel = all.next();
      if (channel instanceof ServerChannel
          && channel.pipeline().get(ConnectionGuards.class) == null) {
        listening.add(channel);
      }
    }
    listening.forEach(channel -> channel.pipeline().addFirst(this));
  }

  @Override
  public void channelRead(ChannelHandlerContext listening, Object taken) {
    if (taken instanceof Channel connection) {
      HeadDeadline.guard(connection, headTime);
    }
    listening.fireChannelRead(taken);
  }
}
