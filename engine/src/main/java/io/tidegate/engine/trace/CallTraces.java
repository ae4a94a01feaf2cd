package io.tidegate.engine.trace;

import java.net.URI;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Which calls are followed, and where what is known of them goes. Off, it makes nothing and runs
 * nothing. Safe for use by several threads.
 */
public final class CallTraces implements AutoCloseable {
  private static final CallTraces OFF = new CallTraces(null, 0);
  private static final int DIGITS_OF_SPAN = 16;

  private final SpanSender sender;
  private final double ratio;

  private CallTraces(SpanSender sender, double ratio) {
    this.sender = sender;
    this.ratio = ratio;
  }

  /** None is followed. */
  public static CallTraces off() {
    return OFF;
  }

  /**
   * Some are, and are sent to a collector.
   *
   * @param collector where it takes traces by OTLP over HTTP, in protobuf
   * @param ratio how many of them, from 0 to 1
   * @param mostWaiting calls that wait to be sent; one more is dropped and counted
   */
  public static CallTraces to(URI collector, double ratio, int mostWaiting) {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("a ratio is from 0 to 1");
    }
    return new CallTraces(new SpanSender(collector, mostWaiting), ratio);
  }

  public boolean isOn() {
    return sender != null;
  }

  /**
   * Begins to follow a call, or does not. A caller whose trace is not kept is left out; one whose
   * trace is kept is not followed for that more often than others.
   *
   * @param sent every {@code traceparent} of the request
   * @param request 32 hexadecimal digits that name the request, and the trace where it begins one
   * @param beganNanos when it came, as {@link System#nanoTime} counts
   */
  public Optional<CallTrace> begin(List<String> sent, String request, Instant at, long beganNanos) {
    if (sender == null) {
      return Optional.empty();
    }
    Optional<TraceParent> parent = TraceParent.read(sent);
    String traceId = parent.map(TraceParent::traceId).orElse(request);
    if (!parent.map(TraceParent::sampled).orElse(true) || !isDrawn(traceId)) {
      return Optional.empty();
    }
    return Optional.of(
        new CallTrace(
            traceId, parent.map(TraceParent::spanId), request, at, beganNanos, sender::take));
  }

  /** By the trace, so that all who draw by the same ratio keep the same traces. */
  private boolean isDrawn(String traceId) {
    if (ratio >= 1) {
      return true;
    }
    long drawn = HexFormat.fromHexDigitsToLong(traceId, DIGITS_OF_SPAN, 2 * DIGITS_OF_SPAN);
    return (drawn & Long.MAX_VALUE) < (long) (ratio * Long.MAX_VALUE);
  }

  /** Calls the collector has taken. */
  public long sent() {
    return sender == null ? 0 : sender.sent();
  }

  /** Calls that were followed and lost: too many waited, or the collector did not take them. */
  public long dropped() {
    return sender == null ? 0 : sender.dropped();
  }

  /** Sends what waits, for two seconds at most. */
  @Override
  public void close() {
    if (sender != null) {
      sender.close();
    }
  }
}
