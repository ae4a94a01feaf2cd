package io.tidegate.engine.run;

import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.MaskedText;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.definition.Combination;
import io.tidegate.route.definition.Combination.Key;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts results together. Safe for use by several threads.
 *
 * <p>Layouts that are made from the same two are made once: there are as many as the route has
 * ways.
 */
public final class Combiner {
  private record Pair(Layout one, Layout other) {}

  private final Combination combination;
  private final List<String> names;
  private final List<List<String>> members;
  private final Map<Pair, Layout> layouts = new ConcurrentHashMap<>();

  /**
   * @param names of the branches, in order
   * @param members for each branch the members its record has, for when it has none
   */
  public Combiner(Combination combination, List<String> names, List<List<String>> members) {
    this.combination = combination;
    this.names = List.copyOf(names);
    this.members = List.copyOf(members);
  }

  /**
   * The results of the branches of a multicast, in their order; null where there is none.
   *
   * @param lenient whether a record is there though a branch but the first has none
   */
  public Object branches(List<Object> results, boolean lenient) {
    return switch (combination.strategy()) {
      case NEST -> nest(results);
      case CONCAT -> concat(results);
      case MERGE -> merge(results, lenient);
      case JOIN, GROUP -> throw new IllegalStateException("branches are not matched by keys");
    };
  }

  /** A result added to the body, which is there. */
  public Object added(Object body, Object result) {
    List<Object> both = new ArrayList<>();
    both.add(body);
    both.add(result);
    return switch (combination.strategy()) {
      case NEST -> nest(both);
      case MERGE -> merge(both, true);
      case JOIN -> join((List<?>) body, (List<?>) result);
      case GROUP -> group((List<?>) body, (List<?>) result);
      case CONCAT -> throw new IllegalStateException("what is there is not followed by a result");
    };
  }

  private Object nest(List<Object> results) {
    if (!(results.getFirst() instanceof DataRecord base)) {
      return null;
    }
    Object[] values = grown(base, results.size() - 1);
    for (int i = 1; i < results.size(); i++) {
      values[base.layout().size() + i - 1] = results.get(i);
    }
    Layout layout = joined(base.layout(), Layout.of(names.subList(1, names.size())));
    return new DataRecord(layout, values, base.provenance(), base.raw());
  }

  private static Object concat(List<Object> results) {
    List<Object> all = new ArrayList<>();
    for (Object result : results) {
      if (result instanceof List<?> list) {
        all.addAll(list);
      }
    }
    return all;
  }

  private Object merge(List<Object> results, boolean lenient) {
    DataRecord merged = null;
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof DataRecord record) {
        merged = merged == null ? record : merged(merged, record);
      } else if (i == 0 || !lenient) {
        return null;
      } else {
        merged = merged(merged, empty(members.get(i)));
      }
    }
    return merged;
  }

  private DataRecord merged(DataRecord one, DataRecord other) {
    Object[] values = grown(one, other.layout().size());
    System.arraycopy(other.values(), 0, values, one.layout().size(), other.layout().size());
    return new DataRecord(
        joined(one.layout(), other.layout()), values, one.provenance().with(other.provenance()));
  }

  private static DataRecord empty(List<String> members) {
    return new DataRecord(Layout.of(members), new Object[members.size()], Provenance.NONE);
  }

  private static Object[] grown(DataRecord record, int by) {
    Object[] values = new Object[record.layout().size() + by];
    System.arraycopy(record.values(), 0, values, 0, record.layout().size());
    return values;
  }

  private Layout joined(Layout one, Layout other) {
    return layouts.computeIfAbsent(
        new Pair(one, other),
        pair -> {
          List<String> all = new ArrayList<>(pair.one().names());
          all.addAll(pair.other().names());
          return Layout.of(all);
        });
  }

  // ---- matched by keys

  private Object join(List<?> body, List<?> added) {
    List<String> keys = combination.keys().stream().map(Key::other).toList();
    List<String> rest = members.getLast().stream().filter(m -> !keys.contains(m)).toList();
    Map<List<Object>, List<DataRecord>> byKey = byKey(added);
    Layout layout = Layout.of(rest);
    List<Object> joined = new ArrayList<>(body.size());
    for (Object element : body) {
      DataRecord own = (DataRecord) element;
      if (own == null) {
        joined.add(null);
        continue;
      }
      List<DataRecord> matching = matching(byKey, own);
      DataRecord other = matching.isEmpty() ? null : matching.getFirst();
      Object[] values = grown(own, rest.size());
      Provenance provenance = own.provenance();
      if (other != null) {
        for (int i = 0; i < rest.size(); i++) {
          values[own.layout().size() + i] = other.value(rest.get(i));
        }
        provenance = provenance.with(other.provenance());
      }
      joined.add(new DataRecord(joined(own.layout(), layout), values, provenance));
    }
    return joined;
  }

  private Object group(List<?> body, List<?> added) {
    Map<List<Object>, List<DataRecord>> byKey = byKey(added);
    Layout name = Layout.of(List.of(names.getLast()));
    List<Object> grouped = new ArrayList<>(body.size());
    for (Object element : body) {
      DataRecord own = (DataRecord) element;
      if (own == null) {
        grouped.add(null);
        continue;
      }
      Object[] values = grown(own, 1);
      values[own.layout().size()] = List.copyOf(matching(byKey, own));
      grouped.add(new DataRecord(joined(own.layout(), name), values, own.provenance()));
    }
    return grouped;
  }

  private Map<List<Object>, List<DataRecord>> byKey(List<?> records) {
    Map<List<Object>, List<DataRecord>> byKey = new HashMap<>();
    if (records == null) {
      return byKey;
    }
    for (Object element : records) {
      DataRecord record = (DataRecord) element;
      if (record == null) {
        continue;
      }
      List<Object> key = key(record, combination.keys().stream().map(Key::other).toList());
      byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(record);
    }
    return byKey;
  }

  /** What has no key matches nothing, as in SQL. */
  private List<DataRecord> matching(Map<List<Object>, List<DataRecord>> byKey, DataRecord own) {
    List<Object> key = key(own, combination.keys().stream().map(Key::own).toList());
    return key.contains(null) ? List.of() : byKey.getOrDefault(key, List.of());
  }

  private static List<Object> key(DataRecord record, List<String> names) {
    List<Object> key = new ArrayList<>();
    for (String name : names) {
      Object value = MaskedText.orNothing(record.value(name));
      // 1.0 and 1.00 are one number
      key.add(value instanceof BigDecimal number ? number.stripTrailingZeros() : value);
    }
    return key;
  }
}
