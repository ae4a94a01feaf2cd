package io.tidegate.engine.architecture.doors;

import io.opentelemetry.sdk.trace.data.SpanData;

/** Enters a library beside its door. */
record UsesTraces(SpanData used) {}
