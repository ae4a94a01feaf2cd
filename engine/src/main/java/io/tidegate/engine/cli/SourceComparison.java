package io.tidegate.engine.cli;

import io.tidegate.engine.detect.ColumnJudgement;
import io.tidegate.engine.detect.ResourceDetection;
import io.tidegate.engine.source.Drift;
import io.tidegate.engine.source.SourceCheck;
import io.tidegate.engine.source.SourceFault;
import io.tidegate.engine.source.SourceSample;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.detect.Detector;
import io.tidegate.rules.detect.DetectorHit;
import io.tidegate.rules.detect.FieldContext;
import io.tidegate.rules.detect.FieldDetection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks each resource of the configured sources and tells the differences in both languages. */
final class SourceComparison {
  /**
   * What was found of one resource.
   *
   * @param same whether nothing differs of what is compared
   */
  record Told(boolean same, String text) {}

  /** Rows that are looked at for the labels of what is new. */
  private static final int SAMPLE = 200;

  private final ReachedSources sources;

  SourceComparison(ReachedSources sources) {
    this.sources = sources;
  }

  Told compare(Resource resource) {
    String name = resource.source() + "/" + resource.table();
    if (!SourceCheck.compares(resource)) {
      return new Told(
          true, line(name, "此类来源不比较", "is not compared: only tables, REST and SOAP are"));
    }
    try {
      List<Drift> drifts =
          resource.operation().isPresent()
              ? SourceCheck.operation(
                  sources.operations(),
                  resource,
                  sources.values(resource.operation().get()),
                  sources.deadline())
              : SourceCheck.table(sources.database(resource), resource);
      return drifts.isEmpty()
          ? new Told(true, line(name, "与目录一致", "as the catalog says"))
          : new Told(
              false,
              drifts.stream().map(d -> line(name, d)).collect(Collectors.joining())
                  + labels(name, resource, drifts));
    } catch (SourceFault e) {
      return failed(name, e.getMessage());
    } catch (SQLException e) {
      // the driver's message may hold the address and the user
      return failed(name, "the database cannot be asked (SQLSTATE " + e.getSQLState() + ")");
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return failed(name, "an input or example is not of its type; give one by --input");
    }
  }

  /** What new and changed places seem to hold, by their values or else by their names. */
  private String labels(String name, Resource resource, List<Drift> drifts) throws SQLException {
    List<String> places =
        drifts.stream()
            .filter(d -> d.kind() == Drift.Kind.CHANGED || d.kind() == Drift.Kind.NEW)
            .map(Drift::place)
            .toList();
    Map<String, ColumnJudgement> judged = new HashMap<>();
    if (resource.operation().isEmpty() && !places.isEmpty()) {
      ResourceDetection.judge(
              Optional.of(resource),
              SourceSample.table(sources.database(resource), resource, SAMPLE),
              LocalDate.now(ReachedSources.ZONE))
          .forEach(column -> judged.put(column.name(), column));
    }
    StringBuilder labels = new StringBuilder();
    for (String place : places) {
      Optional<ColumnJudgement> column = Optional.ofNullable(judged.get(place));
      Optional<Detector> found =
          column
              .flatMap(c -> c.finding().hits().stream().findFirst())
              .map(DetectorHit::detector)
              .or(() -> named(resource, place));
      found.ifPresent(
          detector ->
              labels.append(
                  label(name, place, detector, column.flatMap(c -> c.finding().category()))));
    }
    return labels.toString();
  }

  private static Optional<Detector> named(Resource resource, String place) {
    String last = place.substring(place.lastIndexOf('/') + 1);
    String title = resource.field(last).map(field -> field.title().zh()).orElse("");
    return new FieldDetection(
            new FieldContext(last, title, List.of()), LocalDate.now(ReachedSources.ZONE))
        .called().stream().findFirst();
  }

  private static String label(
      String name, String place, Detector detector, Optional<String> byValues) {
    String shown = visible(place);
    String proposed = detector.sensitivity() + " " + detector.category();
    return line(
        name,
        shown
            + (byValues.isPresent() ? " 的值像" : " 可能是")
            + detector.title().zh()
            + "，建议 "
            + proposed,
        shown
            + (byValues.isPresent() ? " has values like: " : " may be: ")
            + detector.title().en()
            + "; proposed "
            + proposed);
  }

  private static Told failed(String name, String message) {
    return new Told(false, line(name, "无法比较", "cannot be compared: " + message));
  }

  private static String line(String name, Drift drift) {
    Bilingual told = drift.told();
    return line(name, told.zh(), told.en());
  }

  /** A place comes from the source, which must not steer the terminal. */
  private static String visible(String place) {
    return place.replaceAll("\\p{C}", "?");
  }

  private static String line(String name, String chinese, String english) {
    return name + ": " + chinese + " / " + english + "\n";
  }
}
