package io.tidegate.route.definition;

import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** One step of a route, of the kinds the accepted subset has. */
public sealed interface StepDefinition {
  Span span();

  /**
   * Reads a source by an SQL statement.
   *
   * @param dataSource the source's id in the catalog
   * @param filters conditions that count only when their parameters are given
   * @param sort the orders a caller may choose from
   * @param single whether the statement finds one record, or none, instead of a list
   */
  record SqlStep(
      Located<String> dataSource,
      YamlScalar query,
      List<YamlScalar> filters,
      Optional<SortChoice> sort,
      boolean single,
      Span span)
      implements StepDefinition {
    public SqlStep {
      Objects.requireNonNull(dataSource, "dataSource");
      Objects.requireNonNull(query, "query");
      filters = List.copyOf(filters);
      Objects.requireNonNull(sort, "sort");
      Objects.requireNonNull(span, "span");
    }
  }

  /**
   * Orders of a list, of which a parameter picks one.
   *
   * @param by the parameter
   */
  record SortChoice(Located<String> by, List<NamedOrder> orders, Span span) {
    public SortChoice {
      Objects.requireNonNull(by, "by");
      orders = List.copyOf(orders);
      Objects.requireNonNull(span, "span");
    }
  }

  /**
   * One of them.
   *
   * @param name the value of the parameter
   * @param keys outputs of the statement; a leading {@code -} means descending
   */
  record NamedOrder(Located<String> name, List<YamlScalar> keys) {
    public NamedOrder {
      Objects.requireNonNull(name, "name");
      keys = List.copyOf(keys);
    }
  }

  /**
   * Reads a source by an operation of the catalog.
   *
   * @param operation source and operation, such as {@code terminal/listMoves}
   * @param inputs what the operation is asked with, by the name of its input
   */
  record SourceStep(
      Located<String> operation, List<Input> inputs, Optional<Boolean> single, Span span)
      implements StepDefinition {
    public SourceStep {
      Objects.requireNonNull(operation, "operation");
      inputs = List.copyOf(inputs);
      Objects.requireNonNull(single, "single");
      Objects.requireNonNull(span, "span");
    }
  }

  /**
   * Calls another service.
   *
   * @param service its id
   * @param version {@code major.minor.patch}, or the major alone; absent for the latest
   * @param arguments what its parameters are bound to, by their names
   */
  record ServiceStep(
      Located<String> service, Optional<Located<String>> version, List<Input> arguments, Span span)
      implements StepDefinition {
    public ServiceStep {
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(version, "version");
      arguments = List.copyOf(arguments);
      Objects.requireNonNull(span, "span");
    }
  }

  /** A value an operation or a service is asked with. */
  record Input(Located<String> name, ExpressionDefinition value) {
    public Input {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }

  /** Runs another route of the same document. */
  record DirectStep(Located<String> route, Span span) implements StepDefinition {
    public DirectStep {
      Objects.requireNonNull(route, "route");
      Objects.requireNonNull(span, "span");
    }
  }

  /**
   * Runs several steps on the same request and puts their results together.
   *
   * @param partial whether the answer may lack a branch that fails
   */
  record MulticastStep(
      boolean parallel,
      OptionalInt timeoutMillis,
      boolean partial,
      Located<Combination> combination,
      List<StepDefinition> branches,
      Span span)
      implements StepDefinition {
    public MulticastStep {
      Objects.requireNonNull(timeoutMillis, "timeoutMillis");
      Objects.requireNonNull(combination, "combination");
      branches = List.copyOf(branches);
      Objects.requireNonNull(span, "span");
    }
  }

  /** Runs another route for what is there already, and adds its result to it. */
  record EnrichStep(Located<String> route, Located<Combination> combination, Span span)
      implements StepDefinition {
    public EnrichStep {
      Objects.requireNonNull(route, "route");
      Objects.requireNonNull(combination, "combination");
      Objects.requireNonNull(span, "span");
    }
  }

  /**
   * Runs steps for each element of a list.
   *
   * @param combination what becomes of the results; {@code CONCAT} puts them in the place of the
   *     elements
   * @param member the member of each element its result becomes; with {@code NEST} alone
   */
  record SplitStep(
      ExpressionDefinition list,
      boolean parallel,
      Located<Combination> combination,
      Optional<Located<String>> member,
      List<StepDefinition> steps,
      Span span)
      implements StepDefinition {
    public SplitStep {
      Objects.requireNonNull(list, "list");
      Objects.requireNonNull(combination, "combination");
      Objects.requireNonNull(member, "member");
      steps = List.copyOf(steps);
      Objects.requireNonNull(span, "span");
    }
  }

  /** Runs the steps of the first condition that holds. */
  record ChoiceStep(List<When> whens, Optional<List<StepDefinition>> otherwise, Span span)
      implements StepDefinition {
    public ChoiceStep {
      whens = List.copyOf(whens);
      otherwise = otherwise.map(List::copyOf);
      Objects.requireNonNull(span, "span");
    }
  }

  /** A condition, and the steps that run when it holds. */
  record When(ExpressionDefinition condition, List<StepDefinition> steps, Span span) {
    public When {
      Objects.requireNonNull(condition, "condition");
      steps = List.copyOf(steps);
      Objects.requireNonNull(span, "span");
    }
  }

  /** Runs steps a fixed number of times, each time on what the time before yielded. */
  record LoopStep(Located<Integer> times, List<StepDefinition> steps, Span span)
      implements StepDefinition {
    public LoopStep {
      Objects.requireNonNull(times, "times");
      steps = List.copyOf(steps);
      Objects.requireNonNull(span, "span");
    }
  }

