package io.tidegate.rules.detect;

import io.tidegate.route.text.Bilingual;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Looks at the values of one field. What the words around the field bear on each detector is worked
 * out once. Safe for use by several threads.
 */
public final class FieldDetection {
  /** A hit that is so much weaker than the best one is taken to be a mistake of shapes. */
  private static final double MARGIN = 0.1;

  /** Nothing is certain. */
  static final double MOST = 0.99;

  private static final Comparator<DetectorHit> STRONGEST_FIRST =
      Comparator.comparingDouble(DetectorHit::confidence)
          .reversed()
          .thenComparing(DetectorHit::detector);

  private final Map<Detector, Bearing> bearings;
  private final LocalDate today;

  /**
   * @param today no date of a document is later
   */
  public FieldDetection(FieldContext context, LocalDate today) {
    this.bearings = FieldWords.bearings(context);
    this.today = Objects.requireNonNull(today, "today");
  }

  /**
   * What a value is, or holds, the strongest first; empty when nothing is found. A value is looked
   * at as a whole, and when that tells nothing for what is written in it.
   */
  public List<DetectorHit> hits(String value) {
    String plain = Plain.of(value);
    List<DetectorHit> whole = distinct(whole(plain));
    return whole.isEmpty() ? distinct(new TextScan(bearings, today).hits(plain)) : whole;
  }

  /** What the field is called by, the strictest first: a guess nobody has looked at a value for. */
  public List<Detector> called() {
    return bearings.entrySet().stream()
        .filter(bearing -> bearing.getValue() == Bearing.NAMED)
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(Detector::sensitivity).reversed().thenComparing(d -> d))
        .toList();
  }

  /** All that a whole value could be, however weak. */
  List<DetectorHit> whole(String plain) {
    List<DetectorHit> hits = new ArrayList<>();
    for (Detector detector : Detector.values()) {
      Shapes.examine(detector, plain, today)
          .ifPresent(evidence -> hits.add(hit(detector, evidence, bearings.get(detector))));
    }
    return hits;
  }

  Bearing bearing(Detector detector) {
    return bearings.get(detector);
  }

  static DetectorHit hit(Detector detector, Evidence evidence, Bearing bearing) {
    return new DetectorHit(
        detector,
        Math.min(MOST, evidence.strength() * bearing.factor()),
        joined(evidence.reason(), bearing.reason()));
  }

  static Bilingual joined(Bilingual first, Bilingual second) {
    return second.zh().isEmpty()
        ? first
        : new Bilingual(first.zh() + "；" + second.zh(), first.en() + "; " + second.en());
  }

  private static List<DetectorHit> distinct(List<DetectorHit> hits) {
    double best = hits.stream().mapToDouble(DetectorHit::confidence).max().orElse(0);
    return hits.stream()
        .filter(hit -> hit.counts() && hit.confidence() >= best - MARGIN)
        .sorted(STRONGEST_FIRST)
        .toList();
  }
}
