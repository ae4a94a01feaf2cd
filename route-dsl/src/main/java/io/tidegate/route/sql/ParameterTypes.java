package io.tidegate.route.sql;

import io.tidegate.route.sql.Draft.ParameterAt;
import io.tidegate.route.sql.SqlType.Category;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The types of a statement's parameters. A parameter has one value, so all its uses must agree on
 * one kind of value; which string or whole-number type a use takes may differ.
 */
final class ParameterTypes {
  private final List<ParameterUse> parameters = new ArrayList<>();
  private final TreeMap<Integer, Binding.Parameter> bindings = new TreeMap<>();

  private ParameterTypes() {}

  /**
   * The types found, with a diagnostic for each parameter whose type cannot be told.
   *
   * @param joining the offsets of the uses that do nothing but join
   */
  static ParameterTypes derive(Draft draft, Set<Integer> joining) {
    ParameterTypes types = new ParameterTypes();
    Map<String, List<ParameterAt>> byName = new LinkedHashMap<>();
    draft
        .parameters()
        .values()
        .forEach(use -> byName.computeIfAbsent(use.name(), name -> new ArrayList<>()).add(use));
    byName.forEach((name, uses) -> types.derive(name, uses, draft, joining));
    draft
        .parameters()
        .forEach(
            (offset, use) ->
                types.bindings.put(
                    offset, new Binding.Parameter(use.name(), use.type().toString())));
    return types;
  }

  List<ParameterUse> parameters() {
    return parameters;
  }

  /** By the offset of a use, what is bound there. */
  SortedMap<Integer, Binding.Parameter> bindings() {
    return bindings;
  }

  private void derive(String name, List<ParameterAt> uses, Draft draft, Set<Integer> joining) {
    SqlType common = SqlType.PARAMETER;
    for (ParameterAt use : uses) {
      if (use.type().open()) {
        draft.untyped(use.place().start());
      } else if (common.open()) {
        common = use.type();
      } else if (agree(common, use.type())) {
        common = wider(common, use.type());
      } else {
        draft.error(
            SqlCode.TYPE,
            use.place(),
            "`:#" + name + "` is used as " + common + " before and as " + use.type() + " here",
            "use two parameters, or cast one use to the type of the other");
      }
    }
    parameters.add(
        new ParameterUse(
            name,
            common.toString(),
            uses.stream().map(use -> draft.span(use.place())).toList(),
            uses.stream()
                .filter(use -> !joining.contains(use.place().start()))
                .map(use -> draft.span(use.place()))
                .toList()));
  }

  private static boolean agree(SqlType a, SqlType b) {
    boolean strings = a.category() == Category.STRING && b.category() == Category.STRING;
    return a.broken() || b.broken() || a.equals(b) || strings || whole(a) && whole(b);
  }

  private static boolean whole(SqlType type) {
    return type.equals(SqlType.INT2) || type.equals(SqlType.INT4) || type.equals(SqlType.INT8);
  }

  private static SqlType wider(SqlType a, SqlType b) {
    if (a.equals(b)) {
      return a;
    }
    return a.category() == Category.STRING
        ? SqlType.TEXT
        : TypeRules.unify(List.of(a, b)).orElse(a);
  }
}
