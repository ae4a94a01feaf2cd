package io.tidegate.rules.drools;

import io.tidegate.route.catalog.Categories;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import io.tidegate.rules.fact.Vocabulary;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The only thing a rule can call: it adds conclusions and takes none back. Lists are words with
 * blanks between; an empty list stands for all. Whatever it does not understand it throws, which
 * refuses everything.
 */
public final class Decide {
  private final Stage stage;
  private final List<Firing.Hit> hits = new ArrayList<>();
  private String rule = "";

  Decide(Stage stage) {
    this.stage = stage;
  }

  void nowFiring(String name) {
    this.rule = name;
  }

  String rule() {
    return rule;
  }

  List<Firing.Hit> hits() {
    return hits;
  }

  public void sensitivity(Subject subject, String word) {
    add(subject, sensitive(word));
  }

  public void category(Subject subject, String word) {
    add(subject, categorised(word));
  }

  public void openness(Subject subject, String word) {
    openness(subject, word, "", "");
  }

  /**
   * @param purposes names of purposes
   * @param levels names of levels of organisations
   */
  public void openness(Subject subject, String word, String purposes, String levels) {
    add(subject, opened(word, purposes, levels));
  }

  public void approval(Subject subject, String word) {
    approval(subject, word, "", "");
  }

  /** As {@link #openness(Subject, String, String, String)}. */
  public void approval(Subject subject, String word, String purposes, String levels) {
    add(subject, needsApproval(word, purposes, levels));
  }

  public void deny(Subject subject) {
    deny(subject, "", "");
  }

  /** As {@link #openness(Subject, String, String, String)}. */
  public void deny(Subject subject, String purposes, String levels) {
    add(subject, new Conclusion.Denied(audience(purposes, levels)));
  }

  public void limit(Subject subject, String name) {
    limit(subject, name, "", "");
  }

  /** As {@link #openness(Subject, String, String, String)}. */
  public void limit(Subject subject, String name, String purposes, String levels) {
    add(subject, new Conclusion.Limited(name, audience(purposes, levels)));
  }

  /**
   * @param unless the name of a switch, or nothing
   * @param relations names of relations
   */
  public void mask(Subject subject, String mask, String unless, String relations) {
    mask(subject, mask, unless, relations, "", "");
  }

  /**
   * @param purposes names of purposes
   * @param levels names of levels of organisations
   */
  public void mask(
      Subject subject,
      String mask,
      String unless,
      String relations,
      String purposes,
      String levels) {
    add(subject, masked(mask, unless, relations, audience(purposes, levels)));
  }

  /**
   * @param answer {@code allow} or {@code refuse}
   * @param where names of influences
   * @param probe {@code true}, {@code false} or both
   */
  public void influence(Subject subject, String answer, String where, String probe) {
    add(subject, influencing(answer, where, probe));
  }

  /**
   * What a call concludes, without making it.
   *
   * @throws RefusedConclusion when there is no such call, or it would throw
   */
  static Conclusion conclusion(String verb, List<String> arguments) {
    String call = verb + "/" + arguments.size();
    return switch (call) {
      case "sensitivity/1" -> sensitive(arguments.getFirst());
      case "category/1" -> categorised(arguments.getFirst());
      case "openness/1" -> opened(arguments.getFirst(), "", "");
      case "openness/3" -> opened(arguments.get(0), arguments.get(1), arguments.get(2));
      case "approval/1" -> needsApproval(arguments.getFirst(), "", "");
      case "approval/3" -> needsApproval(arguments.get(0), arguments.get(1), arguments.get(2));
      case "deny/0" -> new Conclusion.Denied(Audience.EVERYBODY);
      case "deny/2" -> new Conclusion.Denied(audience(arguments.get(0), arguments.get(1)));
      case "limit/1" -> new Conclusion.Limited(arguments.getFirst(), Audience.EVERYBODY);
      case "limit/3" ->
          new Conclusion.Limited(arguments.get(0), audience(arguments.get(1), arguments.get(2)));
      case "mask/3" ->
          masked(arguments.get(0), arguments.get(1), arguments.get(2), Audience.EVERYBODY);
      case "mask/5" ->
          masked(
              arguments.get(0),
              arguments.get(1),
              arguments.get(2),
              audience(arguments.get(3), arguments.get(4)));
      case "influence/3" -> influencing(arguments.get(0), arguments.get(1), arguments.get(2));
      default ->
          throw new RefusedConclusion(
              RuleCode.DRL_REFUSED,
              "`$decide." + verb + "` does not take " + arguments.size() + " literals");
    };
  }

