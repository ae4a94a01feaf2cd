package io.tidegate.rules.drools;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.pack.ExpertRules;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.AgendaFilter;
import org.kie.api.runtime.rule.ConsequenceException;
import org.kie.api.runtime.rule.Match;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderConfiguration;
import org.kie.internal.builder.KnowledgeBuilderError;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.builder.conf.LanguageLevelOption;
import org.kie.internal.conf.ConstraintJittingThresholdOption;
import org.kie.internal.io.ResourceFactory;

/**
 * The rules of one pack, built and ready. Building takes seconds, so it is done once; running them
 * takes milliseconds. Safe for any number of threads: every run has a session of its own.
 */
public final class RuleBase {
  /** The language of rule texts; the check and the build must agree on it. */
  static final LanguageLevelOption LANGUAGE = LanguageLevelOption.DRL6;

  /**
   * Conditions stay interpreted. By default the engine compiles each one to a class after its
   * twentieth evaluation, and what it makes of {@code str[startsWith]} does not link.
   */
  private static final ConstraintJittingThresholdOption INTERPRETED =
      ConstraintJittingThresholdOption.get(-1);

  private final KieBase rules;
  private final List<ExpertRule> expert;

  private RuleBase(KieBase rules, List<ExpertRule> expert) {
    this.rules = rules;
    this.expert = List.copyOf(expert);
  }

  /** A description that was accepted, with the text it describes. */
  private record Accepted(PackageDescr description, SourceText text) {}

  /**
   * Writes the tables of a pack as rules and takes the rules its experts wrote. All of it is
   * checked before any of it is built.
   */
  public static Outcome<RuleBase> build(RulePack pack) {
    Diagnostics diagnostics = new Diagnostics();
    List<Accepted> accepted = new ArrayList<>();
    List<ExpertRule> expert = accept(pack, accepted, diagnostics);
    return diagnostics.hasErrors()
        ? Outcome.refused(diagnostics)
        : build(accepted, expert, diagnostics);
  }

  /** What is wrong with the rules of a pack; nothing of them is built. */
  public static List<Diagnostic> check(RulePack pack) {
    Diagnostics diagnostics = new Diagnostics();
    accept(pack, new ArrayList<>(), diagnostics);
    return diagnostics.list();
  }

  private static List<ExpertRule> accept(
      RulePack pack, List<Accepted> accepted, Diagnostics diagnostics) {
    accept(RuleText.of(pack), diagnostics).ifPresent(accepted::add);
    List<ExpertRule> expert = new ArrayList<>();
    for (ExpertRules rules : pack.expert()) {
      Optional<Accepted> text = accept(rules.text().span().source(), diagnostics);
      text.ifPresent(
          t -> {
            try {
              expert.addAll(ExpertReading.read(t.description(), rules, pack, diagnostics));
              accepted.add(t);
            } catch (StackOverflowError e) {
              diagnostics.error(
                  RuleCode.DRL_REFUSED,
                  t.text().span(0, 0),
                  "a condition in the rule text is too long");
            }
          });
    }
    return expert;
  }

