package io.tidegate.route.flow;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.definition.AnswerHeader;
import io.tidegate.route.definition.AuthorProblem;
import io.tidegate.route.definition.Combination;
import io.tidegate.route.definition.SourceFailure;
import io.tidegate.route.definition.StepDefinition.Miss;
import io.tidegate.route.definition.TextFormat;
import io.tidegate.route.script.Script;
import io.tidegate.route.shape.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A step, or several. Each takes the state of the route (body, variables) and gives a new one.
 * Where a step yields no record, the rest of the sequence it stands in is left out and the sequence
 * yields nothing: what is not there is not worked on.
 */
public sealed interface Flow {
  /** The steps within it, in the order written. */
  List<Flow> inner();

  /** Steps one after another. */
  record Sequence(List<Flow> steps) implements Flow {
    public Sequence {
      steps = List.copyOf(steps);
    }

    @Override
    public List<Flow> inner() {
      return steps;
    }
  }

  /** A governed read; its rows are scoped, related and masked when the step is over. */
  record Read(String read) implements Flow {
    public Read {
      Objects.requireNonNull(read, "read");
    }

    @Override
    public List<Flow> inner() {
      return List.of();
    }
  }

  /** Branches on the same state, put together. Variables that are set in them end with them. */
  record Multicast(
      boolean parallel,
      OptionalInt timeoutMillis,
      boolean partial,
      Combination combination,
      List<Branch> branches)
      implements Flow {
    public Multicast {
      Objects.requireNonNull(timeoutMillis, "timeoutMillis");
      Objects.requireNonNull(combination, "combination");
      branches = List.copyOf(branches);
    }

    @Override
    public List<Flow> inner() {
      return branches.stream().map(Branch::flow).toList();
    }
  }

  /**
   * Steps with the name their result has.
   *
   * @param members of the record, or of each record of the list, that they yield
   */
  record Branch(String name, List<String> members, Flow flow) {
    public Branch {
      Objects.requireNonNull(name, "name");
      members = List.copyOf(members);
      Objects.requireNonNull(flow, "flow");
    }
  }

  /** Adds the result of a branch to the body. */
  record Enrich(Combination combination, Branch branch) implements Flow {
    public Enrich {
      Objects.requireNonNull(combination, "combination");
      Objects.requireNonNull(branch, "branch");
    }

    @Override
    public List<Flow> inner() {
      return List.of(branch.flow());
    }
  }

  /**
   * Runs steps for each element of a list.
   *
   * @param member the member of the body that is the list; empty when the body is
   */
  record Split(String member, boolean parallel, Flow flow) implements Flow {
    public Split {
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(flow, "flow");
    }

    @Override
    public List<Flow> inner() {
      return List.of(flow);
    }
  }

  /** Runs the steps of the first condition that holds. */
  record Choice(List<When> whens, Flow otherwise) implements Flow {
    public Choice {
      whens = List.copyOf(whens);
      Objects.requireNonNull(otherwise, "otherwise");
    }

    @Override
    public List<Flow> inner() {
      List<Flow> inner = new ArrayList<>();
      whens.forEach(when -> inner.add(when.flow()));
      inner.add(otherwise);
      return inner;
    }
  }

  /** A condition, and what runs when it holds. */
  record When(Script condition, Flow flow) {
    public When {
      Objects.requireNonNull(condition, "condition");
      Objects.requireNonNull(flow, "flow");
    }
  }

  /** Runs steps a number of times. */
  record Loop(int times, Flow flow) implements Flow {
    public Loop {
      Objects.requireNonNull(flow, "flow");
    }

    @Override
    public List<Flow> inner() {
      return List.of(flow);
    }
  }

  /**
   * Makes a value the body.
   *
   * @param absence whether it is a record, a list, or nothing, and nothing means that there is no
   *     result
   */
  record SetBody(Script value, boolean absence) implements Flow {
    public SetBody {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public List<Flow> inner() {
      return List.of();
    }
  }