  private static Conclusion sensitive(String word) {
    return new Conclusion.Sensitive(named(Sensitivity.values(), word, RuleCode.UNKNOWN_LABEL));
  }

  private static Conclusion categorised(String word) {
    if (!Categories.ALL.contains(word)) {
      throw unknown(RuleCode.UNKNOWN_LABEL, word);
    }
    return new Conclusion.Categorised(word);
  }

  private static Conclusion opened(String word, String purposes, String levels) {
    return new Conclusion.Opened(
        named(Openness.values(), word, RuleCode.UNKNOWN_WORD), audience(purposes, levels));
  }

  private static Conclusion needsApproval(String word, String purposes, String levels) {
    return new Conclusion.NeedsApproval(
        named(Approval.values(), word, RuleCode.UNKNOWN_WORD), audience(purposes, levels));
  }

  private static Audience audience(String purposes, String levels) {
    return new Audience(
        list(
            purposes,
            List.of(Purpose.values()),
            word -> named(Purpose.values(), word, RuleCode.UNKNOWN_WORD)),
        list(
            levels,
            List.of(OrganisationLevel.values()),
            word -> named(OrganisationLevel.values(), word, RuleCode.UNKNOWN_WORD)));
  }

  private static Conclusion masked(
      String mask, String unless, String relations, Audience audience) {
    List<Relation> which =
        list(
            relations,
            List.of(Relation.values()),
            word -> named(Relation.values(), word, RuleCode.UNKNOWN_WORD));
    return new Conclusion.Masked(
        mask, Optional.of(unless).filter(s -> !s.isEmpty()), which, audience);
  }

  private static Conclusion influencing(String answer, String where, String probe) {
    boolean allowed =
        switch (answer) {
          case "allow" -> true;
          case "refuse" -> false;
          default -> throw unknown(RuleCode.UNKNOWN_WORD, answer);
        };
    List<String> kinds =
        list(
            where,
            Vocabulary.INFLUENCES,
            word -> {
              if (!Vocabulary.INFLUENCES.contains(word)) {
                throw unknown(RuleCode.UNKNOWN_WORD, word);
              }
              return word;
            });
    List<Boolean> probes =
        list(
            probe,
            List.of(false, true),
            word ->
                switch (word) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw unknown(RuleCode.UNKNOWN_WORD, word);
                });
    return new Conclusion.Influencing(allowed, kinds, probes);
  }

  private void add(Subject subject, Conclusion conclusion) {
    if (conclusion.stage() != stage) {
      throw new RefusedConclusion(
          RuleCode.WRONG_STAGE,
          "a decision of the stage "
              + conclusion.stage().word()
              + " was made in the stage "
              + stage.word());
    }
    hits.add(new Firing.Hit(subject, rule, conclusion));
  }

  private static <T> List<T> list(String words, List<T> all, Function<String, T> find) {
    return words.isEmpty() ? all : Arrays.stream(words.split(" ")).map(find).toList();
  }

  private static <E extends Enum<E>> E named(E[] values, String word, RuleCode code) {
    return Arrays.stream(values)
        .filter(value -> value.name().equals(word))
        .findFirst()
        .orElseThrow(() -> unknown(code, word));
  }

  private static RefusedConclusion unknown(RuleCode code, String word) {
    return new RefusedConclusion(code, "`" + word + "` is not known");
  }

  /** A conclusion that cannot be accepted. */
  static final class RefusedConclusion extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RuleCode code;

    RefusedConclusion(RuleCode code, String message) {
      super(message);
      this.code = code;
    }

    RuleCode code() {
      return code;
    }
  }
}
