package io.tidegate.route.resolve;

import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.definition.AnswerHeader;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.script.Script;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.Keyset;
import io.tidegate.route.sql.OutputColumn;
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
 * @param reached what decides that there is an answer and no problem
 * @param keysets when the answer is paged, the keys of its pages by the name of the order the
 *     caller chose; the empty name where there is nothing to choose
 * @param logged each place a line is logged at, with what stands in the line
 * @param headed each place a header of the answer is set at, with all that its value depends on
 * @param labelled each text whose content was said to be of some sensitivity
 * @param counted each breaker
 */
public record ResolvedService(
    ServiceDefinition definition,
    List<Read> reads,
    Flow route,
    Shape answer,
    Lineage reached,
    SortedMap<String, PageOrder> keysets,
    List<Logged> logged,
    List<Headed> headed,
    List<Labelled> labelled,
    List<Counted> counted) {
  public ResolvedService {
    Objects.requireNonNull(definition, "definition");
    reads = List.copyOf(reads);
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(reached, "reached");
    keysets = Collections.unmodifiableSortedMap(new TreeMap<>(keysets));
    logged = List.copyOf(logged);
    headed = List.copyOf(headed);
    labelled = List.copyOf(labelled);
    counted = List.copyOf(counted);
  }

  /**
   * A read of a source.
   *
   * @param raws parameters, or inputs of an operation, that are bound to an output of another read
   *     as the source gave it
   */
  public record Read(
      String id,
      Source source,
      Access access,
      boolean single,
      SortedMap<String, Origin> raws,
      Span span) {
    public Read {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(access, "access");
      raws = Collections.unmodifiableSortedMap(new TreeMap<>(raws));
      Objects.requireNonNull(span, "span");
    }

    /** The type of each output, in order. */
    public List<FieldType> types() {
      return switch (access) {
        case Statement statement ->
            statement.query().outputs().stream().map(OutputColumn::type).toList();
        case Asked asked -> asked.resource().fields().stream().map(Field::type).toList();
      };
    }
  }

  /**
   * The order pages are read in.
   *
   * @param spans where each key is written
   */
  public record PageOrder(Keyset keyset, List<Span> spans) {
    public PageOrder {
      Objects.requireNonNull(keyset, "keyset");
      spans = List.copyOf(spans);
    }
  }

  /** How a source is read. */
  public sealed interface Access {}

  /**
   * By a statement, with what was derived from it.
   *
   * @param sortedBy the parameter that picks one of the query's orders; absent when there are none
   */
  public record Statement(AnalyzedQuery query, Optional<String> sortedBy) implements Access {
    public Statement {
      Objects.requireNonNull(query, "query");
      Objects.requireNonNull(sortedBy, "sortedBy");
    }
  }

  /**
   * By an operation; its outputs are the fields of the resource.
   *
   * @param inputs what it is asked with, by the names of its inputs
   * @param keys the raw keys it is asked with, by the names of its inputs
   */
  public record Asked(
      Resource resource, SortedMap<String, Script> inputs, SortedMap<String, String> keys)
      implements Access {
    public Asked {
      Objects.requireNonNull(resource, "resource");
      inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
      keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
    }
  }

  /** A line for the log, and what stands in it. */
  public record Logged(Shape shape, Span span) {
    public Logged {
      Objects.requireNonNull(shape, "shape");
      Objects.requireNonNull(span, "span");
    }
  }

  /** A header of the answer, and what it depends on: its value, and that it is set. */
  public record Headed(AnswerHeader header, Lineage lineage, Span span) {
    public Headed {
      Objects.requireNonNull(header, "header");
      Objects.requireNonNull(lineage, "lineage");
      Objects.requireNonNull(span, "span");
    }

    Headed decidedBy(Lineage decider) {
      return new Headed(header, lineage.decidedBy(decider), span);
    }
  }

  /**
   * A breaker, which counts failures for all callers together.
   *
   * @param failing what decides whether a source fails, or seems to, in its steps
   */
  public record Counted(Lineage failing, Span span) {
    public Counted {
      Objects.requireNonNull(failing, "failing");
      Objects.requireNonNull(span, "span");
    }
  }

  /** A text, and how sensitive the author says its content is. */
  public record Labelled(Shape text, Sensitivity sensitivity, Span span) {
    public Labelled {
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(sensitivity, "sensitivity");
      Objects.requireNonNull(span, "span");
    }
  }
}
