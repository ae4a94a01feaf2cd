package io.tidegate.engine.detect;

import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedLabel;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.shape.Origin;
import io.tidegate.rules.detect.Detector;
import io.tidegate.rules.detect.DetectorHit;
import io.tidegate.rules.detect.FieldContext;
import io.tidegate.rules.detect.FieldDetection;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The answers of one endpoint, of which some are looked at. */
final class SampledAnswers implements AnswerWatch {
  /** So many records of each list of an answer are looked at. */
  private static final int MOST_RECORDS = 50;

  /** A member that has a label at all; one without is covered and so never wrong. */
  private record Watched(String path, Sensitivity label, FieldDetection detection) {}

  private final GovernedPlan plan;
  private final String service;
  private final LiveSampling sampling;
  private final Map<AnswerShape.Value, Watched> watched = new IdentityHashMap<>();

  /** Replaced as a whole, so that it can be read without a lock; members count by identity. */
  private volatile Set<AnswerShape.Value> closed = Set.of();

  SampledAnswers(GovernedPlan plan, String service, LiveSampling sampling, LocalDate today) {
    this.plan = plan;
    this.service = service;
    this.sampling = sampling;
    Map<String, PlannedRead> reads = new HashMap<>();
    plan.reads().forEach(read -> reads.put(read.id(), read));
    watch(plan.answer(), "", reads, today);
  }

  private void watch(
      AnswerShape shape, String prefix, Map<String, PlannedRead> reads, LocalDate today) {
    List<String> neighbours = shape.members().stream().map(AnswerShape.Member::name).toList();
    for (AnswerShape.Member member : shape.members()) {
      String path = prefix + member.name();
      switch (member) {
        case AnswerShape.Nested nested -> watch(nested.shape(), path + "/", reads, today);
        case AnswerShape.Value value ->
            label(value, reads)
                .ifPresent(
                    label -> {
                      FieldContext context =
                          new FieldContext(
                              value.name(), value.title().map(t -> t.zh()).orElse(""), neighbours);
                      watched.put(
                          value, new Watched(path, label, new FieldDetection(context, today)));
                      if (sampling.isClosed(service, path, label.name())) {
                        shut(value);
                      }
                    });
      }
    }
  }

  /** The strictest label of what flows into the member; absent when that is unknown or nothing. */
  private static Optional<Sensitivity> label(
      AnswerShape.Value value, Map<String, PlannedRead> reads) {
    Optional<Sensitivity> strictest = Optional.empty();
    for (Origin origin : value.lineage().values()) {
      PlannedLabel label = reads.get(origin.read()).fields().get(origin.output()).label();
      if (label.sensitivity().isEmpty()) {
        return Optional.empty();
      }
      Sensitivity own = label.sensitivity().get();
      strictest = Optional.of(strictest.map(s -> s.strictest(own)).orElse(own));
    }
    return strictest;
  }

  @Override
  public boolean isDrawn() {
    return sampling.isDrawn();
  }

  @Override
  public void leaves(Object body) {
    sampling.look(() -> look(body));
  }

  @Override
  public boolean isClosed(AnswerShape.Value member) {
    Set<AnswerShape.Value> now = closed;
    return !now.isEmpty() && now.contains(member);
  }

  @Override
  public int closed() {
    return closed.size();
  }

  private void look(Object body) {
    Map<AnswerShape.Value, Set<Detector>> found = new IdentityHashMap<>();
    content(plan.answer(), body, found);
    found.forEach(
        (member, detectors) -> {
          Watched about = watched.get(member);
          boolean shut = false;
          for (Detector detector : detectors) {
            boolean covered = detector.least().compareTo(about.label()) <= 0;
            sampling.counts().hit(service, detector, covered);
            if (!covered && sampling.raise(service, about.path(), detector, about.label().name())) {
              shut = true;
              sampling.counts().closed(service, detector);
            }
          }
          if (shut) {
            shut(member);
          }
        });
  }

  private void content(
      AnswerShape shape, Object content, Map<AnswerShape.Value, Set<Detector>> found) {
    if (content instanceof List<?> records) {
      records.stream().limit(MOST_RECORDS).forEach(record -> content(shape, record, found));
    } else if (content instanceof DataRecord record) {
      for (AnswerShape.Member member : shape.members()) {
        Object value = record.value(member.name());
        switch (member) {
          case AnswerShape.Nested nested -> content(nested.shape(), value, found);
          case AnswerShape.Value single -> values(single, value, found);
        }
      }
    }
  }

  private void values(
      AnswerShape.Value member, Object value, Map<AnswerShape.Value, Set<Detector>> found) {
    Watched about = watched.get(member);
    if (about == null || isClosed(member)) {
      return;
    }
    if (value instanceof List<?> values) {
      values.stream().limit(MOST_RECORDS).forEach(element -> values(member, element, found));
    } else if (value instanceof String || value instanceof Long || value instanceof Integer) {
      for (DetectorHit hit : about.detection().hits(value.toString())) {
        found.computeIfAbsent(member, m -> new HashSet<>()).add(hit.detector());
      }
    }
  }

  private synchronized void shut(AnswerShape.Value member) {
    Set<AnswerShape.Value> more = Collections.newSetFromMap(new IdentityHashMap<>());
    more.addAll(closed);
    more.add(member);
    closed = more;
  }
}
