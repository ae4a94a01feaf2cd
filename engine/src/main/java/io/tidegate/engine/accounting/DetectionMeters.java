package io.tidegate.engine.accounting;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.engine.detect.DetectionCounts;
import io.tidegate.rules.detect.Detector;
import java.util.Locale;

/** Counts what detectors find in live answers. Labels are services and detectors, no more. */
final class DetectionMeters implements DetectionCounts {
  private final MeterRegistry registry;
  private final Counter looked;
  private final Counter skipped;

  DetectionMeters(MeterRegistry registry) {
    this.registry = registry;
    this.looked =
        Counter.builder("tidegate.detection.looked")
            .description("Live answers that detectors looked at")
            .register(registry);
    this.skipped =
        Counter.builder("tidegate.detection.skipped")
            .description("Live answers that were drawn and not looked at: too many waited")
            .register(registry);
  }

  @Override
  public void looked() {
    looked.increment();
  }

  @Override
  public void skipped() {
    skipped.increment();
  }

  @Override
  public void hit(String service, Detector detector, boolean covered) {
    of("hits", "Members of looked-at answers in which a detector knew a value", service, detector)
        .tag("covered", Boolean.toString(covered))
        .register(registry)
        .increment();
  }

  @Override
  public void alarm(String service, Detector detector) {
    of("alarms", "Members that answer what their label does not cover", service, detector)
        .register(registry)
        .increment();
  }

  @Override
  public void closed(String service, Detector detector) {
    of("closings", "Members that were closed for what they answered", service, detector)
        .register(registry)
        .increment();
  }

  private static Counter.Builder of(
      String what, String description, String service, Detector detector) {
    return Counter.builder("tidegate.detection." + what)
        .description(description)
        .tag("service", service)
        .tag("detector", detector.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
