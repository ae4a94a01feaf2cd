package io.tidegate.route.resolve;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.definition.StepDefinition.Strategy;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.Keyset;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Span;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A service with every name found: its reads with the lineage of each output, how they are put
 * together, and what leaves.
 */
public record ResolvedService(
    ServiceDefinition definition,
    List<Read> reads,
    Step route,
    Shape answer,
    Optional<Keyset> keyset) {
  public ResolvedService {
    Objects.requireNonNull(definition, "definition");
    reads = List.copyOf(reads);
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(keyset, "keyset");
  }

  /** A statement with what was derived from it. */
  public record Read(String id, Source source, AnalyzedQuery query, boolean single, Span span) {
    public Read {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(query, "query");
      Objects.requireNonNull(span, "span");
    }
  }

  /** A step with its calls followed. */
  public sealed interface Step {
    Span span();
  }

  public record ReadStep(String read, Span span) implements Step {
    public ReadStep {
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(span, "span");
    }
  }

  public record MulticastStep(
      boolean parallel,
      OptionalInt timeoutMillis,
      Strategy strategy,
      List<Branch> branches,
      Span span)
      implements Step {
    public MulticastStep {
      Objects.requireNonNull(timeoutMillis, "timeoutMillis");
      Objects.requireNonNull(strategy, "strategy");
      branches = List.copyOf(branches);
      Objects.requireNonNull(span, "span");
    }
  }

  /**
   * A branch with the name of its route; the name of a statement written in place is that of its
   * read.
   */
  public record Branch(String name, Step step) {
    public Branch {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(step, "step");
    }
  }

  /** What a step yields: one record, or a list of them. */
  public record Shape(boolean list, List<Member> members) {
    public Shape {
      members = List.copyOf(members);
    }

    Optional<Member> member(String name) {
      return members.stream().filter(m -> m.name().equals(name)).findFirst();
    }
  }

  /** A member of a record. */
  public sealed interface Member {
    String name();
  }

  /**
   * A single value.
   *
   * @param outputs for each read a record can come from, the place of the output that is this value
   */
  public record Value(
      String name,
      FieldType type,
      boolean nullable,
      SortedMap<String, Integer> outputs,
      Optional<Bilingual> title)
      implements Member {
    public Value {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
      Objects.requireNonNull(title, "title");
    }
  }

  /** A record or list within the record. */
  public record Nested(String name, Shape shape) implements Member {
    public Nested {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(shape, "shape");
    }
  }
}
