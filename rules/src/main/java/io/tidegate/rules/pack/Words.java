package io.tidegate.rules.pack;

import io.tidegate.route.catalog.Categories;
import io.tidegate.route.catalog.Detections;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.diagnostic.Code;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Located;
import io.tidegate.rules.fact.Approval;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds what words of the closed lists stand for; another word is an error with a suggestion. */
final class Words {
  private final Diagnostics diagnostics;

  Words(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** What a word stands for; a word that stands for nothing is an error with a suggestion. */
  <T> Optional<T> known(
      Code code,
      Located<String> written,
      String what,
      Function<String, Optional<T>> find,
      Collection<String> words) {
    Optional<T> found = find.apply(written.value());
    if (found.isEmpty()) {
      diagnostics.unknown(
          code, written.span(), "`" + written.value() + "` is no " + what, written.value(), words);
    }
    return found;
  }

  /** A word of a list, for itself. */
  Optional<String> oneOf(Code code, Located<String> written, String what, List<String> words) {
    return known(code, written, what, word -> Optional.of(word).filter(words::contains), words);
  }

  Optional<Sensitivity> sensitivity(Located<String> written) {
    return known(
        RuleCode.UNKNOWN_LABEL,
        written,
        "sensitivity",
        word -> Arrays.stream(Sensitivity.values()).filter(s -> s.name().equals(word)).findFirst(),
        Arrays.stream(Sensitivity.values()).map(Sensitivity::name).toList());
  }

  Optional<String> category(Located<String> written) {
    return oneOf(RuleCode.UNKNOWN_LABEL, written, "category", Categories.ALL);
  }

  Optional<String> detection(Located<String> written) {
    return oneOf(RuleCode.UNKNOWN_WORD, written, "detector", Detections.ALL);
  }

  Optional<Openness> openness(Located<String> written) {
    return ofEnum(written, "openness", Openness.values());
  }

  Optional<Approval> approval(Located<String> written) {
    return ofEnum(written, "approval", Approval.values());
  }

  <E extends Enum<E>> Optional<E> ofEnum(Located<String> written, String what, E[] values) {
    return known(
        RuleCode.UNKNOWN_WORD,
        written,
        what,
        word ->
            Arrays.stream(values)
                .filter(value -> ConditionColumn.word(value.name()).equals(word))
                .findFirst(),
        Arrays.stream(values).map(value -> ConditionColumn.word(value.name())).toList());
  }

  /** Whether an influence is allowed. */
  Optional<Boolean> answer(Located<String> written) {
    return known(
        RuleCode.UNKNOWN_WORD,
        written,
        "decision about an influence",
        word ->
            switch (word) {
              case "allow" -> Optional.of(true);
              case "refuse" -> Optional.of(false);
              default -> Optional.empty();
            },
        List.of("allow", "refuse"));
  }
}
