package io.tidegate.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.check.CheckResult.Certified;
import io.tidegate.engine.check.CheckResult.Rejected;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.AnswerShape.Member;
import io.tidegate.engine.plan.AnswerShape.Nested;
import io.tidegate.engine.plan.Certificate.CertifiedField;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.definition.Combination;
import io.tidegate.route.definition.Combination.Strategy;
import io.tidegate.route.flow.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Answers put together from two reads: a declaration and its items. */
class NestedAnswerTest {
  private static final Member ENTRY = PlanDraft.value("head", "entry_id", 0);
  private static final Member NUMBER = PlanDraft.value("items", "g_no", 0);

  @Test
  void aRecordWithAListInItIsCertifiedWithThePathOfEachMember() {
    CheckResult result =
        check(Strategy.NEST, shape(ENTRY, new Nested("items", list(NUMBER), false)));

    assertThat(result).isInstanceOf(Certified.class);
    assertThat(((Certified) result).certificate().fields())
        .extracting(CertifiedField::path)
        .contains("entry_id", "items[].g_no");
  }

  @Test
  void aRecordWithinARecordHasItsNameInThePath() {
    CheckResult result =
        check(Strategy.NEST, shape(ENTRY, new Nested("items", shape(NUMBER), true)));

    assertThat(((Certified) result).certificate().fields())
        .extracting(CertifiedField::path)
        .contains("items.g_no");
  }

  @Test
  void theMembersOfAllBranchesMayBePutTogether() {
    assertThat(check(Strategy.MERGE, shape(ENTRY, NUMBER))).isInstanceOf(Certified.class);
  }

  @Test
  void aRecordMayNotHoldWhatABranchBesideItYields() {
    assertRejected(check(Strategy.NEST, shape(ENTRY, NUMBER)));
  }

  @Test
  void aNestedMemberNeedsABranchOfItsName() {
    assertRejected(check(Strategy.NEST, shape(ENTRY, new Nested("others", list(NUMBER), false))));
  }

  @Test
  void theRecordItselfIsNoMemberOfItself() {
    assertRejected(check(Strategy.NEST, shape(ENTRY, new Nested("head", shape(ENTRY), true))));
  }

  @Test
  void aNestedListTellsRelations() {
    AnswerShape silent = new AnswerShape(true, List.of(NUMBER), false);

    assertRejected(check(Strategy.NEST, shape(ENTRY, new Nested("items", silent, false))));
  }

  @Test
  void anOutputThereIsNotIsRefused() {
    assertRejected(
        check(Strategy.MERGE, shape(ENTRY, NUMBER, PlanDraft.value("items", "more", 9))));
  }

  private static AnswerShape shape(Member... members) {
    return new AnswerShape(false, List.of(members), true);
  }

  private static AnswerShape list(Member... members) {
    return new AnswerShape(true, List.of(members), true);
  }

  private static void assertRejected(CheckResult result) {
    assertThat(result).isInstanceOf(Rejected.class);
    assertThat(((Rejected) result).violations())
        .extracting(Violation::code)
        .containsOnly(CheckCode.ANSWER);
  }

  /** The items are one record where records are merged, or where the answer nests one. */
  private static boolean oneItem(Strategy strategy, AnswerShape answer) {
    return strategy == Strategy.MERGE
        || answer.members().stream().anyMatch(m -> m instanceof Nested n && !n.shape().list());
  }

  private static Flow.Branch branch(PlannedRead read) {
    return new Flow.Branch(
        read.id(),
        read.fields().stream().map(PlannedField::name).toList(),
        new Flow.Read(read.id()));
  }

  private static CheckResult check(Strategy strategy, AnswerShape answer) {
    PlanDraft head = Drafts.declarations();
    head.id = "head";
    head.single = true;
    PlanDraft items = Drafts.items();
    items.id = "items";
    items.single = oneItem(strategy, answer);
    GovernedPlan plan = head.build();
    List<PlannedRead> reads = new ArrayList<>(plan.reads());
    reads.addAll(items.build().reads());
    GovernedPlan both =
        new GovernedPlan(
            plan.service(),
            plan.version(),
            plan.title(),
            plan.summary(),
            plan.area(),
            plan.department(),
            plan.tags(),
            plan.path(),
            plan.openness(),
            plan.approval(),
            plan.opennessRules(),
            plan.anonymous(),
            plan.terms(),
            plan.parameters(),
            reads,
            List.of(),
            new Flow.Multicast(
                true,
                OptionalInt.empty(),
                false,
                new Combination(strategy, List.of()),
                List.of(branch(plan.reads().getFirst()), branch(reads.getLast()))),
            answer,
            List.of(),
            plan.paging(),
            plan.timeout(),
            plan.cache(),
            plan.inputs());
    return new PlanChecker(PlanDraft.GRAMMAR)
        .check(both, "fingerprint-1", PlanDraft.CATALOG, head.decisions());
  }
}
