package io.tidegate.rules.mask;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A mask as a rule pack names it: a kind with its parameters. Parameters that are left out are
 * filled in, so that equal masks are equal values.
 *
 * @throws IllegalArgumentException when a parameter is missing, unknown or wrong; {@link #problems}
 *     tells beforehand
 */
public record MaskSpec(String name, MaskKind kind, SortedMap<String, String> parameters) {
  /** Shows the value as it is. */
  public static final MaskSpec NONE = new MaskSpec("none", MaskKind.NONE, new TreeMap<>());

  /** Covers the value; what a field gets that no rule decides about. */
  public static final MaskSpec COVER = new MaskSpec("M-COVER", MaskKind.COVER, new TreeMap<>());

  /** Leaves the value out; what a field gets when masks of equal rank contradict. */
  public static final MaskSpec DROP = new MaskSpec("M-DROP", MaskKind.DROP, new TreeMap<>());

  /** The masks every pack has without writing them. */
  public static final List<MaskSpec> BUILT_IN = List.of(NONE, COVER, DROP);

  public MaskSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    List<String> problems = problems(kind, parameters);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    SortedMap<String, String> complete = new TreeMap<>(parameters);
    for (MaskParameter parameter : kind.parameters()) {
      parameter.otherwise().ifPresent(value -> complete.putIfAbsent(parameter.name(), value));
    }
    parameters = Collections.unmodifiableSortedMap(complete);
  }

  /**
   * What is wrong with the parameters of a kind, one sentence each; nothing when they are right.
   */
  public static List<String> problems(MaskKind kind, Map<String, String> parameters) {
    List<String> problems = new ArrayList<>();
    SortedMap<String, String> unknown = new TreeMap<>(parameters);
    for (MaskParameter parameter : kind.parameters()) {
      String value = unknown.remove(parameter.name());
      if (value != null) {
        parameter
            .problem(value)
            .ifPresent(problem -> problems.add("`" + parameter.name() + "` " + problem));
      } else if (parameter.otherwise().isEmpty()) {
        problems.add("`" + parameter.name() + "` is missing");
      }
    }
    for (String name : unknown.keySet()) {
      problems.add("`" + name + "` is no parameter of `" + kind.word() + "`");
    }
    if (problems.isEmpty()) {
      contradiction(kind, parameters).ifPresent(problems::add);
    }
    return problems;
  }

  /** What is wrong with parameters together that are right each by itself. */
  private static Optional<String> contradiction(MaskKind kind, Map<String, String> parameters) {
    return switch (kind) {
      case COVER_RANGE -> {
        int covered =
            Integer.parseInt(parameters.get("to")) - Integer.parseInt(parameters.get("from")) + 1;
        yield covered < Keep.FEWEST_HIDDEN
            ? Optional.of("`from` to `to` must be at least " + Keep.FEWEST_HIDDEN + " characters")
            : Optional.empty();
      }
      case LOOKUP_ROW ->
          MaskParameter.texts(parameters.get("keys")).size()
                  == MaskParameter.texts(parameters.get("values")).size()
              ? Optional.empty()
              : Optional.of("`keys` and `values` must be equally many");
      default -> Optional.empty();
    };
  }

  /**
   * The column of the same record that the mask looks at besides the value; a mask of a record
   * covers a value whose companion is not read beside it.
   */
  public Optional<String> companion() {
    return kind.parameters().stream()
        .filter(parameter -> parameter.form() instanceof MaskParameter.Form.Column)
        .map(parameter -> parameters.get(parameter.name()))
        .findFirst();
  }

  /** What the mask keeps with its parameters, in the order of the enum. */
  public Set<Promise> promises() {
    return kind == MaskKind.SURROGATE ? identifier().promises(mode()) : kind.promises();
  }

  /** Whether it does the same as another mask, whatever the two are called. */
  public boolean sameEffect(MaskSpec other) {
    return kind == other.kind && parameters.equals(other.parameters);
  }

  /** Within what its stand-ins are equal; of a mask without a key it makes no difference. */
  public Scope scope() {
    return Scope.ofWord(parameters.getOrDefault(MaskParameter.SCOPE.name(), Scope.RECEIVER.word()));
  }

  Identifier identifier() {
    return Identifier.ofWord(parameters.get("of"));
  }

  Identifier.Mode mode() {
    return Identifier.Mode.ofWord(parameters.get("mode"));
  }

  BigDecimal number(String parameter) {
    return new BigDecimal(parameters.get(parameter));
  }

  List<String> texts(String parameter) {
    return MaskParameter.texts(parameters.get(parameter));
  }

  int whole(String parameter) {
    return Integer.parseInt(parameters.get(parameter));
  }
}
