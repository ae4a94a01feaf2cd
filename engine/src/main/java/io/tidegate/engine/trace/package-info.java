/**
 * Traces: what a call and its steps took, for a collector of OpenTelemetry. A call is followed
 * while it runs ({@link io.tidegate.engine.trace.CallTrace}) where somebody wants to know ({@link
 * io.tidegate.engine.trace.CallTraces}), and told in names, numbers and codes, never in values. All
 * that knows OpenTelemetry stands behind a queue, on a thread of its own.
 */
package io.tidegate.engine.trace;
