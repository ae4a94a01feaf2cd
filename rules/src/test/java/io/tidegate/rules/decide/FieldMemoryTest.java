package io.tidegate.rules.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.drools.Subject;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.ServiceFact;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Remembering changes nothing that is decided. */
class FieldMemoryTest {
  private static final RulePack PACK =
      RulePackReader.read(
              List.of(
                  new SourceText(
                      "pack.yaml",
                      """
                      pack: test
                      version: 1.0.0
                      title: { zh: 测试, en: Test }
                      masks:
                        M-HEAD: { kind: keep, first: 3, last: 0 }
                      """),
                  new SourceText(
                      "classify.yaml",
                      """
                      table: classify
                      stage: classify
                      title: { zh: 表, en: Table }
                      rows:
                        - { id: one, when: { service: [alpha, beta] }, then: { sensitivity: S2 }, why: { zh: 因, en: why } }
                        - { id: prices, when: { field: { suffix: _price } }, then: { category: price }, why: { zh: 因, en: why } }
                      """),
                  new SourceText(
                      "open.yaml",
                      """
                      table: open
                      stage: open
                      title: { zh: 表, en: Table }
                      rows:
                        - { id: never, when: { service: { suffix: -secret }, category: price }, then: { deny: no prices here }, why: { zh: 因, en: why } }
                        - { id: closed, when: { sensitivity: { atLeast: S2 } }, then: { openness: closed, approval: review }, why: { zh: 因, en: why } }
                      """),
                  new SourceText(
                      "mask.yaml",
                      """
                      table: mask
                      stage: mask
                      title: { zh: 表, en: Table }
                      rows:
                        - { id: shown, when: { service: { prefix: al } }, then: { mask: none }, why: { zh: 因, en: why } }
                        - { id: head, when: { relation: agent, category: price, type: string }, then: { mask: M-HEAD }, why: { zh: 因, en: why } }
                        - { id: public, when: { openness: unconditional }, then: { mask: none }, why: { zh: 因, en: why } }
                      """)))
          .value()
          .orElseThrow();

  private static FieldFact field(String name, Optional<Sensitivity> declared, String schema) {
    return new FieldFact(
        new ColumnId("customs", schema, "head", name),
        "dec_head",
        "declaration",
        new Bilingual("列", name),
        FieldType.STRING,
        "",
        Optional.empty(),
        declared,
        List.of(),
        Openness.UNCONDITIONAL);
  }

  @Test
  void whatIsRememberedIsWhatTheRulesSay() {
    Decider decider = Decider.build(PACK).value().orElseThrow();
    Decider remembering = decider.remembering();
    Random random = new Random(11);
    List<String> services =
        List.of("alpha", "alp", "beta", "gamma", "gamma-secret", "alpha-secret");
    for (int i = 0; i < 200; i++) {
      ServiceFact service =
          new ServiceFact(
              services.get(random.nextInt(services.size())),
              "declaration",
              Openness.values()[random.nextInt(3)]);
      List<FieldFact> fields = new ArrayList<>();
      for (String name : List.of("decl_price", "note", "hs_code")) {
        if (random.nextInt(3) > 0) {
          fields.add(
              field(
                  name,
                  random.nextInt(3) == 0
                      ? Optional.empty()
                      : Optional.of(Sensitivity.values()[random.nextInt(4)]),
                  random.nextBoolean() ? "dec" : "other"));
        }
      }

      Verdict remembered = remembering.decide(service, fields);
      Verdict fresh = decider.decide(service, fields);

      assertThat(remembered.toString()).as(service + " " + fields).isEqualTo(fresh.toString());
    }
  }

  @Test
  void aServiceThatACellNamesIsNoOtherService() {
    Decider remembering = Decider.build(PACK).value().orElseThrow().remembering();
    FieldFact note = field("note", Optional.of(Sensitivity.S0), "dec");

    assertThat(mask(remembering, "gamma", note)).isEqualTo(MaskKind.NONE);
    assertThat(mask(remembering, "beta", note)).isEqualTo(MaskKind.COVER);
    assertThat(mask(remembering, "alpha", note)).isEqualTo(MaskKind.NONE);
    assertThat(mask(remembering, "gamma", note)).isEqualTo(MaskKind.NONE);
  }

  /** Its rule may ask for the service in ways no cell does. */
  @Test
  void aServiceThatARuleByHandNamesIsNoOtherService() {
    RulePack expert =
        RulePackReader.read(
                List.of(
                    new SourceText(
                        "pack.yaml",
                        """
                        pack: test
                        version: 1.0.0
                        title: { zh: 测试, en: Test }
                        """),
                    new SourceText(
                        "by-hand.drl",
                        """
                        package io.tidegate.rules.generated
                        import io.tidegate.rules.drools.Subject
                        import io.tidegate.rules.drools.Decide

                        rule "by-hand/gamma"
                        when
                            $field : Subject( stage == "mask", service == "gamma" )
                            $decide : Decide()
                        then
                            $decide.mask($field, "none", "", "");
                        end
                        """)))
            .value()
            .orElseThrow();
    Decider remembering = Decider.build(expert).value().orElseThrow().remembering();
    FieldFact note = field("note", Optional.of(Sensitivity.S0), "dec");

    assertThat(mask(remembering, "gamma", note)).isEqualTo(MaskKind.NONE);
    assertThat(mask(remembering, "beta", note)).isEqualTo(MaskKind.COVER);
  }

  private static MaskKind mask(Decider decider, String service, FieldFact field) {
    Verdict verdict =
        decider.decide(new ServiceFact(service, "declaration", Openness.CLOSED), List.of(field));
    return ((Verdict.Decided) verdict)
        .decisions()
        .fields()
        .get(field.column())
        .masks()
        .get(Relation.PUBLIC)
        .mask()
        .kind();
  }

  /**
   * A property that is added to what rules can ask about has to be added to what is remembered; the
   * list here says that somebody thought of it.
   */
  @Test
  void everyPropertyOfASubjectIsPartOfWhatIsRemembered() {
    assertThat(
            Arrays.stream(Subject.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("get")))
        .containsExactlyInAnyOrder(
            // the stage and the service by themselves
            "getStage",
            "getService",
            // of the fact
            "getField",
            "getLabel",
            "getResource",
            "getSchema",
            "getArea",
            "getType",
            "getFormat",
            // decided before
            "getCategories",
            "getDetectors",
            "getSensitivity",
            "getStrictness",
            "getOpenness");
  }
}
