package io.tidegate.route.resolve;

import io.tidegate.route.catalog.Source;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.Keyset;
import io.tidegate.route.text.Span;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A service with every name found: its reads with the lineage of each output, how they are put
 * together, and what leaves.
 *
 * @param answer a record or a list of records
 * @param logged each place a line is logged at, with what stands in the line
 */
public record ResolvedService(
    ServiceDefinition definition,
    List<Read> reads,
    Flow route,
    Shape answer,
    Optional<Keyset> keyset,
    List<Logged> logged) {
  public ResolvedService {
    Objects.requireNonNull(definition, "definition");
    reads = List.copyOf(reads);
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(keyset, "keyset");
    logged = List.copyOf(logged);
  }

  /**
   * A statement with what was derived from it.
   *
   * @param raws parameters that are bound to an output of another read as the source gave it
   */
  public record Read(
      String id,
      Source source,
      AnalyzedQuery query,
      boolean single,
      SortedMap<String, Origin> raws,
      Span span) {
    public Read {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(query, "query");
      raws = Collections.unmodifiableSortedMap(new TreeMap<>(raws));
      Objects.requireNonNull(span, "span");
    }
  }

  /** A line for the log, and what stands in it. */
  public record Logged(Shape shape, Span span) {
    public Logged {
      Objects.requireNonNull(shape, "shape");
      Objects.requireNonNull(span, "span");
    }
  }
}
