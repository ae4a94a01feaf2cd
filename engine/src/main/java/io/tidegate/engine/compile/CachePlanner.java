package io.tidegate.engine.compile;

import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedCache.Audience;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Binding.Stored;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.definition.CacheDefinition;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.diagnostic.Diagnostics;
import java.util.List;
import java.util.Optional;

/**
 * Decides for whom answers are kept, and how. Whatever could depend on the caller is kept for the
 * caller alone; that nothing does has to be seen in every read.
 */
final class CachePlanner {
  private CachePlanner() {}

  static Optional<PlannedCache> plan(
      ServiceDefinition definition,
      List<PlannedRead> reads,
      Catalog catalog,
      Diagnostics diagnostics) {
    Optional<CacheDefinition> asked = definition.cache();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    if (reads.stream().anyMatch(read -> givesLinks(read, catalog))) {
      diagnostics.error(
          PlanCode.CACHE,
          asked.get().span(),
          "the service reads stored documents, and what links to them must not be kept");
    }
    boolean shared = reads.stream().allMatch(CachePlanner::isSameForAll);
    return Optional.of(
        new PlannedCache(
            asked.get().life(),
            asked.get().staleOnError(),
            shared ? Audience.EVERYBODY : Audience.CALLER,
            reads.stream().flatMap(r -> r.fields().stream()).anyMatch(CachePlanner::isToBeSealed)));
  }

  private static boolean givesLinks(PlannedRead read, Catalog catalog) {
    return read.access() instanceof PlannedAccess.Operation operation
        && catalog
            .resource(operation.resource())
            .flatMap(resource -> resource.operation())
            .filter(o -> o.binding() instanceof Stored)
            .isPresent();
  }

  private static boolean isSameForAll(PlannedRead read) {
    return read.tables().stream().allMatch(CachePlanner::isOneForAll)
        && read.fields().stream().allMatch(CachePlanner::isShown);
  }

  /** Every row to everybody, and nobody is more to one of them than everybody is. */
  private static boolean isOneForAll(PlannedTable table) {
    return table.scope() == PlannedTable.Scope.OPEN
        && table.relations().size() == 1
        && table.relations().stream().noneMatch(Relation::ofRecord);
  }

  private static boolean isShown(PlannedField field) {
    return MaskChoice.isNone(field.fixed())
        && field.masks().values().stream().allMatch(MaskChoice::isNone);
  }

  private static boolean isToBeSealed(PlannedField field) {
    return field.label().sensitivity().map(s -> s.compareTo(Sensitivity.S3) >= 0).orElse(true);
  }
}
