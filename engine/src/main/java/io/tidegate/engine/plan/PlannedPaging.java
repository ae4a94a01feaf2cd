package io.tidegate.engine.plan;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keyset paging of one read.
 *
 * @param keys the outputs that give the order, by the name of the order the caller chose; by {@link
 *     #ONLY} where there is nothing to choose
 * @param size rows in a page when the caller does not say
 * @param max most rows in a page
 */
public record PlannedPaging(String read, SortedMap<String, List<PageKey>> keys, int size, int max) {
  /** The name of the order where there is nothing to choose. */
  public static final String ONLY = "";

  public PlannedPaging {
    Objects.requireNonNull(read, "read");
    SortedMap<String, List<PageKey>> copies = new TreeMap<>();
    keys.forEach((order, each) -> copies.put(order, List.copyOf(each)));
    keys = Collections.unmodifiableSortedMap(copies);
  }

  /** One key: the place of the output in the read, its PostgreSQL type and direction. */
  public record PageKey(int field, String name, String sqlType, boolean descending) {
    public PageKey {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(sqlType, "sqlType");
    }
  }
}
