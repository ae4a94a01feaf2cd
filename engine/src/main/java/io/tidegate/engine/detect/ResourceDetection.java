package io.tidegate.engine.detect;

import io.tidegate.engine.source.SampledColumn;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Resource;
import io.tidegate.rules.detect.ColumnDetection;
import io.tidegate.rules.detect.FieldContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges the columns of one sample. */
public final class ResourceDetection {
  private ResourceDetection() {}

  /**
   * @param resource what the catalog says; absent when it says nothing, as of a file
   * @param today no date of a document is later
   */
  public static List<ColumnJudgement> judge(
      Optional<Resource> resource, List<SampledColumn> sample, LocalDate today) {
    List<String> neighbours = new ArrayList<>();
    for (SampledColumn column : sample) {
      neighbours.add(column.name());
      field(resource, column).ifPresent(field -> neighbours.add(field.title().zh()));
    }
    return sample.stream()
        .map(
            column -> {
              Optional<Field> field = field(resource, column);
              String title = field.map(f -> f.title().zh()).orElse("");
              List<String> others = neighbours.stream().filter(n -> !n.equals(title)).toList();
              return new ColumnJudgement(
                  column.name(),
                  field.isPresent(),
                  field.flatMap(Field::sensitivity),
                  field.map(Field::detected).orElse(List.of()),
                  ColumnDetection.decide(
                      new FieldContext(column.name(), title, others), column.values(), today));
            })
        .toList();
  }

  private static Optional<Field> field(Optional<Resource> resource, SampledColumn column) {
    return resource.flatMap(r -> r.field(column.name()));
  }
}