  /** Replaces what is there by the value of an expression. */
  record SetBodyStep(ExpressionDefinition value, Span span) implements StepDefinition {
    public SetBodyStep {
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(span, "span");
    }
  }

  /** Keeps a value under a name. */
  record SetVariableStep(Located<String> name, ExpressionDefinition value, Span span)
      implements StepDefinition {
    public SetVariableStep {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(span, "span");
    }
  }

  /**
   * Keeps a member of the record that is there under a name, as the source gave it, whatever hides
   * it: nothing but a parameter of another read can use it.
   */
  record RawVariableStep(Located<String> name, Located<String> member, Span span)
      implements StepDefinition {
    public RawVariableStep {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(span, "span");
    }
  }

  /** Sets a header of the answer. */
  record SetHeaderStep(Located<AnswerHeader> header, ExpressionDefinition value, Span span)
      implements StepDefinition {
    public SetHeaderStep {
      Objects.requireNonNull(header, "header");
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(span, "span");
    }
  }

  /** Orders a list by members of its records. */
  record SortStep(ExpressionDefinition list, List<SortKey> keys, Span span)
      implements StepDefinition {
    public SortStep {
      Objects.requireNonNull(list, "list");
      keys = List.copyOf(keys);
      Objects.requireNonNull(span, "span");
    }
  }

  /** A member a list is ordered by; what has no value comes last. */
  record SortKey(Located<String> member, boolean descending) {
    public SortKey {
      Objects.requireNonNull(member, "member");
    }
  }

  /** Ends the call when a condition does not hold. */
  record ValidateStep(ExpressionDefinition condition, Span span) implements StepDefinition {
    public ValidateStep {
      Objects.requireNonNull(condition, "condition");
      Objects.requireNonNull(span, "span");
    }
  }

  /** Runs steps, and others when a source fails in them. */
  record TryStep(List<StepDefinition> steps, List<Catch> catches, Span span)
      implements StepDefinition {
    public TryStep {
      steps = List.copyOf(steps);
      catches = List.copyOf(catches);
      Objects.requireNonNull(span, "span");
    }
  }

  /** What runs instead when a source fails in one of these ways. */
  record Catch(List<Located<SourceFailure>> failures, List<StepDefinition> steps, Span span) {
    public Catch {
      failures = List.copyOf(failures);
      steps = List.copyOf(steps);
      Objects.requireNonNull(span, "span");
    }
  }

  /**
   * Runs steps unless they failed too often of late; then, and when they fail, what stands in for
   * them.
   *
   * @param failurePercent share of failed calls at which the breaker opens
   * @param calls fewest calls it judges by
   * @param open how long it stays open
   */
  record BreakerStep(
      int failurePercent,
      int calls,
      Duration open,
      List<StepDefinition> steps,
      Optional<List<StepDefinition>> fallback,
      Span span)
      implements StepDefinition {
    public BreakerStep {
      Objects.requireNonNull(open, "open");
      steps = List.copyOf(steps);
      fallback = fallback.map(List::copyOf);
      Objects.requireNonNull(span, "span");
    }
  }

  /** Ends the call with a problem. */
  record ThrowStep(Located<AuthorProblem> problem, Span span) implements StepDefinition {
    public ThrowStep {
      Objects.requireNonNull(problem, "problem");
      Objects.requireNonNull(span, "span");
    }
  }

  /** Writes a line to the log, in which what is not for everybody is covered. */
  record LogStep(ExpressionDefinition message, Span span) implements StepDefinition {
    public LogStep {
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(span, "span");
    }
  }

  /**
   * Looks a code up in a code set, or its counterpart in another one.
   *
   * @param member the member of the record, or of each record of the list, that holds the code
   * @param set the code set the code is of
   * @param target another code set whose counterpart is wanted; absent when the name is wanted
   * @param into the member the result becomes
   * @param miss what becomes of a code the set does not have
   */
  record CodeMapStep(
      Located<String> dictionary,
      Located<String> member,
      Located<String> set,
      Optional<Located<String>> target,
      Located<String> into,
      Miss miss,
      Span span)
      implements StepDefinition {
    public CodeMapStep {
      Objects.requireNonNull(dictionary, "dictionary");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(set, "set");
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(into, "into");
      Objects.requireNonNull(miss, "miss");
      Objects.requireNonNull(span, "span");
    }
  }

  /**
   * Makes records of a text.
   *
   * @param member the member of the record, or of each record of the list, that is the text
   * @param shape what is in the text
   * @param sensitivity of what is in the text; the text itself must be labelled as strictly
   * @param into the member the result becomes
   */
  record UnmarshalStep(
      TextFormat format,
      ResponseDefinition shape,
      Located<String> member,
      Optional<Located<Sensitivity>> sensitivity,
      Located<String> into,
      Span span)
      implements StepDefinition {
    public UnmarshalStep {
      Objects.requireNonNull(format, "format");
      Objects.requireNonNull(shape, "shape");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(sensitivity, "sensitivity");
      Objects.requireNonNull(into, "into");
      Objects.requireNonNull(span, "span");
    }
  }

  /**
   * Makes a text of records.
   *
   * @param member the member of the record, or of each record of the list, that is written; absent
   *     when the record itself is
   * @param into the member the text becomes
   */
  record MarshalStep(
      TextFormat format, Optional<Located<String>> member, Located<String> into, Span span)
      implements StepDefinition {
    public MarshalStep {
      Objects.requireNonNull(format, "format");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(into, "into");
      Objects.requireNonNull(span, "span");
    }
  }

  /** What becomes of a code that a code set does not have. */
  enum Miss {
    /** No value. */
    NULL,
    /** The code itself. */
    KEEP,
    /** The call ends with a problem. */
    FAIL
  }
}
