package io.tidegate.engine.source;

import io.tidegate.engine.trace.TraceParent;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.core5.http.HttpMessage;

/**
 * What a source is told of the call it is asked for.
 *
 * @param traceId names the call in our logs
 * @param within the trace it is a part of; absent when nobody follows the call
 */
record Trail(String traceId, Optional<TraceParent> within) {
  Trail {
    Objects.requireNonNull(traceId, "traceId");
    Objects.requireNonNull(within, "within");
  }

  /** Tells it. */
  void mark(HttpMessage request) {
    request.setHeader("X-Trace-Id", traceId);
    within.ifPresent(trace -> request.setHeader(TraceParent.HEADER, trace.text()));
  }
}
