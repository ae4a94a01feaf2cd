package io.tidegate.engine.run;

import io.tidegate.engine.read.ReadCall;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.Mark;
import io.tidegate.route.data.Provenance;
import io.tidegate.rules.mask.MaskKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Records and states for tests of what happens to them. */
public final class Composition {
  private Composition() {}

  /** A mark to know a record by. */
  public record Named(String name) implements Mark {}

  /** A record with a mark, its members given as name and value in turn. */
  public static DataRecord record(String mark, Object... members) {
    List<String> names = new ArrayList<>();
    Object[] values = new Object[members.length / 2];
    for (int i = 0; i < members.length; i += 2) {
      names.add((String) members[i]);
      values[i / 2] = members[i + 1];
    }
    return new DataRecord(Layout.of(names), values, Provenance.of(new Named(mark)));
  }

  public static Map<String, Object> values(Object record) {
    DataRecord of = (DataRecord) record;
    Map<String, Object> values = new TreeMap<>();
    of.layout().names().forEach(name -> values.put(name, of.value(name)));
    return values;
  }

  public static List<String> marks(Object record) {
    return ((DataRecord) record)
        .provenance().marks().stream().map(mark -> ((Named) mark).name()).toList();
  }

  public static RunState state() {
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put("id", "p");
    return RunState.start(
        new ReadCall(
            Optional.of("91350299MAT0000182"),
            parameters,
            Optional.empty(),
            10,
            Instant.parse("2026-01-01T00:00:10Z"),
            "test",
            (purpose, input) -> new byte[MaskKey.MIN_BYTES]),
        Layout.of(List.of("id")));
  }
}
