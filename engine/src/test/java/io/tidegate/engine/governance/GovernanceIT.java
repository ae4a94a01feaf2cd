package io.tidegate.engine.governance;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.answer.AnswerWatch;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.PlanCode;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.emit.RouteEmitter;
import io.tidegate.engine.governance.GovernanceException.Kind;
import io.tidegate.engine.impact.FieldChange;
import io.tidegate.engine.impact.Impact;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.publish.CursorCodec;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.publish.MaskKeys;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.release.ReleaseGate;
import io.tidegate.engine.release.ReleaseSeal;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.RulePackStore;
import io.tidegate.engine.store.RulePackStore.Draft;
import io.tidegate.engine.store.RulePackStore.DraftState;
import io.tidegate.engine.store.RulePackStore.StoredPack;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.pack.RulePackReader;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
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
  @Inject AccountStore accounts;
  @Inject CatalogStore catalogs;
  @Inject ReleaseSeal seal;
  @Inject PgGrammar grammar;
  @Inject RouteEmitter emitter;
  @Inject Sources sources;
  @Inject Agreement agreement;

  /** The pack the engine of the tests began with. */
  @ConfigProperty(name = "tidegate.rules.folder")
  Path rules;

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
          .isEqualTo(Files.readAllBytes(rules.resolve(file.getKey())));
    }
    assertThat(stored).containsKeys("pack.yaml", "mask-agent.yaml");
    assertThat(packs.pack(1).orElseThrow().fingerprint())
        .isEqualTo(RulePackReader.read(rules).value().orElseThrow().fingerprint());
  }

  @Test
  void aLooseningNeedsAnotherPersonAndThenHoldsForEveryServiceAtOnce() throws Exception {
    long before = governance.inForce().number();
    assertThat(goodsAsTheAgentSees()).contains("\"decl_price\":null");
    Draft draft = loosening("ann");
    Impact predicted = governance.impact(draft.id(), new Progress()).run();

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
    assertThat(releasesInForce())
        .allSatisfy(r -> assertThat(r.statement()).contains(governance.inForce().fingerprint()));

    governance.rollBack(before, "cat");

    assertThat(governance.inForce().number()).isEqualTo(before);
    assertThat(goodsAsTheAgentSees()).contains("\"decl_price\":null");
  }

  /** The last releases of what is live; one of a service that was retired keeps its pack. */
  private List<ReleaseStore.Release> releasesInForce() {
    Map<String, LiveEndpoint> now = byService(live.current());
    return releases.latest().stream().filter(r -> now.containsKey(r.service())).toList();
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
                    done -> {},
                    () -> {
                      throw new IllegalStateException("the database is gone");
                    }))
        .hasMessage("the database is gone");
    List<CheckedPlan> clash = new ArrayList<>(plans);
    clash.add(plans.getFirst());
    assertThat(publisher.publishWhole(clash, done -> {}, () -> 0))
        .singleElement()
        .isInstanceOf(Publisher.Publication.Failed.class);

    assertThat(live.current()).isSameAs(before);
    assertThat(goodsAsTheAgentSees()).contains("\"decl_price\":null");
  }

  @Test
  void whoeverWroteToADraftDoesNotApproveItByWhateverLogin() throws Exception {
    for (String login : List.of("eve", "eve-two")) {
      assertThat(
              accounts.add(
                  AccountStore.Account.active(
                      login,
                      "none",
                      AccountStore.Role.ADMINISTRATOR,
                      Optional.empty(),
                      Optional.of(new AccountStore.Person("e9", "Eve")),
                      Instant.now()),
                  "test"))
          .isEmpty();
    }
    Draft draft = loosening("eve");
    // somebody else is its author now, and eve wrote what loosens all the same
    byte[] pack = packs.draftFiles(draft.id()).get("pack.yaml");
    Draft touched =
        governance.write(draft.id(), draft.revision(), "pack.yaml", Optional.of(pack), "bob");
    Draft submitted = governance.submit(draft.id(), touched.revision(), "bob");
    String fingerprint = submitted.fingerprint().orElseThrow();

    for (String login : List.of("bob", "eve", "eve-two")) {
      assertThat(
              kindOf(
                  () -> governance.approve(draft.id(), submitted.revision(), fingerprint, login)))
          .as(login)
          .isEqualTo(Kind.PERSON);
      assertThatThrownBy(
              () ->
                  run(
                      "update rule_draft set state = 'APPROVED', approver = '"
                          + login
                          + "' where id = "
                          + draft.id()))
          .as("past the program, " + login)
          .isInstanceOf(SQLException.class);
    }
    assertThat(governance.approve(draft.id(), submitted.revision(), fingerprint, "cat").approver())
        .contains("cat");
  }

  // ---- two at once

  /** What came of two acts that began together. */
  private static List<Object> together(Callable<?> one, Callable<?> other) throws Exception {
    CyclicBarrier begin = new CyclicBarrier(2);
    List<Object> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Object>> futures = new ArrayList<>();
      for (Callable<?> act : List.of(one, other)) {
        futures.add(
            threads.submit(
                () -> {
                  begin.await();
                  try {
                    return act.call();
                  } catch (GovernanceException e) {
                    return e.kind();
                  }
                }));
      }
      for (Future<Object> future : futures) {
        outcomes.add(future.get());
      }
    }
    return outcomes;
  }

  @Test
  void ofTwoWhoWriteAtOnceOneIsToldAndNothingIsLost() throws Exception {
    Draft draft = governance.begin(Optional.empty(), "ann");
    List<Object> outcomes =
        together(
            () ->
                governance.write(draft.id(), 1, "a.yaml", Optional.of("a".getBytes(UTF_8)), "ann"),
            () ->
                governance.write(draft.id(), 1, "b.yaml", Optional.of("b".getBytes(UTF_8)), "bob"));

    assertThat(outcomes).filteredOn(o -> o == Kind.STALE).hasSize(1);
    Draft written =
        (Draft) outcomes.stream().filter(o -> o instanceof Draft).findFirst().orElseThrow();
    String file = written.author().equals("ann") ? "a.yaml" : "b.yaml";
    assertThat(packs.draftFiles(draft.id()))
        .containsKey(file)
        .hasSize(packs.packFiles(written.basedOn()).size() + 1);
  }

  @Test
  void ofTwoWhoReleaseAtOnceOneIsToldToJudgeAnew() throws Exception {
    long before = governance.inForce().number();
    Draft one = draft("ann", "mask-carrier.yaml", "{ mask: M-HS }", "{ mask: M-COVER }");
    Draft other = draft("bob", "mask-carrier.yaml", "{ mask: M-BILL }", "{ mask: M-DROP }");
    Draft first = governance.submit(one.id(), one.revision(), "ann");
    Draft second = governance.submit(other.id(), other.revision(), "bob");

    List<Object> outcomes =
        together(
            () -> governance.release(one.id(), first.revision(), "ann"),
            () -> governance.release(other.id(), second.revision(), "bob"));

    assertThat(outcomes).filteredOn(o -> o == Kind.STATE).hasSize(1);
    Governance.Released released =
        (Governance.Released)
            outcomes.stream()
                .filter(o -> o instanceof Governance.Released)
                .findFirst()
                .orElseThrow();
    assertThat(governance.inForce()).isEqualTo(released.pack());
    assertThat(rulePacks(live.current())).containsExactly(released.pack().fingerprint());
    assertThat(governance.releaseProgress().phase()).isEqualTo(Progress.Phase.ENDED);
    governance.rollBack(before, "cat");
  }

  /** The packs by which what is live was compiled. */
  private static Set<String> rulePacks(EndpointTable table) {
    return table.endpoints().stream()
        .map(e -> e.plan().inputs().rulePack())
        .collect(Collectors.toSet());
  }

  // ---- the gate

  @Test
  void whatTheGateRefusesDoesNotComeIntoForce() throws Exception {
    Draft draft = draft("ann", "mask-carrier.yaml", "{ mask: M-HS }", "{ mask: M-COVER }");
    Draft submitted = governance.submit(draft.id(), draft.revision(), "ann");
    List<ReleaseGate.Coming> asked = new ArrayList<>();
    List<Boolean> settled = new ArrayList<>();
    ReleaseGate gate =
        new ReleaseGate() {
          @Override
          public List<Diagnostic> admit(Coming coming) {
            asked.add(coming);
            Diagnostics found = new Diagnostics();
            found.error(
                PlanCode.FAULT, coming.arrivals().getFirst().document().all(), "the gate is shut");
            return Outcome.refused(found).diagnostics();
          }

          @Override
          public void settled(Coming coming, boolean inForce) {
            settled.add(inForce);
          }
        };
    Governance gated =
        new Governance(
            packs,
            releases,
            audit,
            publisher,
            live,
            seal,
            grammar,
            List::of,
            fingerprint -> catalogs.current(),
            agreement,
            gate,
            Clock.systemUTC());
    gated.open(catalogs.current().orElseThrow(), Samples.FOLDERS.rules(), false);
    EndpointTable before = live.current();
    StoredPack pack = gated.inForce();

    assertThatThrownBy(() -> gated.release(submitted.id(), submitted.revision(), "ann"))
        .isInstanceOfSatisfying(
            GovernanceException.class,
            e -> assertThat(e.diagnostics().getFirst().message()).isEqualTo("the gate is shut"));

    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().arrivals()).isNotEmpty();
    assertThat(asked.getFirst().actor()).isEqualTo("ann");
    assertThat(live.current()).isSameAs(before);
    assertThat(gated.inForce()).isEqualTo(pack);
    assertThat(settled).isEmpty();
  }

  // ---- what was judged is what is released

  @Test
  void aReleaseThatDoesNotCompileAsItWasJudgedIsGivenUpWhole() throws Exception {
    Draft draft = draft("ann", "mask-carrier.yaml", "{ mask: M-HS }", "{ mask: M-COVER }");
    Draft submitted = governance.submit(draft.id(), draft.revision(), "ann");
    EndpointTable before = live.current();
    StoredPack pack = governance.inForce();
    LiveEndpoint victim = before.endpoints().getFirst();
    String release = "release where fingerprint = '" + victim.certificate().fingerprint() + "'";
    String spoilt = "\nno-such-key: 1\n";
    // what is live is asked for after the documents were read to be judged
    Governance between =
        new Governance(
            packs,
            releases,
            audit,
            publisher,
            live,
            seal,
            grammar,
            () -> {
              try {
                run(
                    ("update " + release)
                        .replace("where", "set document = document || '" + spoilt + "' where"));
              } catch (SQLException e) {
                throw new AssertionError(e);
              }
              return List.of();
            },
            fingerprint -> catalogs.current(),
            agreement,
            ReleaseGate.OPEN,
            Clock.systemUTC());
    between.open(catalogs.current().orElseThrow(), Samples.FOLDERS.rules(), false);
    try {
      GovernanceException refused =
          catchThrowableOfType(
              GovernanceException.class,
              () -> between.release(submitted.id(), submitted.revision(), "ann"));

      assertThat(refused.kind()).isEqualTo(Kind.STATE);
      assertThat(refused.reason().en()).contains("try again", victim.plan().service());
      assertThat(refused.reason().zh()).contains("请重试");
      assertThat(refused.diagnostics()).isNotEmpty();
      assertThat(live.current()).isSameAs(before);
      assertThat(between.inForce()).isEqualTo(pack);
      assertThat(packs.draft(draft.id()).orElseThrow().state()).isEqualTo(DraftState.SUBMITTED);
    } finally {
      run(
          ("update " + release)
              .replace("where", "set document = replace(document, '" + spoilt + "', '') where"));
    }
  }

  // ---- cut off in the middle

  /** What a node has in force that starts again from what is stored. */
  private StoredPack afterARestart() {
    Governance restarted =
        new Governance(
            packs,
            releases,
            audit,
            publisher,
            live,
            seal,
            grammar,
            List::of,
            fingerprint -> catalogs.current(),
            agreement,
            ReleaseGate.OPEN,
            Clock.systemUTC());
    assertThat(
            restarted
                .open(catalogs.current().orElseThrow(), Samples.FOLDERS.rules(), false)
                .isRefused())
        .isFalse();
    try {
      return restarted.inForce();
    } catch (GovernanceException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aReleaseThatEndsBeforeItIsStoredLeavesAllOfTheOld() throws Exception {
    StoredPack before = governance.inForce();
    EndpointTable table = live.current();
    List<String> served =
        table.endpoints().stream().map(e -> e.certificate().fingerprint()).toList();
    List<ReleaseStore.Release> stored = releases.withFingerprints(served);
    assertThat(stored).hasSameSizeAs(served);
    Draft draft = draft("ann", "mask-carrier.yaml", "{ mask: M-HS }", "{ mask: M-COVER }");
    Draft submitted = governance.submit(draft.id(), draft.revision(), "ann");
    // the last of what is stored in the one transaction fails
    run(
        "create function cut() returns trigger language plpgsql as $$ begin raise exception 'cut';"
            + " end $$");
    run(
        "create trigger cut before insert on audit_entry for each row"
            + " when (new.act = 'rule-pack.release') execute function cut()");
    try {
      assertThatThrownBy(() -> governance.release(draft.id(), submitted.revision(), "ann"))
          .hasMessageContaining("cut");
    } finally {
      run("drop trigger cut on audit_entry");
      run("drop function cut");
    }

    assertThat(governance.inForce()).isEqualTo(before);
    assertThat(afterARestart()).isEqualTo(before);
    assertThat(live.current()).isSameAs(table);
    assertThat(releases.withFingerprints(served)).isEqualTo(stored);
    assertThat(governance.draft(draft.id()).state()).isEqualTo(DraftState.SUBMITTED);
    Governance.Released released =
        governance.release(draft.id(), governance.draft(draft.id()).revision(), "ann");
    assertThat(afterARestart()).isEqualTo(released.pack());
    governance.rollBack(before.number(), "ann");
  }

  @Test
  void aReleaseThatEndsAfterItIsStoredAndBeforeTheSwitchIsAllOfTheNew() throws Exception {
    long before = governance.inForce().number();
    Draft draft = draft("ann", "mask-carrier.yaml", "{ mask: M-HS }", "{ mask: M-COVER }");
    Draft submitted = governance.submit(draft.id(), draft.revision(), "ann");
    // there is no later epoch than this, so that the node ends at the moment it would switch
    LiveEndpoints cutOff = new LiveEndpoints();
    cutOff.swap(new EndpointTable(Long.MAX_VALUE, live.current().endpoints()));
    Governance dying =
        new Governance(
            packs,
            releases,
            audit,
            new Publisher(
                emitter,
                sources,
                cutOff,
                new CursorCodec(new byte[32]),
                new MaskKeys(new byte[32]),
                new DocumentLinks(new byte[32], Duration.ofMinutes(5), Clock.systemUTC()),
                plan -> AnswerWatch.NONE),
            cutOff,
            seal,
            grammar,
            List::of,
            fingerprint -> catalogs.current(),
            agreement,
            ReleaseGate.OPEN,
            Clock.systemUTC());
    dying.open(catalogs.current().orElseThrow(), Samples.FOLDERS.rules(), false);
    assertThatThrownBy(() -> dying.release(draft.id(), submitted.revision(), "ann"))
        .hasMessageContaining("is not later");

    StoredPack after = afterARestart();
    assertThat(after.number()).isNotEqualTo(before);
    assertThat(after.fingerprint()).isEqualTo(submitted.fingerprint().orElseThrow());
    assertThat(releasesInForce())
        .allSatisfy(r -> assertThat(r.statement()).contains(after.fingerprint()));
    // a node that could not switch over catches up with what is stored
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (governance.inForce().number() != after.number() && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(governance.inForce()).isEqualTo(after);
    governance.rollBack(before, "ann");
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
