package io.tidegate.engine.governance;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.governance.GovernanceException.Kind;
import io.tidegate.engine.impact.FieldChange;
import io.tidegate.engine.impact.Impact;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.RulePackStore;
import io.tidegate.engine.store.RulePackStore.Draft;
import io.tidegate.engine.store.RulePackStore.DraftState;
import io.tidegate.route.text.SourceText;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A pack comes into force as a whole, by those who may, and every act is on record. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class GovernanceIT {
  private static final String GOODS = "/api/dec/v1/declarations/379120241000000004/goods";

  @Inject Governance governance;
  @Inject RulePackStore packs;
  @Inject ReleaseStore releases;
  @Inject AuditStore audit;
  @Inject Publisher publisher;
  @Inject LiveEndpoints live;
  @Inject DemoFile demo;
  @Inject PlatformDatabase database;

  private String goodsAsTheAgentSees() {
    return given()
        .header("X-API-Key", demo.read().orElseThrow().keys().get("agent"))
        .get(GOODS)
        .asString();
  }

  /** A draft of the pack in force with one text replaced. */
  private Draft draft(String author, String file, String text, String by) throws Exception {
    Draft draft = governance.begin(Optional.empty(), author);
    String content = new String(packs.draftFiles(draft.id()).get(file), UTF_8);
    assertThat(content).contains(text);
    return governance.write(
        draft.id(),
        draft.revision(),
        file,
        Optional.of(content.replace(text, by).getBytes(UTF_8)),
        author);
  }

  private Draft loosening(String author) throws Exception {
    return draft(
        author, "mask-agent.yaml", "{ mask: M-DROP, unless: agent_prices }", "{ mask: none }");
  }

  private static Kind kindOf(ThrowingCallable act) {
    GovernanceException refused = catchThrowableOfType(GovernanceException.class, act);
    assertThat(refused).isNotNull();
    return refused.kind();
  }

  @Test
  void theFilesOfTheFirstStartAreTheFirstPackByteForByte() throws Exception {
    SortedMap<String, byte[]> stored = packs.packFiles(1);
    for (Map.Entry<String, byte[]> file : stored.entrySet()) {
      assertThat(file.getValue())
          .as(file.getKey())
          .isEqualTo(Files.readAllBytes(Samples.FOLDERS.rules().resolve(file.getKey())));
    }
    assertThat(stored).containsKeys("pack.yaml", "mask-agent.yaml");
    assertThat(packs.pack(1).orElseThrow().fingerprint())
        .isEqualTo(Samples.workspace().rules().fingerprint());
  }

  @Test
  void aLooseningNeedsAnotherPersonAndThenHoldsForEveryServiceAtOnce() throws Exception {
    long before = governance.inForce().number();
    assertThat(goodsAsTheAgentSees()).contains("\"decl_price\":null");
    Draft draft = loosening("ann");
    Impact predicted = governance.impact(draft.id()).run();

    Draft submitted = governance.submit(draft.id(), draft.revision(), "ann");
    assertThat(submitted.grade()).contains("LOOSENING");
    assertThat(kindOf(() -> governance.release(draft.id(), submitted.revision(), "ann")))
        .isEqualTo(Kind.PERSON);
    String fingerprint = submitted.fingerprint().orElseThrow();
    assertThat(
            kindOf(() -> governance.approve(draft.id(), submitted.revision(), fingerprint, "ann")))
        .isEqualTo(Kind.PERSON);
    assertThat(
            kindOf(
                () -> governance.approve(draft.id(), submitted.revision(), "0".repeat(64), "bob")))
        .isEqualTo(Kind.STALE);
    assertThat(goodsAsTheAgentSees()).contains("\"decl_price\":null");

    Draft approved = governance.approve(draft.id(), submitted.revision(), fingerprint, "bob");
    Map<String, LiveEndpoint> were = byService(live.current());
    Governance.Released released = governance.release(draft.id(), approved.revision(), "ann");

    assertThat(released.refused()).isEmpty();
    assertThat(released.live()).isEqualTo(were.size());
    assertThat(goodsAsTheAgentSees()).contains("\"decl_price\":128.5");
    assertThat(observed(were, byService(live.current()))).isEqualTo(told(predicted));
    assertThat(governance.draft(draft.id()).state()).isEqualTo(DraftState.RELEASED);
    assertThat(releases.latest())
        .allSatisfy(r -> assertThat(r.statement()).contains(governance.inForce().fingerprint()));

    governance.rollBack(before, "cat");

    assertThat(governance.inForce().number()).isEqualTo(before);
    assertThat(goodsAsTheAgentSees()).contains("\"decl_price\":null");
  }

  private static Map<String, LiveEndpoint> byService(EndpointTable table) {
    Map<String, LiveEndpoint> endpoints = new HashMap<>();
    table.endpoints().forEach(e -> endpoints.put(e.plan().service(), e));
    return endpoints;
  }

  /** What the certificates of live services differ in. */
  private static List<String> observed(
      Map<String, LiveEndpoint> before, Map<String, LiveEndpoint> after) {
    List<String> changes = new ArrayList<>();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    before.forEach(
        (service, endpoint) -> {
          List<Certificate.CertifiedOutput> was = endpoint.certificate().outputs();
          List<Certificate.CertifiedOutput> is = after.get(service).certificate().outputs();
          for (int i = 0; i < was.size(); i++) {
            Certificate.CertifiedOutput output = was.get(i);
            Certificate.CertifiedOutput now = is.get(i);
            output
                .proof()
                .masks()
                .forEach(
                    (relation, mask) -> {
                      String other = now.proof().masks().get(relation);
                      if (!mask.equals(other)) {
                        changes.add(
                            service
                                + " "
                                + output.read()
                                + "."
                                + output.name()
                                + " "
                                + relation
                                + ": "
                                + mask
                                + " -> "
                                + other);
                      }
                    });
          }
        });
    return changes.stream().sorted().toList();
  }

  private static List<String> told(Impact impact) {
    return impact.services().stream()
        .flatMap(
            s ->
                s.fields().stream()
                    .map(
                        (FieldChange f) ->
                            s.service()
                                + " "
                                + f.read()
                                + "."
                                + f.output()
                                + " "
                                + f.relations().first()
                                + ": "
                                + f.before()
                                + " -> "
                                + f.after()))
        .sorted()
        .toList();
  }

  @Test
  void aPureTighteningIsReleasedAtOnceByItsAuthor() throws Exception {
    long before = governance.inForce().number();
    Draft draft = draft("ann", "mask-carrier.yaml", "{ mask: M-HS }", "{ mask: M-COVER }");
    Draft submitted = governance.submit(draft.id(), draft.revision(), "ann");

    governance.release(draft.id(), submitted.revision(), "ann");

    assertThat(submitted.grade()).contains("TIGHTENING");
    assertThat(governance.inForce().number()).isNotEqualTo(before);
    governance.rollBack(before, "ann");
  }

  @Test
  void backFartherThanOnePackIsNoWayRoundTheApproval() throws Exception {
    long first = governance.inForce().number();
    Draft one = draft("ann", "mask-carrier.yaml", "{ mask: M-HS }", "{ mask: M-COVER }");
    governance.release(
        one.id(), governance.submit(one.id(), one.revision(), "ann").revision(), "ann");
    Draft two = draft("ann", "mask-carrier.yaml", "{ mask: M-BILL }", "{ mask: M-DROP }");
    governance.release(
        two.id(), governance.submit(two.id(), two.revision(), "ann").revision(), "ann");
    long second = packs.releases(2).get(1).number();

    assertThat(kindOf(() -> governance.rollBack(first, "ann"))).isEqualTo(Kind.PERSON);
    governance.rollBack(second, "ann");
    assertThat(kindOf(() -> governance.rollBack(second, "ann"))).isEqualTo(Kind.STATE);
    assertThat(kindOf(() -> governance.rollBack(99_999, "ann"))).isEqualTo(Kind.UNKNOWN);

    // two administrators can
    Draft back = governance.begin(Optional.of(first), "ann");
    Draft submitted = governance.submit(back.id(), back.revision(), "ann");
    Draft approved =
        governance.approve(
            back.id(), submitted.revision(), submitted.fingerprint().orElseThrow(), "bob");
    governance.release(back.id(), approved.revision(), "bob");
    assertThat(governance.inForce().fingerprint())
        .isEqualTo(packs.pack(first).orElseThrow().fingerprint());
  }

  @Test
  void whoeverWritesAnOldRevisionIsToldAndAnApprovalEndsWithAChange() throws Exception {
    Draft draft = loosening("ann");
    Draft submitted = governance.submit(draft.id(), draft.revision(), "ann");
    Draft approved =
        governance.approve(
            draft.id(), submitted.revision(), submitted.fingerprint().orElseThrow(), "bob");

    assertThat(
            kindOf(
                () ->
                    governance.write(
                        draft.id(), draft.revision(), "x.yaml", Optional.empty(), "bob")))
        .isEqualTo(Kind.STALE);
    byte[] pack = packs.draftFiles(draft.id()).get("pack.yaml");
    Draft changed =
        governance.write(draft.id(), approved.revision(), "pack.yaml", Optional.of(pack), "bob");

    assertThat(changed.state()).isEqualTo(DraftState.OPEN);
    assertThat(changed.approver()).isEmpty();
    assertThat(changed.author()).isEqualTo("bob");
    assertThat(kindOf(() -> governance.release(draft.id(), changed.revision(), "ann")))
        .isEqualTo(Kind.STATE);
  }

  @Test
  void aDraftThatIsNoPackIsToldWithItsPlaces() throws Exception {
    Draft draft = draft("ann", "mask-carrier.yaml", "{ mask: M-HS }", "{ mask: M-GONE }");

    assertThat(governance.check(draft.id()).diagnostics())
        .anyMatch(d -> d.code().id().equals("RULE-UNKNOWN-MASK"));
    GovernanceException refused =
        catchThrowableOfType(
            GovernanceException.class,
            () -> governance.submit(draft.id(), draft.revision(), "ann"));
    assertThat(refused.kind()).isEqualTo(Kind.INVALID);
    assertThat(refused.diagnostics()).isNotEmpty();
    for (String name : List.of("../pack.yaml", "run.sh", "", ".yaml")) {
      assertThat(
              kindOf(
                  () ->
                      governance.write(
                          draft.id(), draft.revision(), name, Optional.of(new byte[0]), "ann")))
          .isEqualTo(Kind.INVALID);
    }
  }

  @Test
  void whatFailsBeforeTheSwitchLeavesEverythingAsItWas() throws Exception {
    List<CheckedPlan> plans = new ArrayList<>();
    for (Path file : Samples.FOLDERS.services()) {
      plans.add(
          Samples.compiler()
              .compile(new SourceText("s.yaml", Files.readString(file)))
              .value()
              .orElseThrow());
    }
    EndpointTable before = live.current();

    assertThatThrownBy(
            () ->
                publisher.publishWhole(
                    plans,
                    () -> {
                      throw new IllegalStateException("the database is gone");
                    }))
        .hasMessage("the database is gone");
    List<CheckedPlan> clash = new ArrayList<>(plans);
    clash.add(plans.getFirst());
    assertThat(publisher.publishWhole(clash, () -> 0))
        .singleElement()
        .isInstanceOf(Publisher.Publication.Failed.class);

    assertThat(live.current()).isSameAs(before);
    assertThat(goodsAsTheAgentSees()).contains("\"decl_price\":null");
  }

  @Test
  void everyActIsInTheChainAndNoEntryCanBeChanged() throws Exception {
    Draft draft = loosening("dora");
    governance.submit(draft.id(), draft.revision(), "dora");

    assertThat(audit.after(0, 10_000))
        .filteredOn(e -> e.subject().equals("draft " + draft.id()))
        .extracting(AuditStore.Entry::act)
        .containsExactly("rule-draft.begin", "rule-draft.write", "rule-draft.submit");
    assertThat(audit.firstBroken()).isEmpty();
    for (String attack :
        List.of(
            "update audit_entry set actor = 'nobody' where number = 1",
            "delete from audit_entry where number = 1",
            "truncate audit_entry",
            "update rule_pack_file set content = ''",
            "delete from rule_release")) {
      assertThatThrownBy(() -> run(attack)).as(attack).hasMessageContaining("append only");
    }
    run("alter table audit_entry disable trigger audit_append_only");
    try {
      run("update audit_entry set actor = 'nobody' where number = 2");
      assertThat(audit.firstBroken()).hasValue(2);
    } finally {
      run("update audit_entry set actor = 'tidegate' where number = 2");
      run("alter table audit_entry enable trigger audit_append_only");
    }
    assertThat(audit.firstBroken()).isEmpty();
  }

  private void run(String statement) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement update = connection.createStatement()) {
      update.execute(statement);
    }
  }
}
