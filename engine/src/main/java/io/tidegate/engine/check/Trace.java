package io.tidegate.engine.check;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.sql.InfluenceKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a statement does, as far as governance is concerned.
 *
 * @param tables every table that is read, in the order of the text
 * @param outputs the columns of its result
 * @param effects what decides which rows come and in which order, each once, sorted
 * @param outputEffects what decides only which values the outputs have, each once, sorted
 * @param failures what decides whether an operation fails, as far as it is known to, each once,
 *     sorted; they are effects of the kind {@link InfluenceKind#WHERE}
 * @param folds where records of its tables are put together
 * @param pageColumns the outputs that the page frame around the author's query compares and sorts
 *     by
 */
record Trace(
    List<Table> tables,
    List<Output> outputs,
    List<Effect> effects,
    List<Effect> outputEffects,
    List<Effect> failures,
    List<Fold> folds,
    List<String> pageColumns) {
  Trace {
    tables = List.copyOf(tables);
    outputs = List.copyOf(outputs);
    effects = List.copyOf(effects);
    outputEffects = List.copyOf(outputEffects);
    failures = List.copyOf(failures);
    folds = List.copyOf(folds);
    pageColumns = List.copyOf(pageColumns);
  }

  /**
   * An occurrence of a table.
   *
   * @param aligned whether each row of the result stands for one row of it
   * @param views the views it is read through, the outermost first
   */
  record Table(
      Resource resource, String alias, Scope scope, boolean aligned, List<Resource> views) {
    Table {
      views = List.copyOf(views);
    }

    /** The same, read through one more view around those it is read through. */
    Table through(Resource view) {
      List<Resource> more = new ArrayList<>(List.of(view));
      more.addAll(views);
      return new Table(resource, alias, scope, aligned, more);
    }
  }

  /**
   * A part that makes one row or value of several records.
   *
   * @param tables those of whose records it does
   * @param statistic whether groups can be left out of it for good, see {@link Folds}
   * @param counted by role column, what a group must have to be told
   */
  record Fold(SortedSet<Integer> tables, boolean statistic, SortedMap<String, Counted> counted) {
    Fold {
      tables = Collections.unmodifiableSortedSet(new TreeSet<>(tables));
      counted = Collections.unmodifiableSortedMap(new TreeMap<>(counted));
    }

    private Fold numbered(SortedMap<Integer, Integer> numbers) {
      SortedSet<Integer> fresh = new TreeSet<>();
      tables.forEach(table -> fresh.add(numbers.get(table)));
      return new Fold(fresh, statistic, counted);
    }
  }

  /**
   * How many parties a group has in a role.
   *
   * @param orNone whether it may have none instead
   */
  record Counted(int least, boolean orNone) {}

  /** Which rows of a table are read, before anything the author wrote. */
  sealed interface Scope {
    /** All. */
    record Open() implements Scope {}

    /**
     * Only those whose role columns name the caller.
     *
     * @param delegates whether a delegate is given those of its principal
     */
    record Party(boolean delegates) implements Scope {}

    /** It cannot be told. */
    record Unclear(String reason) implements Scope {
      public Unclear {}
    }
  }

  /**
   * A column of the result.
   *
   * @param name empty when the statement gives none
   */
  record Output(String name, Flow flow) {}

  /**
   * A column that decides which rows come, or in which order.
   *
   * @param nested whether it does so only through a condition within the clause, so that the plan
   *     may as well call it {@link InfluenceKind#CONTROL}
   * @param probed whether something the caller sends takes part
   */
  record Effect(int table, ColumnId column, InfluenceKind kind, boolean nested, boolean probed)
      implements Comparable<Effect> {
    private static final Comparator<Effect> ORDER =
        Comparator.comparingInt(Effect::table)
            .thenComparing(Effect::column)
            .thenComparing(Effect::kind)
            .thenComparing(Effect::nested)
            .thenComparing(Effect::probed);

    Effect numbered(SortedMap<Integer, Integer> numbers) {
      return new Effect(numbers.get(table), column, kind, nested, probed);
    }

    @Override
    public int compareTo(Effect other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * The same with other numbers for the tables.
   *
   * @param numbers the new number of each table
   */
  Trace numbered(SortedMap<Integer, Integer> numbers) {
    SortedMap<Integer, Table> sorted = new TreeMap<>();
    numbers.forEach((old, fresh) -> sorted.put(fresh, tables.get(old)));
    return new Trace(
        List.copyOf(sorted.values()),
        outputs.stream()
            .map(output -> new Output(output.name(), output.flow().numbered(numbers)))
            .toList(),
        effects.stream().map(effect -> effect.numbered(numbers)).sorted().toList(),
        outputEffects.stream().map(effect -> effect.numbered(numbers)).sorted().toList(),
        failures.stream().map(effect -> effect.numbered(numbers)).sorted().toList(),
        folds.stream().map(fold -> fold.numbered(numbers)).toList(),
        pageColumns);
  }
}
