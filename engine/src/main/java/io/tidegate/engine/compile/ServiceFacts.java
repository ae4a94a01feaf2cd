package io.tidegate.engine.compile;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.ServiceFact;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * All that rules are told about a service.
 *
 * @param fields every field it touches, sorted by column
 */
public record ServiceFacts(ServiceFact service, List<FieldFact> fields) {
  public ServiceFacts {
    Objects.requireNonNull(service, "service");
    fields = List.copyOf(fields);
  }

  /** Those of a service whose names were found. */
  public static ServiceFacts of(ResolvedService resolved) {
    ServiceDefinition definition = resolved.definition();
    Map<ColumnId, FieldFact> facts = new TreeMap<>();
    for (Read read : resolved.reads()) {
      for (ColumnUse use : Columns.of(read)) {
        Columns.tables(read)
            .get(use.table())
            .holder(use.column())
            .ifPresent(holder -> add(holder, use.column(), facts));
      }
    }
    return new ServiceFacts(
        new ServiceFact(
            definition.service().value(),
            definition.area().value().word(),
            definition.openness(),
            definition.limit()),
        List.copyOf(facts.values()));
  }

  private static void add(Resource holder, ColumnId column, Map<ColumnId, FieldFact> facts) {
    holder.field(column.column()).ifPresent(f -> facts.put(column, FieldFact.of(holder, f)));
  }
}
