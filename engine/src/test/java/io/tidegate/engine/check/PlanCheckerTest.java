package io.tidegate.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.check.CheckResult.Certified;
import io.tidegate.engine.check.CheckResult.Rejected;
import io.tidegate.engine.check.Mutants.Mutant;
import io.tidegate.route.sql.Binding;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanCheckerTest {
  private final PlanChecker checker = new PlanChecker(PlanDraft.GRAMMAR);

  static Stream<String> soundPlans() {
    return Drafts.names().stream();
  }

  static List<Mutant> mutants() {
    return Mutants.found();
  }

  static List<Mutant> mutantsFoundTwice() {
    return Mutants.foundTwice();
  }

  static List<Mutant> unreadable() {
    return Mutants.unreadable();
  }

  @ParameterizedTest
  @MethodSource("soundPlans")
  void aSoundPlanIsCertified(String name) {
    CheckResult result = Drafts.SOUND.get(name).get().check(checker);

    assertThat(result).isInstanceOf(Certified.class);
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void aFaultIsFoundAndCalledByItsName(Mutant mutant) {
    assertThat(codes(mutant.draft().check(checker))).containsExactly(mutant.code());
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void aFaultIsCertifiedWhenItsCheckIsLeftOut(Mutant mutant) {
    CheckResult result = mutant.draft().check(checker.without(mutant.code()));

    assertThat(result).isInstanceOf(Certified.class);
  }

  @Test
  void delegatesAreShownNothingThatWasNotDecidedForThem() {
    PlanDraft draft = Drafts.declarations();
    draft.bindings.set(0, new Binding.Principal());

    assertThat(codes(draft.check(checker))).contains(CheckCode.OPENNESS, CheckCode.MASK);
    Mutants.delegates(draft);
    assertThat(codes(draft.check(checker)))
        .containsExactlyInAnyOrder(CheckCode.MASK, CheckCode.INFLUENCE);
  }

  @ParameterizedTest
  @MethodSource("mutantsFoundTwice")
  void aGraveFaultIsFoundByOneCheckWhenTheOtherIsLeftOut(Mutant mutant) {
    assertThat(codes(mutant.draft().check(checker))).contains(mutant.code());
    assertThat(codes(mutant.draft().check(checker.without(mutant.code())))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatCannotBeFollowedIsRejectedWhateverIsChecked(Mutant mutant) {
    PlanChecker blind = checker;
    for (CheckCode code : CheckCode.values()) {
      blind = blind.without(code);
    }

    assertThat(codes(mutant.draft().check(checker))).contains(mutant.code());
    assertThat(codes(mutant.draft().check(blind))).containsExactly(mutant.code());
  }

  @Test
  void everyCodeHasAFault() {
    Set<CheckCode> shown = EnumSet.noneOf(CheckCode.class);
    Stream.concat(mutants().stream(), unreadable().stream())
        .forEach(each -> shown.add(each.code()));

    // it takes two reads, one asked with a key of the other: see ComposedPlanTest
    shown.add(CheckCode.PARENT);
    // it takes a script: see ComposedPlanTest, too
    shown.add(CheckCode.HEADER);
    assertThat(shown).containsExactlyInAnyOrderElementsOf(Arrays.asList(CheckCode.values()));
  }

  private static Set<CheckCode> codes(CheckResult result) {
    return switch (result) {
      case Certified certified -> Set.of();
      case Rejected rejected ->
          rejected.violations().stream().map(Violation::code).collect(Collectors.toSet());
    };
  }
}
