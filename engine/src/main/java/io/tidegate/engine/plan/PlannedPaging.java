package io.tidegate.engine.plan;

import java.util.List;
import java.util.Objects;

/**
 * Keyset paging of one read.
 *
 * @param keys the outputs that give the order
 * @param size rows in a page when the caller does not say
 * @param max most rows in a page
 */
public record PlannedPaging(String read, List<PageKey> keys, int size, int max) {
  public PlannedPaging {
    Objects.requireNonNull(read, "read");
    keys = List.copyOf(keys);
  }

  /** One key: the place of the output in the read, its PostgreSQL type and direction. */
  public record PageKey(int field, String name, String sqlType, boolean descending) {
    public PageKey {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(sqlType, "sqlType");
    }
  }
}
