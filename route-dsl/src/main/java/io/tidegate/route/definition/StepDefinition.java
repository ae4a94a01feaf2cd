package io.tidegate.route.definition;

import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** One step of a route, of the kinds the accepted subset has. */
public sealed interface StepDefinition {
  Span span();

  /**
   * Reads a source by an SQL statement.
   *
   * @param dataSource the source's id in the catalog
   * @param single whether the statement finds one record, or none, instead of a list
   */
  record SqlStep(Located<String> dataSource, YamlScalar query, boolean single, Span span)
      implements StepDefinition {
    public SqlStep {
      Objects.requireNonNull(dataSource, "dataSource");
      Objects.requireNonNull(query, "query");
      Objects.requireNonNull(span, "span");
    }
  }

  /** Runs another route of the same document. */
  record DirectStep(Located<String> route, Span span) implements StepDefinition {
    public DirectStep {
      Objects.requireNonNull(route, "route");
      Objects.requireNonNull(span, "span");
    }
  }

  /** Runs several steps on the same request and puts their results together. */
  record MulticastStep(
      boolean parallel,
      OptionalInt timeoutMillis,
      Located<Strategy> strategy,
      List<StepDefinition> branches,
      Span span)
      implements StepDefinition {
    public MulticastStep {
      Objects.requireNonNull(timeoutMillis, "timeoutMillis");
      Objects.requireNonNull(strategy, "strategy");
      branches = List.copyOf(branches);
      Objects.requireNonNull(span, "span");
    }
  }

  /** How the results of several branches become one. */
  enum Strategy {
    /**
     * The first branch yields the record; each other branch becomes a member of it, named after its
     * route.
     */
    NEST(
        "#nest",
        "the first branch is the record, each other one a member of it named after its route"),
    /**
     * Every branch yields a list of the same members; the lists follow one another in the order of
     * the branches.
     */
    CONCAT(
        "#concat", "lists with the same members, one after another in the order of the branches"),
    /** Every branch yields one record; their members are put into one. */
    MERGE("#merge", "the members of all records in one record");

    private final String word;
    private final String meaning;

    Strategy(String word, String meaning) {
      this.word = word;
      this.meaning = meaning;
    }

    /** How a document writes it, such as {@code #nest}. */
    public String word() {
      return word;
    }

    public String meaning() {
      return meaning;
    }
  }
}
