package io.tidegate.rules.detect;

import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.detect.ColumnFinding.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what a column is from a sample of its values. The score of a detector is the share of the
 * values that fit × the mean strength of what shape and check digit say × the factor of the
 * context, the factor being raised when nearly all values agree: one number in ten passes the check
 * digit of a payment card, twenty in twenty do not.
 */
public final class ColumnDetection {
  /** Fewer values that are not empty tell nothing. */
  public static final int FEWEST_VALUES = 20;

  /** From this share on the values agree, when so many of them differ. */
  private static final double AGREEING = 0.8;

  private static final int FEWEST_DISTINCT = 10;

  /** A shape so common that all values of many columns have it; that they agree tells nothing. */
  private static final double COMMON = 0.3;

  private static final double AGREEMENT_OF_CHECK_DIGITS = 2;
  private static final double AGREEMENT = 1.5;

  /** From here on a detector is a suspicion. */
  private static final double SUSPICION = 0.4;

  /** A share of hits below this is chance, unless it is personal information. */
  private static final double CHANCE = 0.05;

  private ColumnDetection() {}

  /** What was seen of one detector. */
  private static final class Tally {
    private int fitting;
    private int hits;
    private double strengths;
    private DetectorHit best;
    private final Set<String> distinct = new HashSet<>();
  }

  /**
   * What the sample says. Values that are blank do not count.
   *
   * @param today no date of a document is later
   */
  public static ColumnFinding decide(FieldContext context, List<String> values, LocalDate today) {
    FieldDetection field = new FieldDetection(context, today);
    Map<Detector, Tally> tallies = new EnumMap<>(Detector.class);
    int counted = 0;
    boolean whole = true;
    for (String value : values) {
      String plain = Plain.of(value);
      whole &= value.length() <= Plain.LONGEST;
      if (!plain.isEmpty()) {
        counted++;
        tally(field, value, plain, tallies);
      }
    }
    ColumnFinding finding = verdict(field, tallies, counted);
    return whole || finding.verdict() != Verdict.NOTHING
        ? finding
        : unknown(
            counted,
            List.of(),
            "有的值过长，未读完，按敏感处理",
            "some values are too long to be read; the column counts as sensitive");
  }

  private static void tally(
      FieldDetection field, String value, String plain, Map<Detector, Tally> tallies) {
    for (DetectorHit fitting : field.whole(plain)) {
      Tally tally = tallies.computeIfAbsent(fitting.detector(), d -> new Tally());
      tally.fitting++;
      tally.strengths += fitting.confidence() / field.bearing(fitting.detector()).factor();
      tally.distinct.add(plain);
      better(tally, fitting);
    }
    for (DetectorHit hit : field.hits(value)) {
      Tally tally = tallies.computeIfAbsent(hit.detector(), d -> new Tally());
      tally.hits++;
      better(tally, hit);
    }
  }

  private static void better(Tally tally, DetectorHit hit) {
    if (tally.best == null || hit.confidence() > tally.best.confidence()) {
      tally.best = hit;
    }
  }