  /** Keeps a value. */
  record SetVariable(String name, Script value) implements Flow {
    public SetVariable {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }

    @Override
    public List<Flow> inner() {
      return List.of();
    }
  }

  /**
   * Keeps an output of the read that yielded the body as the source gave it. Only a read's
   * parameter can use it.
   */
  record SetRaw(String name, String read, int output) implements Flow {
    public SetRaw {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(read, "read");
    }

    @Override
    public List<Flow> inner() {
      return List.of();
    }
  }

  /** Sets a header of the answer. */
  record SetHeader(AnswerHeader header, Script value) implements Flow {
    public SetHeader {
      Objects.requireNonNull(header, "header");
      Objects.requireNonNull(value, "value");
    }

    @Override
    public List<Flow> inner() {
      return List.of();
    }
  }

  /**
   * Orders a list.
   *
   * @param member the member of the body that is the list; empty when the body is
   */
  record Sort(String member, List<Key> keys) implements Flow {
    public Sort {
      Objects.requireNonNull(member, "member");
      keys = List.copyOf(keys);
    }

    /** A member to order by. */
    public record Key(String member, boolean descending) {
      public Key {
        Objects.requireNonNull(member, "member");
      }
    }

    @Override
    public List<Flow> inner() {
      return List.of();
    }
  }

  /** Ends the call when a condition does not hold. */
  record Validate(Script condition) implements Flow {
    public Validate {
      Objects.requireNonNull(condition, "condition");
    }

    @Override
    public List<Flow> inner() {
      return List.of();
    }
  }

  /** Runs steps, and others when a source fails in them. */
  record Try(Flow flow, List<Catch> catches) implements Flow {
    public Try {
      Objects.requireNonNull(flow, "flow");
      catches = List.copyOf(catches);
    }

    @Override
    public List<Flow> inner() {
      List<Flow> inner = new ArrayList<>(List.of(flow));
      catches.forEach(c -> inner.add(c.flow()));
      return inner;
    }
  }

  /** What runs when a source fails in one of these ways. */
  record Catch(List<SourceFailure> failures, Flow flow) {
    public Catch {
      failures = failures.stream().sorted().distinct().toList();
      Objects.requireNonNull(flow, "flow");
    }
  }

  /** Runs steps unless they failed too often of late. */
  record Breaker(int failurePercent, int calls, Duration open, Flow flow, Optional<Flow> fallback)
      implements Flow {
    public Breaker {
      Objects.requireNonNull(open, "open");
      Objects.requireNonNull(flow, "flow");
      Objects.requireNonNull(fallback, "fallback");
    }

    @Override
    public List<Flow> inner() {
      List<Flow> inner = new ArrayList<>(List.of(flow));
      fallback.ifPresent(inner::add);
      return inner;
    }
  }

  /** Ends the call with a problem. */
  record Throw(AuthorProblem problem) implements Flow {
    public Throw {
      Objects.requireNonNull(problem, "problem");
    }

    @Override
    public List<Flow> inner() {
      return List.of();
    }
  }

  /** Writes a line to the log; nothing in it is hidden from anybody. */
  record Log(Script message) implements Flow {
    public Log {
      Objects.requireNonNull(message, "message");
    }

    @Override
    public List<Flow> inner() {
      return List.of();
    }
  }

  /**
   * Looks up a code of the record that is the body, or of each record of the list that is.
   *
   * @param read the governed read of the code set: its first output is the code, its second what
   *     the code stands for
   */
  record CodeMap(String read, String member, String into, Miss miss) implements Flow {
    public CodeMap {
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(into, "into");
      Objects.requireNonNull(miss, "miss");
    }

    @Override
    public List<Flow> inner() {
      return List.of();
    }
  }

