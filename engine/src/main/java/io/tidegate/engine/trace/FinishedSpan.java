package io.tidegate.engine.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A call or one of its steps as OpenTelemetry knows it. */
record FinishedSpan(
    String name,
    SpanKind kind,
    SpanContext context,
    SpanContext parent,
    StatusData status,
    long start,
    long end,
    Attributes attributes)
    implements SpanData {
  private static final InstrumentationScopeInfo SCOPE =
      InstrumentationScopeInfo.create("io.tidegate");
  private static final Resource RESOURCE =
      Resource.create(Attributes.builder().put("service.name", "tidegate").build());
  private static final int FIRST_FAULT_OF_OURS = 500;

  /** The spans of a call, its own first. */
  static List<SpanData> of(TracedCall call) {
    List<SpanData> spans = new ArrayList<>(1 + call.steps().size());
    spans.add(whole(call));
    call.steps().forEach(step -> spans.add(part(call, step)));
    return spans;
  }

  private static FinishedSpan whole(TracedCall call) {
    CallFacts facts = call.facts();
    AttributesBuilder attributes =
        Attributes.builder()
            .put("tidegate.service", facts.service())
            .put("tidegate.version", facts.version())
            .put("tidegate.epoch", facts.epoch())
            .put("tidegate.request", call.request())
            .put("tidegate.outcome", facts.outcome())
            .put("tidegate.rows", facts.rows());
    if (facts.status() > 0) {
      attributes.put("http.response.status_code", facts.status());
    }
    facts.problem().ifPresent(code -> attributes.put("tidegate.problem", code));
    if (call.leftOut() > 0) {
      attributes.put("tidegate.steps.left_out", call.leftOut());
    }
    long start = nanos(call.at());
    return new FinishedSpan(
        facts.service(),
        SpanKind.SERVER,
        context(call, call.own().spanId(), false),
        call.parentId().map(id -> context(call, id, true)).orElse(SpanContext.getInvalid()),
        facts.status() >= FIRST_FAULT_OF_OURS ? StatusData.error() : StatusData.unset(),
        start,
        start + call.took().toNanos(),
        attributes.build());
  }

  private static FinishedSpan part(TracedCall call, TracedStep step) {
    AttributesBuilder attributes =
        Attributes.builder()
            .put("tidegate.step", step.name())
            .put("tidegate.source", step.source());
    step.problem().ifPresent(code -> attributes.put("tidegate.problem", code));
    if (step.rows() >= 0) {
      attributes.put("tidegate.rows", step.rows());
    }
    long start = nanos(call.at().plus(step.after()));
    Duration took = step.took();
    return new FinishedSpan(
        step.outward() ? "ask " + step.source() : step.name(),
        step.outward() ? SpanKind.CLIENT : SpanKind.INTERNAL,
        context(call, step.spanId(), false),
        context(call, step.parentId(), false),
        step.problem().isPresent() ? StatusData.error() : StatusData.unset(),
        start,
        start + took.toNanos(),
        attributes.build());
  }

  private static SpanContext context(TracedCall call, String spanId, boolean remote) {
    String traceId = call.own().traceId();
    return remote
        ? SpanContext.createFromRemoteParent(
            traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault())
        : SpanContext.create(traceId, spanId, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static long nanos(Instant at) {
    return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public SpanKind getKind() {
    return kind;
  }

  @Override
  public SpanContext getSpanContext() {
    return context;
  }

  @Override
  public SpanContext getParentSpanContext() {
    return parent;
  }

  @Override
  public StatusData getStatus() {
    return status;
  }

  @Override
  public long getStartEpochNanos() {
    return start;
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public List<EventData> getEvents() {
    return List.of();
  }

  @Override
  public List<LinkData> getLinks() {
    return List.of();
  }

  @Override
  public long getEndEpochNanos() {
    return end;
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  public int getTotalRecordedEvents() {
    return 0;
  }

  @Override
  public int getTotalRecordedLinks() {
    return 0;
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size();
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still asks for what the scope has replaced
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return InstrumentationLibraryInfo.create(SCOPE.getName(), SCOPE.getVersion());
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return SCOPE;
  }

  @Override
  public Resource getResource() {
    return RESOURCE;
  }
}