  private static ColumnFinding verdict(
      FieldDetection field, Map<Detector, Tally> tallies, int counted) {
    List<DetectorHit> scores = new ArrayList<>();
    List<DetectorHit> scattered = new ArrayList<>();
    tallies.forEach(
        (detector, tally) -> {
          DetectorHit score = score(detector, tally, counted, field.bearing(detector));
          scores.add(score);
          boolean personal = detector.sensitivity().compareTo(Sensitivity.S3) >= 0;
          if (tally.hits > 0 && (personal || tally.hits >= CHANCE * counted)) {
            scattered.add(score);
          }
        });
    if (counted < FEWEST_VALUES) {
      return new ColumnFinding(
          Verdict.UNKNOWN,
          counted,
          sorted(scattered),
          new Bilingual(
              "非空值只有 " + counted + " 个，少于 " + FEWEST_VALUES + " 个，无法判断，按敏感处理",
              "only "
                  + counted
                  + " values are not empty, fewer than "
                  + FEWEST_VALUES
                  + "; it cannot be told and counts as sensitive"));
    }
    List<DetectorHit> found = sorted(scores.stream().filter(DetectorHit::counts).toList());
    long categories = found.stream().map(hit -> hit.detector().category()).distinct().count();
    if (categories > 1) {
      return unknown(
          counted,
          found,
          "有几种解释，互相矛盾，按敏感处理",
          "several readings contradict; it counts as sensitive");
    }
    if (categories == 1) {
      return found(counted, found, scattered);
    }
    List<DetectorHit> suspects = new ArrayList<>(scattered);
    scores.stream()
        .filter(hit -> hit.confidence() >= SUSPICION && !suspects.contains(hit))
        .filter(hit -> hit.detector().sensitivity().compareTo(Sensitivity.S3) >= 0)
        .forEach(suspects::add);
    if (!suspects.isEmpty()) {
      return unknown(
          counted,
          sorted(suspects),
          "部分值似含敏感信息，不足以判断，按敏感处理",
          "some values seem to hold sensitive information; it counts as sensitive");
    }
    return new ColumnFinding(
        Verdict.NOTHING,
        counted,
        List.of(),
        new Bilingual(
            "看了 " + counted + " 个值，未发现", counted + " values were looked at; nothing was found"));
  }

  /** What is stricter than the one thing found and is seen besides makes the column that strict. */
  private static ColumnFinding found(
      int counted, List<DetectorHit> found, List<DetectorHit> scattered) {
    DetectorHit main = found.getFirst();
    List<DetectorHit> stricter =
        scattered.stream()
            .filter(hit -> !found.contains(hit))
            .filter(
                hit -> hit.detector().sensitivity().compareTo(main.detector().sensitivity()) > 0)
            .toList();
    if (!stricter.isEmpty()) {
      List<DetectorHit> all = new ArrayList<>(found);
      all.addAll(stricter);
      return unknown(
          counted,
          sorted(all),
          "多数值是" + main.detector().title().zh() + "，另有更敏感的值，按敏感处理",
          "most values are of the kind "
              + main.detector().title().en()
              + ", some are more sensitive; it counts as sensitive");
    }
    return new ColumnFinding(
        Verdict.FOUND,
        counted,
        found,
        new Bilingual(
            main.detector().title().zh() + "：" + main.reason().zh(),
            main.detector().title().en() + ": " + main.reason().en()));
  }

  private static ColumnFinding unknown(int counted, List<DetectorHit> hits, String zh, String en) {
    return new ColumnFinding(Verdict.UNKNOWN, counted, hits, new Bilingual(zh, en));
  }

  private static DetectorHit score(Detector detector, Tally tally, int counted, Bearing bearing) {
    double share = (double) tally.fitting / counted;
    double weight = tally.fitting == 0 ? 0 : tally.strengths / tally.fitting;
    boolean agreeing =
        share >= AGREEING
            && tally.distinct.size() >= FEWEST_DISTINCT
            && (detector.checked() || weight >= COMMON);
    double agreement = !agreeing ? 1 : detector.checked() ? AGREEMENT_OF_CHECK_DIGITS : AGREEMENT;
    double score = share * Math.min(FieldDetection.MOST, weight * bearing.factor() * agreement);
    int fitting = Math.max(tally.fitting, tally.hits);
    return new DetectorHit(
        detector,
        score,
        FieldDetection.joined(
            new Bilingual(
                counted + " 个值中 " + fitting + " 个相符", fitting + " of " + counted + " values fit"),
            tally.best.reason()));
  }

  private static List<DetectorHit> sorted(List<DetectorHit> hits) {
    return hits.stream()
        .sorted(
            Comparator.comparingDouble(DetectorHit::confidence)
                .reversed()
                .thenComparing(DetectorHit::detector))
        .toList();
  }
}
