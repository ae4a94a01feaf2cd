package io.tidegate.engine.run;

import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.Provenance;
import java.util.ArrayList;
import java.util.List;

/** Records with one member changed. */
public final class Records {
  private Records() {}

  /** A record with a member set; one that it does not have comes last. */
  public static DataRecord with(DataRecord record, String name, Object value, Provenance from) {
    Layout layout = record.layout();
    int place = layout.place(name);
    Object[] values;
    if (place < 0) {
      List<String> names = new ArrayList<>(layout.names());
      names.add(name);
      layout = Layout.of(names);
      values = new Object[names.size()];
      System.arraycopy(record.values(), 0, values, 0, names.size() - 1);
      values[names.size() - 1] = value;
    } else {
      values = record.values().clone();
      values[place] = value;
    }
    return new DataRecord(layout, values, record.provenance().with(from), record.raw());
  }
}