  /** Checks a rule text and builds it. */
  public static Outcome<RuleBase> build(SourceText text) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<Accepted> accepted = accept(text, diagnostics);
    return accepted.isEmpty()
        ? Outcome.refused(diagnostics)
        : build(List.of(accepted.get()), List.of(), diagnostics);
  }

  private static Optional<Accepted> accept(SourceText text, Diagnostics diagnostics) {
    Diagnostics found = new Diagnostics();
    Optional<PackageDescr> description = DescriptionCheck.check(text, found);
    diagnostics.addAll(found.list());
    return description.map(accepted -> new Accepted(accepted, text));
  }

  /** Builds a description as it is; what passed the check comes here, and nothing else should. */
  static Outcome<RuleBase> build(
      PackageDescr description, SourceText text, Diagnostics diagnostics) {
    return build(List.of(new Accepted(description, text)), List.of(), diagnostics);
  }

  /** Builds the descriptions that were checked, not the texts again. */
  private static Outcome<RuleBase> build(
      List<Accepted> accepted, List<ExpertRule> expert, Diagnostics diagnostics) {
    KnowledgeBuilderConfiguration configuration =
        KnowledgeBuilderFactory.newKnowledgeBuilderConfiguration(RuleBase.class.getClassLoader());
    configuration.setOption(LANGUAGE);
    KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder(configuration);
    for (Accepted each : accepted) {
      SourceText text = each.text();
      try {
        builder.add(ResourceFactory.newDescrResource(each.description()), ResourceType.DESCR);
        if (builder.hasErrors()) {
          builder.getErrors().forEach(error -> notBuilt(error, text, diagnostics));
          return Outcome.refused(diagnostics);
        }
      } catch (RuntimeException | LinkageError | StackOverflowError e) {
        diagnostics.error(RuleCode.BUILD, text.span(0, 0), "the checked rules cannot be built");
        return Outcome.refused(diagnostics);
      }
    }
    try {
      return Outcome.of(new RuleBase(rules(builder), expert), diagnostics);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      diagnostics.error(
          RuleCode.BUILD,
          accepted.getFirst().text().span(0, 0),
          "the checked rules cannot be built");
      return Outcome.refused(diagnostics);
    }
  }

  private static void notBuilt(
      KnowledgeBuilderError error, SourceText text, Diagnostics diagnostics) {
    int[] lines = error.getLines();
    int line = lines == null || lines.length == 0 ? 1 : Math.max(1, lines[0]);
    int last = text.line(text.text().length());
    int start = text.lineStart(Math.min(line, last));
    diagnostics.error(RuleCode.BUILD, text.span(start, start), "a checked rule cannot be built");
  }

  /** What the rules say that were written by hand. */
  public List<ExpertRule> expert() {
    return expert;
  }

  private static KieBase rules(KnowledgeBuilder builder) {
    KieBaseConfiguration configuration = KieServices.get().newKieBaseConfiguration();
    configuration.setOption(INTERPRETED);
    InternalKnowledgeBase rules = KnowledgeBaseFactory.newKnowledgeBase(configuration);
    rules.addPackages(builder.getKnowledgePackages());
    return rules;
  }

  /**
   * Runs the rules of one stage over its subjects.
   *
   * @return everything concluded; or a failure when any rule failed, or the limits were met
   */
  public Firing fire(Stage stage, List<Subject> subjects, FireLimits limits) {
    Decide decide = new Decide(stage);
    Watch watch = new Watch(decide, limits);
    KieSession session = rules.newKieSession();
    try {
      session.insert(decide);
      subjects.forEach(session::insert);
      session.fireAllRules(watch, limits.firings());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return failed(e, decide.rule());
    } finally {
      session.dispose();
    }
    if (watch.late) {
      return new Firing.Failed(
          RuleCode.DEADLINE,
          "the rules of the stage " + stage.word() + " took longer than " + limits.time(),
          Optional.empty());
    }
    if (watch.firings >= limits.firings()) {
      return new Firing.Failed(
          RuleCode.FIRE_LIMIT,
          "the rules of the stage " + stage.word() + " fired " + watch.firings + " times",
          Optional.empty());
    }
    return new Firing.Fired(decide.hits());
  }

  private static Firing failed(Throwable thrown, String firing) {
    if (!(thrown instanceof ConsequenceException)) {
      return new Firing.Failed(
          RuleCode.FAILED, "the conditions of a rule failed", Optional.empty());
    }
    return thrown.getCause() instanceof Decide.RefusedConclusion refused
        ? new Firing.Failed(refused.code(), refused.getMessage(), Optional.of(firing))
        : new Firing.Failed(
            RuleCode.FAILED, "a rule failed while it was deciding", Optional.of(firing));
  }

  /** Tells which rule is about to fire, and stops all of them when time is over. */
  private static final class Watch implements AgendaFilter {
    private final Decide decide;
    private final long start = System.nanoTime();
    private final long nanos;
    private boolean late;
    private int firings;

    Watch(Decide decide, FireLimits limits) {
      this.decide = decide;
      this.nanos = limits.time().toNanos();
    }

    @Override
    public boolean accept(Match match) {
      late |= System.nanoTime() - start > nanos;
      if (late) {
        return false;
      }
      firings++;
      decide.nowFiring(match.getRule().getName());
      return true;
    }
  }
}
