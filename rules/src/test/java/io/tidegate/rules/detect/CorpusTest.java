package io.tidegate.rules.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.identifier.MobileNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Scores the detectors by the labelled corpus (SEC-DM-12): recall and precision of each are printed
 * and held.
 */
class CorpusTest {
  private static final Path FOLDER = Path.of("src/test/resources/io/tidegate/rules/detect/corpus");
  private static final Path GENERATED = FOLDER.resolve("generated.tsv");
  private static final Path BY_HAND = FOLDER.resolve("by-hand.tsv");
  private static final double RECALL_OF_CHECK_DIGITS = 0.99;
  private static final double RECALL = 0.95;
  private static final double PRECISION = 0.97;

  private static final class Score {
    private int right;
    private int missed;
    private int wrong;

    double recall() {
      return (double) right / (right + missed);
    }

    double precision() {
      return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }
  }

  @Test
  void theFileIsWhatTheGeneratorMakes() throws IOException {
    List<String> made = CorpusGenerator.generate().stream().map(LabelledValue::line).toList();
    if ("update".equals(System.getProperty("golden"))) {
      Files.createDirectories(FOLDER);
      Files.write(GENERATED, made);
    }
    assertThat(Files.readAllLines(GENERATED)).isEqualTo(made);
  }

  @Test
  void isLargeAndHasEachKind() throws IOException {
    List<LabelledValue> corpus = corpus();
    assertThat(corpus.size()).isGreaterThanOrEqualTo(5_000);
    Map<String, Long> kinds =
        corpus.stream().collect(Collectors.groupingBy(LabelledValue::kind, Collectors.counting()));
    assertThat(kinds.keySet()).containsExactlyInAnyOrder("positive", "near-miss", "noise");
    assertThat(kinds.values()).allMatch(count -> count >= 1_000);
    for (Detector detector : Detector.values()) {
      assertThat(corpus.stream().filter(v -> v.labels().contains(detector)).count())
          .as(detector.word())
          .isGreaterThanOrEqualTo(100);
    }
  }

  @Test
  void everyDetectorIsGoodEnough() throws IOException {
    Map<Detector, Score> scores = new EnumMap<>(Detector.class);
    for (Detector detector : Detector.values()) {
      scores.put(detector, new Score());
    }
    List<String> mistakes = new ArrayList<>();
    for (LabelledValue value : corpus()) {
      score(value, scores, mistakes);
    }
    scores.forEach(
        (detector, score) ->
            System.out.printf(
                "%-22s recall %.3f  precision %.3f  (%d right, %d missed, %d wrong)%n",
                detector.word(),
                score.recall(),
                score.precision(),
                score.right,
                score.missed,
                score.wrong));
    mistakes.forEach(System.out::println);
    scores.forEach(
        (detector, score) -> {
          assertThat(score.recall())
              .as("recall of %s", detector.word())
              .isGreaterThanOrEqualTo(detector.checked() ? RECALL_OF_CHECK_DIGITS : RECALL);
          assertThat(score.precision())
              .as("precision of %s", detector.word())
              .isGreaterThanOrEqualTo(PRECISION);
        });
  }

  @Test
  void everyHitExplainsItselfInBothLanguages() throws IOException {
    for (LabelledValue value : corpus()) {
      for (DetectorHit hit : hits(value)) {
        assertThat(hit.reason().zh()).containsPattern("\\p{IsHan}");
        assertThat(hit.reason().en()).isNotBlank().doesNotContainPattern("\\p{IsHan}");
        assertThat(hit.reason().zh() + hit.reason().en()).doesNotContain(value.value().strip());
      }
    }
  }

  private static void score(
      LabelledValue value, Map<Detector, Score> scores, List<String> mistakes) {
    Set<Detector> found =
        hits(value).stream().map(DetectorHit::detector).collect(Collectors.toSet());
    for (Detector detector : Detector.values()) {
      boolean is = value.labels().contains(detector);
      boolean said = found.contains(detector);
      Score score = scores.get(detector);
      if (is && said) {
        score.right++;
      } else if (is) {
        score.missed++;
        mistakes.add("missed " + detector.word() + ": " + value.line());
      } else if (said) {
        score.wrong++;
        mistakes.add("wrong " + detector.word() + ": " + value.line());
      }
    }
  }

  private static List<DetectorHit> hits(LabelledValue value) {
    return new FieldDetection(value.context(), CorpusGenerator.TODAY).hits(value.value());
  }

  /** Each value with a number nobody can have is also scored with one of a range operators use. */
  private static List<LabelledValue> corpus() throws IOException {
    List<LabelledValue> corpus = new ArrayList<>();
    for (Path file : List.of(GENERATED, BY_HAND)) {
      try (Stream<String> lines = Files.lines(file)) {
        lines
            .filter(line -> !line.startsWith("#"))
            .map(LabelledValue::of)
            .flatMap(CorpusTest::withOtherRanges)
            .forEach(corpus::add);
      }
    }
    return corpus;
  }

  private static Stream<LabelledValue> withOtherRanges(LabelledValue value) {
    if (!value.labels().contains(Detector.MOBILE)
        || !value.value().contains(MobileNumber.SAMPLE_PREFIX)) {
      return Stream.of(value);
    }
    String other = value.value().replaceFirst(MobileNumber.SAMPLE_PREFIX, "154");
    return Stream.of(
        value,
        new LabelledValue(
            value.labels(), value.kind(), value.name(), value.title(), value.neighbours(), other));
  }
}