  /**
   * Runs the route of another service. It begins with the arguments as its parameters and with
   * nothing else of the state; its answer is the body behind the step.
   *
   * @param place what the ids of its reads begin with, unique in the plan
   * @param arguments what its parameters are bound to, by their names; one that is missing has the
   *     value it has by default, or none
   * @param kept the members its answer has; absent when it has all its route yields
   */
  record Call(
      String place,
      String service,
      SortedMap<String, Script> arguments,
      Optional<List<Kept>> kept,
      Flow flow)
      implements Flow {
    public Call {
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(service, "service");
      arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
      kept = kept.map(List::copyOf);
      Objects.requireNonNull(flow, "flow");
    }

    @Override
    public List<Flow> inner() {
      return List.of(flow);
    }
  }

  /**
   * Makes records of a text that is a member of the body, or of each record of it.
   *
   * @param list whether the text holds a list of records
   * @param parts what each record has
   */
  record Unmarshal(TextFormat format, String member, boolean list, List<Part> parts, String into)
      implements Flow {
    public Unmarshal {
      Objects.requireNonNull(format, "format");
      Objects.requireNonNull(member, "member");
      parts = List.copyOf(parts);
      Objects.requireNonNull(into, "into");
    }

    @Override
    public List<Flow> inner() {
      return List.of();
    }
  }

  /**
   * A member of a record in a text.
   *
   * @param type of a single value; absent when it is made of records
   * @param list whether it is a list of records
   * @param inner what these have
   */
  record Part(String name, Optional<FieldType> type, boolean list, List<Part> inner) {
    public Part {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      inner = List.copyOf(inner);
    }
  }

  /**
   * Makes a text of a record that is the body, or of each record of it.
   *
   * @param member what is written of it; empty when all is
   * @param from the outputs that flow into the text or decide it: where one of them is masked,
   *     there is no text
   */
  record Marshal(TextFormat format, String member, SortedSet<Origin> from, String into)
      implements Flow {
    public Marshal {
      Objects.requireNonNull(format, "format");
      Objects.requireNonNull(member, "member");
      from = Collections.unmodifiableSortedSet(new TreeSet<>(from));
      Objects.requireNonNull(into, "into");
    }

    @Override
    public List<Flow> inner() {
      return List.of();
    }
  }

  /**
   * A member that stays in an answer.
   *
   * @param inner the members that stay in it when it is made of records; empty when it is a value
   */
  record Kept(String name, List<Kept> inner) {
    public Kept {
      Objects.requireNonNull(name, "name");
      inner = List.copyOf(inner);
    }
  }

  /**
   * The steps it is made of, outer ones before those within them: without sequences, and without
   * what is within a called service.
   */
  default List<Flow> everyStep() {
    List<Flow> steps = new ArrayList<>();
    if (!(this instanceof Sequence)) {
      steps.add(this);
    }
    if (!(this instanceof Call)) {
      inner().forEach(flow -> steps.addAll(flow.everyStep()));
    }
    return steps;
  }

  /** The calls of other services in it, but not those within such a call; in the order written. */
  default List<Call> serviceCalls() {
    return this instanceof Call call
        ? List.of(call)
        : inner().stream().flatMap(flow -> flow.serviceCalls().stream()).toList();
  }

  /** Whether an answer can lack what a source did not give. */
  default boolean mayLack() {
    boolean own =
        switch (this) {
          case Multicast multicast -> multicast.partial();
          case Try attempt -> true;
          case Breaker breaker -> breaker.fallback().isPresent();
          case Sequence sequence -> false;
          case Read read -> false;
          case Enrich enrich -> false;
          case Split split -> false;
          case Choice choice -> false;
          case Loop loop -> false;
          case SetBody setBody -> false;
          case SetVariable setVariable -> false;
          case SetRaw setRaw -> false;
          case SetHeader setHeader -> false;
          case Sort sort -> false;
          case Validate validate -> false;
          case Throw end -> false;
          case Log log -> false;
          case CodeMap codeMap -> false;
          case Call call -> false;
          case Unmarshal unmarshal -> false;
          case Marshal marshal -> false;
        };
    return own || inner().stream().anyMatch(Flow::mayLack);
  }
}
