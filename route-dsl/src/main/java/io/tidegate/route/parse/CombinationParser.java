package io.tidegate.route.parse;

import io.tidegate.route.definition.Combination;
import io.tidegate.route.definition.Combination.Key;
import io.tidegate.route.definition.Combination.Strategy;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Located;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way results are put together, such as {@code #nest} or {@code #join(bill_no=bill)}. */
final class CombinationParser {
  private static final Pattern FORM = Pattern.compile("(#[a-z]+)(?:\\(([^()]*)\\))?");
  private static final Pattern KEY =
      Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_]*)\\s*(?:=\\s*([A-Za-z][A-Za-z0-9_]*)\\s*)?");

  private final Diagnostics diagnostics;

  CombinationParser(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * @param step the step it stands in, which not every strategy fits
   */
  Optional<Located<Combination>> parse(Located<String> written, String step) {
    Matcher form = FORM.matcher(written.value());
    Optional<Strategy> strategy =
        form.matches()
            ? Arrays.stream(Strategy.values())
                .filter(s -> s.word().equals(form.group(1)))
                .filter(s -> accepted(step).contains(s))
                .findFirst()
            : Optional.empty();
    if (strategy.isEmpty()) {
      List<String> words = accepted(step).stream().map(Strategy::word).toList();
      diagnostics.unknown(
          ServiceCode.STRATEGY,
          written.span(),
          "`" + written + "` is no known way to put results of `" + step + "` together",
          written.value(),
          words);
      return Optional.empty();
    }
    List<Key> keys = keys(Optional.ofNullable(form.group(2)));
    if (keys.isEmpty() == strategy.get().keyed() || form.group(2) != null && keys.isEmpty()) {
      diagnostics.error(
          ServiceCode.STRATEGY,
          written.span(),
          strategy.get().keyed()
              ? "`" + strategy.get().word() + "` says by which members records belong together"
              : "`" + strategy.get().word() + "` has no keys",
          strategy.get().keyed()
              ? "write it as `" + strategy.get().word() + "(key)` or with `own=other`"
              : "remove the brackets");
      return Optional.empty();
    }
    return Optional.of(new Located<>(new Combination(strategy.get(), keys), written.span()));
  }

  private static List<Strategy> accepted(String step) {
    return switch (step) {
      case "multicast" -> List.of(Strategy.NEST, Strategy.CONCAT, Strategy.MERGE);
      case "split" -> List.of(Strategy.CONCAT, Strategy.NEST, Strategy.MERGE, Strategy.JOIN);
      default -> List.of(Strategy.NEST, Strategy.MERGE, Strategy.JOIN, Strategy.GROUP);
    };
  }

  /** The keys in the brackets; none when one of them is not in the form of keys. */
  private static List<Key> keys(Optional<String> written) {
    List<Key> keys = new ArrayList<>();
    if (written.isPresent()) {
      for (String key : written.get().split(",", -1)) {
        Matcher form = KEY.matcher(key);
        if (!form.matches()) {
          return List.of();
        }
        keys.add(new Key(form.group(1), form.group(2) == null ? form.group(1) : form.group(2)));
      }
    }
    return keys;
  }
}
